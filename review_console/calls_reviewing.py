"""Calls about what keeps reviewers thinking."""

from __future__ import annotations

from review_console.transport import Transport, segment
from review_console.wire_reviewing import OwnJudgements, Protection, SecondReading


class ReviewingCalls:
    """Judgements before the draft."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def judge(self, case_id: str, judged_as: str, gist: str, passage_id: str | None) -> None:
        """Say what one thinks of the question before its draft is shown."""
        body = {"judged_as": judged_as, "gist": gist} | ({"passage_id": passage_id} if passage_id else {})
        self._transport.request("POST", f"/api/staff/cases/{segment(case_id)}/initial-judgement", json=body)

    def own_judgements(self) -> OwnJudgements:
        """One's own record."""
        return self._transport.read(OwnJudgements, "GET", "/api/reviewing/own-judgements")

    def second_reading(self, case_id: str) -> SecondReading:
        """Another reading of the question; asking is on record."""
        path = f"/api/reviewing/cases/{segment(case_id)}/second-reading"
        return self._transport.read(SecondReading, "POST", path, json={})

    def protection(self) -> Protection:
        """What the units' reviewing is worth."""
        return self._transport.read(Protection, "GET", "/api/reviewing/protection")
