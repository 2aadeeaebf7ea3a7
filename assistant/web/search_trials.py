"""Routes that try the search: what a question finds and why, and why a document is not among it.

They change nothing, and are sent all the same: a question may be a citizen's, and belongs in no address (X-18).
"""

from __future__ import annotations

from fastapi import APIRouter

from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_search_trials import (
    HitsShown,
    TrialRequest,
    WhereaboutsRequest,
    WhereaboutsShown,
    hits_shown,
    whereabouts_shown,
)

router = APIRouter(prefix="/api/policies/search", tags=["policies"])


@router.post("")
def try_search(desk: DeskNow, staff: SignedInStaff, body: TrialRequest) -> HitsShown:
    """What a question would find, on any day, as citizen or staff, and what each place is due to."""
    return hits_shown(desk.knowledge.search_trials.hits(staff, body.trial()))


@router.post("/whereabouts")
def where_is(desk: DeskNow, staff: SignedInStaff, body: WhereaboutsRequest) -> WhereaboutsShown:
    """Where one document stands for a question, and what it lacks."""
    found = desk.knowledge.search_trials.whereabouts(staff, body.trial(), body.document_id)
    return whereabouts_shown(found)
