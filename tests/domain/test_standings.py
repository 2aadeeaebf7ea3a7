"""When a version is in force by the calendar, by publications, withdrawals and roll-backs (G-08)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from assistant.domain.recalls import ChangeKind
from assistant.domain.standings import KnownVersion, Movement, movements
from tests.services.town_time import TOWN_TIME

PUBLISHED = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)
"""When 25 November begins in the town."""

TODAY = date(2026, 11, 24)
OLD = KnownVersion("old", date(2026, 1, 1), None, PUBLISHED, served=True)


def moved(
    version: KnownVersion,
    *siblings: KnownVersion,
    before: ChangeKind | None = None,
    now: datetime = PUBLISHED,
    rolled_back_at: datetime | None = None,
) -> list[tuple[str, datetime]]:
    """Kinds and moments of what happened."""
    return [(one.kind.value, one.at) for one in _moved(version, siblings, before, now, rolled_back_at)]


def _moved(
    version: KnownVersion,
    siblings: tuple[KnownVersion, ...],
    before: ChangeKind | None,
    now: datetime,
    rolled_back_at: datetime | None = None,
) -> tuple[Movement, ...]:
    return movements(version, (version, *siblings), before, now, TOWN_TIME, rolled_back_at)


def test_a_version_in_force_at_once_begins_when_it_is_published() -> None:
    """A first day long past does not date the beginning back."""
    assert moved(OLD) == [("began", PUBLISHED)]


def test_a_version_for_tomorrow_begins_at_the_towns_midnight() -> None:
    """G-08: not a second earlier."""
    tomorrow = replace(OLD, effective_from=TODAY + timedelta(days=1))
    assert moved(tomorrow, now=MIDNIGHT - timedelta(seconds=1)) == []
    assert moved(tomorrow, now=MIDNIGHT) == [("began", MIDNIGHT)]


def test_what_stands_as_it_stood_has_not_moved() -> None:
    """A version in force that was in force, and an ended one that had ended, give nothing."""
    assert moved(OLD, before=ChangeKind.BEGAN) == []
    assert moved(replace(OLD, effective_to=TODAY), before=ChangeKind.EXPIRED, now=MIDNIGHT) == []


def test_a_successor_ends_the_old_version_when_its_first_day_begins() -> None:
    """G-08: superseded at midnight, with the successor's name."""
    old = replace(OLD, effective_to=TODAY)
    new = replace(OLD, id="new", effective_from=TODAY + timedelta(days=1), taken_over_from="old")
    assert moved(old, new, before=ChangeKind.BEGAN, now=MIDNIGHT - timedelta(seconds=1)) == []
    (end,) = _moved(old, (new,), ChangeKind.BEGAN, MIDNIGHT)
    assert (end.kind, end.at, end.successor_id) == (ChangeKind.SUPERSEDED, MIDNIGHT, "new")


def test_a_successor_with_a_first_day_in_the_past_ends_it_when_published() -> None:
    """Nobody could know of it before."""
    later = PUBLISHED + timedelta(hours=3)
    old = replace(OLD, effective_to=date(2026, 1, 31))
    new = replace(OLD, id="new", published_at=later, taken_over_from="old")
    assert moved(old, new, before=ChangeKind.BEGAN, now=later) == [("superseded", later)]


def test_a_last_day_without_successor_is_an_expiry() -> None:
    """G-08: it ends with that day."""
    last = replace(OLD, effective_to=TODAY)
    assert moved(last, before=ChangeKind.BEGAN, now=MIDNIGHT) == [("expired", MIDNIGHT)]


def test_what_came_and_went_between_two_looks_did_both() -> None:
    """Poison that stood for half a minute may have been quoted."""
    gone = PUBLISHED + timedelta(seconds=30)
    poison = replace(OLD, withdrawn_at=gone, withdrawn_by="bob", withdrawn_because="Poisoned.")
    assert moved(poison, now=gone) == [("began", PUBLISHED), ("withdrawn", gone)]
    end = _moved(poison, (), None, gone)[-1]
    assert (end.actor, end.reason) == ("bob", "Poisoned.")


def test_what_never_was_in_force_has_not_moved() -> None:
    """Withdrawn before its first day, or over before it was published: nobody was told it."""
    early = replace(OLD, effective_from=TODAY + timedelta(days=3), withdrawn_at=MIDNIGHT)
    assert moved(early, now=MIDNIGHT + timedelta(days=9)) == []
    over = replace(OLD, effective_to=date(2026, 2, 1))
    assert moved(over) == []


def test_a_withdrawal_counts_also_after_another_ending() -> None:
    """It says that the text was wrong in its own time; a second look at it adds nothing."""
    wrong = replace(OLD, effective_to=TODAY, withdrawn_at=MIDNIGHT, withdrawn_by="bob")
    assert moved(wrong, before=ChangeKind.SUPERSEDED, now=MIDNIGHT) == [("withdrawn", MIDNIGHT)]
    assert moved(wrong, before=ChangeKind.WITHDRAWN, now=MIDNIGHT) == []


def test_a_roll_back_ends_one_version_and_brings_another_back() -> None:
    """Both at the moment it was done."""
    when = PUBLISHED + timedelta(hours=2)
    out = replace(OLD, served=False)
    assert moved(out, before=ChangeKind.BEGAN, now=when, rolled_back_at=when) == [("rolled_back", when)]
    back = moved(OLD, before=ChangeKind.SUPERSEDED, now=when, rolled_back_at=when)
    assert back == [("began", when)]
