"""Staff accounts: who exists, what they may do, when they stop."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from assistant.domain.errors import Conflict, Forbidden, Invalid, NotFound
from assistant.domain.staff import Grant, Right, Role, Staff
from assistant.services.password_rules import check_password
from assistant.services.ports import Clock, Directory, Ids, PasswordHashes
from assistant.services.stores import Store, Work

SYSTEM = "system"
"""The actor in the log when the command line or the first start acts."""

USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,31}")
"""2 to 32 characters that no keyboard or alphabet confuses; upper case is folded."""

RESERVED = frozenset({SYSTEM, "citizen", "unknown", "certificate"})
"""Actors in the log that are no accounts."""

MAX_DISPLAY_NAME = 80

GENERATED_LENGTH = 20
"""Characters of a generated password: 120 random bits, still typed by hand once."""


class Operator(Enum):
    """Whoever runs commands on the machine itself; may do what an administrator may, and is logged as `system`."""

    COMMAND_LINE = SYSTEM


Acting = Staff | Operator


@dataclass(frozen=True, slots=True)
class Created:
    """A fresh account. The password is told once and stored only as its hash."""

    account: Staff
    password: str


class Accounts:
    """What administrators do with accounts. Every method raises Forbidden for anyone else."""

    def __init__(
        self, store: Store, clock: Clock, ids: Ids, passwords: PasswordHashes, directory: Directory
    ) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._passwords = passwords
        self._directory = directory

    def all(self, acting: Acting) -> tuple[Staff, ...]:
        """Every account, closed ones too, by username."""
        _require(acting)
        with self._store.read() as work:
            return work.staff.all()

    def by_username(self, acting: Acting, username: str) -> Staff:
        """Raises NotFound."""
        _require(acting)
        with self._store.read() as work:
            found = work.staff.by_username(username.strip())
        if found is None:
            raise NotFound("There is no account with this user name.")
        return found[0]

    def create(self, acting: Acting, username: str, display_name: str, grants: Iterable[Grant]) -> Created:
        """A new account with a generated password.

        Raises Invalid (username, display_name, role, department_id), Conflict("username_taken").
        """
        _require(acting)
        password = self._generated()
        return Created(self._add(acting, username, display_name, tuple(grants), password), password)

    def add_by_system(
        self, username: str, display_name: str, grants: Iterable[Grant], password: str
    ) -> Staff:
        """An account with a given password, made by the machine's operator. Raises as `create`, Invalid(password)."""
        check_password(password, username, "password")
        return self._add(Operator.COMMAND_LINE, username, display_name, tuple(grants), password)

    def grant(self, acting: Acting, staff_id: str, grant: Grant) -> None:
        """Give a role; giving it again changes nothing. Raises NotFound, Invalid, Forbidden for oneself."""
        _require(acting)
        self._check_grant(grant)
        with self._store.begin() as work:
            self._others_account(work, acting, staff_id)
            work.staff.grant(staff_id, grant)
            self._audit(work, acting, "role_granted", staff_id, {"grant": grant_code(grant)})

    def revoke_grant(self, acting: Acting, staff_id: str, grant: Grant) -> None:
        """Take a role away and end the account's sessions.

        Raises NotFound (also for a role that is not held), Forbidden for oneself, Conflict("last_administrator").
        """
        _require(acting)
        with self._store.begin() as work:
            account = self._others_account(work, acting, staff_id)
            if grant not in account.grants:
                raise NotFound("This account does not hold this role.")
            work.staff.revoke_grant(staff_id, grant.role, grant.department_id)
            ended = work.staff.end_sessions_of(staff_id)
            data = {"grant": grant_code(grant), "sessions_ended": str(ended)}
            self._audit(work, acting, "role_revoked", staff_id, data)
            if grant.role is Role.ADMINISTRATOR and account.active:
                _somebody_administers(work)

    def deactivate(self, acting: Acting, staff_id: str) -> None:
        """Close an account and end its sessions; what it did stays on record. Closing it again changes nothing.

        Raises NotFound, Conflict("last_administrator").
        """
        _require(acting)
        with self._store.begin() as work:
            account = _account(work, staff_id)
            if not account.active:
                return
            work.staff.set_active(staff_id, False)
            ended = work.staff.end_sessions_of(staff_id)
            self._audit(work, acting, "account_deactivated", staff_id, {"sessions_ended": str(ended)})
            if account.may(Right.MANAGE_ACCOUNTS, None):
                _somebody_administers(work)

    def revoke_sessions(self, acting: Acting, staff_id: str) -> int:
        """End every session of an account; how many there were. Raises NotFound."""
        _require(acting)
        with self._store.begin() as work:
            _account(work, staff_id)
            ended = work.staff.end_sessions_of(staff_id)
            self._audit(work, acting, "sessions_revoked", staff_id, {"sessions_ended": str(ended)})
        return ended

    def reset_password(self, acting: Acting, staff_id: str, password: str | None = None) -> str:
        """Set a given or generated password, end the account's sessions and return the password.

        Raises NotFound, Invalid(password), Forbidden for oneself (who changes it with the current one).
        """
        _require(acting)
        with self._store.read() as work:
            account = self._others_account(work, acting, staff_id)
        if password is not None:
            check_password(password, account.username, "password")
        fresh = password if password is not None else self._generated()
        fresh_hash = self._passwords.hash(fresh)
        with self._store.begin() as work:
            work.staff.set_password_hash(staff_id, fresh_hash)
            ended = work.staff.end_sessions_of(staff_id)
            self._audit(work, acting, "password_reset", staff_id, {"sessions_ended": str(ended)})
        return fresh

    def _add(
        self, acting: Acting, username: str, display_name: str, grants: tuple[Grant, ...], password: str
    ) -> Staff:
        for grant in grants:
            self._check_grant(grant)
        account = Staff(
            self._ids.new_id(),
            checked_username(username),
            checked_display_name(display_name),
            tuple(dict.fromkeys(grants)),
        )
        password_hash = self._passwords.hash(password)
        with self._store.begin() as work:
            work.staff.add(account, password_hash)
            data = {"grants": ",".join(map(grant_code, account.grants))}
            self._audit(work, acting, "account_created", account.id, data)
        return account

    def _check_grant(self, grant: Grant) -> None:
        if grant.department_id is None:
            return
        if grant.department_id not in {one.id for one in self._directory.departments()}:
            raise Invalid("department_id", "There is no such department.")
        if grant.role is Role.ADMINISTRATOR:
            raise Invalid("department_id", "An administrator serves the whole organisation.")

    def _others_account(self, work: Work, acting: Acting, staff_id: str) -> Staff:
        """The account, unless it is the acting person's own: nobody gives rights to themselves."""
        account = _account(work, staff_id)
        if isinstance(acting, Staff) and acting.id == staff_id:
            raise Forbidden("You cannot do this with your own account. Ask another administrator.")
        return account

    def _generated(self) -> str:
        return self._ids.new_secret()[:GENERATED_LENGTH]

    def _audit(self, work: Work, acting: Acting, action: str, staff_id: str, data: dict[str, str]) -> None:
        actor = acting.id if isinstance(acting, Staff) else acting.value
        work.oversight.audit(actor, action, "account", staff_id, data, self._clock.now())


def grant_code(grant: Grant) -> str:
    """A grant in the log: `caseworker:housing`, `auditor:*` for all departments."""
    return f"{grant.role.value}:{grant.department_id or '*'}"


def checked_username(username: str) -> str:
    """The username in lower case. Raises Invalid(username)."""
    folded = username.strip().lower()
    if USERNAME.fullmatch(folded) is None:
        raise Invalid(
            "username", "Use 2 to 32 letters, digits, dots, hyphens or underscores; begin with a letter."
        )
    if folded in RESERVED:
        raise Invalid("username", "This user name is reserved.")
    return folded


def checked_display_name(display_name: str) -> str:
    """The name on one line. Raises Invalid(display_name)."""
    name = " ".join(display_name.split())
    if not name:
        raise Invalid("display_name", "Give a name.")
    if len(name) > MAX_DISPLAY_NAME:
        raise Invalid("display_name", f"Use at most {MAX_DISPLAY_NAME} characters.")
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co") for character in name):
        raise Invalid("display_name", "Leave out control characters.")
    return name


def _account(work: Work, staff_id: str) -> Staff:
    account = work.staff.get(staff_id)
    if account is None:
        raise NotFound("There is no such account.")
    return account


def _somebody_administers(work: Work) -> None:
    """Looked at last, after the log entry: writers of the log queue, so that two cannot remove each other at once."""
    if not any(one.active and one.may(Right.MANAGE_ACCOUNTS, None) for one in work.staff.all()):
        raise Conflict("last_administrator", "This is the last active administrator.")


def _require(acting: Acting) -> None:
    if isinstance(acting, Staff) and not acting.may(Right.MANAGE_ACCOUNTS, None):
        raise Forbidden("Only administrators manage accounts.")
