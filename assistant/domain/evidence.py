"""The passages a draft may stand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage found, with what is needed to cite it.

    `start`/`end` are code-point offsets of `text` within the version's text. `score` is comparable within one
    search only. `signals` carries the search legs' figures that confidence is computed from.
    """

    passage_id: str
    document_id: str
    version_id: str
    version_number: int
    document_title: str
    department_id: str
    heading_path: tuple[str, ...]
    text: str
    start: int
    end: int
    page: int | None
    language: str
    effective_from: date
    effective_to: date | None
    score: float
    signals: Mapping[str, float] = field(default_factory=dict)

    def in_force_on(self, day: date) -> bool:
        """True if `day` lies within the effective dates (G-08)."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)
