"""A store whose transactions fail when they are told to: before they begin, or at the moment of their commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from assistant.services.stores import Store, Work


class FailingStore:
    """Passes on to a real store. Each entry of `before` and `at_commit` is for one writing transaction, in order."""

    def __init__(self, real: Store) -> None:
        self._real = real
        self.before: list[Exception | None] = []
        self.at_commit: list[Exception | None] = []
        self.after_commit: list[Callable[[], None]] = []
        self.begun = 0

    @contextmanager
    def begin(self) -> Iterator[Work]:
        """A transaction that may be refused, or rolled back at its end."""
        self.begun += 1
        if self.before and (error := self.before.pop(0)):
            raise error
        with self._real.begin() as work:
            yield work
            if self.at_commit and (error := self.at_commit.pop(0)):
                raise error
        if self.after_commit:
            self.after_commit.pop(0)()

    @contextmanager
    def read(self) -> Iterator[Work]:
        """Reading always works."""
        with self._real.read() as work:
            yield work
