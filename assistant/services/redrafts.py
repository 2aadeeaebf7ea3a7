"""Open cases whose draft quotes a text that ended: drafted anew by the clock, never sent by it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from assistant.domain.cases import CaseEvent, CaseEventKind, CaseState, derive_status
from assistant.domain.errors import Conflict, NotFound
from assistant.domain.reasons import Reason
from assistant.services.draft_validity import DraftVoid, why_void
from assistant.services.ports import Clock, SourceStatus
from assistant.services.recall_store import OpenDraft
from assistant.services.stores import Store, Work
from assistant.services.system_redraft import SYSTEM, Redrafting, SystemRedraft

log = logging.getLogger(__name__)

DRAFTED_AT_ONCE = 50
"""Cases drafted anew in one round: with a language model each may take seconds, and other work waits for the round."""


@dataclass(frozen=True, slots=True)
class _Stale:
    """An open case whose newest draft can no longer be sent. `told`: its record says so already."""

    case_id: str
    draft_id: str
    ended: frozenset[str]
    in_hand: bool
    told: bool

    def event(self, work: Work, clock: Clock) -> None:
        """Put on the case's record, once for a draft, which quoted versions ended."""
        if self.told:
            return
        data = {
            "reason": Reason.KB_CHANGED.value,
            "because_of_draft": self.draft_id,
            "ended": ",".join(sorted(self.ended)),
        }
        now = clock.now()
        work.cases.append(CaseEvent(self.case_id, 0, CaseEventKind.SOURCE_CHANGED, SYSTEM, now, data))
        work.oversight.audit(SYSTEM, "draft_source_ended", "case", self.case_id, data, now)


class _Remembered:
    """The port `SourceStatus` for as long as nothing may have changed: drafts of one town quote the same few versions."""

    def __init__(self, sources: SourceStatus) -> None:
        self._sources = sources
        self._mark: object = None
        self._known: dict[str, bool] = {}

    def until(self, mark: object) -> None:
        """Forget what was known at another mark."""
        if mark != self._mark:
            self._mark, self._known = mark, {}

    def in_force(self, version_ids: Collection[str], at: datetime) -> frozenset[str]:
        """As the sources say, each version asked for once."""
        unknown = set(version_ids) - self._known.keys()
        if unknown:
            speaking = self._sources.in_force(unknown, at)
            self._known |= {one: one in speaking for one in unknown}
        return frozenset(one for one in version_ids if self._known[one])

    def speaking(self, version_ids: Collection[str], at: datetime) -> frozenset[str]:
        """As the sources say."""
        return self._sources.speaking(version_ids, at)


class Redrafts:
    """Makes the next draft where nobody has the case in hand; a person who has it is told that the source changed."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        sources: SourceStatus,
        redraft: SystemRedraft,
        pipeline_hash: str,
        mark: Callable[[], object],
    ) -> None:
        """`mark` changes whenever a version may have come into force or ended."""
        self._store = store
        self._clock = clock
        self._sources = _Remembered(sources)
        self._redraft = redraft
        self._pipeline_hash = pipeline_hash
        self._mark = mark
        self._looked_at: dict[str, object] = {}
        """The mark at which each open draft was last found in order, or nothing could be done about it."""

    def settle(self) -> int:
        """Draft anew what stands on an ended text; how many cases got a new draft. Safe to call again at any time."""
        mark = self._mark()
        self._sources.until(mark)
        with self._store.read() as work:
            drafts = work.recalls.open_drafts()
        self._looked_at = {
            one.draft_id: self._looked_at[one.draft_id] for one in drafts if one.draft_id in self._looked_at
        }
        made = 0
        for draft in drafts:
            if self._looked_at.get(draft.draft_id) == mark or made == DRAFTED_AT_ONCE:
                continue
            stale = self._stale(draft)
            if stale is None:
                self._looked_at[draft.draft_id] = mark
                continue
            try:
                match self._settle(stale):
                    case Redrafting.DRAFTED:
                        made += 1
                    case Redrafting.IN_HAND:
                        pass  # looked at again in the next round
                    case (
                        Redrafting.NOTHING_FOUND | Redrafting.CLOSED | Redrafting.ERASED | Redrafting.BY_HAND
                    ):
                        self._looked_at[draft.draft_id] = mark
            except (Conflict, NotFound) as error:
                log.info("case %s changed while it was drafted anew: %s", stale.case_id, error.code)
        return made

    def _settle(self, stale: _Stale) -> Redrafting:
        def record(work: Work, result: Redrafting) -> None:
            if result in (Redrafting.DRAFTED, Redrafting.NOTHING_FOUND):
                stale.event(work, self._clock)

        if stale.in_hand:
            with self._store.begin() as work:
                stale.event(work, self._clock)
            return Redrafting.IN_HAND
        return self._redraft.redraft(stale.case_id, Reason.KB_CHANGED.value, record)

    def _stale(self, open_draft: OpenDraft) -> _Stale | None:
        """The case, if its newest draft stands on a text that ended."""
        now = self._clock.now()
        with self._store.read() as work:
            events = work.cases.events(open_draft.case_id)
            try:
                draft = work.questions.drafts(open_draft.question_id)[-1]
            except NotFound:
                return None  # erased meanwhile
        status = derive_status(events, now)
        void = why_void(draft, status, self._pipeline_hash, self._sources, now)
        if void is not DraftVoid.KNOWLEDGE_CHANGED:
            return None
        told = any(
            one.kind is CaseEventKind.SOURCE_CHANGED and one.data.get("because_of_draft") == draft.id
            for one in events
        )
        quoted = {quote.version_id for quote in draft.draft.quotes()}
        ended = frozenset(quoted - self._sources.in_force(quoted, now))
        return _Stale(open_draft.case_id, draft.id, ended, status.state is CaseState.IN_HAND, told)
