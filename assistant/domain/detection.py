"""How well somebody tells known-bad answers from good ones: counts and the figures of signal detection (H-07)."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Detection:
    """Seeded errors shown and caught, good controls shown and rejected."""

    seeds: int = 0
    caught: int = 0
    controls: int = 0
    rejected: int = 0

    @property
    def catch_rate(self) -> float | None:
        """h: the share of known-bad answers that were caught."""
        return self.caught / self.seeds if self.seeds else None

    @property
    def false_alarm_rate(self) -> float | None:
        """f: the share of good answers that were rejected."""
        return self.rejected / self.controls if self.controls else None

    @property
    def sensitivity(self) -> float | None:
        """d' = z(h) - z(f), with the log-linear correction (Hautus 1995): half a count to each, one to each total."""
        if not self.seeds or not self.controls:
            return None
        return self._z_caught() - self._z_rejected()

    @property
    def criterion(self) -> float | None:
        """c = -(z(h) + z(f)) / 2: above nought for who rejects too little."""
        if not self.seeds or not self.controls:
            return None
        return -(self._z_caught() + self._z_rejected()) / 2

    def _z_caught(self) -> float:
        return _NORMAL.inv_cdf((self.caught + 0.5) / (self.seeds + 1))

    def _z_rejected(self) -> float:
        return _NORMAL.inv_cdf((self.rejected + 0.5) / (self.controls + 1))
