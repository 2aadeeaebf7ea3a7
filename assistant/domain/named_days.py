"""The days a text names in full, to tell how many of them have passed."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from assistant.domain.ageing import past_share
from assistant.domain.verification.dates import dates
from assistant.domain.verification.plain_text import plain

_ANY = "*"


def named_days(text: str) -> tuple[date, ...]:
    """Every distinct day with its year that the text names, in order; of a month alone, its last day.

    A day without a year ("by 31 January") comes round again and never passes.
    """
    found: set[date] = set()
    taken: list[tuple[int, int]] = []
    for figure in dates(plain(text), text):
        if any(start < figure.end and figure.start < end for start, end in taken):
            continue
        if figure.value.startswith(_ANY):
            continue
        taken.append((figure.start, figure.end))
        if (day := _day(figure.value)) is not None:
            found.add(day)
    return tuple(sorted(found))


def share_past(days: Iterable[date], today: date) -> float:
    """The share of the days that lie before today."""
    return past_share(day < today for day in days)


def _day(value: str) -> date | None:
    year, month, day = value.split("-")
    if _ANY in (year, month):
        return None
    last = monthrange(int(year), int(month))[1]
    if day == _ANY:
        return date(int(year), int(month), last)
    return date(int(year), int(month), int(day)) if int(day) <= last else None
