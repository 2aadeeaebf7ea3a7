"""What the service is worth to people and what it costs: human contact (S-17), the four service figures (L-31), and
cost and benefit against working without a machine (S-33)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.domain.cases import DecisionKind
from assistant.domain.figures import (
    SMALLEST_GROUP,
    CaseFacts,
    Cell,
    Column,
    QuestionFacts,
    Table,
    TableName,
    grouped,
    quantile,
    share_of,
    table,
)
from assistant.domain.ratings import Grade

MINUTE_S = 60

MILLION = 1_000_000
"""Money is counted in millionths of the currency's unit."""


def human_contact(questions: Iterable[QuestionFacts], floors: Mapping[str, float]) -> Table:
    """The share of conversations in which a person took part, by department, and the floor it has set itself (S-17).

    These are all conversations and no sample of them: the share itself is held against the floor, not its interval.
    """
    rows: list[Sequence[Cell]] = []
    known = (one for one in questions if one.department_id)
    for department, found in sorted(grouped(known, lambda one: str(one.department_id)).items()):
        talks = grouped(found, lambda one: one.conversation_id)
        human = sum(any(one.by_person for one in each) for each in talks.values())
        share = share_of(human, len(talks))
        assert share is not None
        floor = floors.get(department)
        below = floor is not None and share.share < floor
        rows.append((department, len(talks), share.share, share.low, share.high, floor, below))
    columns = (
        Column.DEPARTMENT,
        Column.COUNT,
        Column.SHARE,
        Column.LOW,
        Column.HIGH,
        Column.FLOOR,
        Column.BELOW_FLOOR,
    )
    return table(TableName.HUMAN_CONTACT, columns, rows)


def below_floor(contact: Table) -> tuple[tuple[str, float, float], ...]:
    """Department, share and floor wherever the share of conversations with a person is too low."""
    places = [contact.columns.index(one) for one in (Column.DEPARTMENT, Column.SHARE, Column.FLOOR)]
    below = contact.columns.index(Column.BELOW_FLOOR)
    return tuple(
        (str(row[places[0]]), float(row[places[1]] or 0.0), float(row[places[2]] or 0.0))
        for row in contact.rows
        if row[below] is True
    )


def minutes_of_work(case: CaseFacts) -> float | None:
    """From the last claim to the reply; None where nobody claimed it or it has no reply."""
    if not case.replied or case.ended_at is None or case.worked_from is None:
        return None
    return (case.ended_at - case.worked_from).total_seconds() / MINUTE_S


def service(
    questions: Iterable[QuestionFacts],
    cases: Iterable[CaseFacts],
    spent: Mapping[str, int],
    ratings: Mapping[str, Sequence[Grade]] | None = None,
) -> Table:
    """The four service figures by department (L-31). A transaction is a question that got its reply.

    `spent` is what models cost, in millionths. Staff minutes are stated apart: they are measured from claim to reply,
    and no wage is invented. Satisfaction is the share of `ratings` that are no low ones, empty below SMALLEST_GROUP of
    them; digital take-up is empty as long as other ways to ask are not counted here.
    """
    work = grouped(cases, lambda one: one.department_id)
    rows: list[Sequence[Cell]] = []
    known = (one for one in questions if one.department_id)
    for department, found in sorted(grouped(known, lambda one: str(one.department_id)).items()):
        done = sum(one.answered for one in found)
        minutes = [m for one in work.get(department, ()) if (m := minutes_of_work(one)) is not None]
        cost = spent.get(department, 0) / MILLION / done if done else None
        rated = (ratings or {}).get(department, ())
        staffed = sum(minutes) / done if done and len(minutes) >= SMALLEST_GROUP else None
        rows.append((department, len(found), done / len(found), cost, staffed, _satisfied(rated), None))
    columns = (
        Column.DEPARTMENT,
        Column.COUNT,
        Column.COMPLETION,
        Column.COST_PER_TRANSACTION,
        Column.STAFF_MINUTES,
        Column.SATISFACTION,
        Column.DIGITAL_TAKE_UP,
    )
    return table(TableName.SERVICE, columns, rows)


def _satisfied(grades: Sequence[Grade]) -> float | None:
    if len(grades) < SMALLEST_GROUP:
        return None
    return sum(not one.low for one in grades) / len(grades)


def benefit(questions: Iterable[QuestionFacts], cases: Iterable[CaseFacts]) -> Table:
    """Cost and benefit against working without a machine, by department (S-33).

    How many questions got on without asking a model, how many an approved answer served, and the median minutes of
    work where a person used the draft and where they wrote the reply themselves. The two medians are not of the same
    cases: only a control arm chosen by lot tells what the draft is worth.
    """
    work = grouped((one for one in cases if one.replied), lambda one: one.department_id)
    rows: list[Sequence[Cell]] = []
    known = (one for one in questions if one.department_id)
    for department, found in sorted(grouped(known, lambda one: str(one.department_id)).items()):
        spared = sum(not one.model_calls for one in found) / len(found)
        approved = sum(one.approved_answer for one in found) / len(found)
        mine = work.get(department, [])
        rows.append(
            (
                department,
                len(found),
                spared,
                approved,
                _median([one for one in mine if one.first_decision in _WITH_DRAFT]),
                _median([one for one in mine if one.first_decision == DecisionKind.WRITTEN]),
            )
        )
    columns = (
        Column.DEPARTMENT,
        Column.COUNT,
        Column.NO_MODEL_CALL_SHARE,
        Column.APPROVED_ANSWER_SHARE,
        Column.STAFF_MINUTES_WITH_DRAFT,
        Column.STAFF_MINUTES_WITHOUT_DRAFT,
    )
    return table(TableName.BENEFIT, columns, rows)


_WITH_DRAFT = (DecisionKind.APPROVED, DecisionKind.EDITED)


def _median(cases: Iterable[CaseFacts]) -> float | None:
    minutes = [m for one in cases if (m := minutes_of_work(one)) is not None]
    return quantile(minutes, 0.5) if len(minutes) >= SMALLEST_GROUP else None
