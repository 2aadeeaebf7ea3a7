"""Which stop switches reach an answer."""

from __future__ import annotations

import pytest

from assistant.domain.oversight import Stop, StopScope
from assistant.domain.stops import reaching
from tests.fakes import MORNING


def _stop(scope: StopScope, scope_id: str = "", on: bool = True) -> Stop:
    return Stop(scope, scope_id, on, "test", "sam", MORNING)


@pytest.mark.parametrize(
    ("stop", "department_id", "topic_id", "reached"),
    [
        (_stop(StopScope.WHOLE), "waste", "bins", True),
        (_stop(StopScope.WHOLE), None, None, True),
        (_stop(StopScope.WHOLE, on=False), "waste", "bins", False),
        (_stop(StopScope.DEPARTMENT, "waste"), "waste", "bins", True),
        (_stop(StopScope.DEPARTMENT, "waste"), "waste", None, True),
        (_stop(StopScope.DEPARTMENT, "waste"), "parks", "bins", False),
        (_stop(StopScope.DEPARTMENT, "waste"), None, None, False),
        (_stop(StopScope.DEPARTMENT, "waste", on=False), "waste", "bins", False),
        (_stop(StopScope.TOPIC, "bins"), "waste", "bins", True),
        (_stop(StopScope.TOPIC, "bins"), "waste", "glass", False),
        (_stop(StopScope.TOPIC, "bins"), "waste", None, False),
        (_stop(StopScope.TOPIC, "waste"), "waste", "bins", False),
    ],
)
def test_a_switch_reaches_what_it_names(
    stop: Stop, department_id: str | None, topic_id: str | None, reached: bool
) -> None:
    """Whole, department or topic; ids of different scopes are not mixed up."""
    assert (reaching((stop,), department_id, topic_id) is stop) is reached


def test_one_switch_that_is_on_suffices() -> None:
    """Others that are off or elsewhere do not lift it."""
    on = _stop(StopScope.TOPIC, "bins")
    stops = (_stop(StopScope.WHOLE, on=False), _stop(StopScope.DEPARTMENT, "parks"), on)
    assert reaching(stops, "waste", "bins") is on


def test_without_switches_nothing_is_stopped() -> None:
    """A fresh installation has no switches."""
    assert reaching((), "waste", "bins") is None
