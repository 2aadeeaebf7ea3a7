"""Calls about oversight trials."""

from __future__ import annotations

from review_console.transport import Transport, segment
from review_console.wire_trials import NextDraft, TrialReport, Trials

_ALL = "/api/oversight-trials"


class TrialCalls:
    """Beginning, taking part, ending."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def all(self) -> Trials:
        """Those that run and the reports of those that ended."""
        return self._transport.read(Trials, "GET", _ALL)

    def begin(self, department_id: str) -> None:
        """Begin one of a department."""
        self._transport.request("POST", _ALL, json={"department_id": department_id})

    def next(self, trial_id: str) -> NextDraft:
        """The next draft to judge."""
        return self._transport.read(NextDraft, "GET", f"{_ALL}/{segment(trial_id)}/next")

    def judge(self, trial_id: str, seed_id: str, send: bool) -> None:
        """Say whether one would send it."""
        body = {"seed_id": seed_id, "send": send}
        self._transport.request("POST", f"{_ALL}/{segment(trial_id)}/verdicts", json=body)

    def end(self, trial_id: str) -> TrialReport:
        """End it."""
        return self._transport.read(TrialReport, "POST", f"{_ALL}/{segment(trial_id)}/end", json={})
