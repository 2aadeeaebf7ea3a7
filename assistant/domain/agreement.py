"""How far people who label the same item agree, beyond what chance alone would give (H-12)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

LEAST_KAPPA = 0.6
"""Labels of a topic feed no calibration below it (H-12, proposed there: the lower end of "substantial" in the scale of
Landis and Koch 1977; a published study of answers from legal texts reached .77)."""

BOOTSTRAP_DRAWS = 2_000
"""Resamples behind an interval: its ends then vary by about a hundredth from seed to seed at the sizes seen here."""

INTERVAL = 0.95
"""Share of resamples that the shown interval holds."""

Units = Sequence[Sequence[str]]
"""For each item the categories that its labellers chose, in the order in which they labelled."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Figures of one group. A coefficient is None where it is not defined: all labels fall into one category.

    `items` counts those with two labels or more. Intervals are None where the coefficient is.
    """

    items: int
    observed: float
    kappa: float | None
    kappa_interval: tuple[float, float] | None
    alpha: float | None
    alpha_interval: tuple[float, float] | None

    @property
    def suffices(self) -> bool:
        """Whether labels of this group may feed a calibration. Where nobody ever disagreed nothing speaks against it,
        even if the coefficient is not defined."""
        if not self.items:
            return False
        return self.observed == 1.0 if self.kappa is None else self.kappa >= LEAST_KAPPA


def agreement(units: Units, seed: int) -> Agreement:
    """All figures of a group; items with a single label say nothing. `seed` fixes the resampling."""
    double = [tuple(unit) for unit in units if len(unit) >= 2]
    observed = sum(unit[0] == unit[1] for unit in double) / len(double) if double else 0.0
    return Agreement(
        len(double),
        observed,
        cohen_kappa(double),
        _interval(double, cohen_kappa, seed),
        krippendorff_alpha(double),
        _interval(double, krippendorff_alpha, seed),
    )


def cohen_kappa(units: Units) -> float | None:
    """Cohen's kappa of the first and the second label: (p_o - p_e) / (1 - p_e) (Cohen 1960)."""
    pairs = [(unit[0], unit[1]) for unit in units if len(unit) >= 2]
    if not pairs:
        return None
    n = len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    observed = sum(one == other for one, other in pairs) / n
    expected = sum(first[category] * second[category] for category in first) / n**2
    return None if expected == 1.0 else (observed - expected) / (1.0 - expected)


def krippendorff_alpha(units: Units) -> float | None:
    """Krippendorff's alpha for nominal data, any number of labels an item, missing ones left out (Krippendorff 2011)."""
    counts = [Counter(unit) for unit in units if len(unit) >= 2]
    total = sum((Counter(count) for count in counts), Counter[str]())
    n = total.total()
    if n < 2:
        return None
    disagreed = sum(
        sum(found * (count.total() - found) for found in count.values()) / (count.total() - 1)
        for count in counts
    )
    expected = sum(found * (n - found) for found in total.values()) / (n - 1)
    return None if expected == 0 else 1.0 - disagreed / expected


def _interval(
    units: Units, coefficient: Callable[[Units], float | None], seed: int
) -> tuple[float, float] | None:
    """The percentile bootstrap over items; resamples in which the coefficient is not defined are left out."""
    if coefficient(units) is None:
        return None
    draw = random.Random(seed)  # noqa: S311 - resampling, no secret
    drawn = [coefficient(draw.choices(units, k=len(units))) for _ in range(BOOTSTRAP_DRAWS)]
    known = sorted(value for value in drawn if value is not None)
    if not known:
        return None
    tail = round((1.0 - INTERVAL) / 2 * (len(known) - 1))
    return known[tail], known[len(known) - 1 - tail]
