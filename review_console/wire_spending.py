"""What language models cost as the API tells it. Money is in millionths of the currency's unit."""

from __future__ import annotations

from datetime import date

from review_console.transport import Wire


class Limit(Wire):
    """A budget; None is no limit."""

    tokens: int | None
    cost: int | None
    ms: int | None


class Amount(Wire):
    """What was spent."""

    tokens: int
    cost: int
    ms: int


class Budget(Wire):
    """A budget of today; `department_id` None: that of all departments together."""

    department_id: str | None
    limit: Limit
    spent: Amount


class Day(Wire):
    """One day of one department with one model."""

    day: date
    department_id: str
    model: str
    calls: int
    failed: int
    prompt_tokens: int
    completion_tokens: int
    cost: int
    ms: int


class Spending(Wire):
    """Models, budgets and the last days."""

    drafting: tuple[str, ...]
    second_opinion: tuple[str, ...]
    question: Limit
    budgets: tuple[Budget, ...]
    days: tuple[Day, ...]
