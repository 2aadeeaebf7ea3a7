"""How people rely on drafts: whether the right advice is taken and the wrong one left (H-09)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.services.certification import lower_bound, upper_bound

TAIL = 0.025
"""Each end of an interval is wrong with this chance."""


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """A case judged before its draft, whose reply was labelled later: who was right."""

    own_right: bool
    draft_right: bool
    final_right: bool


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its exact interval; `value` is None where nothing was counted."""

    count: int
    of: int
    value: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Reliance:
    """RAIR: of the cases where the person was wrong and the draft right, those that ended right. RSR: of those where the
    person was right and the draft wrong. What is missing to one is under-reliance and over-reliance."""

    cases: int
    rair: Share
    rsr: Share

    @property
    def under_reliance(self) -> float | None:
        """Right drafts that were not taken."""
        return None if self.rair.value is None else 1 - self.rair.value

    @property
    def over_reliance(self) -> float | None:
        """Wrong drafts that were taken."""
        return None if self.rsr.value is None else 1 - self.rsr.value


def reliance(cases: Sequence[JudgedCase]) -> Reliance:
    """Both shares, from cases with later truth."""
    helped = [one.final_right for one in cases if not one.own_right and one.draft_right]
    misled = [one.final_right for one in cases if one.own_right and not one.draft_right]
    return Reliance(len(cases), _share(helped), _share(misled))


def _share(right: Sequence[bool]) -> Share:
    k, n = sum(right), len(right)
    return Share(k, n, k / n if n else None, lower_bound(k, n, TAIL), upper_bound(k, n, TAIL))
