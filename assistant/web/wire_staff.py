"""Sessions, accounts and the directory on the wire."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from assistant.domain.staff import RIGHTS, Grant, Role, Staff
from assistant.services.ports import Directory
from assistant.web.wire import Shown, Wire

PASSWORD_CHARACTERS = 1_000
"""Bound on what is read as a password; the rules of the service are narrower and tell why they refuse."""


class SignInRequest(Wire):
    """Who wants in."""

    username: str = Field(max_length=200)
    password: str = Field(max_length=PASSWORD_CHARACTERS)


class PasswordRequest(Wire):
    """One's own password, old and new."""

    current: str = Field(max_length=PASSWORD_CHARACTERS)
    new: str = Field(max_length=PASSWORD_CHARACTERS)


class GrantWire(Wire):
    """A role, for one department or (None) for all."""

    role: Role
    department_id: str | None = Field(default=None, max_length=100)

    def grant(self) -> Grant:
        """As the domain knows it; an empty department means all, as none does."""
        return Grant(self.role, self.department_id or None)


class AccountRequest(Wire):
    """A new account."""

    username: str = Field(max_length=200)
    display_name: str = Field(max_length=400)
    grants: tuple[GrantWire, ...] = Field(max_length=100)


class GrantShown(Shown):
    """A role held."""

    role: str
    department_id: str | None


class AccountShown(Shown):
    """An account as administrators see it."""

    id: str
    username: str
    display_name: str
    grants: tuple[GrantShown, ...]
    active: bool


class OwnAccountShown(AccountShown):
    """One's own account; `rights` are those held for at least one department."""

    rights: tuple[str, ...]


class SignedInShown(Shown):
    """A fresh session. The token is told this once."""

    token: str
    staff: OwnAccountShown


class AccountsShown(Shown):
    """All accounts."""

    accounts: tuple[AccountShown, ...]


class AccountCreatedShown(Shown):
    """A fresh account. The password is told this once."""

    account: AccountShown
    password: str


class DepartmentShown(Shown):
    """A unit that owns cases and documents."""

    id: str
    name: Mapping[str, str]


class TopicShown(Shown):
    """A matter, owned by one department."""

    id: str
    department_id: str
    name: Mapping[str, str]


class DirectoryShown(Shown):
    """All departments and topics."""

    departments: tuple[DepartmentShown, ...]
    topics: tuple[TopicShown, ...]


def account_shown(staff: Staff) -> AccountShown:
    """On the wire."""
    return AccountShown.model_validate(staff)


def own_account_shown(staff: Staff) -> OwnAccountShown:
    """On the wire, with the rights."""
    rights = {right.value for grant in staff.grants for right in RIGHTS[grant.role]}
    return OwnAccountShown(**account_shown(staff).model_dump(), rights=tuple(sorted(rights)))


def directory_shown(directory: Directory) -> DirectoryShown:
    """On the wire."""
    return DirectoryShown(
        departments=tuple(map(DepartmentShown.model_validate, directory.departments())),
        topics=tuple(map(TopicShown.model_validate, directory.topics())),
    )
