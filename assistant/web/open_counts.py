"""Routes open to everybody: how the service does, open data, proposals for texts and what came of them."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.domain.questions import Language
from assistant.services.open_figures import SMALLEST_GROUP
from assistant.web.dependencies import ClientAddress, DeskNow
from assistant.web.wire_open import (
    ChangesShown,
    OpenDataShown,
    OpenFiguresShown,
    ProposalRequest,
    changes_shown,
    data_shown,
    figures_shown,
)

router = APIRouter(prefix="/api", tags=["public"])


@router.get("/open/figures")
def read_figures(desk: DeskNow) -> OpenFiguresShown:
    """How many questions ended how, promises kept, ratings, appeals; counted anew at least every minute (S-07)."""
    return figures_shown(desk.citizen.open_counts.figures())


@router.get("/open/data")
def read_data(desk: DeskNow, address: ClientAddress) -> OpenDataShown:
    """Counts by month, language, topic and outcome under an open licence, small groups left out (S-29)."""
    desk.limits.open_call(address)
    return data_shown(desk.citizen.open_counts.data(), SMALLEST_GROUP)


@router.get("/open/changes")
def read_changes(desk: DeskNow, language: Language = Language.EN) -> ChangesShown:
    """What citizens proposed for which text, and what came of it (S-32)."""
    names = {one.id: one.name[language] for one in desk.directory.departments()}
    return changes_shown(desk.knowledge.suggestions.changes(), names)


@router.post("/documents/{document_id}/versions/{version_id}/proposals", status_code=204)
def propose(
    desk: DeskNow, address: ClientAddress, document_id: str, version_id: str, body: ProposalRequest
) -> None:
    """Say what is wrong with a text; its department gets a task. Nobody needs to say who they are."""
    desk.limits.proposal(address)
    desk.knowledge.suggestions.propose(document_id, version_id, body.kind, body.words)
