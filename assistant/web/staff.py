"""Routes for signing in, oneself, and the directory that every screen of staff needs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header

from assistant.domain.errors import NotSignedIn
from assistant.web.dependencies import BearerToken, ClientAddress, DeskNow, SignedInStaff, bearer_token
from assistant.web.wire_staff import (
    DirectoryShown,
    OwnAccountShown,
    PasswordRequest,
    SignedInShown,
    SignInRequest,
    directory_shown,
    own_account_shown,
)

router = APIRouter(prefix="/api/staff", tags=["staff"])


@router.post("/sessions", status_code=201)
def sign_in(
    desk: DeskNow,
    address: ClientAddress,
    body: SignInRequest,
    authorization: Annotated[str | None, Header()] = None,
) -> SignedInShown:
    """Begin a session; 401 `sign_in_failed` whatever was wrong. A session whose token came along ends."""
    try:
        earlier = bearer_token(authorization)
    except NotSignedIn:
        earlier = None
    signed_in = desk.sign_in.sign_in(body.username, body.password, address, earlier)
    return SignedInShown(token=signed_in.token, staff=own_account_shown(signed_in.staff))


@router.delete("/sessions/current", status_code=204)
def sign_out(desk: DeskNow, token: BearerToken) -> None:
    """End this session."""
    desk.sign_in.sign_out(token)


@router.get("/me")
def me(staff: SignedInStaff) -> OwnAccountShown:
    """Who is signed in, with the rights."""
    return own_account_shown(staff)


@router.post("/password", status_code=204)
def change_password(
    desk: DeskNow, staff: SignedInStaff, address: ClientAddress, body: PasswordRequest
) -> None:
    """Change one's own password; every session of the account ends, this one too."""
    desk.sign_in.change_password(staff, body.current, body.new, address)


@router.get("/departments")
def departments(desk: DeskNow, _staff: SignedInStaff) -> DirectoryShown:
    """Departments and topics."""
    return directory_shown(desk.directory)
