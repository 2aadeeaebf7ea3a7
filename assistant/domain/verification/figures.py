"""A figure: a number, amount, date, time, reference or address in a text, by its value and not by its spelling."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FigureKind(StrEnum):
    """What a figure counts or names; only figures of one kind are ever compared."""

    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    WEEKDAY = "weekday"
    PHONE = "phone"
    FORM = "form"
    ARTICLE = "article"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its span in the text.

    `value` is in canonical spelling ("30", "2026-07-01", "p-12"). `unit` is empty where none is written. `weak`
    figures may be no figures at all ("one", "a month", "may"): they support a claim but are not demanded of a quote.
    `readings` are the values it may have where its spelling leaves a choice (03/04/2026).
    """

    kind: FigureKind
    value: str
    unit: str
    start: int
    end: int
    weak: bool = False
    readings: tuple[str, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """Every value it may have."""
        return self.readings or (self.value,)
