"""The services that keep the knowledge base in order, in one value."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.services.ports import Clock, Directory, Ids
from assistant.services.stores import Store
from assistant.services.tasks import Tasks
from knowledge_base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class KnowledgeParts:
    """What they are made from."""

    store: Store
    base: KnowledgeBase
    directory: Directory
    clock: Clock
    ids: Ids


@dataclass(frozen=True, slots=True)
class KnowledgeDesk:
    """Everything around policies beyond adding and publishing them."""

    tasks: Tasks

    @classmethod
    def of(cls, parts: KnowledgeParts) -> KnowledgeDesk:
        """The services, put together."""
        return cls(tasks=Tasks(parts.store, parts.directory, parts.clock, parts.ids))
