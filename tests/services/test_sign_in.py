"""Signing in, sessions, one's own password."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from assistant.adapters.passwords import Argon2Passwords
from assistant.adapters.throttling import PER_ADDRESS, PER_NAME
from assistant.domain.errors import Invalid, NotSignedIn, TooMany
from assistant.services.password_rules import MIN_LENGTH, check_password
from assistant.services.sign_in import (
    IDLE_LASTS,
    SESSION_LASTS,
    TOUCH_EVERY,
    SignIn,
    SignInFailed,
    token_hash,
)
from tests.services.review_room import invalid
from tests.services.staff_office import ADDRESS, PASSWORD, Office, cheap_passwords

NEW = "another grey heron"


def test_the_right_password_gives_a_session_for_that_account(office: Office) -> None:
    """The token leads back to the account; the database knows only its hash."""
    token = office.token("CAROL")
    assert office.sign_in.staff_of(token) == office.carol
    with office.store.read() as work:
        assert work.staff.session(token) is None
        assert work.staff.session(token_hash(token)) is not None


@pytest.mark.parametrize(("username", "password"), [("carol", "wrong"), ("nobody", PASSWORD), ("", "")])
def test_a_refusal_never_tells_what_was_wrong(office: Office, username: str, password: str) -> None:
    """Unknown name and wrong password read the same."""
    with pytest.raises(SignInFailed) as caught:
        office.token(username, password)
    assert (caught.value.code, str(caught.value)) == ("sign_in_failed", "User name or password is wrong.")


def test_an_unknown_name_costs_a_full_check(office: Office) -> None:
    """A password is hashed whether or not the name exists, so that time tells nothing."""
    checked: list[str | None] = []

    class Counted(Argon2Passwords):
        def fits(self, password_hash: str | None, password: str) -> bool:
            checked.append(password_hash)
            return super().fits(password_hash, password)

    passwords = Counted(time_cost=1, memory_kib=8, lanes=1)
    sign_in = SignIn(office.store, office.clock, office.ids, passwords, office.limits)
    with pytest.raises(SignInFailed):
        sign_in.sign_in("nobody", PASSWORD, ADDRESS)
    assert checked == [None]
    assert not passwords.fits(None, PASSWORD)


def test_a_closed_account_cannot_sign_in(office: Office) -> None:
    """The right password is refused as a wrong one is."""
    office.accounts.deactivate(office.ada, office.carol.id)
    with pytest.raises(SignInFailed):
        office.token()
    entry = office.log()[-1]
    assert (entry.action, entry.data["why"]) == ("sign_in_failed", "account_closed")


def test_what_happens_during_the_check_counts(office: Office) -> None:
    """An account closed, or a password changed, while the password is being checked lets nobody in."""
    interruptions: list[Callable[[], object]] = []

    class Slow(Argon2Passwords):
        def fits(self, password_hash: str | None, password: str) -> bool:
            right = super().fits(password_hash, password)
            interruptions.pop()()
            return right

    slow = Slow(time_cost=1, memory_kib=8, lanes=1)
    sign_in = SignIn(office.store, office.clock, office.ids, slow, office.limits)
    interruptions.append(lambda: office.accounts.reset_password(office.ada, office.carol.id, NEW))
    with pytest.raises(SignInFailed):
        sign_in.sign_in("carol", PASSWORD, ADDRESS)
    interruptions.append(lambda: office.accounts.reset_password(office.ada, office.carol.id, PASSWORD))
    with invalid("current"):
        sign_in.change_password(office.carol, NEW, "a third grey heron", ADDRESS)
    interruptions.append(lambda: office.accounts.deactivate(office.ada, office.carol.id))
    with pytest.raises(SignInFailed):
        sign_in.sign_in("carol", PASSWORD, ADDRESS)


def test_every_sign_in_gets_its_own_token_and_ends_the_one_it_replaces(office: Office) -> None:
    """Tokens rotate: the token held before is worthless after, another device's stays."""
    before, elsewhere = office.token(), office.token()
    after = office.sign_in.sign_in("carol", PASSWORD, ADDRESS, before).token
    assert len({before, elsewhere, after}) == 3
    with pytest.raises(NotSignedIn):
        office.sign_in.staff_of(before)
    assert office.sign_in.staff_of(elsewhere) == office.sign_in.staff_of(after) == office.carol


def test_an_idle_session_ends(office: Office) -> None:
    """Without a request for IDLE_LASTS the session is gone for good."""
    token = office.token()
    office.clock.turn(IDLE_LASTS - timedelta(seconds=1))
    office.sign_in.staff_of(token)
    office.clock.turn(IDLE_LASTS - timedelta(seconds=1))
    office.sign_in.staff_of(token)
    office.clock.turn(IDLE_LASTS)
    with pytest.raises(NotSignedIn):
        office.sign_in.staff_of(token)
    with office.store.read() as work:
        assert work.staff.session(token_hash(token)) is None


def test_a_busy_session_ends_after_a_shift(office: Office) -> None:
    """No amount of use carries a session past SESSION_LASTS."""
    token = office.token()
    step = timedelta(minutes=20)
    for _ in range(int(SESSION_LASTS / step) - 1):
        office.clock.turn(step)
        office.sign_in.staff_of(token)
    office.clock.turn(step)
    with pytest.raises(NotSignedIn):
        office.sign_in.staff_of(token)


def test_a_session_is_touched_at_most_once_a_minute(office: Office) -> None:
    """Requests that follow each other closely do not write."""
    token = office.token()
    with office.store.read() as work:
        first = work.staff.session(token_hash(token))
    office.clock.turn(TOUCH_EVERY - timedelta(seconds=1))
    office.sign_in.staff_of(token)
    with office.store.read() as work:
        assert work.staff.session(token_hash(token)) == first
    office.clock.turn(timedelta(seconds=1))
    office.sign_in.staff_of(token)
    with office.store.read() as work:
        session = work.staff.session(token_hash(token))
    assert session is not None
    assert session.last_seen_at == office.clock.now()


def test_a_session_of_a_closed_account_is_worthless(office: Office) -> None:
    """Activity is looked at with every request, even if a session was left over."""
    token = office.token("ada")
    with office.store.begin() as work:
        work.staff.set_active(office.ada.id, False)
    with pytest.raises(NotSignedIn):
        office.sign_in.staff_of(token)


def test_signing_out_ends_the_session_on_the_server(office: Office) -> None:
    """The token is worthless after; signing out twice is no error."""
    token = office.token()
    office.sign_in.sign_out(token)
    office.sign_in.sign_out(token)
    with pytest.raises(NotSignedIn):
        office.sign_in.staff_of(token)


def test_too_many_tries_at_one_name_are_refused_from_anywhere(office: Office) -> None:
    """After PER_NAME wrong passwords even the right one waits, and how long is told."""
    for number in range(PER_NAME.amount):
        with pytest.raises(SignInFailed):
            office.sign_in.sign_in("carol", "wrong", f"198.51.100.{number}")
    with pytest.raises(TooMany) as caught:
        office.token()
    assert 0 < caught.value.retry_after_s <= PER_NAME.get_expiry()
    assert office.token("ada")


def test_the_right_password_forgets_earlier_mistakes(office: Office) -> None:
    """Mistyping every morning does not add up."""
    for _ in range(3):
        for _ in range(PER_NAME.amount - 1):
            with pytest.raises(SignInFailed):
                office.token("carol", "wrong")
        office.token()


def test_too_many_wrong_passwords_from_one_address_are_refused(office: Office) -> None:
    """Trying one password at many names ends after PER_ADDRESS; other addresses go on."""
    for _ in range(PER_ADDRESS.amount):
        office.limits.failed(ADDRESS)
    with pytest.raises(TooMany):
        office.token()
    assert office.sign_in.sign_in("carol", PASSWORD, "198.51.100.1").staff == office.carol


def test_many_guesses_at_once_gain_nothing(office: Office) -> None:
    """Tries are counted before they are checked: of forty together only PER_NAME are looked at."""

    def guess(number: int) -> type[Exception]:
        try:
            office.token("carol", f"wrong {number}")
        except (SignInFailed, TooMany) as refusal:
            return type(refusal)
        raise AssertionError("a wrong password let someone in")

    with ThreadPoolExecutor(40) as pool:
        outcomes = list(pool.map(guess, range(40)))
    assert outcomes.count(SignInFailed) == PER_NAME.amount


def test_signing_in_is_on_record_without_names(office: Office) -> None:
    """The log tells account ids and why; a typed name, which may be a password, never stands there."""
    office.token()
    for username, password in (("carol", "wrong"), ("my secret password", "x")):
        with pytest.raises(SignInFailed):
            office.token(username, password)
    told = [(one.actor, one.action, one.data.get("why")) for one in office.log()[-3:]]
    assert told == [
        (office.carol.id, "signed_in", None),
        (office.carol.id, "sign_in_failed", "wrong_password"),
        ("unknown", "sign_in_failed", "unknown_account"),
    ]
    everything = str(office.log())
    for words in ("my secret password", PASSWORD, "carol", ADDRESS):
        assert words not in everything


def test_an_outdated_hash_is_renewed_at_the_next_sign_in(office: Office) -> None:
    """New parameters reach every password without anybody changing it."""
    stronger = Argon2Passwords(time_cost=2, memory_kib=8, lanes=1)
    sign_in = SignIn(office.store, office.clock, office.ids, stronger, office.limits)
    for _ in range(2):
        sign_in.sign_in("carol", PASSWORD, ADDRESS)
        with office.store.read() as work:
            stored = work.staff.password_hash(office.carol.id)
        assert stored is not None
        assert not stronger.outdated(stored)
        assert office.passwords.outdated(stored)


def test_changing_the_password_ends_every_session(office: Office) -> None:
    """The old password and all old tokens are worthless after; the new password works."""
    tokens = [office.token(), office.token()]
    office.sign_in.change_password(office.carol, PASSWORD, NEW, ADDRESS)
    for token in tokens:
        with pytest.raises(NotSignedIn):
            office.sign_in.staff_of(token)
    with pytest.raises(SignInFailed):
        office.token()
    assert office.token("carol", NEW)
    assert office.log()[-3].action == "password_changed"


def test_changing_the_password_needs_the_current_one(office: Office) -> None:
    """An open session alone is not enough, and guessing is limited."""
    for _ in range(PER_NAME.amount):
        with invalid("current"):
            office.sign_in.change_password(office.carol, "wrong", NEW, ADDRESS)
    with pytest.raises(TooMany):
        office.sign_in.change_password(office.carol, PASSWORD, NEW, ADDRESS)


@pytest.mark.parametrize(
    "new",
    [
        PASSWORD,
        "x" * (MIN_LENGTH - 1),
        "short",
        "aaaaaaaaaaaaa",
        "121212121212",
        "password1234",
        "Passw0rd!!!!",
        "passwordpassword",
        "qwertyuiopas",
        "123456789012",
        "abcabdabcabd",
        "Welcome-2026!",
        "my name is Carol",
        "y" * 300,
    ],
)
def test_a_weak_new_password_is_refused_by_field(office: Office, new: str) -> None:
    """Short, common, repeated, telling or unchanged passwords are refused, and the refusal does not repeat them."""
    with pytest.raises(Invalid) as caught:
        office.sign_in.change_password(office.carol, PASSWORD, new, ADDRESS)
    assert caught.value.field == "new"
    assert new not in str(caught.value)
    assert office.token()


@pytest.mark.parametrize(
    "password", ["a long grey heron", "七只灰鹤站在雨后的河边看鱼", "8203-4917-5562", "tR4&kLm09zQx"]
)
def test_an_unusual_password_is_taken(password: str) -> None:
    """Sentences, other scripts and random characters are all fine."""
    check_password(password, "carol")


def test_the_products_argon2_parameters_are_the_rfcs() -> None:
    """A hash names Argon2id with RFC 9106's second option."""
    assert "$argon2id$v=19$m=65536,t=3,p=4$" in Argon2Passwords().hash("x")


def test_a_damaged_hash_lets_nobody_in() -> None:
    """What cannot be read is no password."""
    assert not cheap_passwords().fits("not a hash", "not a hash")
