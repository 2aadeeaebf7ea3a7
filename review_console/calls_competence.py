"""Calls about competence checks and incidents."""

from __future__ import annotations

from collections.abc import Sequence

from review_console.transport import Transport, segment
from review_console.wire_competence import CheckAnswered, CheckQuestions, Incidents, OwnChecks, Sitting


class CompetenceCalls:
    """One's own checks, a topic's questions, and what one is told of."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def own(self) -> OwnChecks:
        """One's own checks."""
        return self._transport.read(OwnChecks, "GET", "/api/reviewing/checks")

    def begin(self, topic_id: str) -> Sitting:
        """Begin a check."""
        return self._transport.read(Sitting, "POST", _check(topic_id, "/sittings"), json={})

    def answer(self, sitting_id: str, answers: Sequence[int]) -> CheckAnswered:
        """Answer it, once."""
        path = f"/api/reviewing/sittings/{segment(sitting_id)}/answers"
        return self._transport.read(CheckAnswered, "POST", path, json={"answers": list(answers)})

    def questions(self, topic_id: str) -> CheckQuestions:
        """What a topic's check draws from."""
        return self._transport.read(CheckQuestions, "GET", _check(topic_id, "/questions"))

    def set_question(
        self, topic_id: str, passage_id: str, asked: str, choices: Sequence[str], right: int
    ) -> None:
        """Set a question about a passage."""
        body = {"passage_id": passage_id, "asked": asked, "choices": list(choices), "right": right}
        self._transport.request("POST", _check(topic_id, "/questions"), json=body)

    def retire(self, question_id: str) -> None:
        """Ask a question no more."""
        path = f"/api/reviewing/check-questions/{segment(question_id)}/retire"
        self._transport.request("POST", path, json={})

    def incidents(self) -> Incidents:
        """What one is told of."""
        return self._transport.read(Incidents, "GET", "/api/reviewing/incidents")


def _check(topic_id: str, rest: str) -> str:
    return f"/api/reviewing/checks/{segment(topic_id)}{rest}"
