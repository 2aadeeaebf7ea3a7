"""Calls for signing in, for one's own account, and for an administrator's accounts."""

from __future__ import annotations

from review_console.transport import Transport, segment
from review_console.wire_staff import AccountCreated, Accounts, Directory, SignedIn, Staff


class StaffCalls:
    """Signing in, oneself, departments."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def sign_in(self, username: str, password: str) -> Staff:
        """Open a server-side session; later calls carry its token."""
        signed_in = self._transport.read(
            SignedIn, "POST", "/api/staff/sessions", json={"username": username, "password": password}
        )
        self._transport.token = signed_in.token
        return signed_in.staff

    def sign_out(self) -> None:
        """End the session on the server; the token is forgotten even where the server cannot be reached."""
        try:
            self._transport.request("DELETE", "/api/staff/sessions/current")
        finally:
            self._transport.token = None

    def me(self) -> Staff:
        """The account that is signed in, with its rights."""
        return self._transport.read(Staff, "GET", "/api/staff/me")

    def change_password(self, current: str, new: str) -> None:
        """Change one's own password."""
        self._transport.request("POST", "/api/staff/password", json={"current": current, "new": new})

    def directory(self) -> Directory:
        """Departments and topics."""
        return self._transport.read(Directory, "GET", "/api/staff/departments")


class AccountCalls:
    """Staff accounts, for administrators."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self) -> Accounts:
        """All accounts."""
        return self._transport.read(Accounts, "GET", "/api/oversight/accounts")

    def create(
        self, username: str, display_name: str, role: str, department_id: str | None
    ) -> AccountCreated:
        """Create an account with one role; its password is told this once."""
        grant = {"role": role} if department_id is None else {"role": role, "department_id": department_id}
        body = {"username": username, "display_name": display_name, "grants": [grant]}
        return self._transport.read(AccountCreated, "POST", "/api/oversight/accounts", json=body)

    def grant(self, staff_id: str, role: str, department_id: str | None) -> None:
        """Give a role."""
        body = {"role": role} if department_id is None else {"role": role, "department_id": department_id}
        self._transport.request("POST", f"/api/oversight/accounts/{segment(staff_id)}/grants", json=body)

    def deactivate(self, staff_id: str) -> None:
        """Close the account and end its sessions."""
        self._transport.request("POST", f"/api/oversight/accounts/{segment(staff_id)}/deactivate")

    def revoke_sessions(self, staff_id: str) -> None:
        """End every session of the account."""
        self._transport.request("POST", f"/api/oversight/accounts/{segment(staff_id)}/revoke-sessions")
