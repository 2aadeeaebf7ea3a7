"""`civicdesk accounts`: staff accounts, as the machine's operator manages them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.commands import command, group
from assistant.cli.failures import WrongInput
from assistant.cli.installations import opened
from assistant.cli.terminal import say, say_json, say_table
from assistant.domain.staff import Grant, Role, Staff

if TYPE_CHECKING:
    from assistant.bootstrap import Installation
    from assistant.services.accounts import Operator

Username = Annotated[str, typer.Argument(metavar="USERNAME")]
Roles = Annotated[
    list[str],
    typer.Option(
        "--role",
        metavar="ROLE[:DEPARTMENT]",
        help=f"One of {', '.join(Role)}; with a department's id for that department only. Repeatable.",
    ),
]
PasswordFromInput = Annotated[
    bool,
    typer.Option("--password-stdin", help="Read the password from standard input instead of making one."),
]

app = group(
    "Manage staff accounts. Whoever can run this on the machine may do it; it is on record as done by `system`."
)


def list_accounts(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")] = False,
) -> None:
    """Every account with its roles.

    Example: `civicdesk accounts list`
    """
    with opened() as installation:
        found = installation.desk.accounts.all(_operator())
    if as_json:
        say_json([_plain(one) for one in found])
        return
    rows = [
        (
            one.username,
            one.display_name,
            ", ".join(map(_shown, one.grants)) or "none",
            "active" if one.active else "closed",
        )
        for one in found
    ]
    say_table(("user name", "name", "roles", "state"), rows)


def add(
    username: Username,
    name: Annotated[str, typer.Option(help="The name that colleagues see.")],
    roles: Roles,
    password_stdin: PasswordFromInput = False,
) -> None:
    """A new account. Its password is made here and printed once, unless it comes from standard input.

    Example: `civicdesk accounts add mia --name "Mia Berg" --role caseworker:housing`
    """
    grants = [_grant(one) for one in roles]
    password = _read_password() if password_stdin else None
    with opened() as installation:
        accounts = installation.desk.accounts
        if password is not None:
            added = accounts.add_by_system(username, name, grants, password)
            say(f"{added.username} was added.")
            return
        created = accounts.create(_operator(), username, name, grants)
    say(f"{created.account.username} was added. Password, shown only now: {created.password}")


def grant(username: Username, roles: Roles) -> None:
    """Give an account roles.

    Example: `civicdesk accounts grant mia --role policy_editor:housing`
    """
    grants = [_grant(one) for one in roles]
    with opened() as installation:
        account = _account(installation, username)
        for one in grants:
            installation.desk.accounts.grant(_operator(), account.id, one)
        _tell(_account(installation, username))


def revoke(username: Username, roles: Roles) -> None:
    """Take roles away and end the account's sessions.

    Example: `civicdesk accounts revoke mia --role caseworker:housing`
    """
    grants = [_grant(one) for one in roles]
    with opened() as installation:
        account = _account(installation, username)
        for one in grants:
            installation.desk.accounts.revoke_grant(_operator(), account.id, one)
        _tell(_account(installation, username))


def deactivate(username: Username) -> None:
    """Close an account and end its sessions. What it did stays on record.

    Example: `civicdesk accounts deactivate mia`
    """
    with opened() as installation:
        account = _account(installation, username)
        installation.desk.accounts.deactivate(_operator(), account.id)
    say(f"{account.username} is closed.")


def reset_password(username: Username, password_stdin: PasswordFromInput = False) -> None:
    """Set a new password and end the account's sessions.

    Example: `civicdesk accounts reset-password mia`
    """
    password = _read_password() if password_stdin else None
    with opened() as installation:
        account = _account(installation, username)
        fresh = installation.desk.accounts.reset_password(_operator(), account.id, password)
    if password is None:
        say(f"New password of {account.username}, shown only now: {fresh}")
    else:
        say(f"The password of {account.username} was set.")


def _operator() -> Operator:
    from assistant.services.accounts import Operator

    return Operator.COMMAND_LINE


def _account(installation: Installation, username: str) -> Staff:
    return installation.desk.accounts.by_username(_operator(), username)


def _grant(given: str) -> Grant:
    role, _, department = given.partition(":")
    if role not in set(Role):
        raise WrongInput(f"--role: there is no role {role!r}; use one of {', '.join(Role)}.")
    return Grant(Role(role), department or None)


def _read_password() -> str:
    if sys.stdin.isatty():
        raise WrongInput("--password-stdin: nothing comes from standard input; pipe the password in.")
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise WrongInput("--password-stdin: the first line of standard input is empty.")
    return password


def _shown(grant: Grant) -> str:
    return grant.role.value if grant.department_id is None else f"{grant.role.value}:{grant.department_id}"


def _tell(account: Staff) -> None:
    say(f"{account.username}: {', '.join(map(_shown, account.grants)) or 'no role'}")


def _plain(account: Staff) -> dict[str, object]:
    return {
        "id": account.id,
        "username": account.username,
        "name": account.display_name,
        "roles": [_shown(grant) for grant in account.grants],
        "active": account.active,
    }


for _name, _body in (
    ("list", list_accounts),
    ("add", add),
    ("grant", grant),
    ("revoke", revoke),
    ("deactivate", deactivate),
    ("reset-password", reset_password),
):
    command(app, _name)(_body)
