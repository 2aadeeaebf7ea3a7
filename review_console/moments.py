"""Times as people read them: how long from now, and the exact moment in the reader's time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from babel.dates import format_date, format_datetime, format_timedelta

from review_console.language import _, current


def reader_zone() -> tzinfo:
    """The time zone the browser tells, or UTC."""
    name = st.context.timezone
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


MOMENT = {"en": "d MMM y HH:mm zzz", "zh": "y年M月d日 HH:mm zzz"}
DAY = {"en": "d MMM y", "zh": "y年M月d日"}


def moment(at: datetime) -> str:
    """Date and time in the reader's zone."""
    return format_datetime(at.astimezone(reader_zone()), MOMENT[current()], locale=current())


def from_now(at: datetime) -> str:
    """How far away, e.g. "in 3 hours" or "2 days ago"."""
    return format_timedelta(at - datetime.now(UTC), add_direction=True, locale=current())


def both(at: datetime) -> str:
    """Relative and absolute together."""
    return f"{from_now(at)} · {moment(at)}"


def day(at: date | None) -> str:
    """A calendar day; a dash for none."""
    return format_date(at, DAY[current()], locale=current()) if at else "–"


def in_force(start: date | None, end: date | None) -> str:
    """The days on which a text is in force; an open end is told in words."""
    if end is None:
        return _("from {start}, no end set").format(start=day(start))
    return _("from {start} to {end}").format(start=day(start), end=day(end))
