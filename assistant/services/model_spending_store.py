"""The ledger of model calls, as the services see it."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from assistant.domain.model_budgets import Amount, BookedCall, DaySpending


class ModelSpendingStore(Protocol):
    """Booked calls. They name questions, departments and models, and hold nothing of what was asked."""

    def hold(self) -> None:
        """Until the transaction ends nobody else books: what is read now is still true when something is added."""
        ...

    def book(self, call: BookedCall) -> None:
        """Store a call before it is made."""
        ...

    def get(self, call_id: str) -> BookedCall | None: ...

    def settle(self, call: BookedCall) -> None:
        """Put what a call took in place of what was booked."""
        ...

    def of_question(self, question_id: str) -> Amount:
        """What a question has taken so far."""
        ...

    def of_day(self, day: date, department_id: str | None = None) -> Amount:
        """What a day has taken so far, in all or for one department."""
        ...

    def by_day(self, since: date) -> tuple[DaySpending, ...]:
        """By day, department and model, from that day on."""
        ...
