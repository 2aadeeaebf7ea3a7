"""The hours of the town of the tests."""

from __future__ import annotations

from datetime import timedelta, timezone

TOWN_TIME = timezone(timedelta(hours=2))
"""The town's midnight is 22:00 UTC."""
