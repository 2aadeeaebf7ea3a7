"""Competence checks and incidents as the API tells them."""

from __future__ import annotations

from datetime import datetime

from review_console.transport import Wire


class OwnCheck(Wire):
    """One topic on a person's own page."""

    topic_id: str
    demanded_from: datetime | None = None
    valid_until: datetime | None = None
    again_from: datetime | None = None


class OwnChecks(Wire):
    """The reader's checks."""

    checks: tuple[OwnCheck, ...] = ()


class Asked(Wire):
    """A question as it is asked."""

    id: str
    asked: str
    choices: tuple[str, ...]


class Sitting(Wire):
    """A check that was begun."""

    id: str
    topic_id: str
    questions: tuple[Asked, ...]


class CheckQuestion(Asked):
    """A question with its answer and its passage."""

    document_id: str = ""
    passage: str
    right: int


class CheckQuestions(Wire):
    """What a topic's check draws from."""

    questions: tuple[CheckQuestion, ...] = ()


class CheckAnswered(Wire):
    """What came of a check."""

    passed: bool
    right: int
    valid_until: datetime | None = None
    questions: tuple[CheckQuestion, ...] = ()


class Incident(Wire):
    """An incident and who was told."""

    id: str
    kind: str
    department_id: str | None = None
    name: str = ""
    recipients: tuple[str, ...] = ()
    at: datetime


class Incidents(Wire):
    """Those that the reader was told of."""

    incidents: tuple[Incident, ...] = ()
