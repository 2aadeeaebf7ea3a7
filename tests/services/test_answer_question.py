"""The pipeline: every question ends in a route, whatever a step does (C-16)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.domain.questions import Stage
from assistant.domain.reasons import Reason
from assistant.domain.routing import Flag, ToPerson, Working
from assistant.services.answer_question import AnswerEngine
from assistant.services.ports import EvidenceUnavailable, ModelFailure, Step
from tests.services.engine_parts import FakeStep, a_passage, a_question

PASSAGE = a_passage()


class Ticks:
    """A timer that advances half a second each time it is read."""

    def __init__(self) -> None:
        self._now = 0.0

    def __call__(self) -> float:
        self._now += 0.5
        return self._now


def an_engine(*steps: Step) -> AnswerEngine:
    """An engine of these steps."""
    return AnswerEngine(steps, "hash", Ticks())


def failing(stage: Stage, error: Exception) -> list[FakeStep]:
    """All six steps, of which one raises; retrieving finds a passage."""

    def fail(_: Working) -> Working:
        raise error

    def find(working: Working) -> Working:
        return replace(working, evidence=(PASSAGE,))

    does: dict[Stage, Callable[[Working], Working]] = {Stage.RETRIEVE: find, stage: fail}
    return [FakeStep(each, does.get(each, lambda working: working)) for each in Stage]


@pytest.mark.parametrize(
    ("stage", "error", "reason"),
    [
        (Stage.SCREEN, RuntimeError(), Reason.ENGINE_ERROR),
        (Stage.UNDERSTAND, KeyError(), Reason.ENGINE_ERROR),
        (Stage.RETRIEVE, EvidenceUnavailable(), Reason.INDEX_ERROR),
        (Stage.RETRIEVE, OSError(), Reason.INDEX_ERROR),
        (Stage.DRAFT, ModelFailure("model_timeout", "slow"), Reason.MODEL_TIMEOUT),
        (Stage.DRAFT, ModelFailure("model_refused", "no"), Reason.MODEL_REFUSED),
        (Stage.DRAFT, ModelFailure("no such reason", "?"), Reason.ENGINE_ERROR),
        (Stage.DRAFT, ModelFailure("complaint", "not a failure"), Reason.ENGINE_ERROR),
        (Stage.DRAFT, ValueError(), Reason.ENGINE_ERROR),
        (Stage.VERIFY, ZeroDivisionError(), Reason.VERIFIER_ERROR),
        (Stage.ROUTE, TypeError(), Reason.ENGINE_ERROR),
    ],
)
def test_a_failing_step_sends_the_question_to_a_person(
    stage: Stage, error: Exception, reason: Reason
) -> None:
    """C-16: whatever a step raises, a person gets the question with the reason of that stage."""
    steps = failing(stage, error)
    working = an_engine(*steps).run(a_question())
    assert working.route == ToPerson((reason,))
    assert working.reasons == (reason,)
    assert working.errors == (type(error).__name__,)
    assert [bool(step.seen) for step in steps] == [each <= list(Stage).index(stage) for each in range(6)]


def test_evidence_found_before_the_failure_is_kept() -> None:
    """The caseworker sees what was found before the draft failed."""
    working = an_engine(*failing(Stage.DRAFT, ValueError())).run(a_question())
    assert working.evidence == (PASSAGE,)


def test_the_text_of_an_error_is_not_kept() -> None:
    """An exception's words could be the citizen's own."""
    working = an_engine(*failing(Stage.SCREEN, ValueError("I am Jane Roe"))).run(a_question())
    assert "Jane" not in repr(working)


def test_flags_raised_before_a_failure_stay_reasons() -> None:
    """A complaint stays a complaint when the index fails."""
    flagged = FakeStep(Stage.SCREEN, lambda w: replace(w, flags=(Flag(Reason.COMPLAINT, "rule"),)))
    broken = failing(Stage.RETRIEVE, OSError())[2]
    working = an_engine(flagged, broken).run(a_question())
    assert working.route == ToPerson((Reason.INDEX_ERROR, Reason.COMPLAINT))


def test_the_first_route_ends_the_pipeline() -> None:
    """No step runs after one that has decided."""
    decided = FakeStep(Stage.SCREEN, lambda w: replace(w, route=ToPerson((Reason.CRISIS,))))
    after = FakeStep(Stage.UNDERSTAND)
    working = an_engine(decided, after).run(a_question())
    assert working.route == ToPerson((Reason.CRISIS,))
    assert after.seen == []


def test_a_pipeline_that_decides_nothing_asks_a_person() -> None:
    """Without a route at the end a person decides."""
    assert an_engine(FakeStep(Stage.ROUTE)).run(a_question()).route == ToPerson((Reason.ENGINE_ERROR,))


def test_each_stage_is_announced_and_timed() -> None:
    """Listeners hear of each stage's start and end, and its milliseconds are recorded, even if it fails."""
    heard: list[tuple[Stage, str]] = []
    steps = failing(Stage.UNDERSTAND, ValueError())
    working = an_engine(*steps).run(a_question(), lambda stage, state: heard.append((stage, state)))
    assert heard == [
        (Stage.SCREEN, "started"),
        (Stage.SCREEN, "done"),
        (Stage.UNDERSTAND, "started"),
        (Stage.UNDERSTAND, "done"),
    ]
    assert working.timings_ms == {Stage.SCREEN: 500.0, Stage.UNDERSTAND: 500.0}


def test_a_listener_that_fails_costs_nobody_an_answer() -> None:
    """Progress is a courtesy: its failure changes no route."""

    def broken(_stage: Stage, _state: str) -> None:
        raise ConnectionError

    decided = FakeStep(Stage.SCREEN, lambda w: replace(w, route=ToPerson((Reason.COMPLAINT,))))
    assert an_engine(decided).run(a_question(), broken).route == ToPerson((Reason.COMPLAINT,))


def test_the_pipeline_hash_is_on_every_result() -> None:
    """What the engine found carries the hash of the engine that found it."""
    assert an_engine().run(a_question()).pipeline_hash == "hash"
