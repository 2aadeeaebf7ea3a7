"""Competence checks and incidents on the wire."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from assistant.domain.competence_checks import CheckQuestion, CheckSitting
from assistant.domain.incidents import IncidentKind
from assistant.web.wire import Shown, Wire


class OwnCheckShown(Shown):
    """One topic on a person's own page."""

    topic_id: str
    demanded_from: datetime | None
    valid_until: datetime | None
    again_from: datetime | None


class OwnChecksShown(Shown):
    """The reader's checks (S-23)."""

    checks: tuple[OwnCheckShown, ...]


class AskedShown(Shown):
    """A question as it is asked: without its answer and without its passage."""

    id: str
    asked: str
    choices: tuple[str, ...]


class SittingShown(Shown):
    """A check that was begun."""

    id: str
    topic_id: str
    questions: tuple[AskedShown, ...]


class CheckQuestionShown(AskedShown):
    """A question with its answer and the passage that it is about."""

    document_id: str
    passage: str
    right: int
    set_at: datetime


class CheckQuestionsShown(Shown):
    """What a topic's check draws from."""

    questions: tuple[CheckQuestionShown, ...]


class CheckAnsweredShown(Shown):
    """What came of a check, with the right answers."""

    passed: bool
    right: int
    valid_until: datetime | None
    questions: tuple[CheckQuestionShown, ...]


class NewQuestionWire(Wire):
    """A question about a passage found by the search."""

    passage_id: str = Field(max_length=200)
    asked: str
    choices: tuple[str, ...] = Field(max_length=10)
    right: int


class AnswersWire(Wire):
    """The places of the choices, in the order of the questions."""

    answers: tuple[int, ...] = Field(max_length=50)


class IncidentShown(Shown):
    """An incident and who was told."""

    id: str
    kind: IncidentKind
    department_id: str | None
    name: str
    recipients: tuple[str, ...]
    at: datetime


class IncidentsShown(Shown):
    """Those that the reader was told of (L-08)."""

    incidents: tuple[IncidentShown, ...]


def sitting_shown(sitting: CheckSitting, drawn: tuple[CheckQuestion, ...]) -> SittingShown:
    """On the wire: what is asked and nothing that answers it."""
    questions = tuple(map(AskedShown.model_validate, drawn))
    return SittingShown(id=sitting.id, topic_id=sitting.topic_id, questions=questions)
