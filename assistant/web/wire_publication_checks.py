"""The checks before a publication on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from assistant.domain.publication_checks import (
    Check,
    Contradiction,
    Duplicate,
    Incomplete,
    Place,
    PublicationReport,
    Quarantined,
    Statement,
)
from assistant.web.wire import Shown, Wire


class ReleaseRequest(Wire):
    """Which quarantined places are let through, and why."""

    finding_ids: tuple[str, ...] = Field(max_length=1_000)
    why: str = Field(default="", max_length=2_000)


class StatementShown(Shown):
    """What somebody said about a finding."""

    by: str
    at: datetime
    why: str


class QuarantinedShown(Shown):
    """Something in the file that waits for a second person; `hidden` is what its readers do not see."""

    id: str
    kind: str
    detail: str
    start: int
    end: int
    before: str
    words: str
    after: str
    hidden: str
    release: StatementShown | None


class SpanShown(Shown):
    """Code-point offsets within the sentence."""

    start: int
    end: int


class PlaceShown(Shown):
    """A sentence, where it stands and who owns it."""

    document_id: str
    version_id: str
    passage_id: str
    department_id: str
    title: str
    heading_path: tuple[str, ...]
    sentence: str
    start: int
    end: int
    marked: tuple[SpanShown, ...]


class ContradictionShown(Shown):
    """Two sentences about the same matter with different values."""

    id: str
    ours: PlaceShown
    theirs: PlaceShown
    seen: StatementShown | None


class DuplicateShown(Shown):
    """A published document with much text in common."""

    id: str
    document_id: str
    version_id: str
    title: str
    department_id: str
    share: float
    other_share: float
    copied: tuple[str, ...]
    seen: StatementShown | None


class TouchedCaseShown(Shown):
    """An open case whose draft quotes a version that would be superseded."""

    id: str
    number: str
    topic_id: str | None
    state: str


class TouchedShown(Shown):
    """What stands on the text that is superseded."""

    version_ids: tuple[str, ...]
    cases: tuple[TouchedCaseShown, ...]
    other_cases: int
    replies: int
    reply_ids: tuple[str, ...]
    topics: tuple[str, ...]
    certified_topics: tuple[str, ...]


class IncompleteShown(Shown):
    """A check that was not done, or not for all of the version."""

    id: str
    check: str
    gap: str
    detail: str


class PublicationReportShown(Shown):
    """Everything to be known before a version is published. `standings`: pass, look or held, by check."""

    version_id: str
    index_version: str
    standings: Mapping[str, str]
    quarantined: tuple[QuarantinedShown, ...]
    contradictions: tuple[ContradictionShown, ...]
    duplicates: tuple[DuplicateShown, ...]
    touched: TouchedShown
    incomplete: tuple[IncompleteShown, ...]
    to_acknowledge: tuple[str, ...]


def report_shown(report: PublicationReport, names: Mapping[str, str]) -> PublicationReportShown:
    """On the wire, with names instead of account ids."""
    return PublicationReportShown(
        version_id=report.version_id,
        index_version=report.index_version,
        standings={check.value: report.standing(check).value for check in Check},
        quarantined=tuple(_quarantined(one, names) for one in report.quarantined),
        contradictions=tuple(_contradiction(one, names) for one in report.contradictions),
        duplicates=tuple(_duplicate(one, names) for one in report.duplicates),
        touched=TouchedShown.model_validate(report.touched),
        incomplete=tuple(map(_incomplete, report.incomplete)),
        to_acknowledge=report.to_acknowledge,
    )


def _statement(said: Statement | None, names: Mapping[str, str]) -> StatementShown | None:
    if said is None:
        return None
    return StatementShown(by=names.get(said.by, said.by), at=said.at, why=said.why)


def _quarantined(one: Quarantined, names: Mapping[str, str]) -> QuarantinedShown:
    return QuarantinedShown(
        id=one.id,
        kind=one.kind,
        detail=one.detail,
        start=one.start,
        end=one.end,
        before=one.before,
        words=one.words,
        after=one.after,
        hidden=one.hidden,
        release=_statement(one.release, names),
    )


def _contradiction(one: Contradiction, names: Mapping[str, str]) -> ContradictionShown:
    return ContradictionShown(
        id=one.id, ours=_place(one.ours), theirs=_place(one.theirs), seen=_statement(one.seen, names)
    )


def _place(place: Place) -> PlaceShown:
    return PlaceShown(
        document_id=place.document_id,
        version_id=place.version_id,
        passage_id=place.passage_id,
        department_id=place.department_id,
        title=place.title,
        heading_path=place.heading_path,
        sentence=place.sentence,
        start=place.start,
        end=place.end,
        marked=tuple(SpanShown(start=start, end=end) for start, end in place.marked),
    )


def _duplicate(one: Duplicate, names: Mapping[str, str]) -> DuplicateShown:
    return DuplicateShown(
        id=one.id,
        document_id=one.document_id,
        version_id=one.version_id,
        title=one.title,
        department_id=one.department_id,
        share=one.share,
        other_share=one.other_share,
        copied=one.copied,
        seen=_statement(one.seen, names),
    )


def _incomplete(one: Incomplete) -> IncompleteShown:
    return IncompleteShown(id=one.id, check=one.check.value, gap=one.gap.value, detail=one.detail)
