"""What language models cost, on the wire. Amounts of money are in millionths of the currency's unit."""

from __future__ import annotations

from datetime import date

from assistant.domain.model_budgets import Amount, Limit
from assistant.services.model_spending_desk import SpendingReport
from assistant.web.wire import Shown


class LimitShown(Shown):
    """A budget; null is no limit."""

    tokens: int | None
    cost: int | None
    ms: int | None


class AmountShown(Shown):
    """What was spent."""

    tokens: int
    cost: int
    ms: int


class BudgetShown(Shown):
    """A budget of today; `department_id` null: that of all departments together."""

    department_id: str | None
    limit: LimitShown
    spent: AmountShown


class DayShown(Shown):
    """One day of one department with one model; an empty department was not known yet."""

    day: date
    department_id: str
    model: str
    calls: int
    failed: int
    prompt_tokens: int
    completion_tokens: int
    cost: int
    ms: int


class SpendingShown(Shown):
    """The models in the order in which they are asked, the budgets, and the last days."""

    drafting: tuple[str, ...]
    second_opinion: tuple[str, ...]
    question: LimitShown
    budgets: tuple[BudgetShown, ...]
    days: tuple[DayShown, ...]


def spending_shown(report: SpendingReport) -> SpendingShown:
    """The report as the console reads it."""
    return SpendingShown(
        drafting=report.drafting,
        second_opinion=report.second_opinion,
        question=_limit(report.question),
        budgets=tuple(
            BudgetShown(department_id=one.department_id, limit=_limit(one.limit), spent=_amount(one.spent))
            for one in report.budgets
        ),
        days=tuple(map(DayShown.model_validate, report.days)),
    )


def _limit(limit: Limit) -> LimitShown:
    return LimitShown.model_validate(limit)


def _amount(amount: Amount) -> AmountShown:
    return AmountShown.model_validate(amount)
