"""What an office's own decisions add to the confidence that comes with the product.

A correction of the log odds: scaled, moved, and moved further by single signals. It is data, kept outside the code, and
part of the pipeline's hash: with another correction, every certificate has to be earned anew (C-04).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Shift:
    """What one signal adds: its weight times its distance from the centre, in deviations."""

    weight: float
    centre: float
    scale: float


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Learned from `rows` decisions, `right` of them right, on top of the weights whose hash is `based_on`."""

    version: int
    based_on: str
    slope: float
    bias: float
    shifts: Mapping[str, Shift]
    rows: int
    right: int
    fitted_at: datetime

    def applied(self, log_odds: float, signals: Mapping[str, float]) -> float:
        """The corrected log odds; a signal that is missing moves nothing."""
        moved = sum(
            shift.weight * (signals[name] - shift.centre) / shift.scale
            for name, shift in self.shifts.items()
            if name in signals
        )
        return self.slope * log_odds + self.bias + moved

    def is_sound(self) -> bool:
        """True if every figure is a number, no scale is zero and surer stays surer: a negative slope would turn it round."""
        figures = [self.slope, self.bias]
        for shift in self.shifts.values():
            figures += [shift.weight, shift.centre, shift.scale]
        scales = all(shift.scale > 0 for shift in self.shifts.values())
        return all(map(math.isfinite, figures)) and scales and self.slope > 0
