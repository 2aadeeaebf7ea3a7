"""Deadlines of content faults, and notes that quote the citizen."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.content_faults import FaultKind, deadline, repeats

FRIDAY = date(2026, 11, 27)
CITIZEN = "My grandmother lives with us since March and has a blue car. 我的奶奶从三月起和我们住在一起，她有一辆蓝色的车。"
PAGE = "A resident permit costs 84 euros a year. Persons who share a household pay half."


def test_a_wrong_page_is_due_in_five_working_days() -> None:
    """Reported on a Friday, it is due on the next one: two weekend days do not count."""
    assert deadline(FaultKind.WRONG, FRIDAY) == date(2026, 12, 4)
    assert deadline(FaultKind.UNCLEAR, FRIDAY) == date(2026, 12, 18)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.sampled_from(FaultKind))
def test_no_deadline_falls_on_a_weekend(today: date, kind: FaultKind) -> None:
    """Every deadline is a working day after today."""
    due = deadline(kind, today)
    assert due > today
    assert due.weekday() < 5


@pytest.mark.parametrize(
    "note",
    [
        "The citizen wrote: my grandmother lives with us since March",
        "MY  GRANDMOTHER  LIVES WITH US SINCE",
        "市民说我的奶奶从三月起和我们住在一起，页面没有写",
    ],
)
def test_a_note_that_quotes_the_citizen_is_seen(note: str) -> None:
    """Whatever the case, the spaces or the language."""
    assert repeats(note, CITIZEN, PAGE)


@pytest.mark.parametrize(
    "note",
    [
        "The fee is 92 euros since January.",
        "奶奶的车没有说明",
        "a resident permit costs 84 euros a year is outdated",
        "",
    ],
)
def test_a_note_about_the_page_is_none(note: str) -> None:
    """Own words, a few shared words, and the page's own words are no quotation of the citizen."""
    assert not repeats(note, CITIZEN + " A resident permit costs 84 euros a year, you say?", PAGE)
