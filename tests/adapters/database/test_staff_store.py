"""Accounts, roles and sessions, on each database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.errors import Conflict, NotFound
from assistant.domain.staff import Grant, Role
from tests.adapters.database.builders import HASH, NOW, a_colleague, a_session


@pytest.fixture
def staffed(store: DatabaseStore) -> DatabaseStore:
    """A store with the account s1."""
    with store.begin() as work:
        work.staff.add(a_colleague(), "hash-1")
    return store


def test_an_account_reads_as_it_was_added(staffed: DatabaseStore) -> None:
    """Names and grants survive storing; the password hash is read apart from them."""
    with staffed.read() as work:
        assert work.staff.get("s1") == a_colleague()
        assert work.staff.password_hash("s1") == "hash-1"
        assert work.staff.get("nobody") is None
        assert work.staff.password_hash("nobody") is None


def test_a_username_is_one_account_in_any_case(staffed: DatabaseStore) -> None:
    """Ada and ADA are the same for signing in and cannot be two accounts."""
    with staffed.begin() as work:
        assert work.staff.by_username("aDA") == (a_colleague(), "hash-1")
        assert work.staff.by_username("bob") is None
        with pytest.raises(Conflict) as refused:
            work.staff.add(a_colleague("s2", "ADA"), "hash-2")
        assert refused.value.code == "username_taken"


def test_accounts_are_listed_by_username(staffed: DatabaseStore) -> None:
    """The list is complete, with each account's own grants."""
    aaron = a_colleague("s2", "aaron", grants=(Grant(Role.ADMINISTRATOR),), active=False)
    with staffed.begin() as work:
        work.staff.add(aaron, "hash-2")
        assert work.staff.all() == (aaron, a_colleague())


def test_password_and_activity_can_be_changed(staffed: DatabaseStore) -> None:
    """Changing one account's password or activity changes nothing else."""
    with staffed.begin() as work:
        work.staff.add(a_colleague("s2", "bob"), "hash-2")
        work.staff.set_password_hash("s1", "hash-9")
        work.staff.set_active("s1", False)
    with staffed.read() as work:
        assert work.staff.by_username("ada") == (replace(a_colleague(), active=False), "hash-9")
        assert work.staff.by_username("bob") == (a_colleague("s2", "bob"), "hash-2")


def test_unknown_accounts_cannot_be_changed(store: DatabaseStore) -> None:
    """Every change to an account that does not exist is refused."""
    with store.begin() as work:
        with pytest.raises(NotFound):
            work.staff.set_password_hash("nobody", "x")
        with pytest.raises(NotFound):
            work.staff.set_active("nobody", False)
        with pytest.raises(NotFound):
            work.staff.grant("nobody", Grant(Role.AUDITOR))
        with pytest.raises(NotFound):
            work.staff.revoke_grant("nobody", Role.AUDITOR, None)


def test_grants_are_given_and_revoked_one_by_one(staffed: DatabaseStore) -> None:
    """A role for one department is another grant than the same role for all or for another one."""
    with staffed.begin() as work:
        work.staff.grant("s1", Grant(Role.CASEWORKER, "parks"))
        work.staff.grant("s1", Grant(Role.CASEWORKER, "parks"))
        work.staff.grant("s1", Grant(Role.CASEWORKER))
        work.staff.revoke_grant("s1", Role.CASEWORKER, "waste")
        work.staff.revoke_grant("s1", Role.AUDITOR, "waste")
    with staffed.read() as work:
        account = work.staff.get("s1")
        assert account is not None
        assert set(account.grants) == {
            Grant(Role.AUDITOR),
            Grant(Role.CASEWORKER),
            Grant(Role.CASEWORKER, "parks"),
        }
        assert len(account.grants) == 3


def test_a_session_reads_as_it_was_added_until_it_ends(staffed: DatabaseStore) -> None:
    """A session is found by its token's hash; ending it twice is no error."""
    with staffed.begin() as work:
        work.staff.add_session(a_session())
        assert work.staff.session(HASH) == a_session()
        work.staff.end_session(HASH)
        work.staff.end_session(HASH)
        assert work.staff.session(HASH) is None


def test_touching_a_session_only_moves_it_forward(staffed: DatabaseStore) -> None:
    """Of two requests that overtake each other the later moment stays."""
    later = NOW + timedelta(minutes=2)
    with staffed.begin() as work:
        work.staff.add_session(a_session())
        work.staff.touch_session(HASH, later)
        work.staff.touch_session(HASH, NOW + timedelta(minutes=1))
        assert work.staff.session(HASH) == replace(a_session(), last_seen_at=later)


def test_all_sessions_of_an_account_end_at_once(staffed: DatabaseStore) -> None:
    """Only that account's sessions end, and the store says how many there were."""
    with staffed.begin() as work:
        work.staff.add(a_colleague("s2", "bob"), "hash-2")
        for token, owner in (("t1", "s1"), ("t2", "s1"), ("t3", "s2")):
            work.staff.add_session(a_session(token, owner))
        assert work.staff.end_sessions_of("s1") == 2
        assert work.staff.end_sessions_of("s1") == 0
        assert work.staff.session("t3") is not None
