"""Work that is due by the clock: every minute, and at once when something changed."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping

log = logging.getLogger(__name__)

ROUND_EVERY_S = 60.0
"""Seconds between two rounds. What is in force on a day is decided by the date at each search, so this is only how
late people learn of a change."""

LOOK_EVERY_S = 2.0
"""Seconds between looks whether something changed, also by another process: two cheap queries. A person who published
goes on to the next page within seconds and should find there what it led to."""


class Rounds:
    """Calls each piece of work in turn. Every one is idempotent and settles what earlier rounds left undone."""

    def __init__(
        self,
        works: Mapping[str, Callable[[], object]],
        every_s: float = ROUND_EVERY_S,
        mark: Callable[[], object] | None = None,
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        """`mark` gives a value that differs once something changed: then a round begins before its minute."""
        self._works = dict(works)
        self._every_s = every_s
        self._mark = mark
        self._look_every_s = look_every_s
        self._due = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._forever, name="rounds", daemon=True)

    def start(self) -> None:
        """The first round begins at once: the process may have been away over midnight."""
        self._due.set()
        self._thread.start()

    def stop(self) -> None:
        """Finish the piece of work in hand and end."""
        self._stopping = True
        self._due.set()
        if self._thread.is_alive():
            self._thread.join(timeout=30)

    def run(self) -> tuple[str, ...]:
        """One round, here and now; the names of the works that failed. One failing keeps none of the others back."""
        failed = []
        for name, work in self._works.items():
            if self._stopping:
                break
            try:
                work()
            except Exception as error:  # noqa: BLE001 - the next round tries again
                log.error("%s failed and is tried again: %s", name, type(error).__name__)
                failed.append(name)
        return tuple(failed)

    def _forever(self) -> None:
        mark = self._looked()
        while not self._stopping:
            self._wait(mark)
            self._due.clear()
            if not self._stopping:
                mark = self._looked()  # before the round: what changes during it begins another
                self.run()

    def _wait(self, mark: object) -> None:
        """Until the minute is over, `stop` is called, or the mark is another one."""
        if self._mark is None:
            self._due.wait(self._every_s)
            return
        until = time.monotonic() + self._every_s
        while (left := until - time.monotonic()) > 0:
            if self._due.wait(min(self._look_every_s, left)) or self._looked() != mark:
                return

    def _looked(self) -> object:
        if self._mark is None:
            return None
        try:
            return self._mark()
        except Exception as error:  # noqa: BLE001 - the round that is due anyway goes on
            log.error("looking for changes failed and is tried again: %s", type(error).__name__)
            return None
