"""The alarm on a certificate: a sequential test that may be looked at after every audit (C-09).

H0: among the answers that go out, at most a share alpha is wrong. A gambler stakes on wrong answers at odds that are fair
at risk alpha; under H0 the gambler's capital is a nonnegative supermartingale, so by Ville's inequality (1939) it ever
reaches 1/level with probability at most `level`, however often anybody looks. The capital is the mean of several that
stake different fixed shares: betting on a bounded mean (Waudby-Smith and Ramdas, "Estimating means of bounded random
variables by betting", 2024), used to track the risk of a running model as by Podkopaev and Ramdas ("Tracking the risk of a
deployed model and detecting harmful distribution shifts", 2022).

An audit drawn with a higher probability than the group's common share counts share/probability of a bet: one step then
multiplies the capital by 1 + stake * weight * (wrong - alpha) / alpha, whose expectation over the drawing is at most one
for any drawing rule that is fixed before the answer is looked at.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

STAKES = (0.05, 0.1, 0.2, 0.35, 0.5, 0.7)
"""Shares of the capital that are lost with a right answer, at weight 1 and in units of alpha/(alpha) odds: the stakes
1, 2, 4, 7, 10 and 14 of the requirements (section 4) at alpha = 5 %, written so that they suit any alpha."""


@dataclass(frozen=True, slots=True)
class AlarmStep:
    """One audited answer: whether it was wrong, what was promised, and at which level the alarm is raised."""

    wrong: bool
    weight: float
    alpha: float
    level: float

    def __post_init__(self) -> None:
        if not (0.0 < self.weight <= 1.0 and 0.0 < self.alpha < 1.0 and 0.0 < self.level < 1.0):
            raise ValueError("weight, alpha and level of an audit lie between nought and one")

    @property
    def log_limit(self) -> float:
        """What the logarithm of the capital must reach for the alarm to be raised."""
        return -math.log(self.level)


@dataclass(frozen=True, slots=True)
class RiskAlarm:
    """The state after some audits. Once raised it stays raised: what follows is another certificate's matter."""

    log_capitals: tuple[float, ...] = (0.0,) * len(STAKES)
    audits: int = 0
    wrong: int = 0
    raised: bool = False

    @property
    def log_wealth(self) -> float:
        """The natural logarithm of the capital; it began at 0."""
        top = max(self.log_capitals)
        shares = sum(math.exp(one - top) for one in self.log_capitals)
        return top + math.log(shares / len(self.log_capitals))

    def after(self, step: AlarmStep) -> RiskAlarm:
        """The state one audit on."""
        gain = step.weight * (float(step.wrong) - step.alpha) / step.alpha
        capitals = tuple(
            before + math.log1p(stake * gain) for before, stake in zip(self.log_capitals, STAKES, strict=True)
        )
        moved = RiskAlarm(capitals, self.audits + 1, self.wrong + step.wrong, self.raised)
        reached = moved.log_wealth >= step.log_limit
        return RiskAlarm(capitals, moved.audits, moved.wrong, self.raised or reached)


def replayed(steps: Iterable[AlarmStep]) -> RiskAlarm:
    """The state that these audits, in their order, lead to."""
    alarm = RiskAlarm()
    for step in steps:
        alarm = alarm.after(step)
    return alarm
