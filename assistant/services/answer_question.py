"""The pipeline: a question goes through a literal tuple of steps, and whatever happens ends in a route (C-16)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from assistant.domain.questions import Question, Stage
from assistant.domain.reasons import REASON_TEXTS, Reason, ReasonGroup
from assistant.domain.routing import ToPerson, Working
from assistant.services.ports import EvidenceUnavailable, ModelFailure, Step

OnStage = Callable[[Stage, str], None]

FAILURE_OF_STAGE: Mapping[Stage, Reason] = {
    Stage.RETRIEVE: Reason.INDEX_ERROR,
    Stage.VERIFY: Reason.VERIFIER_ERROR,
}
"""The reason a failing stage gives; a stage not named here gives `engine_error`."""


def _nobody_listens(_stage: Stage, _state: str) -> None:
    """The listener of a run whose progress nobody watches."""


class AnswerEngine:
    """Runs the steps in order until one of them sets a route."""

    def __init__(self, steps: tuple[Step, ...], pipeline_hash: str, timer: Callable[[], float]) -> None:
        """`timer` gives seconds from any fixed moment and never runs backwards."""
        self._steps = steps
        self._pipeline_hash = pipeline_hash
        self._timer = timer

    def run(self, question: Question, on_stage: OnStage = _nobody_listens) -> Working:
        """What the engine makes of a question; `route` is always set. Never raises.

        A step that raises sends the question to a person: what the steps before it found is kept, and of the
        exception only the name of its class, because its text could hold what the citizen wrote.
        """
        working = Working(question, pipeline_hash=self._pipeline_hash)
        for step in self._steps:
            working = self._timed(step, working, on_stage)
            if working.route is not None:
                return working
        return _failed(working, Reason.ENGINE_ERROR)

    def _timed(self, step: Step, working: Working, on_stage: OnStage) -> Working:
        stage = step.stage
        _tell(on_stage, stage, "started")
        began = self._timer()
        try:
            after = step.run(working)
        except Exception as error:  # noqa: BLE001 - every fault of a step becomes a case for a person
            after = _failed(
                replace(working, errors=(*working.errors, type(error).__name__)), _reason(stage, error)
            )
        timings = {**after.timings_ms, stage: (self._timer() - began) * 1000}
        _tell(on_stage, stage, "done")
        return replace(after, timings_ms=timings)


def _tell(on_stage: OnStage, stage: Stage, state: str) -> None:
    """Progress is a courtesy: a listener that fails costs nobody an answer."""
    try:
        on_stage(stage, state)
    except Exception:  # noqa: BLE001 - see above
        return


def _reason(stage: Stage, error: Exception) -> Reason:
    match error:
        case ModelFailure(reason=reason) if _is_failure(reason):
            return Reason(reason)
        case EvidenceUnavailable():
            return Reason.INDEX_ERROR
        case _:
            return FAILURE_OF_STAGE.get(stage, Reason.ENGINE_ERROR)


def _is_failure(code: str) -> bool:
    return any(code == reason and text.group is ReasonGroup.FAILURE for reason, text in REASON_TEXTS.items())


def _failed(working: Working, reason: Reason) -> Working:
    """The question goes to a person; what the screen flagged before the failure stays visible to them."""
    flagged = (flag.reason for flag in working.flags)
    reasons = tuple(dict.fromkeys((reason, *flagged, *working.reasons)))
    return replace(working, route=ToPerson(reasons), reasons=reasons)
