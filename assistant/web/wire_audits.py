"""Audits and the figures of those who check, on the wire."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from assistant.domain.reply_audits import AuditVerdict
from assistant.services.competence import OwnFigures
from assistant.services.reply_audits import AuditLabelled, AuditSheet
from assistant.web.wire import Shown, Wire


class LabelRequest(Wire):
    """A blind verdict."""

    verdict: AuditVerdict


class PairRequest(Wire):
    """The very draft that a second person stands by."""

    case_id: str = Field(max_length=100)
    draft_sha256: str = Field(max_length=100)


class ReinstateRequest(Wire):
    """Why somebody may approve alone again."""

    reason: str = Field(default="", max_length=2_000)


class AuditRowShown(Shown):
    """One answer that waits for a label."""

    id: str
    department_id: str
    topic_id: str | None
    language: str
    drawn_at: datetime


class AuditListShown(Shown):
    """What waits for this person."""

    audits: tuple[AuditRowShown, ...]


class SourceShown(Shown):
    """A passage that the answer stands on."""

    document_title: str
    heading_path: tuple[str, ...]
    text: str
    effective_from: date
    effective_to: date | None


class AuditSheetShown(AuditRowShown):
    """Question, answer and sources; no verdict of anybody."""

    question: str
    answer: str
    passages: tuple[SourceShown, ...]


class FeedbackShown(Shown):
    """What a test was, told at once."""

    kind: str
    right: bool
    original: str
    changed: str


class AuditLabelledShown(Shown):
    """What came of a label."""

    settled: bool
    withdrawn: tuple[str, ...]
    feedback: FeedbackShown | None


class OwnAnswerShown(Shown):
    """One test that the reader has seen."""

    kind: str
    place: str
    right: bool
    at: datetime


class OwnFiguresShown(Shown):
    """The reader's own record."""

    seeds: int
    caught: int
    catch_lower: float | None
    controls: int
    rejected: int
    sensitivity: float | None
    criterion: float | None
    suspended: bool
    answered: tuple[OwnAnswerShown, ...]


class PersonShown(Shown):
    """Somebody to be trained."""

    id: str
    display_name: str


class SuspendedShown(Shown):
    """Whose approvals need a second person."""

    people: tuple[PersonShown, ...]


def sheet_shown(sheet: AuditSheet) -> AuditSheetShown:
    """On the wire. Scores and signals of the passages stay here: they would tell how sure the machine was."""
    row = AuditRowShown.model_validate(sheet.row)
    return AuditSheetShown(
        **row.model_dump(),
        question=sheet.question,
        answer=sheet.answer,
        passages=tuple(map(SourceShown.model_validate, sheet.passages)),
    )


def labelled_shown(done: AuditLabelled) -> AuditLabelledShown:
    """On the wire."""
    return AuditLabelledShown.model_validate(done)


def own_shown(own: OwnFigures) -> OwnFiguresShown:
    """On the wire."""
    found = own.detection
    return OwnFiguresShown(
        seeds=found.seeds,
        caught=found.caught,
        catch_lower=own.catch_lower,
        controls=found.controls,
        rejected=found.rejected,
        sensitivity=found.sensitivity,
        criterion=found.criterion,
        suspended=own.suspended,
        answered=tuple(map(OwnAnswerShown.model_validate, own.answered)),
    )
