"""Whatever a server does wrong is the one error of the port, in time and with its reason."""

from __future__ import annotations

import threading
import time

import pytest

from assistant.domain.reasons import Reason
from assistant.services.ports import ModelFailure
from tests.language_model.parts import FEE, draft_with, model_at
from tests.scripted_model.server import Behaviour, ScriptedModel, serve_model

IMPATIENT_S = 0.5
SLACK_S = 5.0
"""For a busy machine; a server that is not cut holds on for thirty seconds."""


@pytest.mark.parametrize(
    ("behaviour", "reason", "requests"),
    [
        (Behaviour.TOO_MANY, Reason.MODEL_UNAVAILABLE, 1),
        (Behaviour.BROKEN, Reason.MODEL_UNAVAILABLE, 1),
        (Behaviour.HANG_UP, Reason.MODEL_UNAVAILABLE, 1),
        (Behaviour.UNAUTHORISED, Reason.MODEL_REFUSED, 1),
        (Behaviour.REDIRECT, Reason.MODEL_REFUSED, 1),
        (Behaviour.REFUSAL, Reason.MODEL_REFUSED, 1),
        (Behaviour.FILTERED, Reason.MODEL_REFUSED, 1),
        (Behaviour.EMPTY_CLAIMS, Reason.NO_EVIDENCE, 1),
        (Behaviour.TOO_LONG, Reason.MODEL_REFUSED, 3),
        (Behaviour.HTML_PAGE, Reason.MODEL_INVALID, 1),
        (Behaviour.STREAMED, Reason.MODEL_INVALID, 1),
        (Behaviour.NULL_CONTENT, Reason.MODEL_INVALID, 2),
        (Behaviour.EMPTY_TEXT, Reason.MODEL_INVALID, 2),
        (Behaviour.REASONING_ONLY, Reason.MODEL_INVALID, 2),
        (Behaviour.TOOL_CALL, Reason.MODEL_INVALID, 2),
        (Behaviour.NO_CHOICES, Reason.MODEL_INVALID, 1),
        (Behaviour.GARBAGE, Reason.MODEL_INVALID, 2),
        (Behaviour.NOT_JSON, Reason.MODEL_INVALID, 2),
        (Behaviour.CUT_OFF, Reason.MODEL_INVALID, 2),
        (Behaviour.INVENTED_PASSAGE, Reason.MODEL_INVALID, 2),
        (Behaviour.MISQUOTE, Reason.MODEL_INVALID, 2),
        (Behaviour.NO_QUOTE, Reason.MODEL_INVALID, 2),
        (Behaviour.WEB_ADDRESS, Reason.MODEL_INVALID, 2),
    ],
)
def test_every_fault_is_the_one_error_with_its_reason(
    server: ScriptedModel, behaviour: Behaviour, reason: Reason, requests: int
) -> None:
    """No draft comes out of a fault, and only an output that could be put right is asked for again."""
    server.behave(behaviour)
    with pytest.raises(ModelFailure) as caught:
        draft_with(model_at(server))
    assert caught.value.reason == reason
    assert len(server.requests) == requests


@pytest.mark.parametrize("behaviour", [Behaviour.SLOW, Behaviour.DRIPPING])
def test_a_server_that_takes_too_long_is_cut_off(server: ScriptedModel, behaviour: Behaviour) -> None:
    """The limit is on the whole draft: a byte now and then does not extend it, nor do retries."""
    model = model_at(server, IMPATIENT_S, max_retries=3)
    server.behave(behaviour)
    began = time.monotonic()
    with pytest.raises(ModelFailure) as caught:
        draft_with(model)
    assert caught.value.reason == Reason.MODEL_TIMEOUT
    assert IMPATIENT_S * 0.9 < time.monotonic() - began < IMPATIENT_S + SLACK_S


def test_the_thread_of_a_talk_that_was_cut_off_ends(server: ScriptedModel) -> None:
    """Its connection is closed under it, so that slow servers do not fill the process with threads."""
    model = model_at(server, IMPATIENT_S)
    server.behave(Behaviour.DRIPPING)
    with pytest.raises(ModelFailure):
        draft_with(model)
    for thread in threading.enumerate():
        if thread.name == "language-model":
            thread.join(SLACK_S)
            assert not thread.is_alive()


def test_a_busy_server_is_asked_again_within_bounds(server: ScriptedModel) -> None:
    """One refusal for load is overcome by a retry; a server that stays busy is asked no more than allowed."""
    model = model_at(server, max_retries=1)
    server.behave(Behaviour.TOO_MANY, Behaviour.GOOD)
    assert draft_with(model).claims[0].text == FEE
    server.requests.clear()
    server.behave(Behaviour.BROKEN)
    with pytest.raises(ModelFailure):
        draft_with(model)
    assert len(server.requests) == 2


def test_an_absent_server_is_unavailable() -> None:
    """Nobody listens at the address: the question goes to a person at once."""
    with serve_model() as gone:
        model = model_at(gone)
    with pytest.raises(ModelFailure) as caught:
        draft_with(model)
    assert caught.value.reason == Reason.MODEL_UNAVAILABLE
