"""The stores behind the health of the knowledge base, parts of a unit of work."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from assistant.domain.content_faults import ContentFault
from assistant.domain.health import Review
from assistant.domain.passage_use import Asked, PassageUse, VersionUse


class PassageUseStore(Protocol):
    """Counts by week. No row says who asked, what, or when within the week."""

    def found(self, week: date, passages: Mapping[str, str]) -> None:
        """Count each passage (id to the id of its version) once more among those a draft was made from."""
        ...

    def quoted(self, week: date, passages: Mapping[str, str]) -> None:
        """Count each passage once more as quoted in a reply."""
        ...

    def carry(self, moved: Mapping[str, str]) -> None:
        """Count what was counted of these passages for those that hold their text now; again changes nothing."""
        ...

    def asked(self, week: date, department_id: str, language: str) -> None:
        """Count one more question."""
        ...

    def since(self, week: date, version_id: str | None = None) -> tuple[PassageUse, ...]:
        """What was used in that week or later, by passage; of one version if it is named."""
        ...

    def versions_since(self, week: date, version_id: str | None = None) -> tuple[VersionUse, ...]:
        """How many passages of each version were used in that week or later; of one version if it is named."""
        ...

    def questions_since(self, week: date) -> tuple[Asked, ...]:
        """What was asked in that week or later."""
        ...

    def first_week(self) -> date | None:
        """The first week in which anything was counted."""
        ...


class HealthStore(Protocol):
    """Reviews, reported faults, and what the texts say of days; nothing is written over."""

    def add_review(self, review: Review) -> None: ...
    def reviews(self, document_id: str | None = None) -> tuple[Review, ...]:
        """Oldest first; of one document if it is named."""
        ...

    def replies_per_version(
        self, since: datetime, version_ids: Collection[str] | None = None
    ) -> Mapping[str, int]:
        """How many replies sent since then cite each version, of these versions if they are named."""
        ...

    def add_fault(self, fault: ContentFault) -> None: ...
    def faults(self) -> tuple[ContentFault, ...]:
        """Oldest first."""
        ...

    def answer_fault(self, task_id: str, version_id: str, at: datetime) -> bool:
        """Note that a newer version was published while this task was open; False if that is noted already."""
        ...

    def add_dates(self, version_id: str, days: Sequence[date]) -> None:
        """Keep which days a version's text names. Keeping them again changes nothing."""
        ...

    def dates(self, version_ids: Collection[str]) -> Mapping[str, tuple[date, ...]]:
        """Those of the versions whose text was read for them."""
        ...
