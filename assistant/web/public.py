"""Routes that need nobody to sign in: health and the open figures."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.web.dependencies import DeskNow
from assistant.web.wire import Shown

router = APIRouter(prefix="/api", tags=["public"])


class Health(Shown):
    """Whether questions can be taken and answered from policies."""

    status: str
    index_version: str


class OutcomeCounts(Shown):
    """How many questions ended how, since the beginning."""

    answered: int
    reviewed: int
    clarified: int
    emergency: int
    courtesy: int
    failed: int
    in_progress: int


@router.get("/health")
def health(desk: DeskNow) -> Health:
    """`ready` once the database answers and an index is active; without an index questions go to people."""
    index_version = desk.oversight.health()
    return Health(status="ready" if index_version else "no_index", index_version=index_version)


@router.get("/outcomes")
def outcomes(desk: DeskNow) -> OutcomeCounts:
    """The one outcome counter, counted from the questions themselves (S-07)."""
    return OutcomeCounts(**desk.oversight.outcome_counts())
