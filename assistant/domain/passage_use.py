"""How often passages are found and quoted, counted by week and by nothing else: nobody can be told from it (L-12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class PassageUse:
    """How often a passage was among those a draft was made from, and how often a reply quoted it."""

    passage_id: str
    version_id: str
    found: int
    quoted: int


@dataclass(frozen=True, slots=True)
class VersionUse:
    """How many passages of a version were found, and how many were quoted in a reply."""

    version_id: str
    found: int
    quoted: int


@dataclass(frozen=True, slots=True)
class Asked:
    """How many questions reached the engine in one week, by the department and language it took them for."""

    week: date
    department_id: str
    language: str
    questions: int


def week_of(at: datetime) -> date:
    """The Monday of the week, by the date in UTC: weeks are compared with each other, so any fixed zone will do."""
    day = at.date()
    return day - timedelta(days=day.weekday())
