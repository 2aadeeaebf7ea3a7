"""Whether a person approves or overrules drafts so much more than colleagues do that somebody should talk to them (H-10).

Drafts of the same topics are compared: what colleagues send unchanged there is the measure. Both tails count: who approves
everything may not look, who changes everything may not have been told what drafts are for. A drop of what is changed, at
drafts of the same difficulty, shows attention that fades. It is a reason to ask, never a figure about a person.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scipy.special import bdtr, ndtr

from assistant.domain.draft_uses import DraftUse
from assistant.services.certification import lower_bound, upper_bound

WINDOW = 60
"""Newest decisions looked at: a rubber stamp shall be seen within sixty cases (H-10)."""

LEAST = 20
"""Decisions below which nothing is said of a person or a topic."""

MARGIN = 0.05
"""People may differ from their colleagues by so much without anybody asking."""

ALARM_DELTA = 0.001
"""Chance of each single look to sound by mistake. There is one look a decision: the tests measure what adds up."""

REFERENCE = 0.8
"""Share of drafts sent unchanged that is assumed where colleagues have decided too little (proposed here). Above a rate of
.84 a rubber stamp takes longer than sixty cases to stand out; seeds do not depend on it."""

DROP_WINDOW = 30
"""Newest decisions whose changes are compared with those of the WINDOW before."""

DIFFICULTY_BOUNDS = (0.5, 0.75, 0.9)
"""Confidences that part drafts by difficulty: changes are compared within each part only."""

RATE_DELTA = 0.025
"""Each end of a shown interval is wrong with this chance."""


class OverrideAlarm(StrEnum):
    """What stands out."""

    APPROVES_MORE = "approves_more"
    OVERRULES_MORE = "overrules_more"
    CHANGES_LESS = "changes_less"


@dataclass(frozen=True, slots=True)
class UnchangedRate:
    """Drafts sent unchanged, of those decided on, with the exact interval of the rate."""

    unchanged: int
    decided: int
    low: float
    high: float


def unchanged_rate(uses: Sequence[DraftUse]) -> UnchangedRate:
    """Counts and Clopper-Pearson interval at 95 %."""
    k, n = sum(one.unchanged for one in uses), len(uses)
    return UnchangedRate(k, n, lower_bound(k, n, RATE_DELTA), upper_bound(k, n, RATE_DELTA))


def expected_rate(own: Sequence[DraftUse], others: Sequence[DraftUse]) -> float:
    """What colleagues would have sent unchanged of these very topics; REFERENCE where they decided too little."""
    if len(others) < WINDOW:
        return REFERENCE
    total: Counter[str | None] = Counter(one.topic_id for one in others)
    unchanged: Counter[str | None] = Counter(one.topic_id for one in others if one.unchanged)
    overall = sum(unchanged.values()) / len(others)
    rates = {topic: unchanged[topic] / count for topic, count in total.items() if count >= LEAST}
    return sum(rates.get(one.topic_id, overall) for one in own) / len(own) if own else overall


def override_alarms(own: Sequence[DraftUse], others: Sequence[DraftUse]) -> frozenset[OverrideAlarm]:
    """What stands out in a person's decisions (in their order) beside their colleagues'."""
    newest = own[-WINDOW:]
    if len(newest) < LEAST:
        return frozenset()
    found = set()
    expected = expected_rate(newest, others)
    k, n = sum(one.unchanged for one in newest), len(newest)
    if float(bdtr(n - k, n, max(0.0, 1 - expected - MARGIN))) <= ALARM_DELTA:
        found.add(OverrideAlarm.APPROVES_MORE)
    if float(bdtr(k, n, max(0.0, expected - MARGIN))) <= ALARM_DELTA:
        found.add(OverrideAlarm.OVERRULES_MORE)
    before, after = own[-DROP_WINDOW - WINDOW : -DROP_WINDOW], own[-DROP_WINDOW:]
    if len(before) >= DROP_WINDOW and drop_probability(before, after) <= ALARM_DELTA:
        found.add(OverrideAlarm.CHANGES_LESS)
    return frozenset(found)


def drop_probability(before: Sequence[DraftUse], after: Sequence[DraftUse]) -> float:
    """Chance that changes got as much smaller by accident: ranks within each difficulty, added up over difficulties
    (van Elteren 1960), normal approximation with ties counted. 1 where nothing can be compared."""
    parts: dict[int, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for place, uses in enumerate((before, after)):
        for one in uses:
            parts[sum(one.confidence >= bound for bound in DIFFICULTY_BOUNDS)][place].append(one.changed)
    statistic = variance = 0.0
    for earlier, later in parts.values():
        mean, spread, ranks = _rank_sum(earlier, later)
        weight = 1 / (len(earlier) + len(later) + 1)
        statistic += weight * (ranks - mean)
        variance += weight**2 * spread
    return 1.0 if variance <= 0 else float(ndtr(statistic / math.sqrt(variance)))


def _rank_sum(earlier: Sequence[float], later: Sequence[float]) -> tuple[float, float, float]:
    """Expected rank sum of the later ones, its variance with ties, and the rank sum itself (Wilcoxon)."""
    values = sorted([*earlier, *later])
    counts = Counter(values)
    ranks: dict[float, float] = {}
    seen = 0
    for value in sorted(counts):
        ranks[value] = seen + (counts[value] + 1) / 2
        seen += counts[value]
    m, n, total = len(earlier), len(later), len(values)
    ties = sum(count**3 - count for count in counts.values())
    spread = m * n / 12 * (total + 1 - ties / (total * (total - 1))) if total > 1 else 0.0
    return n * (total + 1) / 2, spread, sum(ranks[value] for value in later)
