"""Where no model is needed none is asked: a question answered before (S-33), and one on which nothing was found (G-07)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from assistant.domain.answers import Claim, Draft, DraftMethod, Quote
from assistant.domain.evidence import Evidence
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.routing import Working
from assistant.services.steps.approved import Approved, ApprovedFirst
from assistant.services.steps.draft import DraftAnswer
from assistant.services.steps.wording_key import wording_key
from tests.language_model.parts import FEE, model_at, passage, question
from tests.scripted_model.server import ScriptedModel

ASKED = "What does a resident parking permit cost a year?"
TOPIC = "parking"


class _NothingAlike:
    """A likeness for a step that has a model and needs none."""

    def to(self, text: str, others: Sequence[str]) -> Sequence[float]:
        return [0.0 for _ in others]


@dataclass(frozen=True, slots=True)
class _Kept:
    """An approved answer with its passage."""

    id: str
    draft: Draft
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _OneKept:
    """The port `ApprovedAnswers`: one answer, for one wording."""

    key: str | None
    kept: _Kept

    def find(self, key: str, topic_id: str, language: Language, asked_at: datetime) -> Approved | None:
        """The answer, for its wording in its topic and language."""
        fits = (key, topic_id, language) == (self.key, TOPIC, Language.EN)
        return self.kept if fits and asked_at.tzinfo is not None else None


def _step(server: ScriptedModel) -> ApprovedFirst:
    source = passage(FEE)
    quote = Quote(source.passage_id, source.version_id, source.document_id, FEE, source.start, source.end)
    draft = Draft((Claim(FEE, (quote,)),), Language.EN, DraftMethod.APPROVED)
    kept = _OneKept(wording_key(ASKED), _Kept("a1", draft, (source,)))
    return ApprovedFirst(kept, DraftAnswer(model_at(server), _NothingAlike()))


def _asked(text: str) -> Working:
    return Working(
        question=replace(question(text), text=text),
        language=Language.EN,
        masked_text=text,
        standalone=text,
        topic_id=TOPIC,
        evidence=(passage(FEE),),
    )


def test_a_question_that_was_answered_before_calls_no_model(server: ScriptedModel) -> None:
    """S-33: the kept words and their quote are the draft, and nothing was sent anywhere; greetings change nothing."""
    for text in (ASKED, f"Hello, {ASKED} Thanks"):
        drafted = _step(server).run(_asked(text))
        assert drafted.draft is not None
        assert (drafted.draft.method, drafted.draft.plain_text()) == (DraftMethod.APPROVED, FEE)
        assert [quote.text for quote in drafted.draft.quotes()] == [FEE]
    assert server.requests == []
    assert server.contacts == []


def test_a_question_that_nobody_answered_before_does_call_the_model(server: ScriptedModel) -> None:
    """S-33: only the exact repeat is spared; one about another length of time is drafted."""
    drafted = _step(server).run(_asked("What does a resident parking permit cost for two years?"))
    assert drafted.draft is not None
    assert drafted.draft.method is DraftMethod.GENERATIVE
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Who won the football world cup in 1998?",
        "Write me a poem about the sea",
        "What does a rocket to the moon cost?",
        "How do I treat a cold?",
        "Which shares should I buy?",
        "1998年世界杯谁赢了？",
        "写一首关于大海的诗",
        "去月球要多少钱？",
        "感冒吃什么药？",
        "现在买什么股票好？",
    ],
)
def test_a_question_on_which_nothing_was_found_generates_nothing(server: ScriptedModel, text: str) -> None:
    """G-07: no passage, no call to the model, no draft, no fact; the reason is named."""
    drafted = _step(server).run(replace(_asked(text), evidence=()))
    assert drafted.draft is None
    assert drafted.reasons == (Reason.NO_EVIDENCE,)
    assert server.requests == []
