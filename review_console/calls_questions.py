"""Calls about test questions."""

from __future__ import annotations

from review_console.transport import Transport, segment
from review_console.wire_questions import QuestionRun, QuestionRunList, SavedQuestion, SavedQuestionList


class QuestionCalls:
    """Test questions of documents, and runs of all of them."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def of_document(self, document_id: str) -> SavedQuestionList:
        """The questions of a document, those removed too."""
        return self._transport.read(SavedQuestionList, "GET", self._path(document_id))

    def add(self, document_id: str, text: str, language: str, as_staff: bool, must_say: str) -> SavedQuestion:
        """Write down a question that must find the document."""
        body = {"text": text, "language": language, "as_staff": as_staff, "must_say": must_say}
        return self._transport.read(SavedQuestion, "POST", self._path(document_id), json=body)

    def remove(self, question_id: str, reason: str) -> None:
        """Ask it no more."""
        path = f"/api/policies/questions/{segment(question_id)}/remove"
        self._transport.request("POST", path, json={"reason": reason})

    def ask_now(self) -> QuestionRun:
        """Ask every question of the base as it is."""
        return self._transport.read(QuestionRun, "POST", "/api/policies/question-runs")

    def rehearse(self, version_id: str) -> QuestionRun:
        """Ask every question as if the draft were published."""
        path = f"/api/policies/versions/{segment(version_id)}/question-run"
        return self._transport.read(QuestionRun, "POST", path)

    def runs(self) -> QuestionRunList:
        """The latest runs."""
        return self._transport.read(QuestionRunList, "GET", "/api/policies/question-runs")

    def run(self, run_id: str) -> QuestionRun:
        """One run with its results."""
        return self._transport.read(QuestionRun, "GET", f"/api/policies/question-runs/{segment(run_id)}")

    def _path(self, document_id: str) -> str:
        return f"/api/policies/documents/{segment(document_id)}/questions"
