"""Index versions held open: each as long as a search uses it, the newest one beyond that."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from knowledge_base.index_files import IndexReader
from knowledge_base.records import Content


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """An index version opened for searching: its files, and what it answers on, by version id."""

    files: IndexReader
    contents: Mapping[str, Content]


class _Held:
    """An open index version, how many searches use it, and when it was first asked for (0: not yet)."""

    def __init__(self, opened: OpenIndex) -> None:
        self.opened = opened
        self.users = 0
        self.asked = 0


class OpenIndexes:
    """The index versions one process has open. Safe to use from several threads.

    The one first asked for last is taken for the one that answers; those before it are closed once no search uses
    them. One that nobody asked for yet stays: it was opened before it answers, so that the first search is not slow.
    """

    def __init__(self, open_one: Callable[[str], OpenIndex]) -> None:
        """`open_one` opens an index version by its id, or raises."""
        self._open_one = open_one
        self._held: dict[str, _Held] = {}
        self._asked = 0
        self._lock = threading.Lock()
        self._opening = threading.Lock()

    @contextmanager
    def reading(self, index_version_id: str, *, answers: bool = True) -> Iterator[OpenIndex]:
        """An index version that stays open inside the block. Raises what opening it raises.

        `answers` is False for one that is only looked at: it takes nobody's place.
        """
        held = self._use(index_version_id, answers) or self._open(index_version_id, answers)
        try:
            yield held.opened
        finally:
            with self._lock:
                held.users -= 1
                self._close_idle()

    def put(self, opened: OpenIndex) -> None:
        """Take over an index version that will soon be asked for."""
        with self._lock:
            self._held[opened.files.manifest.id] = _Held(opened)

    def drop(self, index_version_id: str) -> None:
        """Close an index version that nobody will ask for."""
        with self._lock:
            held = self._held.get(index_version_id)
            if held is not None and not held.users:
                del self._held[index_version_id]
                held.opened.files.close()

    def close(self) -> None:
        """Close everything at once."""
        with self._lock:
            while self._held:
                self._held.popitem()[1].opened.files.close()

    def _open(self, index_version_id: str, answers: bool) -> _Held:
        # Searches on what is open already go on; those on this one wait for one opening.
        with self._opening:
            held = self._use(index_version_id, answers)
            if held is None:
                self.put(self._open_one(index_version_id))
                held = self._use(index_version_id, answers)
            assert held is not None
            return held

    def _use(self, index_version_id: str, answers: bool) -> _Held | None:
        with self._lock:
            held = self._held.get(index_version_id)
            if held is not None:
                held.users += 1
                if answers and not held.asked:
                    self._asked += 1
                    held.asked = self._asked
            return held

    def _close_idle(self) -> None:
        newest = max((held.asked for held in self._held.values()), default=0)
        for index_version_id, held in list(self._held.items()):
            if not held.users and 0 < held.asked < newest:
                del self._held[index_version_id]
                held.opened.files.close()
