"""An office with accounts: real store and real Argon2 at the lowest cost, limits as in the product."""

from __future__ import annotations

from assistant.adapters.database.store import DatabaseStore
from assistant.adapters.passwords import Argon2Passwords
from assistant.adapters.throttling import SignInThrottle
from assistant.domain.oversight import AuditEntry
from assistant.domain.staff import Grant, Role, Staff
from assistant.services.accounts import Accounts
from assistant.services.sign_in import SignIn
from tests.fakes import CountingIds, FixedClock
from tests.services.review_room import SmallTown

PASSWORD = "a long grey heron"
ADDRESS = "203.0.113.7"


def cheap_passwords() -> Argon2Passwords:
    """Argon2 that costs a test next to nothing."""
    return Argon2Passwords(time_cost=1, memory_kib=8, lanes=1)


class Office:
    """Ada administers; Carol works on cases."""

    def __init__(self, store: DatabaseStore) -> None:
        self.store = store
        self.clock = FixedClock()
        self.ids = CountingIds()
        self.passwords = cheap_passwords()
        self.limits = SignInThrottle()
        self.sign_in = SignIn(self.store, self.clock, self.ids, self.passwords, self.limits)
        self.accounts = Accounts(self.store, self.clock, self.ids, self.passwords, SmallTown())
        self.ada = self.add("ada", Grant(Role.ADMINISTRATOR))
        self.carol = self.add("carol", Grant(Role.CASEWORKER))

    def add(self, username: str, *grants: Grant) -> Staff:
        """An account whose password is PASSWORD."""
        return self.accounts.add_by_system(username, username.title(), grants, PASSWORD)

    def token(self, username: str = "carol", password: str = PASSWORD) -> str:
        """Sign in and keep the token."""
        return self.sign_in.sign_in(username, password, ADDRESS).token

    def now(self, staff: Staff) -> Staff:
        """The account as it is stored now."""
        with self.store.read() as work:
            found = work.staff.get(staff.id)
        assert found is not None
        return found

    def log(self) -> tuple[AuditEntry, ...]:
        """Everything on record."""
        with self.store.read() as work:
            return work.oversight.audit_entries()
