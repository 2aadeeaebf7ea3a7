"""Limits on trying to sign in, by the `limits` library, in the memory of this process."""

from __future__ import annotations

import hashlib
import math
import time

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from assistant.domain.errors import TooMany

PER_NAME = RateLimitItemPerMinute(10, multiples=15)
"""Passwords tried at one name: room for a caps-lock key and a forgotten change, and under a thousand guesses a day
against passwords of at least twelve characters."""

PER_ADDRESS = RateLimitItemPerMinute(100, multiples=15)
"""Wrong passwords from one address over all names. Generous, since the console signs in the whole office from one
address and others must not be locked out by one colleague's mistakes."""


class SignInThrottle:
    """Implements the port `SignInLimits`. A typed name may be a password in the wrong field: only hashes are kept."""

    def __init__(self) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def attempt(self, username: str, address: str) -> None:
        """Count a try at this name before it is checked, so that many at once gain nothing. Raises TooMany."""
        if not self._window.test(PER_ADDRESS, "address", address):
            raise self._refusal(PER_ADDRESS, "address", address)
        if not self._window.hit(PER_NAME, "name", _key(username)):
            raise self._refusal(PER_NAME, "name", _key(username))

    def failed(self, address: str) -> None:
        """Count a wrong password from this address."""
        self._window.hit(PER_ADDRESS, "address", address)

    def succeeded(self, username: str) -> None:
        """Forget the tries at this name."""
        self._window.clear(PER_NAME, "name", _key(username))

    def _refusal(self, limit: RateLimitItem, *key: str) -> TooMany:
        stats = self._window.get_window_stats(limit, *key)
        wait = max(1, math.ceil(stats.reset_time - time.time()))
        return TooMany("Too many attempts. Please wait before you try again.", wait)


def _key(username: str) -> str:
    return hashlib.sha256(username.casefold().encode("utf-8", "surrogatepass")).hexdigest()
