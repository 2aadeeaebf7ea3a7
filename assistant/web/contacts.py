"""Routes of the emergency contacts. Rights are checked by the service."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_contacts import (
    ContactChangeRequest,
    ContactChangeShown,
    ContactChangesShown,
    ContactSaidRequest,
    ContactsShown,
    ContactsTriedShown,
    ContactTryRequest,
    contact_change_shown,
    contact_shown,
    contacts_tried_shown,
)

router = APIRouter(prefix="/api/contacts", tags=["emergency contacts"])


@router.get("")
def list_contacts(desk: DeskNow, staff: SignedInStaff) -> ContactsShown:
    """All contacts that somebody in danger may be shown now."""
    return ContactsShown(contacts=tuple(map(contact_shown, desk.contacts.in_force(staff))))


@router.post("/try")
def try_out(desk: DeskNow, staff: SignedInStaff, body: ContactTryRequest) -> ContactsTriedShown:
    """What a message would show. Nothing is stored."""
    thought_of = body.content.content() if body.content is not None else None
    tried = desk.contacts.try_out(staff, body.text, body.language, body.day, thought_of)
    return contacts_tried_shown(tried)


@router.get("/changes")
def list_changes(desk: DeskNow, staff: SignedInStaff) -> ContactChangesShown:
    """Every change, newest first."""
    return ContactChangesShown(changes=tuple(map(contact_change_shown, desk.contacts.changes(staff))))


@router.post("/changes", status_code=201)
def propose(desk: DeskNow, staff: SignedInStaff, body: ContactChangeRequest) -> ContactChangeShown:
    """State a change; it waits for a second person."""
    return contact_change_shown(desk.contacts.propose(staff, body.content.content(), body.why))


@router.post("/changes/{change_id}/restore", status_code=201)
def restore(
    desk: DeskNow, staff: SignedInStaff, change_id: str, body: ContactSaidRequest
) -> ContactChangeShown:
    """Propose the list of an earlier change again."""
    return contact_change_shown(desk.contacts.restore(staff, change_id, body.said))


@router.post("/changes/{change_id}/confirm")
def confirm(
    desk: DeskNow, staff: SignedInStaff, change_id: str, body: ContactSaidRequest
) -> ContactChangeShown:
    """Let a proposed change take effect: the second person."""
    return contact_change_shown(desk.contacts.confirm(staff, change_id, body.said))


@router.post("/changes/{change_id}/decline")
def decline(
    desk: DeskNow, staff: SignedInStaff, change_id: str, body: ContactSaidRequest
) -> ContactChangeShown:
    """End a proposed change without effect."""
    return contact_change_shown(desk.contacts.decline(staff, change_id, body.said))
