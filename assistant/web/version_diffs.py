"""The route that compares two versions of a document."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire import Shown
from assistant.web.wire_policies import VersionShown, version_shown

router = APIRouter(prefix="/api/policies/documents", tags=["policies"])


class PieceShown(Shown):
    """Some words: of both texts, added or removed; `figure` where a number came, went or changed."""

    text: str
    change: str | None
    figure: bool


class RowShown(Shown):
    """A paragraph: same, changed, added, removed, moved (its new place) or moved_away (its old one)."""

    change: str
    pieces: tuple[PieceShown, ...]
    headings: tuple[str, ...]
    is_heading: bool
    before: int | None
    after: int | None


class DiffShown(Shown):
    """Two versions, paragraph by paragraph, in the order of the newer one."""

    older: VersionShown
    newer: VersionShown
    rows: tuple[RowShown, ...]
    counts: dict[str, int]
    figures: int


@router.get("/{document_id}/diff")
def compare(
    desk: DeskNow,
    staff: SignedInStaff,
    document_id: str,
    from_version: Annotated[str, Query(alias="from", max_length=400)],
    to_version: Annotated[str, Query(alias="to", max_length=400)],
) -> DiffShown:
    """What changed from one version to another."""
    found = desk.knowledge.version_diffs.between(staff, document_id, from_version, to_version)
    names = desk.policies.names()
    return DiffShown(
        older=version_shown(found.older, names),
        newer=version_shown(found.newer, names),
        rows=tuple(map(RowShown.model_validate, found.rows)),
        counts={change.value: count for change, count in found.counts.items()},
        figures=found.figures,
    )
