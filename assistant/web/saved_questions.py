"""Routes of test questions. Rights per document are checked by the service."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.services.saved_questions import NewQuestion
from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_policies import ReasonRequest
from assistant.web.wire_saved_questions import (
    QuestionRequest,
    QuestionShown,
    QuestionsShown,
    RunShown,
    RunsShown,
    question_shown,
    run_shown,
    run_summary,
)

router = APIRouter(prefix="/api/policies", tags=["policies"])


@router.get("/documents/{document_id}/questions")
def list_questions(desk: DeskNow, staff: SignedInStaff, document_id: str) -> QuestionsShown:
    """The test questions of a document, those removed too."""
    found = desk.knowledge.saved_questions.of_document(staff, document_id)
    names = desk.policies.names()
    return QuestionsShown(questions=tuple(question_shown(one, names) for one in found))


@router.post("/documents/{document_id}/questions", status_code=201)
def add_question(
    desk: DeskNow, staff: SignedInStaff, document_id: str, body: QuestionRequest
) -> QuestionShown:
    """Write down a question that must find the document."""
    new = NewQuestion(body.text, body.language, body.as_staff, body.must_say)
    made = desk.knowledge.saved_questions.add(staff, document_id, new)
    return question_shown(made, desk.policies.names())


@router.post("/questions/{question_id}/remove", status_code=204)
def remove_question(desk: DeskNow, staff: SignedInStaff, question_id: str, body: ReasonRequest) -> None:
    """Ask it no more, with a reason."""
    desk.knowledge.saved_questions.remove(staff, question_id, body.reason)


@router.post("/question-runs")
def ask_now(desk: DeskNow, staff: SignedInStaff) -> RunShown:
    """Ask every test question of the base as it is today."""
    return run_shown(desk.knowledge.saved_questions.ask_now(staff), desk.policies.names())


@router.post("/versions/{version_id}/question-run")
def rehearse(desk: DeskNow, staff: SignedInStaff, version_id: str) -> RunShown:
    """Ask every test question as if the draft were published. Nothing is published."""
    return run_shown(desk.knowledge.saved_questions.rehearse(staff, version_id), desk.policies.names())


@router.get("/question-runs")
def list_runs(desk: DeskNow, staff: SignedInStaff) -> RunsShown:
    """The latest runs, newest first."""
    names = desk.policies.names()
    found = desk.knowledge.saved_questions.runs(staff)
    return RunsShown(runs=tuple(run_summary(run, names) for run in found))


@router.get("/question-runs/{run_id}")
def read_run(desk: DeskNow, staff: SignedInStaff, run_id: str) -> RunShown:
    """One run with the results of every question the reader may see."""
    return run_shown(desk.knowledge.saved_questions.run(staff, run_id), desk.policies.names())
