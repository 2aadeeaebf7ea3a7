"""Open pages of this process, woken when something happens in their conversation."""

from __future__ import annotations

import asyncio
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.domain.questions import Stage
from assistant.services.live import Changed, StageUpdate, Update

MAX_WAITING = 100
"""Updates kept for a page that does not read; beyond it the oldest go, which costs a page nothing but a stage."""


class Subscription:
    """What one open page waits on; used from the event loop that made it."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._queue: asyncio.Queue[Update] = asyncio.Queue(MAX_WAITING)

    def put(self, update: Update) -> None:
        """From any thread; a loop that is closing has no page left to tell."""
        try:
            self._loop.call_soon_threadsafe(self._keep, update)
        except RuntimeError:
            return

    async def next(self, timeout_s: float) -> Update | None:
        """The next update, or None when nothing came for so long."""
        try:
            return await asyncio.wait_for(self._queue.get(), timeout_s)
        except TimeoutError:
            return None

    def _keep(self, update: Update) -> None:
        if self._queue.full():
            self._queue.get_nowait()
        self._queue.put_nowait(update)


class LivePages:
    """Implements the port `LiveUpdates` for the pages open in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[str, set[Subscription]] = defaultdict(set)

    def stage(self, conversation_id: str, question_id: str, stage: Stage, state: str) -> None:
        """The engine has `started` or `done` a stage."""
        self._tell(conversation_id, StageUpdate(question_id, stage, state))

    def changed(self, conversation_id: str) -> None:
        """The conversation has something new to read."""
        self._tell(conversation_id, Changed())

    @contextmanager
    def subscribe(self, conversation_id: str) -> Iterator[Subscription]:
        """Updates from now on until the block is left."""
        subscription = Subscription()
        with self._lock:
            self._open[conversation_id].add(subscription)
        try:
            yield subscription
        finally:
            with self._lock:
                self._open[conversation_id].discard(subscription)
                if not self._open[conversation_id]:
                    del self._open[conversation_id]

    def listening(self, conversation_id: str) -> bool:
        """True while a page of this conversation is open here."""
        with self._lock:
            return conversation_id in self._open

    def _tell(self, conversation_id: str, update: Update) -> None:
        with self._lock:
            pages = tuple(self._open.get(conversation_id, ()))
        for page in pages:
            page.put(update)
