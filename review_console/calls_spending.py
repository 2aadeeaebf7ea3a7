"""The call about what language models cost."""

from __future__ import annotations

from review_console.transport import Transport
from review_console.wire_spending import Spending


class SpendingCalls:
    """Language models and their budgets."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def spending(self, days: int) -> Spending:
        """Models, budgets, and what the last days cost."""
        return self._transport.read(Spending, "GET", "/api/oversight/spending", params={"days": days})
