"""Several endpoints: who answers where one fails, and what is booked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from assistant.adapters.language_model_endpoints import FAILURES_IN_A_ROW, LEFT_ALONE
from assistant.domain.answers import Draft, StandIn
from assistant.domain.model_budgets import Purpose
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.services.ports import ModelFailure
from tests.fakes import FixedClock
from tests.language_model.parts import (
    CHARGED,
    FEE,
    OpenPurse,
    draft_with,
    model_at,
    models_at,
)
from tests.scripted_model.server import Behaviour, ScriptedModel, serve_model


@pytest.fixture
def spare() -> Iterator[ScriptedModel]:
    """A second endpoint."""
    with serve_model() as running:
        yield running


def _stand_in(draft: Draft) -> tuple[str, StandIn]:
    assert draft.model_use is not None
    return draft.model_use.model, draft.model_use.stand_in


@pytest.mark.parametrize(
    "behaviour",
    [
        Behaviour.BROKEN,
        Behaviour.TOO_MANY,
        Behaviour.HANG_UP,
        Behaviour.UNAUTHORISED,
        Behaviour.HTML_PAGE,
    ],
)
def test_another_provider_answers_where_the_first_one_fails(
    server: ScriptedModel, spare: ScriptedModel, behaviour: Behaviour
) -> None:
    """S-10: no provider is needed; the draft names the model that wrote it and that it stood in."""
    server.behave(behaviour)
    draft = draft_with(models_at(server, spare, names=["m", "n"]))
    assert draft.claims[0].text == FEE
    assert _stand_in(draft) == ("n", StandIn.OTHER_MODEL)


def test_a_slow_endpoint_leaves_the_next_one_time_to_answer(
    server: ScriptedModel, spare: ScriptedModel
) -> None:
    """It gets half of the time that is left, and the whole stays within the limit."""
    server.behave(Behaviour.SLOW)
    assert _stand_in(draft_with(models_at(server, spare, timeout_s=4.0))) == ("m", StandIn.SAME_MODEL)


def test_the_same_model_under_its_publishers_name_is_the_same_model(
    server: ScriptedModel, spare: ScriptedModel
) -> None:
    """A spare server of one model is no reason for a person to look."""
    server.behave(Behaviour.BROKEN)
    draft = draft_with(models_at(server, spare, names=["Qwen/Qwen3-8B", "qwen3-8b"]))
    assert _stand_in(draft) == ("qwen3-8b", StandIn.SAME_MODEL)


@pytest.mark.parametrize("behaviour", [Behaviour.REFUSAL, Behaviour.MISQUOTE, Behaviour.EMPTY_CLAIMS])
def test_no_other_model_is_asked_until_one_complies(
    server: ScriptedModel, spare: ScriptedModel, behaviour: Behaviour
) -> None:
    """A refusal, and quotes that do not stand anywhere, are the model's answer and not the endpoint's fault."""
    server.behave(behaviour)
    with pytest.raises(ModelFailure):
        draft_with(models_at(server, spare))
    assert spare.requests == []


def test_an_endpoint_that_keeps_failing_is_left_alone_for_a_while(
    server: ScriptedModel, spare: ScriptedModel
) -> None:
    """After three failures in a row it is not asked; a minute later one question tries it, and then all do."""
    clock = FixedClock()
    model = models_at(server, spare, clock=clock)
    server.behave(*[Behaviour.BROKEN] * FAILURES_IN_A_ROW, Behaviour.GOOD)
    for _ in range(FAILURES_IN_A_ROW + 2):
        draft_with(model)
    assert len(server.requests) == FAILURES_IN_A_ROW
    clock.turn(LEFT_ALONE)
    assert _stand_in(draft_with(model)) == ("m", StandIn.NONE)
    assert _stand_in(draft_with(model)) == ("m", StandIn.NONE)
    assert len(spare.requests) == FAILURES_IN_A_ROW + 2


def test_an_endpoint_that_is_still_broken_costs_one_question_a_minute(
    server: ScriptedModel, spare: ScriptedModel
) -> None:
    """The trial that fails begins another minute."""
    clock = FixedClock()
    model = models_at(server, spare, clock=clock)
    server.behave(Behaviour.BROKEN)
    for _ in range(FAILURES_IN_A_ROW):
        draft_with(model)
    clock.turn(LEFT_ALONE + timedelta(seconds=1))
    for _ in range(3):
        draft_with(model)
    assert len(server.requests) == FAILURES_IN_A_ROW + 1


def test_failures_with_successes_between_them_leave_nothing_alone(server: ScriptedModel) -> None:
    """Only failures in a row count."""
    model = model_at(server)
    server.behave(*[Behaviour.BROKEN, Behaviour.GOOD] * FAILURES_IN_A_ROW, Behaviour.GOOD)
    for _ in range(FAILURES_IN_A_ROW):
        with pytest.raises(ModelFailure):
            draft_with(model)
        draft_with(model)
    assert len(server.requests) == 2 * FAILURES_IN_A_ROW


def test_where_every_endpoint_is_left_alone_a_question_does_not_wait(server: ScriptedModel) -> None:
    """It goes on without a model at once."""
    clock = FixedClock()
    model = models_at(server, clock=clock)
    server.behave(Behaviour.BROKEN)
    for _ in range(FAILURES_IN_A_ROW + 1):
        with pytest.raises(ModelFailure) as caught:
            draft_with(model)
        assert caught.value.reason == Reason.MODEL_UNAVAILABLE
    assert len(server.requests) == FAILURES_IN_A_ROW


def test_a_call_is_booked_at_its_most_before_it_is_made_and_settled_after(server: ScriptedModel) -> None:
    """The booking names question, department, purpose, endpoint and model; the settlement what the server counted."""
    purse = OpenPurse()
    draft_with(model_at(server, meter=purse))
    (call,), (used,) = purse.begun, purse.ended
    assert (call.charged, call.purpose, call.endpoint, call.model) == (CHARGED, Purpose.DRAFT, 1, "m")
    assert call.prompt_tokens > 100
    assert (used.prompt_tokens, used.completion_tokens, used.fault) == (100, 20, "")


@pytest.mark.parametrize(
    ("behaviour", "tokens"), [(Behaviour.BROKEN, 0), (Behaviour.TOO_LONG, 0), (Behaviour.HANG_UP, None)]
)
def test_a_call_that_was_turned_away_costs_nothing_and_one_that_broke_off_its_most(
    server: ScriptedModel, behaviour: Behaviour, tokens: int | None
) -> None:
    """Nobody knows what a server wrote before it hung up."""
    purse = OpenPurse()
    server.behave(behaviour)
    with pytest.raises(ModelFailure):
        draft_with(model_at(server, meter=purse))
    (used,) = purse.ended
    assert (used.prompt_tokens, used.completion_tokens) == (tokens, tokens)
    assert used.fault


def test_what_no_budget_allows_is_not_asked(server: ScriptedModel) -> None:
    """The ledger's refusal is the failure, and nothing leaves the process."""
    purse = OpenPurse(fault=ModelFailure(Reason.BUDGET_SPENT, "spent"))
    with pytest.raises(ModelFailure) as caught:
        draft_with(model_at(server, meter=purse))
    assert caught.value.reason == Reason.BUDGET_SPENT
    assert server.requests == []


def test_what_cannot_be_booked_is_not_asked(server: ScriptedModel) -> None:
    """A ledger that cannot be written stops the model, not the question."""
    with pytest.raises(ModelFailure) as caught:
        draft_with(model_at(server, meter=OpenPurse(fault=RuntimeError("disk"))))
    assert caught.value.reason == Reason.MODEL_UNAVAILABLE
    assert server.requests == []


def test_a_budget_of_time_that_is_spent_stops_the_call(server: ScriptedModel) -> None:
    """Not a second is waited for."""
    with pytest.raises(ModelFailure) as caught:
        draft_with(model_at(server, meter=OpenPurse(left_ms=0)))
    assert caught.value.reason == Reason.BUDGET_SPENT
    assert server.requests == []


def test_a_budget_of_time_cuts_a_call_off(server: ScriptedModel) -> None:
    """What is left of it is all that a draft gets, whatever the limit for one draft allows."""
    server.behave(Behaviour.SLOW)
    with pytest.raises(ModelFailure) as caught:
        draft_with(model_at(server, meter=OpenPurse(left_ms=300)))
    assert caught.value.reason == Reason.MODEL_TIMEOUT


def test_a_rewrite_is_booked_as_one(server: ScriptedModel) -> None:
    """Each purpose can be told apart in the ledger."""
    purse = OpenPurse()
    model_at(server, meter=purse).rewrite("and electric?", [], Language.EN, CHARGED)
    assert [call.purpose for call in purse.begun] == [Purpose.REWRITE]
