"""The clock and the randomness of this machine."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime


class SystemClock:
    """Implements the port `Clock`."""

    def now(self) -> datetime:
        """The current moment in UTC."""
        return datetime.now(UTC)


class SystemIds:
    """Implements the port `Ids` with the operating system's random source."""

    def new_id(self) -> str:
        """128 random bits, letters and digits only."""
        return secrets.token_hex(16)

    def new_secret(self) -> str:
        """256 random bits, URL-safe."""
        return secrets.token_urlsafe(32)

    def draw(self) -> float:
        """Uniform in [0, 1)."""
        return secrets.randbelow(2**53) / 2**53
