"""What OpenAI, vLLM, llama.cpp and Ollama do differently, one scripted behaviour each."""

from __future__ import annotations

from typing import Any

import pytest

from tests.language_model.parts import FEE, OpenPurse, draft_with, model_at
from tests.scripted_model.server import Behaviour, ScriptedModel


@pytest.mark.parametrize("behaviour", [Behaviour.REASONING, Behaviour.PARTS, Behaviour.FENCED])
def test_thoughts_parts_and_fences_around_an_answer_are_left_aside(
    server: ScriptedModel, behaviour: Behaviour
) -> None:
    """vLLM and Ollama put thoughts in fields of their own, some servers send the content in parts."""
    server.behave(behaviour)
    assert draft_with(model_at(server)).claims[0].text == FEE
    assert len(server.requests) == 1


def test_a_library_that_meets_an_unknown_shape_prints_nothing_of_it(
    server: ScriptedModel, recwarn: pytest.WarningsRecorder
) -> None:
    """Its warnings would quote the answer."""
    server.behave(Behaviour.PARTS)
    draft_with(model_at(server))
    assert not recwarn.list


@pytest.mark.parametrize(
    "behaviour", [Behaviour.TOOL_CALL, Behaviour.EMPTY_TEXT, Behaviour.REASONING_ONLY, Behaviour.CUT_OFF]
)
def test_an_answer_that_is_none_is_asked_for_once_more(server: ScriptedModel, behaviour: Behaviour) -> None:
    """The second request says what was wrong, and its answer is taken."""
    server.behave(behaviour, Behaviour.GOOD)
    draft = draft_with(model_at(server))
    assert draft.claims[0].text == FEE
    assert draft.model_use is not None
    fault = draft.model_use.calls[0].fault
    assert fault
    assert fault in server.requests[1]["messages"][-1]["content"]
    assert all(message["content"] for message in server.requests[1]["messages"])


def test_a_call_of_a_tool_is_never_read(server: ScriptedModel) -> None:
    """X-04: the model has no tools; arguments of one it makes up are no answer, however well they would fit."""
    server.behave(Behaviour.TOOL_CALL, Behaviour.GOOD)
    draft_with(model_at(server))
    assert "tools" not in server.requests[0]
    assert "there are none" in server.requests[1]["messages"][-1]["content"]
    assert "send_mail" not in server.sent_text()


def test_a_server_that_does_not_count_leaves_the_booking_at_its_most(server: ScriptedModel) -> None:
    """Unknown tokens are not free: the ledger keeps what was booked before the call."""
    server.behave(Behaviour.NO_USAGE)
    purse = OpenPurse()
    use = draft_with(model_at(server, meter=purse)).model_use
    assert use is not None
    assert (use.prompt_tokens, use.completion_tokens) == (None, None)
    assert purse.ended[0].prompt_tokens is None


@pytest.mark.parametrize(
    ("behaviour", "left_out"),
    [
        (Behaviour.NO_TEMPERATURE, "temperature"),
        (Behaviour.ONE_LIMIT, "max_tokens"),
        (Behaviour.OLD_LIMIT, "max_completion_tokens"),
    ],
)
def test_a_parameter_that_a_server_rejects_is_left_out_from_then_on(
    server: ScriptedModel, behaviour: Behaviour, left_out: str
) -> None:
    """Nothing else is given up for it, the schema least of all, and the draft says what was sent."""
    server.behave(behaviour)
    model = model_at(server)
    drafts = [draft_with(model) for _ in range(2)]
    assert [left_out in request for request in server.requests] == [True, False, False]
    assert _modes(server) == {"json_schema"}
    for draft in drafts:
        assert draft.model_use is not None
        assert left_out not in draft.model_use.parameters


def test_an_answer_is_limited_by_both_names_of_the_limit(server: ScriptedModel) -> None:
    """Ollama knows the old name only and ignores the new one: an answer without end would cost whole minutes."""
    draft_with(model_at(server))
    (request,) = server.requests
    assert request["max_tokens"] == request["max_completion_tokens"] > 0
    assert request["stream"] is False


def _modes(server: ScriptedModel) -> set[Any]:
    return {request.get("response_format", {}).get("type") for request in server.requests}
