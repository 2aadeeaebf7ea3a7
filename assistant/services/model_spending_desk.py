"""What language models have cost, for supervisors and auditors."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.errors import Forbidden, Invalid
from assistant.domain.model_budgets import Amount, DaySpending, Limit
from assistant.domain.staff import Right, Staff
from assistant.services.model_spending import NO_DEPARTMENT, ModelSpending
from assistant.services.ports import Directory

MOST_DAYS = 366
"""Days that can be asked for at once: a year, for the yearly account."""


@dataclass(frozen=True, slots=True)
class BudgetToday:
    """A budget of today and what is gone of it. `department_id` None: that of all departments together."""

    department_id: str | None
    limit: Limit
    spent: Amount


@dataclass(frozen=True, slots=True)
class SpendingReport:
    """The models asked, in order; today's budgets; and the last days, newest first."""

    drafting: tuple[str, ...]
    second_opinion: tuple[str, ...]
    question: Limit
    budgets: tuple[BudgetToday, ...]
    days: tuple[DaySpending, ...]


class ModelSpendingDesk:
    """Reads the ledger. A person sees the departments their right is for; the sum of all needs the right for all."""

    def __init__(
        self,
        spending: ModelSpending,
        directory: Directory,
        drafting: tuple[str, ...],
        second_opinion: tuple[str, ...],
    ) -> None:
        self._spending = spending
        self._directory = directory
        self._drafting = drafting
        self._second_opinion = second_opinion

    def report(self, staff: Staff, days: int) -> SpendingReport:
        """Raises Forbidden, Invalid (days)."""
        if not staff.may_somewhere(Right.READ_CERTIFICATES):
            raise Forbidden("You may not see what language models cost.")
        if not 1 <= days <= MOST_DAYS:
            raise Invalid("days", f"Choose between 1 and {MOST_DAYS} days.")
        rows = [one for one in self._spending.by_day(days) if self._sees(staff, one.department_id)]
        return SpendingReport(
            self._drafting,
            self._second_opinion,
            self._spending.limits.question,
            self._budgets(staff),
            tuple(sorted(rows, key=lambda one: (-one.day.toordinal(), one.department_id, one.model))),
        )

    def _budgets(self, staff: Staff) -> tuple[BudgetToday, ...]:
        limits = self._spending.limits
        found = [
            BudgetToday(one.id, limits.of_department(one.id), self._spending.today(one.id))
            for one in self._directory.departments()
            if self._sees(staff, one.id)
        ]
        if staff.may(Right.READ_CERTIFICATES, None):
            found.insert(0, BudgetToday(None, limits.day, self._spending.today()))
        return tuple(found)

    def _sees(self, staff: Staff, department_id: str) -> bool:
        """What was spent before the department was known belongs to the whole organisation."""
        return staff.may(Right.READ_CERTIFICATES, None if department_id == NO_DEPARTMENT else department_id)
