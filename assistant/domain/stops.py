"""Which stop switches reach a question (S-14)."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.domain.oversight import Stop, StopScope


def reaching(stops: Iterable[Stop], department_id: str | None, topic_id: str | None) -> Stop | None:
    """A stop that is on and reaches an answer of this department and topic, or None.

    `stops` holds the newest turn per (scope, scope_id). An unknown department or topic is reached by the whole only.
    """
    for stop in stops:
        if stop.on and _reaches(stop, department_id, topic_id):
            return stop
    return None


def _reaches(stop: Stop, department_id: str | None, topic_id: str | None) -> bool:
    match stop.scope:
        case StopScope.WHOLE:
            return True
        case StopScope.DEPARTMENT:
            return stop.scope_id == department_id
        case StopScope.TOPIC:
            return stop.scope_id == topic_id
