"""A ledger with prices and budgets for tests, and its desk."""

from __future__ import annotations

from datetime import UTC

from assistant.domain.model_budgets import ChargedTo, Limit, Limits, PlannedCall, Purpose, TokenPrice
from assistant.services.model_spending import ModelSpending
from assistant.services.model_spending_desk import ModelSpendingDesk
from assistant.services.ports import Clock, Directory, Ids
from assistant.services.stores import Store

PRICE = TokenPrice(prompt=2_000_000, completion=8_000_000)
"""Two units a million tokens in, eight a million out: 2 and 8 millionths a token."""


def small_ledger(store: Store, clock: Clock, ids: Ids, limits: Limits | None = None) -> ModelSpending:
    """A ledger in UTC; the model `dear` has a price, every other one is free."""
    return ModelSpending(store, clock, ids, UTC, limits or Limits(), {"dear": PRICE})


def small_spending(store: Store, clock: Clock, ids: Ids, directory: Directory) -> ModelSpendingDesk:
    """The desk of a ledger with one budget a day."""
    ledger = small_ledger(store, clock, ids, Limits(day=Limit(tokens=1_000)))
    return ModelSpendingDesk(ledger, directory, ("dear",), ())


def planned(
    question: str = "q1",
    department: str | None = "transport",
    *,
    prompt: int = 100,
    completion: int = 50,
    model: str = "dear",
) -> PlannedCall:
    """A call about to be made."""
    return PlannedCall(ChargedTo(question, department), Purpose.DRAFT, 1, model, prompt, completion, 5_000)
