"""What language models may cost and have cost: every call is booked at its most before it is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo

from assistant.domain.model_budgets import (
    Amount,
    BookedCall,
    ChargedTo,
    DaySpending,
    Limit,
    Limits,
    PlannedCall,
    Scope,
    TokenPrice,
    UsedCall,
)
from assistant.domain.reasons import Reason
from assistant.services.model_spending_store import ModelSpendingStore
from assistant.services.ports import Clock, Ids, ModelFailure
from assistant.services.stores import Store

NO_DEPARTMENT = ""
"""Stands for the department of a question that no department is known for yet."""


@dataclass(frozen=True, slots=True)
class ModelSpending:
    """Implements the port `ModelMeter` on the ledger. Days are those of the town's time zone."""

    store: Store
    clock: Clock
    ids: Ids
    zone: tzinfo
    limits: Limits
    prices: Mapping[str, TokenPrice]

    def begin(self, call: PlannedCall) -> str:
        """Book the call; the booking's id. Raises ModelFailure where a limit would be passed if it took its most.

        Check and booking are one transaction that others wait for: calls made at once cannot pass a limit together.
        """
        booked = self._booked(call)
        with self.store.begin() as work:
            work.model_spending.hold()
            self._check(work.model_spending, booked)
            work.model_spending.book(booked)
        return booked.id

    def end(self, booking: str, used: UsedCall) -> int:
        """Settle the call; its cost in millionths. Counts that the server did not give stay as booked."""
        with self.store.begin() as work:
            booked = work.model_spending.get(booking)
            if booked is None or booked.settled:
                return 0 if booked is None else booked.cost
            settled = self._settled(booked, used)
            work.model_spending.settle(settled)
        return settled.cost

    def ms_left(self, charged: ChargedTo) -> int | None:
        """Milliseconds that the tightest limit on time leaves, never below zero."""
        with self.store.read() as work:
            spent = _spent(work.model_spending, charged.question_id, self._today(), charged.department_id)
        left = [
            limit.ms - spent[scope].ms
            for scope, limit in self._limits_for(charged.department_id or NO_DEPARTMENT).items()
            if limit.ms is not None
        ]
        return max(0, min(left)) if left else None

    def today(self, department_id: str | None = None) -> Amount:
        """What today has taken so far, in all or for one department."""
        with self.store.read() as work:
            return work.model_spending.of_day(self._today(), department_id)

    def by_day(self, days: int) -> tuple[DaySpending, ...]:
        """What the last days cost, today included."""
        with self.store.read() as work:
            return work.model_spending.by_day(self._today() - timedelta(days=days - 1))

    def _booked(self, call: PlannedCall) -> BookedCall:
        return BookedCall(
            id=self.ids.new_id(),
            question_id=call.charged.question_id,
            department_id=call.charged.department_id or NO_DEPARTMENT,
            day=self._today(),
            at=self.clock.now(),
            purpose=call.purpose,
            endpoint=call.endpoint,
            model=call.model,
            prompt_tokens=call.prompt_tokens,
            completion_tokens=call.completion_tokens,
            cost=self._cost(call.model, call.prompt_tokens, call.completion_tokens),
            ms=call.ms,
        )

    def _settled(self, booked: BookedCall, used: UsedCall) -> BookedCall:
        counted = used.prompt_tokens is not None and used.completion_tokens is not None
        prompt = booked.prompt_tokens if used.prompt_tokens is None else used.prompt_tokens
        completion = booked.completion_tokens if used.completion_tokens is None else used.completion_tokens
        return replace(
            booked,
            prompt_tokens=prompt,
            completion_tokens=completion,
            cost=self._cost(booked.model, prompt, completion),
            ms=used.ms,
            counted=counted,
            settled=True,
            fault=used.fault,
        )

    def _check(self, ledger: ModelSpendingStore, booked: BookedCall) -> None:
        spent = _spent(ledger, booked.question_id, booked.day, booked.department_id)
        # Time is not added in advance: it is cut off when it is up, and a call may use all that is left of it.
        more = replace(booked.amount, ms=0)
        for scope, limit in self._limits_for(booked.department_id).items():
            if what := limit.passed_by(spent[scope] + more):
                raise ModelFailure(
                    Reason.BUDGET_SPENT, f"the budget of {what} for the {scope.value} is spent"
                )

    def _limits_for(self, department_id: str) -> dict[Scope, Limit]:
        return {
            Scope.QUESTION: self.limits.question,
            Scope.DEPARTMENT: self.limits.of_department(department_id),
            Scope.DAY: self.limits.day,
        }

    def _cost(self, model: str, prompt_tokens: int, completion_tokens: int) -> int:
        price = self.prices.get(model)
        return price.cost(prompt_tokens, completion_tokens) if price is not None else 0

    def _today(self) -> date:
        return self.clock.now().astimezone(self.zone).date()


def _spent(
    ledger: ModelSpendingStore, question_id: str, day: date, department_id: str | None
) -> dict[Scope, Amount]:
    return {
        Scope.QUESTION: ledger.of_question(question_id),
        Scope.DEPARTMENT: ledger.of_day(day, department_id or NO_DEPARTMENT),
        Scope.DAY: ledger.of_day(day),
    }
