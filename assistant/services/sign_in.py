"""Signing in with a password, server-side sessions, changing one's own password (X-06, X-11, X-19)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.domain.errors import Invalid, NotSignedIn
from assistant.domain.oversight import StaffSession
from assistant.domain.staff import Staff
from assistant.services.claims import release_claims
from assistant.services.password_rules import MAX_LENGTH, check_password
from assistant.services.ports import Clock, Ids, PasswordHashes, SignInLimits
from assistant.services.stores import Store, Work

IDLE_LASTS = timedelta(minutes=30)
"""A session ends after this long without a request: as long as a claim on a case holds."""

SESSION_LASTS = timedelta(hours=12)
"""A session ends after this long in any case: the longest shift, so that every working day begins with signing in."""

TOUCH_EVERY = timedelta(minutes=1)
"""A session's last use is written at most this often: reading pages must not write once a request."""

UNKNOWN = "unknown"
"""Stands in the log for whoever named no account. The typed name never stands there: it may be a password."""


class SignInFailed(NotSignedIn):
    """User name or password is wrong, or the account is closed; which of them is not told (HTTP 401)."""

    code = "sign_in_failed"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session. The token is told once and stored only as its hash."""

    token: str
    staff: Staff


class SignIn:
    """Who a request comes from."""

    def __init__(
        self, store: Store, clock: Clock, ids: Ids, passwords: PasswordHashes, limits: SignInLimits
    ) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._passwords = passwords
        self._limits = limits

    def sign_in(
        self, username: str, password: str, address: str, earlier_token: str | None = None
    ) -> SignedIn:
        """Begin a session under a new token; one that the caller still holds (`earlier_token`) ends.

        Raises SignInFailed, and TooMany after too many tries at this name or from this address.
        """
        self._limits.attempt(username, address)
        with self._store.read() as work:
            found = work.staff.by_username(username)
        staff, known_hash = found if found is not None else (None, None)
        right = self._passwords.fits(known_hash, password[: MAX_LENGTH + 1])
        if staff is None or known_hash is None or not right or not staff.active:
            self._limits.failed(address)
            self._record_failure(staff, right)
            raise SignInFailed("User name or password is wrong.")
        self._limits.succeeded(username)
        rehashed = self._passwords.hash(password) if self._passwords.outdated(known_hash) else None
        return self._begin_session(staff, known_hash, rehashed, earlier_token)

    def staff_of(self, token: str) -> Staff:
        """The account whose session this is, with its grants as they are now. Raises NotSignedIn."""
        key, now = token_hash(token), self._clock.now()
        with self._store.read() as work:
            session = work.staff.session(key)
            staff = work.staff.get(session.staff_id) if session is not None else None
        if session is None or staff is None or not staff.active or _ended(session, now):
            if session is not None:
                with self._store.begin() as work:
                    work.staff.end_session(key)
            raise NotSignedIn("Your session has ended. Sign in again.")
        if now - session.last_seen_at >= TOUCH_EVERY:
            with self._store.begin() as work:
                work.staff.touch_session(key, now)
        return staff

    def sign_out(self, token: str) -> None:
        """End the session, and give what is in hand back to the queue (H-19); a session that has ended is no error."""
        key = token_hash(token)
        with self._store.begin() as work:
            session = work.staff.session(key)
            if session is not None:
                work.staff.end_session(key)
                given_back = release_claims(work, session.staff_id, self._clock.now())
                data = {"cases_given_back": str(given_back)} if given_back else {}
                self._audit(work, session.staff_id, "signed_out", session.staff_id, data)

    def change_password(self, staff: Staff, current: str, new: str, address: str) -> None:
        """Change one's own password and end all of one's sessions, this one included.

        Raises Invalid (current, new), and TooMany after too many wrong current passwords.
        """
        self._limits.attempt(staff.username, address)
        with self._store.read() as work:
            known_hash = work.staff.password_hash(staff.id)
        if not self._passwords.fits(known_hash, current[: MAX_LENGTH + 1]):
            self._limits.failed(address)
            self._record_failure(staff, right=False)
            raise Invalid("current", "The current password is wrong.")
        check_password(new, staff.username)
        if new == current:
            raise Invalid("new", "The new password is the same as the current one.")
        self._limits.succeeded(staff.username)
        fresh = self._passwords.hash(new)
        with self._store.begin() as work:
            if work.staff.password_hash(staff.id) != known_hash:
                raise Invalid("current", "The current password is wrong.")
            work.staff.set_password_hash(staff.id, fresh)
            ended = work.staff.end_sessions_of(staff.id)
            self._audit(work, staff.id, "password_changed", staff.id, {"sessions_ended": str(ended)})

    def _begin_session(
        self, staff: Staff, known_hash: str, rehashed: str | None, earlier_token: str | None
    ) -> SignedIn:
        token, now = self._ids.new_secret(), self._clock.now()
        with self._store.begin() as work:
            # Deactivation or a new password may have come between the check and here.
            fresh = work.staff.get(staff.id)
            if fresh is None or not fresh.active or work.staff.password_hash(staff.id) != known_hash:
                raise SignInFailed("User name or password is wrong.")
            if rehashed is not None:
                work.staff.set_password_hash(staff.id, rehashed)
            if earlier_token is not None:
                work.staff.end_session(token_hash(earlier_token))
            work.staff.add_session(StaffSession(token_hash(token), staff.id, now, now, now + SESSION_LASTS))
            self._audit(work, staff.id, "signed_in", staff.id, {})
        return SignedIn(token, fresh)

    def _record_failure(self, staff: Staff | None, right: bool) -> None:
        if staff is None:
            account, why = UNKNOWN, "unknown_account"
        else:
            account, why = staff.id, "account_closed" if right else "wrong_password"
        with self._store.begin() as work:
            self._audit(work, account, "sign_in_failed", account, {"why": why})

    def _audit(self, work: Work, actor: str, action: str, account: str, data: dict[str, str]) -> None:
        work.oversight.audit(actor, action, "account", account, data, self._clock.now())


def token_hash(token: str) -> str:
    """How a session's token is stored: SHA-256 suffices, since the token has 256 random bits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _ended(session: StaffSession, now: datetime) -> bool:
    return now >= session.expires_at or now - session.last_seen_at >= IDLE_LASTS
