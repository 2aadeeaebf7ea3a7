"""Routes of ratings: the loop on low ones for staff, and the figures for everybody."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_ratings import (
    ExclusionDecision,
    ExclusionRequest,
    RatingFiguresShown,
    RatingListShown,
    RatingSheetShown,
    RatingWords,
    rating_figures_shown,
    rating_list_shown,
    rating_sheet_shown,
)

router = APIRouter(prefix="/api", tags=["ratings"])


@router.get("/ratings", tags=["public"])
def figures(desk: DeskNow) -> RatingFiguresShown:
    """How citizens rated the replies, and what came of low ratings; open to everybody (L-28)."""
    return rating_figures_shown(desk.citizen.rating_desk.figures())


@router.get("/staff/ratings")
def list_ratings(desk: DeskNow, staff: SignedInStaff) -> RatingListShown:
    """Low ratings the reader may see, what is due soonest first."""
    return rating_list_shown(desk.citizen.rating_desk.listed(staff))


@router.get("/staff/ratings/{rating_id}")
def read_rating(desk: DeskNow, staff: SignedInStaff, rating_id: str) -> RatingSheetShown:
    """One rating with question and reply; that it was read is on record."""
    return rating_sheet_shown(desk.citizen.rating_desk.read(staff, rating_id), desk.policies.names())


@router.post("/staff/ratings/{rating_id}/call", status_code=204)
def call(desk: DeskNow, staff: SignedInStaff, rating_id: str, body: RatingWords) -> None:
    """Write to the citizen about their rating."""
    desk.citizen.rating_desk.call(staff, rating_id, body.text)


@router.post("/staff/ratings/{rating_id}/mend", status_code=204)
def mend(desk: DeskNow, staff: SignedInStaff, rating_id: str, body: RatingWords) -> None:
    """Tell the citizen what was mended; they may rate once more."""
    desk.citizen.rating_desk.mend(staff, rating_id, body.text)


@router.post("/staff/ratings/{rating_id}/exclusion", status_code=204)
def propose_exclusion(desk: DeskNow, staff: SignedInStaff, rating_id: str, body: ExclusionRequest) -> None:
    """Say that a rating is malicious or mistaken; a second person decides."""
    desk.citizen.rating_desk.propose_exclusion(staff, rating_id, body.why, body.note)


@router.post("/staff/ratings/{rating_id}/exclusion/decision", status_code=204)
def decide_exclusion(desk: DeskNow, staff: SignedInStaff, rating_id: str, body: ExclusionDecision) -> None:
    """A second person's word; 409 `second_person` for whoever proposed it."""
    desk.citizen.rating_desk.decide_exclusion(staff, rating_id, body.exclude, body.note)
