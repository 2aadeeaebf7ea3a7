"""Calls about approved answers."""

from __future__ import annotations

from collections.abc import Sequence

from review_console.transport import Transport, segment
from review_console.wire_approved import ApprovedAnswer, ApprovedList, ApprovedOfCase


class ApprovedCalls:
    """Decided replies that are kept for repeats."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def listed(self, search: str = "", state: str | None = None) -> ApprovedList:
        """Those the reader may see, lapsed ones first."""
        params = {name: value for name, value in (("search", search), ("state", state)) if value}
        return self._transport.read(ApprovedList, "GET", "/api/staff/approved-answers", params=params)

    def of_case(self, case_id: str) -> ApprovedAnswer | None:
        """The one made of a case's reply."""
        path = f"/api/staff/cases/{segment(case_id)}/approved-answer"
        return self._transport.read(ApprovedOfCase, "GET", path).answer

    def keep(self, case_id: str, wordings: Sequence[str]) -> ApprovedAnswer:
        """Keep a decided case's reply for whoever asks in these words."""
        path = f"/api/staff/cases/{segment(case_id)}/approved-answer"
        return self._transport.read(ApprovedAnswer, "POST", path, json={"wordings": list(wordings)})

    def add_wording(self, answer_id: str, text: str) -> ApprovedAnswer:
        """One more way to ask."""
        path = f"/api/staff/approved-answers/{segment(answer_id)}/wordings"
        return self._transport.read(ApprovedAnswer, "POST", path, json={"text": text})

    def renew(self, answer_id: str) -> ApprovedAnswer:
        """Use a lapsed one again, word for word."""
        path = f"/api/staff/approved-answers/{segment(answer_id)}/renew"
        return self._transport.read(ApprovedAnswer, "POST", path, json={})

    def withdraw(self, answer_id: str, reason: str) -> ApprovedAnswer:
        """Use it no more."""
        path = f"/api/staff/approved-answers/{segment(answer_id)}/withdraw"
        return self._transport.read(ApprovedAnswer, "POST", path, json={"reason": reason})
