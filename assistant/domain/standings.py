"""Since when a version is in force, or since when and why it no longer is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from assistant.domain.recalls import ChangeKind


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """A version that was published at some time. `served`: the active index version answers on it.

    The dates are the ones in force while it is served, else those declared. `taken_over_from`: the version that its
    publication ended.
    """

    id: str
    effective_from: date
    effective_to: date | None
    published_at: datetime
    served: bool
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""
    withdrawn_because: str = ""
    taken_over_from: str | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """A change of standing, before it is put on record."""

    kind: ChangeKind
    at: datetime
    actor: str
    reason: str = ""
    successor_id: str | None = None


SYSTEM = "system"
"""Who acts where the calendar does."""


def movements(
    version: KnownVersion,
    siblings: Sequence[KnownVersion],
    before: ChangeKind | None,
    now: datetime,
    zone: tzinfo,
    rolled_back_at: datetime | None,
) -> tuple[Movement, ...]:
    """What happened to a version since it was `before`, oldest first; nothing, if it stands as it stood.

    A version that came and went between two looks gives both movements. One that was ended otherwise before and is
    withdrawn now gives the withdrawal: it says that the text was wrong, which replies of its time must answer for.
    """
    began = max(_midnight(version.effective_from, zone), version.published_at)
    end = _end(version, siblings, now, zone, rolled_back_at)
    if end is None:
        if now < began or (before is not None and not before.ended):
            return ()
        back = before is not None and rolled_back_at is not None
        return (
            Movement(
                ChangeKind.BEGAN, max(began, rolled_back_at) if back and rolled_back_at else began, SYSTEM
            ),
        )
    if before is None:
        # What never was in force cannot have been quoted.
        return (Movement(ChangeKind.BEGAN, began, SYSTEM), end) if began < end.at and began <= now else ()
    if not before.ended or (end.kind is ChangeKind.WITHDRAWN and before is not ChangeKind.WITHDRAWN):
        return (end,)
    return ()


def _end(
    version: KnownVersion,
    siblings: Sequence[KnownVersion],
    now: datetime,
    zone: tzinfo,
    rolled_back_at: datetime | None,
) -> Movement | None:
    """Why the version is not in force now although it began; None while it is, or will be."""
    if version.withdrawn_at is not None:
        return Movement(
            ChangeKind.WITHDRAWN, version.withdrawn_at, version.withdrawn_by, version.withdrawn_because
        )
    successor = next((one for one in siblings if one.taken_over_from == version.id), None)
    if not version.served:
        if successor is not None and successor.served:
            at = max(_midnight(successor.effective_from, zone), successor.published_at)
            return Movement(ChangeKind.SUPERSEDED, at, SYSTEM, successor_id=successor.id)
        if successor is not None and rolled_back_at is None:
            return Movement(ChangeKind.SUPERSEDED, successor.published_at, SYSTEM, successor_id=successor.id)
        return Movement(ChangeKind.ROLLED_BACK, rolled_back_at or now, SYSTEM)
    if version.effective_to is None:
        return None
    after = _midnight(version.effective_to + timedelta(days=1), zone)
    if now < after:
        return None
    if successor is not None:
        at = max(after, successor.published_at)
        return Movement(ChangeKind.SUPERSEDED, at, SYSTEM, successor_id=successor.id)
    return Movement(ChangeKind.EXPIRED, after, SYSTEM)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)
