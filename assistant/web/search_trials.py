"""Routes that try the search: what a question finds and why, and why a document is not among it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from assistant.services.search_trial import Trial
from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_search_trials import HitsShown, WhereaboutsShown, hits_shown, whereabouts_shown
from knowledge_base import Audience

router = APIRouter(prefix="/api/policies/search", tags=["policies"])

Text = Annotated[str, Query(max_length=2_000)]


def trial_of(
    q: Text,
    as_of: date,
    audience: Audience = Audience.PUBLIC,
    history: Annotated[list[Annotated[str, Query(max_length=2_000)]] | None, Query()] = None,
) -> Trial:
    """The question from the address; `history` may stand several times, oldest first."""
    return Trial(q, as_of, audience, tuple(history or ()))


TrialAsked = Annotated[Trial, Depends(trial_of)]


@router.get("")
def try_search(desk: DeskNow, staff: SignedInStaff, trial: TrialAsked) -> HitsShown:
    """What a question would find, on any day, as citizen or staff, and what each place is due to."""
    return hits_shown(desk.knowledge.search_trials.hits(staff, trial))


@router.get("/whereabouts")
def where_is(
    desk: DeskNow,
    staff: SignedInStaff,
    trial: TrialAsked,
    document_id: Annotated[str, Query(max_length=400)],
) -> WhereaboutsShown:
    """Where one document stands for a question, and what it lacks."""
    return whereabouts_shown(desk.knowledge.search_trials.whereabouts(staff, trial, document_id))
