"""How much work comes, how long people wait and what was promised: tables of cases (L-25, L-26, P-05)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo

from assistant.domain.case_life import CasePhase
from assistant.domain.figures import (
    CaseFacts,
    Cell,
    Column,
    Table,
    TableName,
    grouped,
    quantile,
    share_of,
    table,
)

AGE_DAYS = (1, 3, 7, 30)
"""Where the ages of open cases are cut, in days: today's work, this half-week's, this week's, this month's, the rest."""

HOUR_S = 3600


def cases_per_day(cases: Iterable[CaseFacts], days: Sequence[date], zone: tzinfo) -> Table:
    """For each of the days, how many cases were opened and how many ended."""
    opened: dict[date, int] = {}
    ended: dict[date, int] = {}
    for one in cases:
        day = one.opened_at.astimezone(zone).date()
        opened[day] = opened.get(day, 0) + 1
        if one.ended_at is not None:
            day = one.ended_at.astimezone(zone).date()
            ended[day] = ended.get(day, 0) + 1
    rows = [(day.isoformat(), opened.get(day, 0), ended.get(day, 0)) for day in days]
    return table(TableName.CASES_PER_DAY, (Column.DAY, Column.OPENED, Column.ENDED), rows)


def open_cases(cases: Iterable[CaseFacts], phases: Mapping[str, CasePhase], now: datetime) -> Table:
    """Open cases by how far they have come and by age; `phases` by case id."""
    counts: dict[tuple[str, str], int] = {}
    for one in cases:
        if one.ended_at is None:
            key = (phases[one.case_id].value, age_of(now - one.opened_at))
            counts[key] = counts.get(key, 0) + 1
    order = {phase.value: place for place, phase in enumerate(CasePhase)}
    ages = [age_of(timedelta(days=least)) for least in (0, *AGE_DAYS)]
    rows = [
        (*key, count)
        for key, count in sorted(counts.items(), key=lambda item: (order[item[0][0]], ages.index(item[0][1])))
    ]
    return table(TableName.OPEN_CASES, (Column.PHASE, Column.AGE, Column.COUNT), rows)


def age_of(age: timedelta) -> str:
    """The band of an age, as `1-3` for at least one and less than three days, and `30+` for the last."""
    least = 0
    for most in AGE_DAYS:
        if age < timedelta(days=most):
            return f"{least}-{most}"
        least = most
    return f"{least}+"


def waiting(replied: Iterable[CaseFacts]) -> Table:
    """Hours from opening to reply, by department and priority."""
    found = grouped(replied, lambda one: (one.department_id, one.priority.value))
    rows: list[Sequence[Cell]] = []
    for key, cases in sorted(found.items()):
        hours = [waited_hours(one) for one in cases]
        rows.append((*key, len(cases), quantile(hours, 0.5), quantile(hours, 0.9)))
    columns = (Column.DEPARTMENT, Column.PRIORITY, Column.COUNT, Column.MEDIAN_HOURS, Column.P90_HOURS)
    return table(TableName.WAITING, columns, rows)


def waited_hours(case: CaseFacts) -> float:
    """From opening to end; a case that has no end raises."""
    assert case.ended_at is not None
    return (case.ended_at - case.opened_at).total_seconds() / HOUR_S


def promises(due: Iterable[CaseFacts], now: datetime) -> Table:
    """Of the promises that were kept or have run out: the share kept, with its interval, and of escalated cases (P-05).

    A case that still waits past its promise counts as broken: leaving it out would reward leaving it.
    """
    rows: list[Sequence[Cell]] = []
    counted = (one for one in due if one.replied or (one.ended_at is None and one.promised_at < now))
    for department, cases in sorted(grouped(counted, lambda one: one.department_id).items()):
        found = share_of(sum(map(kept, cases)), len(cases))
        assert found is not None
        escalated = sum(one.escalated for one in cases) / len(cases)
        rows.append((department, len(cases), found.share, found.low, found.high, escalated))
    columns = (
        Column.DEPARTMENT,
        Column.COUNT,
        Column.SHARE,
        Column.LOW,
        Column.HIGH,
        Column.ESCALATED_SHARE,
    )
    return table(TableName.PROMISES, columns, rows)


def kept(case: CaseFacts) -> bool:
    """True if the reply went out by the promised moment."""
    return case.replied and case.ended_at is not None and case.ended_at <= case.promised_at


def routing(cases: Iterable[CaseFacts]) -> Table:
    """By the department that leads now: the share of cases that came to the right department at once (L-26), how many
    offers were made, what share was handed back, and what share of cases was offered more than once (L-25)."""
    rows: list[Sequence[Cell]] = []
    for department, found in sorted(grouped(cases, lambda one: one.department_id).items()):
        right = share_of(sum(one.moves == 0 for one in found), len(found))
        assert right is not None
        offers = sum(one.offers for one in found)
        back = sum(one.handed_back for one in found) / offers if offers else None
        again = sum(one.offers > 1 for one in found) / len(found)
        rows.append((department, len(found), right.share, right.low, right.high, offers, back, again))
    columns = (
        Column.DEPARTMENT,
        Column.COUNT,
        Column.SHARE,
        Column.LOW,
        Column.HIGH,
        Column.OFFERS,
        Column.HAND_BACK_SHARE,
        Column.BACK_AND_FORTH_SHARE,
    )
    return table(TableName.ROUTING, columns, rows)
