"""Calls about the queue and one case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from review_console.outgoing import DecisionRequest
from review_console.transport import Transport, segment
from review_console.wire_cases import CaseDetail, CaseList, DecisionDone, QueuePage
from review_console.wire_explanations import Explanation


class CaseCalls:
    """The queue and one case."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, state: str | None = None, department: str | None = None, mine: bool = False) -> CaseList:
        """Cases the person may read, filtered."""
        wanted = {"state": state, "department": department, "mine": "true" if mine else None}
        params = {name: value for name, value in wanted.items() if value}
        return self._transport.read(CaseList, "GET", "/api/staff/cases", params=params)

    def queue(self, wanted: Mapping[str, Any]) -> QueuePage:
        """A page of the queue. What is searched for goes in the body, so that it stands in no address."""
        return self._transport.read(QueuePage, "POST", "/api/staff/queue", json=wanted)

    def get(self, case_id: str) -> CaseDetail:
        """One case. Reading is put on record by the API."""
        return self._transport.read(CaseDetail, "GET", _case(case_id))

    def explanation(self, case_id: str, language: str) -> Explanation:
        """How the case came about, for the citizen; making it is a reading and on record."""
        path = _case(case_id, "/explanation")
        return self._transport.read(Explanation, "GET", path, params={"language": language})

    def claim(self, case_id: str) -> None:
        """Take the case in hand."""
        self._transport.request("POST", _case(case_id, "/claim"), json={})

    def release_claim(self, case_id: str) -> None:
        """Give the case back to the queue."""
        self._transport.request("POST", _case(case_id, "/release-claim"), json={})

    def add_note(self, case_id: str, text: str) -> None:
        """Add an internal note."""
        self._transport.request("POST", _case(case_id, "/notes"), json={"text": text})

    def redraft(self, case_id: str, hint: str | None) -> None:
        """Ask the engine for a new draft on today's policies."""
        self._transport.request("POST", _case(case_id, "/redraft"), json={"hint": hint} if hint else {})

    def decide(self, case_id: str, decision: DecisionRequest) -> DecisionDone:
        """Record a decision. ApiError 409 codes say why it is void."""
        return self._transport.read(DecisionDone, "POST", _case(case_id, "/decisions"), json=decision.body())


def _case(case_id: str, rest: str = "") -> str:
    return f"/api/staff/cases/{segment(case_id)}{rest}"
