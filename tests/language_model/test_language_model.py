"""Drafts and rewritten questions from a server that answers, in whatever mode it can."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.adapters.language_model import PASSAGES_SENT, OpenAiCompatibleModel
from assistant.adapters.model_output import OutputMode
from assistant.adapters.prompt_files import PromptFault, PromptFiles
from assistant.adapters.system import SystemIds
from assistant.domain.answers import DraftMethod
from assistant.domain.questions import Author, Language, Turn
from assistant.domain.reasons import Reason
from assistant.services.ports import ModelFailure
from tests.fakes import CountingIds
from tests.language_model.parts import FEE, FEE_ZH, PROMPTS, draft_with, model_at, passage, question
from tests.scripted_model.server import Behaviour, ScriptedModel


def test_a_good_answer_becomes_claims_with_exact_quotes(server: ScriptedModel) -> None:
    """A quote's offsets are those of the version's text, not of the passage."""
    draft = draft_with(model_at(server))
    (quote,) = draft.claims[0].quotes
    assert (quote.text, quote.start, quote.end) == (FEE, 100, 100 + len(FEE))
    assert (quote.passage_id, quote.version_id, quote.document_id) == ("p1", "v1", "parking")
    assert (draft.method, draft.language) == (DraftMethod.GENERATIVE, Language.EN)


def test_a_draft_records_the_call_that_made_it(server: ScriptedModel) -> None:
    """Model, prompt with its hash, parameters, tokens and duration stand on the draft."""
    seconds: Iterator[float] = iter((10.0, 10.25))
    use = draft_with(model_at(server, timer=lambda: next(seconds))).model_use
    prompt = PromptFiles(PROMPTS).get("draft", Language.EN)
    assert use is not None
    assert (use.model, use.prompt_name, use.prompt_version) == ("m", "draft", prompt.version)
    assert use.prompt_sha256 == prompt.sha256
    assert use.parameters["temperature"] == str(server.requests[0]["temperature"])
    assert use.parameters["output_mode"] == "json_schema"
    assert (use.prompt_tokens, use.completion_tokens, use.duration_ms) == (100, 20, 250.0)


def test_a_chinese_question_gets_the_chinese_prompt_and_a_chinese_draft(server: ScriptedModel) -> None:
    """The prompt is chosen by the question's language and the draft carries that language."""
    asked = question("停车证多少钱？", Language.ZH)
    draft = model_at(server).draft(asked, "停车证多少钱？", [passage(FEE_ZH)])
    assert draft.language is Language.ZH
    assert draft.claims[0].quotes[0].text == FEE_ZH
    assert draft.model_use is not None
    assert draft.model_use.prompt_sha256 == PromptFiles(PROMPTS).get("draft", Language.ZH).sha256
    assert "市民" in server.requests[0]["messages"][0]["content"]


def test_a_quote_is_told_to_be_wrong_once_and_a_corrected_answer_is_taken(server: ScriptedModel) -> None:
    """The second request carries what was wrong, and the tokens of both calls are counted."""
    server.behave(Behaviour.GOOD_AFTER_FAULT)
    draft = draft_with(model_at(server))
    assert draft.claims[0].text == FEE
    assert len(server.requests) == 2
    assert "does not stand word for word" in server.requests[1]["messages"][-1]["content"]
    assert draft.model_use is not None
    assert draft.model_use.prompt_tokens == 200


@pytest.mark.parametrize(
    ("behaviour", "modes"),
    [
        (Behaviour.GOOD, ["json_schema", "json_schema"]),
        (Behaviour.NO_SCHEMA, ["json_schema", "json_object", "json_object"]),
        (Behaviour.NO_RESPONSE_FORMAT, ["json_schema", "json_object", None, None]),
    ],
)
def test_a_server_without_schemas_is_asked_more_plainly_from_then_on(
    server: ScriptedModel, behaviour: Behaviour, modes: list[str | None]
) -> None:
    """S-10: servers of other vendors draft the same; the mode that works is found once and remembered."""
    server.behave(behaviour)
    model = model_at(server)
    drafts = [draft_with(model) for _ in range(2)]
    assert [draft.plain_text() for draft in drafts] == [FEE, FEE]
    assert [request.get("response_format", {}).get("type") for request in server.requests] == modes


def test_a_request_rejected_in_every_mode_costs_later_ones_no_schema(server: ScriptedModel) -> None:
    """A question too long for the model is no reason to ask for the next one without its schema."""
    model = model_at(server)
    server.behave(Behaviour.TOO_LONG)
    with pytest.raises(ModelFailure):
        draft_with(model)
    server.behave(Behaviour.GOOD)
    draft_with(model)
    assert server.requests[-1]["response_format"]["type"] == "json_schema"


def test_a_configured_mode_is_the_only_one_tried(server: ScriptedModel) -> None:
    """Who configures schemas gets schemas or a person, not a plainer request."""
    server.behave(Behaviour.NO_SCHEMA)
    with pytest.raises(ModelFailure) as caught:
        draft_with(model_at(server, output_mode=OutputMode.JSON_SCHEMA))
    assert caught.value.reason == Reason.MODEL_REFUSED
    assert len(server.requests) == 1


def test_json_is_found_behind_thoughts_and_inside_a_code_fence(server: ScriptedModel) -> None:
    """Small models think aloud and decorate; what they quote is checked all the same."""
    server.behave(Behaviour.FENCED)
    assert draft_with(model_at(server)).claims[0].text == FEE


def test_no_more_passages_are_sent_than_the_limit(server: ScriptedModel) -> None:
    """The best ones go, each under a token of its own, even with ids that look alike at the start."""
    many = [passage(f"Rule number {number} of the town is this one.", f"p{number}") for number in range(10)]
    model = OpenAiCompatibleModel(server.url, "", "m", 20, 0, PromptFiles(PROMPTS), CountingIds())
    model.draft(question(), "What does it cost?", many)
    sent = server.requests[0]["messages"][1]["content"]
    assert [f"Rule number {number} " in sent for number in range(10)] == [
        n < PASSAGES_SENT for n in range(10)
    ]


def test_a_follow_up_is_rewritten_from_what_was_said_before(server: ScriptedModel) -> None:
    """The earlier messages are sent along and the model's one line is taken."""
    history = [Turn(Author.CITIZEN, "What does a resident parking permit cost?")]
    rewritten = model_at(server).rewrite("and electric?", history, Language.EN)
    assert rewritten == "What does a resident parking permit cost? and electric?"


@pytest.mark.parametrize(
    "said", ["one\ntwo", "see https://evil.example/", " ", "x" * 2000, '{"question": "what?"}']
)
def test_a_rewrite_that_is_no_question_is_invalid(server: ScriptedModel, said: str) -> None:
    """More than a line, an address, nothing, a treatise and JSON are not taken."""
    server.behave(Behaviour.REWRITE)
    server.said = said
    with pytest.raises(ModelFailure) as caught:
        model_at(server).rewrite("and electric?", [], Language.EN)
    assert caught.value.reason == Reason.MODEL_INVALID


def test_a_rewrite_that_was_cut_off_is_invalid(server: ScriptedModel) -> None:
    """Half a question could ask for something else."""
    server.behave(Behaviour.CUT_OFF)
    with pytest.raises(ModelFailure) as caught:
        model_at(server).rewrite("and electric?", [], Language.EN)
    assert caught.value.reason == Reason.MODEL_INVALID


def _copy_of_prompts(folder: Path) -> Path:
    for path in PROMPTS.glob("*.md"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_another_host_is_the_same_pipeline(server: ScriptedModel, tmp_path: Path) -> None:
    """Moving a server, or the prompts' folder, voids no certificate."""
    elsewhere = OpenAiCompatibleModel(
        "http://127.0.0.1:9/v1", "k", "m", 5, 1, PromptFiles(_copy_of_prompts(tmp_path)), SystemIds()
    )
    assert elsewhere.fingerprint == model_at(server).fingerprint


def test_another_model_path_mode_or_prompt_is_another_pipeline(server: ScriptedModel, tmp_path: Path) -> None:
    """Whatever may change an answer changes the fingerprint."""
    prompts = _copy_of_prompts(tmp_path)
    with (prompts / "draft.zh.md").open("a", encoding="utf-8") as file:
        file.write("简短。\n")
    other_path = OpenAiCompatibleModel(
        server.url + "/other", "", "m", 20, 0, PromptFiles(PROMPTS), SystemIds()
    )
    prints = {
        model_at(server).fingerprint,
        model_at(server, name="m2").fingerprint,
        model_at(server, prompts=prompts).fingerprint,
        model_at(server, output_mode=OutputMode.PROMPT).fingerprint,
        other_path.fingerprint,
    }
    assert len(prints) == 5


def test_a_missing_prompt_stops_the_start(server: ScriptedModel, tmp_path: Path) -> None:
    """Not the first Chinese citizen finds out that there is no Chinese prompt."""
    (_copy_of_prompts(tmp_path) / "draft.zh.md").unlink()
    with pytest.raises(PromptFault, match=r"'draft' in zh"):
        model_at(server, prompts=tmp_path)
