"""Routes of administrators. Whether one is an administrator is decided by the service."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_staff import (
    AccountCreatedShown,
    AccountRequest,
    AccountsShown,
    GrantWire,
    account_shown,
)

router = APIRouter(prefix="/api/oversight/accounts", tags=["accounts"])


@router.get("")
def list_accounts(desk: DeskNow, staff: SignedInStaff) -> AccountsShown:
    """All accounts, closed ones too."""
    return AccountsShown(accounts=tuple(map(account_shown, desk.accounts.all(staff))))


@router.post("", status_code=201)
def create_account(desk: DeskNow, staff: SignedInStaff, body: AccountRequest) -> AccountCreatedShown:
    """A new account; its password is told in this answer only."""
    grants = tuple(one.grant() for one in body.grants)
    created = desk.accounts.create(staff, body.username, body.display_name, grants)
    return AccountCreatedShown(account=account_shown(created.account), password=created.password)


@router.post("/{staff_id}/grants", status_code=204)
def grant(desk: DeskNow, staff: SignedInStaff, staff_id: str, body: GrantWire) -> None:
    """Give a role."""
    desk.accounts.grant(staff, staff_id, body.grant())


@router.post("/{staff_id}/grants/revoke", status_code=204)
def revoke_grant(desk: DeskNow, staff: SignedInStaff, staff_id: str, body: GrantWire) -> None:
    """Take a role away."""
    desk.accounts.revoke_grant(staff, staff_id, body.grant())


@router.post("/{staff_id}/deactivate", status_code=204)
def deactivate(desk: DeskNow, staff: SignedInStaff, staff_id: str) -> None:
    """Close an account and end its sessions."""
    desk.accounts.deactivate(staff, staff_id)


@router.post("/{staff_id}/revoke-sessions", status_code=204)
def revoke_sessions(desk: DeskNow, staff: SignedInStaff, staff_id: str) -> None:
    """End every session of an account."""
    desk.accounts.revoke_sessions(staff, staff_id)
