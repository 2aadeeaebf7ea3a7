"""Routes of what keeps reviewers thinking."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_cases import ClaimShown
from assistant.web.wire_competence import (
    AnswersWire,
    CheckAnsweredShown,
    CheckQuestionShown,
    CheckQuestionsShown,
    IncidentShown,
    IncidentsShown,
    NewQuestionWire,
    OwnCheckShown,
    OwnChecksShown,
    SittingShown,
    sitting_shown,
)
from assistant.web.wire_reviewing import OwnJudgementsShown, ProtectionShown, SecondReadingShown

router = APIRouter(prefix="/api/reviewing", tags=["reviewing"])


@router.get("/own-judgements")
def own_judgements(desk: DeskNow, staff: SignedInStaff) -> OwnJudgementsShown:
    """What the reader thought before the draft and decided after it; there is no route to another's (S-12)."""
    return OwnJudgementsShown.model_validate(desk.reviewing.own.of(staff))


@router.get("/protection")
def protection(desk: DeskNow, staff: SignedInStaff) -> ProtectionShown:
    """What the reader's units gain from drafts, how far they rely on them, and whom to talk to (H-09, H-10, H-18, P-07)."""
    return ProtectionShown.model_validate(desk.reviewing.protection.report(staff))


@router.get("/checks")
def own_checks(desk: DeskNow, staff: SignedInStaff) -> OwnChecksShown:
    """The reader's competence checks, with the day on which each expires (S-23)."""
    found = desk.reviewing.checks.own(staff)
    return OwnChecksShown(checks=tuple(map(OwnCheckShown.model_validate, found)))


@router.post("/checks/{topic_id}/sittings")
def begin_check(desk: DeskNow, staff: SignedInStaff, topic_id: str) -> SittingShown:
    """Begin a check; its questions come without their answers."""
    return sitting_shown(*desk.reviewing.checks.begin(staff, topic_id))


@router.post("/sittings/{sitting_id}/answers")
def answer_check(
    desk: DeskNow, staff: SignedInStaff, sitting_id: str, body: AnswersWire
) -> CheckAnsweredShown:
    """Answer it, once; what is right is told now."""
    return CheckAnsweredShown.model_validate(desk.reviewing.checks.answer(staff, sitting_id, body.answers))


@router.get("/checks/{topic_id}/questions")
def check_questions(desk: DeskNow, staff: SignedInStaff, topic_id: str) -> CheckQuestionsShown:
    """What a topic's check draws from, for its supervisors."""
    found = desk.reviewing.checks.questions(staff, topic_id)
    return CheckQuestionsShown(questions=tuple(map(CheckQuestionShown.model_validate, found)))


@router.post("/checks/{topic_id}/questions")
def set_question(
    desk: DeskNow, staff: SignedInStaff, topic_id: str, body: NewQuestionWire
) -> CheckQuestionShown:
    """Set a question about a passage in force."""
    asked = desk.reviewing.checks.set_question(
        staff, topic_id, body.passage_id, body.asked, body.choices, body.right
    )
    return CheckQuestionShown.model_validate(asked)


@router.post("/check-questions/{question_id}/retire", status_code=204)
def retire_question(desk: DeskNow, staff: SignedInStaff, question_id: str) -> None:
    """Ask a question no more."""
    desk.reviewing.checks.retire_question(staff, question_id)


@router.get("/incidents")
def incidents(desk: DeskNow, staff: SignedInStaff) -> IncidentsShown:
    """What the reader was told of as a recipient (L-08)."""
    found = desk.reviewing.incidents.told(staff)
    return IncidentsShown(incidents=tuple(map(IncidentShown.model_validate, found)))


@router.post("/cases/{case_id}/second-reading")
def second_reading(desk: DeskNow, staff: SignedInStaff, case_id: str) -> SecondReadingShown:
    """Another reading of the question, for who asks; that it was asked for is on record (H-13)."""
    claims = desk.reviewing.second.show(staff, case_id)
    return SecondReadingShown(claims=tuple(map(ClaimShown.model_validate, claims)))
