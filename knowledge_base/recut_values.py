"""What came of cutting a version anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class RecutOutcome(StrEnum):
    """What came of a version: cut anew, cut to the same passages, or left because its file is read differently now."""

    CUT = "cut"
    SAME = "same"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Recut:
    """One version. `moved` names, for each passage of before, the one that holds most of it now."""

    version_id: str
    outcome: RecutOutcome
    moved: Mapping[str, str] = field(default_factory=dict)
