"""Fakes of the small ports: a clock that is turned by hand and ids that count."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class FixedClock:
    """A clock that stands still until it is turned."""

    def __init__(self, now: datetime = MORNING) -> None:
        self._now = now

    def now(self) -> datetime:
        """The moment it was set to."""
        return self._now

    def turn(self, by: timedelta) -> None:
        """Move the hands."""
        self._now += by


class CountingIds:
    """Ids in order, unique over the life of one instance; draws come from a given list, then 0.5."""

    def __init__(self, draws: tuple[float, ...] = ()) -> None:
        self._lock = threading.Lock()
        self._count = 0
        self._draws = list(draws)

    def _next(self) -> int:
        with self._lock:
            self._count += 1
            return self._count

    def new_id(self) -> str:
        """`id-000001`, `id-000002` …"""
        return f"id-{self._next():06d}"

    def new_secret(self) -> str:
        """A secret nobody would guess in a test."""
        return f"secret-{self._next():06d}"

    def draw(self) -> float:
        """The next given draw, then always one half."""
        with self._lock:
            return self._draws.pop(0) if self._draws else 0.5
