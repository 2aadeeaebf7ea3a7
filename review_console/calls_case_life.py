"""Calls about hand-overs, clocks and unsent edits."""

from __future__ import annotations

from review_console.transport import Transport, segment
from review_console.wire_case_life import CaseLife, Clocks, HandOver, HandOvers, SavedEdit, UnownedList


class CaseLifeCalls:
    """The life of a case beside its decision."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def clocks(self) -> Clocks:
        """The clocks of the open cases one may see."""
        return self._transport.read(Clocks, "GET", "/api/staff/clocks")

    def of(self, case_id: str) -> CaseLife:
        """One case."""
        return self._transport.read(CaseLife, "GET", f"/api/staff/cases/{segment(case_id)}/life")

    def listed(self) -> HandOvers:
        """What one's departments were offered or asked."""
        return self._transport.read(HandOvers, "GET", "/api/staff/hand-overs")

    def unowned(self, month: str) -> UnownedList:
        """What no department took in a month, e.g. `2026-11`."""
        return self._transport.read(
            UnownedList, "GET", "/api/staff/hand-overs/unowned", params={"month": month}
        )

    def open(
        self, case_id: str, kind: str, to_department: str, reason: str, summary: str, part: str
    ) -> HandOver:
        """Offer the case, or ask for a part."""
        body = {
            "kind": kind,
            "to_department": to_department,
            "reason": reason,
            "summary": summary,
            "part": part,
        }
        path = f"/api/staff/cases/{segment(case_id)}/hand-overs"
        return self._transport.read(HandOver, "POST", path, json=body)

    def accept(self, hand_over_id: str) -> None:
        """Take over the lead."""
        self._transport.request("POST", _path(hand_over_id, "accept"), json={})

    def give_back(self, hand_over_id: str, reason: str) -> None:
        """Refuse, with the reason."""
        self._transport.request("POST", _path(hand_over_id, "return"), json={"reason": reason})

    def write_part(self, hand_over_id: str, text: str) -> None:
        """Write the part asked for."""
        self._transport.request("POST", _path(hand_over_id, "part"), json={"text": text})

    def call_off(self, hand_over_id: str) -> None:
        """The part is needed no longer."""
        self._transport.request("POST", _path(hand_over_id, "call-off"), json={})

    def ask_citizen(self, case_id: str, text: str) -> None:
        """Ask the citizen for what is missing."""
        path = f"/api/staff/cases/{segment(case_id)}/enquiry"
        self._transport.request("POST", path, json={"text": text})

    def take_over(self, case_id: str, reason: str) -> None:
        """Take a case out of a colleague's hands."""
        path = f"/api/staff/cases/{segment(case_id)}/take-over"
        self._transport.request("POST", path, json={"reason": reason})

    def saved_edit(self, case_id: str) -> SavedEdit:
        """One's own words not yet sent."""
        return self._transport.read(SavedEdit, "GET", f"/api/staff/cases/{segment(case_id)}/edit")

    def save_edit(self, case_id: str, draft_version: int, text: str) -> None:
        """Keep them."""
        body = {"draft_version": draft_version, "text": text}
        self._transport.request("PUT", f"/api/staff/cases/{segment(case_id)}/edit", json=body)


def _path(hand_over_id: str, step: str) -> str:
    return f"/api/staff/hand-overs/{segment(hand_over_id)}/{step}"
