"""`civicdesk accounts` manages accounts as the machine's operator."""

from __future__ import annotations

import pytest

from assistant.bootstrap import build
from tests.cli.office import Command, settings_of

PASSWORD = "correct horse battery staple"


def roles(civicdesk: Command, username: str) -> list[str]:
    """The roles of an account."""
    found = civicdesk.json("accounts", "list")
    shown: list[str] = next(one["roles"] for one in found if one["username"] == username)
    return shown


def may_sign_in(civicdesk: Command, username: str, password: str) -> bool:
    """Whether these open a session."""
    installation = build(settings_of(civicdesk.folder))
    try:
        with installation.store.read() as work:
            found = work.staff.by_username(username)
        from assistant.adapters.passwords import Argon2Passwords

        return found is not None and Argon2Passwords().fits(found[1], password)
    finally:
        installation.close()


def test_a_new_account_gets_a_password_that_works_and_is_shown_once(civicdesk: Command) -> None:
    """It is printed at the end of the line and opens the account."""
    result = civicdesk("accounts", "add", "mia", "--name", "Mia Berg", "--role", "caseworker:housing")
    assert result.exit_code == 0
    assert may_sign_in(civicdesk, "mia", result.stdout.split()[-1])
    assert roles(civicdesk, "mia") == ["caseworker:housing"]


def test_a_password_from_standard_input_is_not_printed(civicdesk: Command) -> None:
    """It is read from the first line and never shown."""
    arguments = ("accounts", "add", "mia", "--name", "Mia", "--role", "auditor", "--password-stdin")
    result = civicdesk(*arguments, given=f"{PASSWORD}\n")
    assert result.exit_code == 0
    assert PASSWORD not in result.output
    assert may_sign_in(civicdesk, "mia", PASSWORD)


def test_a_weak_password_is_refused_by_the_rule_it_breaks(civicdesk: Command) -> None:
    """The field is named, the account is not made."""
    arguments = ("accounts", "add", "mia", "--name", "Mia", "--role", "auditor", "--password-stdin")
    result = civicdesk(*arguments, given="short\n")
    assert (result.exit_code, "password: Use at least" in result.stderr) == (2, True)
    assert "mia" not in [one["username"] for one in civicdesk.json("accounts", "list")]


def test_roles_are_given_and_taken(civicdesk: Command) -> None:
    """A grant shows, a revoked one does not."""
    civicdesk("accounts", "grant", "hanna", "--role", "policy_editor:housing")
    assert roles(civicdesk, "hanna") == ["caseworker:housing", "policy_editor:housing"]
    civicdesk("accounts", "revoke", "hanna", "--role", "caseworker:housing")
    assert roles(civicdesk, "hanna") == ["policy_editor:housing"]


@pytest.mark.parametrize(
    ("role", "code", "said"),
    [
        ("boss", 2, "--role: there is no role 'boss'"),
        ("caseworker:moon", 2, "department_id: There is no such department."),
    ],
)
def test_a_wrong_role_is_named(civicdesk: Command, role: str, code: int, said: str) -> None:
    """Roles and departments are those there are."""
    result = civicdesk("accounts", "grant", "hanna", "--role", role)
    assert (result.exit_code, said in result.stderr) == (code, True)


def test_the_last_administrator_stays(civicdesk: Command) -> None:
    """Not even the operator can leave an installation without one."""
    assert civicdesk("accounts", "deactivate", "ada").exit_code == 1
    assert civicdesk("accounts", "revoke", "ada", "--role", "administrator").exit_code == 1
    assert roles(civicdesk, "ada") == ["administrator"]


def test_a_reset_password_replaces_the_old_one(civicdesk: Command) -> None:
    """The new one works, and a second reset ends it."""
    first = civicdesk("accounts", "reset-password", "hanna").stdout.split()[-1]
    second = civicdesk("accounts", "reset-password", "hanna").stdout.split()[-1]
    assert may_sign_in(civicdesk, "hanna", second)
    assert not may_sign_in(civicdesk, "hanna", first)


def test_what_the_operator_does_is_on_record(civicdesk: Command) -> None:
    """Every change is an entry of the chain, by `system`."""
    civicdesk("accounts", "grant", "hanna", "--role", "auditor")
    installation = build(settings_of(civicdesk.folder))
    with installation.store.read() as work:
        head = work.oversight.audit_head()
    installation.close()
    assert head is not None
    assert (head.actor, head.action) == ("system", "role_granted")
