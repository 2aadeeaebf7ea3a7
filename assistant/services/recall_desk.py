"""The services around policies that change and replies that stood on them, in one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

from assistant.services.emergency_recall import EmergencyRecall
from assistant.services.knowledge_changes import KnowledgeChanges
from assistant.services.live import LiveUpdates
from assistant.services.policies import Policies
from assistant.services.ports import Clock, Directory, Ids, SourceStatus
from assistant.services.recalls import Recalls
from assistant.services.redraft_case import DraftAgain
from assistant.services.redrafts import Redrafts
from assistant.services.stores import Store
from assistant.services.system_redraft import SystemRedraft
from knowledge_base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class RecallParts:
    """What they are made from. `draft_again` runs the engine, `live` tells a citizen's page."""

    store: Store
    base: KnowledgeBase
    directory: Directory
    clock: Clock
    ids: Ids
    time_zone: tzinfo
    policies: Policies
    sources: SourceStatus
    draft_again: DraftAgain
    pipeline_hash: str
    live: LiveUpdates


@dataclass(frozen=True, slots=True)
class RecallDesk:
    """What came into force and what ended, and what becomes of the replies and drafts that quoted it."""

    changes: KnowledgeChanges
    recalls: Recalls
    emergency: EmergencyRecall
    redrafts: Redrafts

    @classmethod
    def of(cls, parts: RecallParts) -> RecallDesk:
        """The services, put together."""
        store, base, clock, ids = parts.store, parts.base, parts.clock, parts.ids
        changes = KnowledgeChanges(store, base, clock, ids, parts.time_zone)
        recalls = Recalls(store, base, parts.directory, clock, ids, parts.live, changes.mark, parts.time_zone)
        redraft = SystemRedraft(store, clock, ids, parts.draft_again)
        return cls(
            changes=changes,
            recalls=recalls,
            emergency=EmergencyRecall(store, base, parts.policies, changes, recalls),
            redrafts=Redrafts(store, clock, parts.sources, redraft, parts.pipeline_hash, changes.mark),
        )

    def rounds(self) -> dict[str, Callable[[], object]]:
        """The works that are due by the clock, in their order."""
        return {
            "noting what came into force and what ended": self.changes.settle,
            "recalling replies": self.recalls.settle,
            "drafting open cases anew": self.redrafts.settle,
        }
