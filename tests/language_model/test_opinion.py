"""The second reader: what it is told, what it may say, and that it can only add."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.adapters.language_model import EndpointAddress, connect
from assistant.adapters.language_model_opinion import SAID_BY_MODEL, ModelOpinion
from assistant.adapters.prompt_files import PromptFault, PromptFiles
from assistant.adapters.system import SystemClock, SystemIds
from assistant.domain.answers import Claim, Draft, DraftMethod, Finding, Quote
from assistant.domain.model_budgets import Purpose
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.services.ports import ModelFailure
from tests.language_model.parts import CHARGED, FEE, LONG_ENOUGH_S, PROMPTS, OpenPurse, passage
from tests.scripted_model.server import Behaviour, ScriptedModel


def _opinion(
    server: ScriptedModel, *, prompts: Path = PROMPTS, purse: OpenPurse | None = None
) -> ModelOpinion:
    addresses = [EndpointAddress(server.url, "reader")]
    endpoints = connect(addresses, 0, purse or OpenPurse(), SystemClock())
    return ModelOpinion(endpoints, addresses, LONG_ENOUGH_S, PromptFiles(prompts), SystemIds())


def _draft(text: str = FEE, language: Language = Language.EN) -> Draft:
    quote = Quote("p1", "v1", "parking", FEE, 100, 100 + len(FEE))
    return Draft((Claim(text, (quote,)),), language, DraftMethod.GENERATIVE)


def _faults(*faults: tuple[int, str, str]) -> str:
    return json.dumps({"faults": [dict(zip(("claim", "kind", "words"), one, strict=True)) for one in faults]})


def _findings(server: ScriptedModel, said: str, draft: Draft | None = None) -> list[Finding]:
    server.said = said
    server.behave(Behaviour.DOUBTS)
    return list(_opinion(server).findings(draft or _draft(), [passage()], CHARGED))


def test_a_reader_without_doubts_adds_nothing(server: ScriptedModel) -> None:
    """An empty list is the usual answer."""
    assert list(_opinion(server).findings(_draft(), [passage()], CHARGED)) == []


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("unsupported", Reason.UNSUPPORTED_CLAIM),
        ("number", Reason.NUMBER_MISMATCH),
        ("negation", Reason.NEGATION_MISMATCH),
        ("condition", Reason.CONDITION_OMITTED),
        ("conflict", Reason.KB_CONFLICT),
    ],
)
def test_a_doubt_stands_on_the_words_it_is_about(server: ScriptedModel, kind: str, reason: Reason) -> None:
    """Staff see the words highlighted, and that a second reader and no rule found them."""
    (found,) = _findings(server, _faults((1, kind, "30 euros")))
    start = FEE.index("30 euros")
    assert found == Finding(reason, 0, start, start + len("30 euros"), SAID_BY_MODEL)


def test_words_that_do_not_stand_there_put_the_whole_claim_in_doubt(server: ScriptedModel) -> None:
    """A reader that quotes badly is still a reader that doubts."""
    (found,) = _findings(server, _faults((1, "number", "31 dollars")))
    assert (found.start, found.end) == (0, len(FEE))


@pytest.mark.parametrize(
    "said",
    [
        _faults((2, "number", "30")),
        _faults((0, "number", "30")),
        _faults((1, "approved", "30")),
        '{"faults": [], "release": true}',
        '{"verdict": "fine"}',
        "All of it is right.",
    ],
)
def test_an_opinion_that_cannot_be_read_is_none(server: ScriptedModel, said: str) -> None:
    """Asked for once more with the fault, then given up: the draft goes to a person."""
    with pytest.raises(ModelFailure) as failure:
        _findings(server, said)
    assert failure.value.reason == Reason.MODEL_INVALID
    assert len(server.requests) == 2


def test_the_question_is_not_sent_to_the_reader(server: ScriptedModel) -> None:
    """Claims, quotes and the passages quoted are enough to see whether a quote carries a claim."""
    other = passage("Something else entirely.", "p2")
    _opinion(server).findings(_draft(), [passage(), other], CHARGED)
    (request,) = server.requests
    said = request["messages"][1]["content"]
    assert FEE in said
    assert "Something else" not in said


def test_its_calls_are_booked_apart(server: ScriptedModel) -> None:
    """The ledger tells drafts from opinions."""
    purse = OpenPurse()
    _opinion(server, purse=purse).findings(_draft(), [passage()], CHARGED)
    assert [call.purpose for call in purse.begun] == [Purpose.SECOND_OPINION]


def test_another_prompt_is_another_reader(server: ScriptedModel, tmp_path: Path) -> None:
    """C-04: its fingerprint stands in each verdict and in the pipeline's."""
    for path in PROMPTS.glob("*.md"):
        text = path.read_text("utf-8")
        (tmp_path / path.name).write_text(text + "\nBe strict." * (path.name == "opinion.en.md"), "utf-8")
    assert _opinion(server).fingerprint != _opinion(server, prompts=tmp_path).fingerprint


def test_without_its_prompt_there_is_no_reader(server: ScriptedModel, tmp_path: Path) -> None:
    """Noticed at the start."""
    for path in PROMPTS.glob("draft.*.md"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with pytest.raises(PromptFault, match="opinion"):
        _opinion(server, prompts=tmp_path)
