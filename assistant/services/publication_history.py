"""The history of the base: who published, withdrew, rolled back or reviewed what, when and why (X-03)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from assistant.domain.errors import Forbidden, NotFound
from assistant.domain.health import Review
from assistant.domain.staff import Right, Staff
from assistant.services.policies import UNPUBLISHED
from assistant.services.stores import Store
from knowledge_base import (
    Audience,
    DocumentSummary,
    KnowledgeBase,
    PublicationAction,
    PublicationEvent,
    Version,
)

MAX_STEPS = 200
"""Steps told at once: a long page; older ones are asked for by the moment before which they lie."""


class Step(StrEnum):
    """What happened, to a version or to the whole base."""

    ADDED = "added"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"
    INDEX_BUILT = "index_built"
    INDEX_ROLLED_BACK = "index_rolled_back"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Touched:
    """A document that a step on the whole base changed: the version that answered before and the one after."""

    document_id: str
    title: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One step. Steps on the whole base name no document but those they touched, of those the reader may see."""

    step: Step
    at: datetime
    by: str
    reason: str
    document_id: str | None = None
    title: str = ""
    version_id: str | None = None
    number: int | None = None
    index_version_id: str | None = None
    next_review: date | None = None
    touched: tuple[Touched, ...] = ()


class PublicationHistory:
    """Reads over the recorded events. Drafts of other departments are not in what a reader is told."""

    def __init__(self, store: Store, base: KnowledgeBase) -> None:
        self._store = store
        self._base = base

    def of_base(self, staff: Staff, before: datetime | None = None) -> tuple[HistoryStep, ...]:
        """The newest `MAX_STEPS` steps before a moment, newest first. Raises Forbidden."""
        steps = self._steps(staff, None)
        return tuple(one for one in steps if before is None or one.at < before)[:MAX_STEPS]

    def of_document(self, staff: Staff, document_id: str) -> tuple[HistoryStep, ...]:
        """All steps of one document, newest first. Raises Forbidden, NotFound."""
        steps = self._steps(staff, document_id)
        if not steps:
            raise NotFound("There is no such document.")
        return steps

    def _steps(self, staff: Staff, document_id: str | None) -> tuple[HistoryStep, ...]:
        if not staff.may_somewhere(Right.READ_POLICIES):
            raise Forbidden("You may not read policies here.")
        shown = _Shown(staff, self._base.documents(Audience.STAFF), document_id)
        events = self._base.publication_events()
        with self._store.read() as work:
            reviews = work.health.reviews(document_id)
        steps = [
            *(step for event in events if (step := shown.of_version(event)) is not None),
            *(step for review in reviews if (step := shown.of_review(review)) is not None),
            *self._on_whole_base(shown, events),
        ]
        return tuple(sorted(steps, key=lambda one: one.at, reverse=True))

    def _on_whole_base(self, shown: _Shown, events: Sequence[PublicationEvent]) -> list[HistoryStep]:
        """Index builds and roll-backs; for one document only the roll-backs that changed what answers of it."""
        found = []
        for event in events:
            if event.action is PublicationAction.INDEX_BUILT and shown.whole:
                found.append(_on_index(event, Step.INDEX_BUILT, ()))
            if event.action is PublicationAction.INDEX_ROLLED_BACK:
                touched = shown.touched(*self._before_and_after(event, events))
                if touched or shown.whole:
                    found.append(_on_index(event, Step.INDEX_ROLLED_BACK, touched))
        return found

    def _before_and_after(
        self, event: PublicationEvent, events: Sequence[PublicationEvent]
    ) -> tuple[frozenset[str], frozenset[str]]:
        """The versions that answered before and after a roll-back.

        Until then that index version answered which was made active last: built (any was made active as it was built)
        or rolled back to.
        """
        active = [
            (one.created_at, one.id) for one in self._base.index_versions() if one.created_at < event.at
        ]
        active += [
            (one.at, one.index_version_id)
            for one in events
            if one.action is PublicationAction.INDEX_ROLLED_BACK
            and one.at < event.at
            and one.index_version_id
        ]
        before = self._base.versions_in_index(max(active)[1]) if active else frozenset()
        return before, self._base.versions_in_index(event.index_version_id or "")


class _Shown:
    """The documents and versions a reader may see, all or one document's."""

    def __init__(self, staff: Staff, documents: Sequence[DocumentSummary], document_id: str | None) -> None:
        self.whole = document_id is None
        self._titles: dict[str, str] = {}
        self._versions: dict[str, Version] = {}
        for summary in documents:
            if document_id not in (None, summary.document.id):
                continue
            self._titles[summary.document.id] = summary.document.title
            own = staff.may(Right.READ_POLICIES, summary.document.department_id)
            self._versions |= {one.id: one for one in summary.versions if own or one.state not in UNPUBLISHED}

    def of_version(self, event: PublicationEvent) -> HistoryStep | None:
        version = self._versions.get(event.version_id or "")
        if version is None:
            return None
        return HistoryStep(
            step=Step(event.action.value),
            at=event.at,
            by=event.actor_id,
            reason=event.reason or "",
            document_id=version.document_id,
            title=self._titles[version.document_id],
            version_id=version.id,
            number=version.number,
            index_version_id=event.index_version_id,
        )

    def of_review(self, review: Review) -> HistoryStep | None:
        version = self._versions.get(review.version_id)
        if version is None:
            return None
        return HistoryStep(
            step=Step.REVIEWED,
            at=review.at,
            by=review.by,
            reason=review.note,
            document_id=review.document_id,
            title=self._titles[review.document_id],
            version_id=version.id,
            number=version.number,
            next_review=review.next_review,
        )

    def touched(self, before: frozenset[str], after: frozenset[str]) -> tuple[Touched, ...]:
        """The documents whose newest answering version differs."""
        old, new = self._newest(before), self._newest(after)
        return tuple(
            Touched(document_id, self._titles[document_id], old.get(document_id), new.get(document_id))
            for document_id in sorted(old.keys() | new.keys())
            if old.get(document_id) != new.get(document_id)
        )

    def _newest(self, version_ids: frozenset[str]) -> Mapping[str, int]:
        newest: dict[str, int] = {}
        for version_id in version_ids & self._versions.keys():
            version = self._versions[version_id]
            newest[version.document_id] = max(version.number, newest.get(version.document_id, 0))
        return newest


def _on_index(event: PublicationEvent, step: Step, touched: tuple[Touched, ...]) -> HistoryStep:
    return HistoryStep(
        step,
        event.at,
        event.actor_id,
        event.reason or "",
        index_version_id=event.index_version_id,
        touched=touched,
    )
