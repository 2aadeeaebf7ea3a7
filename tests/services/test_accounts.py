"""Creating, changing and closing accounts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.domain.errors import Conflict, Forbidden, NotFound, NotSignedIn
from assistant.domain.staff import Grant, Right, Role
from assistant.services.accounts import GENERATED_LENGTH, Operator
from assistant.services.sign_in import SignInFailed
from tests.services.review_room import invalid, refused
from tests.services.staff_office import PASSWORD, Office

CASEWORKER = Grant(Role.CASEWORKER, "housing")
COMMAND_LINE = Operator.COMMAND_LINE


def test_a_new_account_signs_in_with_the_password_told_once(office: Office) -> None:
    """The generated password works; the database holds only its hash."""
    created = office.accounts.create(office.ada, " Nina ", "Nina  Park", (CASEWORKER, CASEWORKER))
    account = created.account
    assert (account.username, account.display_name, account.grants) == ("nina", "Nina Park", (CASEWORKER,))
    assert len(created.password) <= GENERATED_LENGTH
    assert office.sign_in.staff_of(office.token("nina", created.password)) == account
    entry = next(one for one in office.log() if one.object_id == account.id)
    assert (entry.actor, entry.action) == (office.ada.id, "account_created")
    assert dict(entry.data) == {"grants": "caseworker:housing"}


@pytest.mark.parametrize(
    "act",
    [
        lambda office: office.accounts.all(office.carol),
        lambda office: office.accounts.by_username(office.carol, "ada"),
        lambda office: office.accounts.create(office.carol, "nina", "Nina", ()),
        lambda office: office.accounts.grant(office.carol, office.ada.id, CASEWORKER),
        lambda office: office.accounts.revoke_grant(office.carol, office.ada.id, CASEWORKER),
        lambda office: office.accounts.deactivate(office.carol, office.ada.id),
        lambda office: office.accounts.revoke_sessions(office.carol, office.ada.id),
        lambda office: office.accounts.reset_password(office.carol, office.ada.id),
    ],
)
def test_only_administrators_manage_accounts(office: Office, act: Callable[[Office], object]) -> None:
    """A caseworker may not even list accounts, and no attempt changes anything."""
    before = office.log()
    with pytest.raises(Forbidden):
        act(office)
    assert office.log() == before


def test_an_account_is_known_by_one_name(office: Office) -> None:
    """Upper and lower case do not make two people."""
    with refused("username_taken"):
        office.accounts.create(office.ada, "CAROL", "Another", ())


@pytest.mark.parametrize(
    "username", ["", "a", "9lives", "with space", "josé", "x" * 33, "system", "a\u200bb", "-a"]
)
def test_a_username_that_confuses_is_refused(office: Office, username: str) -> None:
    """Only plain letters, digits, dots, hyphens and underscores, and no name of the log's own."""
    with invalid("username"):
        office.accounts.create(office.ada, username, "Somebody", ())


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\x00b", "a\u202eb"])
def test_a_display_name_that_deceives_is_refused(office: Office, name: str) -> None:
    """No empty names, no essays, no characters that turn the text around."""
    with invalid("display_name"):
        office.accounts.create(office.ada, "nina", name, ())


@pytest.mark.parametrize("grant", [Grant(Role.CASEWORKER, "moon"), Grant(Role.ADMINISTRATOR, "housing")])
def test_a_role_for_no_real_unit_is_refused(office: Office, grant: Grant) -> None:
    """Departments must exist, and administrators serve the whole organisation."""
    with invalid("department_id"):
        office.accounts.create(office.ada, "nina", "Nina", (grant,))
    with invalid("department_id"):
        office.accounts.grant(office.ada, office.carol.id, grant)


def test_a_granted_role_counts_at_once(office: Office) -> None:
    """The open session has the right with its next request; revoking ends the session."""
    token = office.token()
    assert not office.sign_in.staff_of(token).may(Right.SIGN_CERTIFICATES, None)
    office.accounts.grant(office.ada, office.carol.id, Grant(Role.SUPERVISOR))
    assert office.sign_in.staff_of(token).may(Right.SIGN_CERTIFICATES, None)
    office.accounts.revoke_grant(office.ada, office.carol.id, Grant(Role.SUPERVISOR))
    assert office.now(office.carol).grants == office.carol.grants
    with pytest.raises(NotSignedIn):
        office.sign_in.staff_of(token)


def test_a_role_that_is_not_held_cannot_be_revoked(office: Office) -> None:
    """A typing error is told and nothing is put on record."""
    with pytest.raises(NotFound):
        office.accounts.revoke_grant(office.ada, office.carol.id, CASEWORKER)
    assert office.log()[-1].action == "account_created"


def test_nobody_changes_their_own_roles(office: Office) -> None:
    """An administrator cannot make herself a supervisor, nor reset her own password unasked."""
    office.add("bea", Grant(Role.ADMINISTRATOR))
    attempts: tuple[Callable[[], object], ...] = (
        lambda: office.accounts.grant(office.ada, office.ada.id, Grant(Role.SUPERVISOR)),
        lambda: office.accounts.revoke_grant(office.ada, office.ada.id, Grant(Role.ADMINISTRATOR)),
        lambda: office.accounts.reset_password(office.ada, office.ada.id),
    )
    for attempt in attempts:
        with pytest.raises(Forbidden):
            attempt()
    assert office.now(office.ada).grants == office.ada.grants


def test_a_closed_account_is_out_at_once_and_stays_on_record(office: Office) -> None:
    """Sessions end, signing in fails, the account is still listed."""
    token = office.token()
    office.accounts.deactivate(office.ada, office.carol.id)
    office.accounts.deactivate(office.ada, office.carol.id)
    with pytest.raises(NotSignedIn):
        office.sign_in.staff_of(token)
    assert [(one.username, one.active) for one in office.accounts.all(office.ada)] == [
        ("ada", True),
        ("carol", False),
    ]
    assert [one.action for one in office.log()].count("account_deactivated") == 1


def test_the_last_active_administrator_stays(office: Office) -> None:
    """Neither closing the account nor taking the role may leave nobody in charge, not even by command line."""
    bea = office.add("bea", Grant(Role.ADMINISTRATOR))
    office.accounts.deactivate(office.ada, bea.id)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: office.accounts.deactivate(office.ada, office.ada.id),
        lambda: office.accounts.deactivate(COMMAND_LINE, office.ada.id),
        lambda: office.accounts.revoke_grant(COMMAND_LINE, office.ada.id, Grant(Role.ADMINISTRATOR)),
    )
    for attempt in attempts:
        with refused("last_administrator"):
            attempt()
    assert office.now(office.ada) == office.ada
    assert office.log()[-1].action == "account_deactivated"


def test_one_of_two_administrators_may_go(office: Office) -> None:
    """With another one active, closing one's own account is allowed."""
    office.add("bea", Grant(Role.ADMINISTRATOR))
    office.accounts.deactivate(office.ada, office.ada.id)
    assert not office.now(office.ada).active


def test_revoking_sessions_leaves_the_account_open(office: Office) -> None:
    """Every token is worthless after, and signing in again works."""
    tokens = [office.token(), office.token()]
    assert office.accounts.revoke_sessions(office.ada, office.carol.id) == 2
    for token in tokens:
        with pytest.raises(NotSignedIn):
            office.sign_in.staff_of(token)
    assert office.token()


def test_a_reset_password_replaces_the_old_one(office: Office) -> None:
    """The fresh password is told, the old one and all sessions end."""
    token = office.token()
    fresh = office.accounts.reset_password(office.ada, office.carol.id)
    with pytest.raises(NotSignedIn):
        office.sign_in.staff_of(token)
    with pytest.raises(SignInFailed):
        office.token()
    assert office.token("carol", fresh)
    with invalid("password"):
        office.accounts.reset_password(COMMAND_LINE, office.carol.id, "short")
    assert office.accounts.reset_password(COMMAND_LINE, office.carol.id, PASSWORD) == PASSWORD


def test_the_command_line_acts_as_the_system(office: Office) -> None:
    """Everything an administrator can do is possible without an account, and logged as `system`."""
    created = office.accounts.create(COMMAND_LINE, "nina", "Nina", (CASEWORKER,))
    account = office.accounts.by_username(COMMAND_LINE, "NINA")
    assert account == created.account
    office.accounts.grant(COMMAND_LINE, account.id, Grant(Role.AUDITOR))
    office.accounts.revoke_grant(COMMAND_LINE, account.id, CASEWORKER)
    office.accounts.deactivate(COMMAND_LINE, account.id)
    assert office.now(account).grants == (Grant(Role.AUDITOR),)
    own = [one for one in office.log() if one.object_id == account.id]
    assert {one.actor for one in own} == {"system"}
    assert [one.action for one in own] == [
        "account_created",
        "role_granted",
        "role_revoked",
        "account_deactivated",
    ]
    with pytest.raises(NotFound):
        office.accounts.by_username(COMMAND_LINE, "nobody")


def test_a_weak_given_password_is_refused(office: Office) -> None:
    """The operator's own choice is held to the same rules."""
    with invalid("password"):
        office.accounts.add_by_system("nina", "Nina", (), "password1234")
    with pytest.raises(NotFound):
        office.accounts.by_username(COMMAND_LINE, "nina")


def test_the_log_of_accounts_holds_no_names(office: Office) -> None:
    """Ids, roles and counts only: names and passwords of staff are personal data too."""
    created = office.accounts.create(office.ada, "nina", "Nina Park", (CASEWORKER,))
    office.accounts.reset_password(office.ada, created.account.id)
    everything = str(office.log())
    for words in ("nina", "Nina", "Park", created.password, PASSWORD):
        assert words not in everything


def test_unknown_accounts_are_not_found(office: Office) -> None:
    """Every change names an account that exists."""
    attempts: tuple[Callable[[], object], ...] = (
        lambda: office.accounts.grant(office.ada, "nobody", CASEWORKER),
        lambda: office.accounts.revoke_grant(office.ada, "nobody", CASEWORKER),
        lambda: office.accounts.deactivate(office.ada, "nobody"),
        lambda: office.accounts.revoke_sessions(office.ada, "nobody"),
        lambda: office.accounts.reset_password(office.ada, "nobody"),
    )
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()


def test_a_conflict_undoes_the_whole_step(office: Office) -> None:
    """The refused closing of the last administrator leaves her session alive."""
    token = office.token("ada")
    with pytest.raises(Conflict):
        office.accounts.deactivate(office.ada, office.ada.id)
    assert office.sign_in.staff_of(token) == office.ada
