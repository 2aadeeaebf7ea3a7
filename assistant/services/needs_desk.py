"""The services around needs and around reaching out to people, in one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, tzinfo

from assistant.services.agenda import Agendas, Reassigned, nothing_reassigned
from assistant.services.call_backs import CallBacks
from assistant.services.live import LiveUpdates
from assistant.services.needs import Needs
from assistant.services.needs_gathering import LowRated, NeedsGathering, nobody_rated
from assistant.services.needs_notice import NoticeSource
from assistant.services.needs_proposals import NeedsProposals
from assistant.services.needs_report import NeedsReport
from assistant.services.needs_serving import NeedsServing
from assistant.services.needs_splitting import NeedsSplitting
from assistant.services.ports import Clock, Directory, Ids, SourceStatus
from assistant.services.redraft_case import DraftAgain
from assistant.services.review_due import ReviewsDue
from assistant.services.stores import Store
from assistant.services.system_redraft import SystemRedraft
from assistant.services.tasks import Tasks
from knowledge_base import Embeddings, KnowledgeBase


@dataclass(frozen=True, slots=True)
class NeedsParts:
    """What they are made from. `draft_again` runs the engine, `live` tells a citizen's page."""

    store: Store
    base: KnowledgeBase
    embeddings: Embeddings
    directory: Directory
    clock: Clock
    ids: Ids
    time_zone: tzinfo
    tasks: Tasks
    sources: SourceStatus
    draft_again: DraftAgain
    live: LiveUpdates
    reassigned: Reassigned = nothing_reassigned
    late_cases: Reassigned = nothing_reassigned
    low_rated: LowRated = nobody_rated
    too_little_contact: Reassigned = nothing_reassigned


@dataclass(frozen=True, slots=True)
class NeedsDesk:
    """What was asked for and not served, and what comes of it."""

    needs: Needs
    splitting: NeedsSplitting
    gathering: NeedsGathering
    proposals: NeedsProposals
    serving: NeedsServing
    report: NeedsReport
    agendas: Agendas
    call_backs: CallBacks
    reviews_due: ReviewsDue

    @classmethod
    def of(cls, parts: NeedsParts) -> NeedsDesk:
        """The services, put together."""
        store, base, clock, ids, tasks = parts.store, parts.base, parts.clock, parts.ids, parts.tasks
        today: Callable[[], date] = tasks.today
        redraft = SystemRedraft(store, clock, ids, parts.draft_again)
        notices = NoticeSource(store, base, parts.directory, today)
        gathering = NeedsGathering(
            store, base, parts.embeddings, parts.directory, clock, ids, today, parts.low_rated
        )
        return cls(
            needs=Needs(store, parts.directory, clock, tasks, parts.time_zone, today),
            splitting=NeedsSplitting(store, clock, ids, gathering.name_again),
            gathering=gathering,
            proposals=NeedsProposals(store, base, clock, parts.time_zone, today, parts.draft_again),
            serving=NeedsServing(store, clock, ids, parts.sources, redraft, notices, parts.live),
            report=NeedsReport(store, clock, parts.time_zone, today),
            agendas=Agendas(store, today, parts.reassigned, parts.late_cases, parts.too_little_contact),
            call_backs=CallBacks(store, clock, tasks, today),
            reviews_due=ReviewsDue(store, base, tasks, today),
        )

    def rounds(self) -> dict[str, Callable[[], object]]:
        """The works that are due by the clock."""
        return {
            "finding needs": self.gathering.settle,
            "answering whom a served need is owed": self.serving.settle,
            "trying needs on what is published": self.proposals.settle,
            "asking for reviews that are due": self.reviews_due.settle,
        }
