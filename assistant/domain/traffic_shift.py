"""Signs, seen without any label, that what people ask is no longer what a certificate was tried on (C-10).

They raise the share of answers that are audited. They never extend a certificate and never end one: a shift may be
harmless, and harm may come without a shift.
"""

from __future__ import annotations

import bisect
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from assistant.domain.questions import Language

PSI_BOUND = 0.25
"""A population stability index from here on is called a major shift by the scorecard practice it comes from."""

KS_LEVEL = 0.01
"""Chance of a Kolmogorov-Smirnov warning on traffic that did not shift: a look a day then warns three times a year."""

SHARE_BOUND = 0.15
"""How far a share (of no hits, of unknown topics, of a language) may move before it is called a shift: half as much again
as the tenth by which such shares move from one week to the next in the sample town's questions."""

LEAST_QUESTIONS = 50
"""Fewer questions on either side give no warning: at fifty, a share's standard error is at most seven hundredths."""

RAISED_FOR = timedelta(days=7)
"""How long a warning keeps the audit share raised; a shift that lasts warns anew."""

RAISED_BY = 2.0
"""By how much a warning multiplies the audit share (C-10: the share doubles)."""

_BINS = 10
_LEAST_SHARE = 0.0001


class ShiftKind(StrEnum):
    """What moved."""

    SCORE_KS = "score_ks"
    SCORE_PSI = "score_psi"
    NO_HIT = "no_hit"
    NEW_TOPIC = "new_topic"
    LANGUAGE_MIX = "language_mix"


@dataclass(frozen=True, slots=True)
class Shift:
    """A figure beyond its bound."""

    kind: ShiftKind
    value: float
    bound: float


@dataclass(frozen=True, slots=True)
class ShiftWarning:
    """A shift seen in the questions of a topic and language."""

    id: str
    topic_id: str
    language: Language
    shift: Shift
    at: datetime


def score_shifts(before: Sequence[float], now: Sequence[float]) -> tuple[Shift, ...]:
    """How the confidences moved: the distance of the distributions and the stability index."""
    if min(len(before), len(now)) < LEAST_QUESTIONS:
        return ()
    bound = ks_bound(len(before), len(now))
    found = (
        Shift(ShiftKind.SCORE_KS, ks_distance(before, now), bound),
        Shift(ShiftKind.SCORE_PSI, stability_index(before, now), PSI_BOUND),
    )
    return tuple(one for one in found if one.value > one.bound)


def share_shift(kind: ShiftKind, before: Sequence[bool], now: Sequence[bool]) -> Shift | None:
    """How the share of questions with some property moved."""
    if min(len(before), len(now)) < LEAST_QUESTIONS:
        return None
    moved = abs(sum(now) / len(now) - sum(before) / len(before))
    return Shift(kind, moved, SHARE_BOUND) if moved > SHARE_BOUND else None


def ks_distance(before: Sequence[float], now: Sequence[float]) -> float:
    """The largest distance between the two empirical distribution functions."""
    first, second = sorted(before), sorted(now)
    return max(
        abs(bisect.bisect_right(first, at) / len(first) - bisect.bisect_right(second, at) / len(second))
        for at in {*first, *second}
    )


def ks_bound(n: int, m: int) -> float:
    """The distance that two samples of one distribution exceed with probability KS_LEVEL (Smirnov's approximation)."""
    return math.sqrt(-math.log(KS_LEVEL / 2) / 2) * math.sqrt((n + m) / (n * m))


def stability_index(before: Sequence[float], now: Sequence[float]) -> float:
    """The population stability index over ten bins of the earlier distribution."""
    ordered = sorted(before)
    edges = sorted({ordered[len(ordered) * number // _BINS] for number in range(1, _BINS)})
    first, second = (Counter(bisect.bisect_right(edges, one) for one in side) for side in (before, now))
    total = 0.0
    for number in range(len(edges) + 1):
        was = max(first[number] / len(before), _LEAST_SHARE)
        is_now = max(second[number] / len(now), _LEAST_SHARE)
        total += (is_now - was) * math.log(is_now / was)
    return total
