"""What came into force and what went out of it, found by comparing the knowledge base with what was last settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from assistant.domain.errors import Conflict
from assistant.domain.recalls import ChangeKind, KnowledgeChange
from assistant.domain.standings import KnownVersion, Movement, movements
from assistant.services.knowledge_change_store import Standing
from assistant.services.ports import Clock, Ids
from assistant.services.stores import Store, Work
from knowledge_base import (
    Audience,
    DocumentSummary,
    KnowledgeBase,
    PublicationAction,
    PublicationEvent,
    Version,
    VersionState,
)


@dataclass(frozen=True, slots=True)
class KnowledgeMark:
    """Changes whenever something may have come into force or gone out of it: cheap to take and to compare."""

    steps: int
    index_version: str
    day: date


class KnowledgeChanges:
    """Nothing tells it of a publication, a withdrawal or a new day: it looks, so that nothing is lost to a crash.

    `settle` may be called by several processes at once and however often; each change is recorded exactly once.
    """

    def __init__(
        self, store: Store, base: KnowledgeBase, clock: Clock, ids: Ids, time_zone: tzinfo = UTC
    ) -> None:
        """`time_zone` is the town's: its days begin at its midnight."""
        self._store = store
        self._base = base
        self._clock = clock
        self._ids = ids
        self._time_zone = time_zone
        self._settled: KnowledgeMark | None = None

    def mark(self) -> KnowledgeMark:
        """The mark of the knowledge base as it is now."""
        active = self._base.active_index()
        day = self._clock.now().astimezone(self._time_zone).date()
        return KnowledgeMark(self._base.steps_recorded(), active.id if active is not None else "", day)

    def settle(self) -> int:
        """Record what changed since the last time; how many changes. Nothing is looked at while the mark stands still."""
        mark = self.mark()
        if mark == self._settled:
            return 0
        recorded = self._settle()
        self._settled = mark
        return recorded

    def _settle(self) -> int:
        now = self._clock.now()
        looked_at = _Looked.at(self._base)
        with self._store.read() as work:
            standings = work.knowledge_changes.standings()
        if not any(True for _ in self._found(looked_at, standings, now)):
            return 0
        try:
            with self._store.begin() as work:
                found = list(self._found(looked_at, work.knowledge_changes.standings(), now))
                for change, before in found:
                    work.knowledge_changes.record(change, before)
                self._log(work, [change for change, _ in found], looked_at)
        except Conflict as conflict:
            if conflict.code != "already_settled":
                raise
            return 0  # another process recorded it
        return len(found)

    def _found(
        self, looked_at: _Looked, standings: Mapping[str, Standing], now: datetime
    ) -> Iterator[tuple[KnowledgeChange, Standing | None]]:
        for summary, versions in looked_at.documents:
            for version in versions:
                before = standings.get(version.id)
                kind = before.kind if before is not None else None
                for movement in movements(
                    version, versions, kind, now, self._time_zone, looked_at.rolled_back_at
                ):
                    change = self._change(summary, version, movement, now)
                    yield change, before
                    before = Standing(change.id, change.kind)

    def _change(
        self, summary: DocumentSummary, version: KnownVersion, movement: Movement, now: datetime
    ) -> KnowledgeChange:
        return KnowledgeChange(
            id=self._ids.new_id(),
            kind=movement.kind,
            version_id=version.id,
            document_id=summary.document.id,
            department_id=summary.document.department_id,
            at=movement.at.astimezone(UTC),
            noticed_at=now,
            actor=movement.actor,
            reason=movement.reason,
            successor_id=movement.successor_id,
        )

    def _log(self, work: Work, changes: Sequence[KnowledgeChange], looked_at: _Looked) -> None:
        """What the calendar did goes on record; a publication that took effect at once is there already."""
        published_at = looked_at.published_at()
        for change in changes:
            if change.kind is ChangeKind.BEGAN and change.at == published_at[change.version_id]:
                continue
            action = "version_ended" if change.kind.ended else "version_in_force"
            data = {
                "kind": change.kind.value,
                "document": change.document_id,
                "since": change.at.isoformat(),
                "successor": change.successor_id or "",
            }
            work.oversight.audit("system", action, "version", change.version_id, data, change.noticed_at)


@dataclass(frozen=True, slots=True)
class _Looked:
    """The knowledge base at one moment, as far as it decides what is in force."""

    documents: tuple[tuple[DocumentSummary, tuple[KnownVersion, ...]], ...]
    rolled_back_at: datetime | None

    @classmethod
    def at(cls, base: KnowledgeBase) -> _Looked:
        """Looked at now."""
        events = base.publication_events()
        withdrawn = {one.version_id: one for one in events if one.action is PublicationAction.WITHDRAWN}
        rolled_back = [one.at for one in events if one.action is PublicationAction.INDEX_ROLLED_BACK]
        documents = tuple(
            (
                summary,
                tuple(_known(one, withdrawn.get(one.id)) for one in summary.versions if one.published_at),
            )
            for summary in base.documents(Audience.STAFF)
        )
        return cls(documents, rolled_back[-1] if rolled_back else None)

    def published_at(self) -> Mapping[str, datetime]:
        """When each version was published."""
        return {one.id: one.published_at for _, versions in self.documents for one in versions}


def _known(version: Version, withdrawal: PublicationEvent | None) -> KnownVersion:
    assert version.published_at is not None
    withdrawn = version.state is VersionState.WITHDRAWN
    return KnownVersion(
        id=version.id,
        effective_from=version.effective_from,
        effective_to=version.effective_to,
        published_at=version.published_at,
        served=version.served,
        withdrawn_at=withdrawal.at if withdrawn and withdrawal is not None else None,
        withdrawn_by=withdrawal.actor_id if withdrawn and withdrawal is not None else "",
        withdrawn_because=(withdrawal.reason or "") if withdrawn and withdrawal is not None else "",
        taken_over_from=version.supersedes,
    )
