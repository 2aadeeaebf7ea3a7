"""How much may be sent, and when it may be tried again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.adapters.rate_limits import ADDRESS_MESSAGES, MESSAGES, OPENINGS, CitizenLimits
from assistant.domain.errors import TooMany


def _refused(step: Callable[[], None]) -> int:
    with pytest.raises(TooMany) as caught:
        step()
    return caught.value.retry_after_s


def test_a_conversation_has_its_own_allowance() -> None:
    """As many as allowed go through, the next waits at most a minute, another conversation does not wait."""
    limits = CitizenLimits()
    for _ in range(MESSAGES.amount):
        limits.message("c1", "203.0.113.7")
    assert 1 <= _refused(lambda: limits.message("c1", "203.0.113.7")) <= 60
    limits.message("c2", "203.0.113.7")


def test_an_address_has_an_allowance_over_all_its_conversations() -> None:
    """Opening ever new conversations does not help; another address is not touched."""
    limits = CitizenLimits()
    for number in range(ADDRESS_MESSAGES.amount):
        limits.message(f"c{number}", "203.0.113.7")
    assert 1 <= _refused(lambda: limits.message("new", "203.0.113.7")) <= 60
    limits.message("elsewhere", "203.0.113.8")


def test_conversations_are_opened_so_often_from_one_address() -> None:
    """The wait is told and never longer than the window."""
    limits = CitizenLimits()
    for _ in range(OPENINGS.amount):
        limits.opening("203.0.113.7")
    assert 1 <= _refused(lambda: limits.opening("203.0.113.7")) <= 3600
    limits.opening("203.0.113.8")
    limits.message("c1", "203.0.113.7")


def test_ids_with_slashes_do_not_share_an_allowance() -> None:
    """The parts of a key are kept apart."""
    limits = CitizenLimits()
    for _ in range(MESSAGES.amount):
        limits.message("c1", "a")
    limits.message("c1/a", "b")
    limits.message("c", "1/a")
