"""What open pages are told while a question is worked on, and by whom."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from assistant.domain.questions import Stage


@dataclass(frozen=True, slots=True)
class StageUpdate:
    """A stage of the engine began (`started`) or ended (`done`)."""

    question_id: str
    stage: Stage
    state: str


@dataclass(frozen=True, slots=True)
class Changed:
    """The conversation has something new to read."""


Update = StageUpdate | Changed


class LiveUpdates(Protocol):
    """Tells open pages that something happened. Losing an update loses nothing: pages read from the store."""

    def stage(self, conversation_id: str, question_id: str, stage: Stage, state: str) -> None:
        """The engine has `started` or `done` a stage."""
        ...

    def changed(self, conversation_id: str) -> None:
        """The conversation has new messages or a case of it moved."""
        ...


class Waiting(Protocol):
    """What one open page waits on."""

    async def next(self, timeout_s: float) -> Update | None:
        """The next update, or None when nothing came for so long."""
        ...


class LiveFeed(Protocol):
    """Where open pages listen."""

    def subscribe(self, conversation_id: str) -> AbstractContextManager[Waiting]:
        """Updates from now on until the block is left; called inside the event loop that will wait."""
        ...
