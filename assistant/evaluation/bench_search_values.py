"""What `civicdesk bench search` measures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Spread:
    """Times in milliseconds: the middle one, and those that 5 and 1 in a hundred exceed."""

    p50: float
    p95: float
    p99: float

    @classmethod
    def of(cls, times: list[float]) -> Spread:
        """Of at least one time."""
        p50, p95, p99 = (round(float(np.percentile(times, share)), 3) for share in (50, 95, 99))
        return cls(p50, p95, p99)


@dataclass(frozen=True, slots=True)
class PublicationCost:
    """One document published into a base while other processes and threads search it.

    `seconds` is from the approval to the answer that it is published; `visible_seconds` to the first search of the
    serving process that found it. A search is stale if it began after the publication was confirmed and found the
    text before, or began and ended before it and found the new one; missing if it found neither.
    """

    seconds: float
    visible_seconds: float
    searches: int
    failed: int
    stale: int
    missing: int
    slowest_ms: float


@dataclass(frozen=True, slots=True)
class SizeResult:
    """One base of so many passages."""

    passages: int
    documents: int
    build_seconds: float
    disk_mb: float
    database_mb: float
    first_ms: float
    wall: Spread
    cpu: Spread
    resident_mb: float | None
    own_mb: float | None
    recall_at_100: float
    publications: tuple[PublicationCost, ...]
    load_before: float


@dataclass(frozen=True, slots=True)
class PeerResult:
    """The peer of the contract on the same texts and questions."""

    documents: int
    chunks: int
    build_seconds: float
    wall: Spread
    cpu: Spread
    resident_mb: float | None
