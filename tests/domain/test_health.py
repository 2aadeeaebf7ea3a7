"""Damage, and the days that texts name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.health import OVERDUE_FACTOR, Exposure
from assistant.domain.named_days import named_days, share_past

TODAY = date(2026, 11, 24)
QUARTER = Exposure(replies=40, looked_at=TODAY - timedelta(days=91), review_by=None)


def test_damage_is_replies_times_months_out_of_sight() -> None:
    """Forty replies on a text nobody looked at for three months are about 120 answer months."""
    assert QUARTER.damage(TODAY) == pytest.approx(40 * 91 / (365.25 / 12))


def test_an_overdue_review_doubles_damage_and_one_due_today_does_not() -> None:
    """The day set for the review is still in time."""
    due = replace(QUARTER, review_by=TODAY)
    assert due.damage(TODAY) == QUARTER.damage(TODAY)
    late = replace(QUARTER, review_by=TODAY - timedelta(days=1))
    assert late.damage(TODAY) == OVERDUE_FACTOR * QUARTER.damage(TODAY)


@given(st.integers(0, 5_000), st.integers(0, 4_000))
def test_unused_or_fresh_pages_do_no_damage_and_more_of_either_never_less(replies: int, days: int) -> None:
    """Damage grows with replies and with time, from nothing."""
    one = Exposure(replies, TODAY - timedelta(days=days), None)
    assert (one.damage(TODAY) == 0) == (replies == 0 or days == 0)
    assert replace(one, replies=replies + 1).damage(TODAY) >= one.damage(TODAY)
    assert one.damage(TODAY + timedelta(days=1)) >= one.damage(TODAY)


def test_a_text_published_ahead_of_the_clock_does_no_damage() -> None:
    """A clock that is set back never makes damage negative."""
    assert replace(QUARTER, looked_at=TODAY + timedelta(days=3)).damage(TODAY) == 0


def test_the_days_a_text_names_are_read_in_both_languages() -> None:
    """Full dates and months with a year; a day without a year comes round again."""
    text = "From 1 March 2024 until 31/12/2027, and by 31 January each year. 自2025年6月1日起施行，2026年2月前有效。"
    assert named_days(text) == (date(2024, 3, 1), date(2025, 6, 1), date(2026, 2, 28), date(2027, 12, 31))


def test_no_such_day_is_no_day() -> None:
    """The thirty-first of February is read over."""
    assert named_days("Since 2024-02-31 or 31 February 2024.") == ()


def test_the_share_of_days_that_have_passed() -> None:
    """Today has not passed; a text without days has none that did."""
    assert share_past((TODAY, TODAY - timedelta(days=1)), TODAY) == 0.5
    assert share_past((), TODAY) == 0.0
