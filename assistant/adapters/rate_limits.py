"""Limits on what citizens send, by the `limits` library, in the memory of this process."""

from __future__ import annotations

import math
import time

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from assistant.domain.errors import TooMany

MESSAGES = RateLimitItemPerMinute(15)
"""Messages of one conversation: what GOV.UK Chat allows a person to write in a minute (section 6 of the requirements)."""

OPENINGS = RateLimitItemPerHour(300)
"""Conversations opened from one address: generous, since a library, a family or an office shares one."""

ADDRESS_MESSAGES = RateLimitItemPerMinute(120)
"""Messages from one address over all conversations: eight people writing as fast as one is allowed to."""

OPEN_CALLS = RateLimitItemPerMinute(60)
"""Calls for open figures and receipts from one address: one a second, ten times what a reader presses."""

PROPOSALS = RateLimitItemPerHour(30)
"""Proposals for texts from one address: a class of pupils may read the same page; each opens a task for somebody."""


class CitizenLimits:
    """Implements the port `SendingLimits`."""

    def __init__(self) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def opening(self, address: str) -> None:
        """Count a conversation opened. Raises TooMany."""
        self._hit(OPENINGS, "opening", address)

    def message(self, conversation_id: str, address: str) -> None:
        """Count a message. Raises TooMany."""
        self._hit(MESSAGES, "message", conversation_id)
        self._hit(ADDRESS_MESSAGES, "address", address)

    def open_call(self, address: str) -> None:
        """Count a call for what is open to everybody. Raises TooMany."""
        self._hit(OPEN_CALLS, "open", address)

    def proposal(self, address: str) -> None:
        """Count a proposal for a text. Raises TooMany."""
        self._hit(PROPOSALS, "proposal", address)

    def _hit(self, limit: RateLimitItem, *key: str) -> None:
        if self._window.hit(limit, *key):
            return
        stats = self._window.get_window_stats(limit, *key)
        wait = max(1, math.ceil(stats.reset_time - time.time()))
        raise TooMany("Too many messages at once. Please wait a little.", wait)
