"""Routes of the open record: the system card and the transparency record, made from live configuration (L-06, L-29)."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from assistant.domain.questions import Language
from assistant.web.dependencies import DeskNow
from assistant.web.wire_records import SystemCardShown, card_shown

router = APIRouter(tags=["public"])


@router.get("/api/open/system-card")
def read_card(desk: DeskNow, language: Language = Language.EN) -> SystemCardShown:
    """Purpose, accuracy, known failures, oversight and log, in plain words."""
    return card_shown(desk.citizen.open_records.card(language))


@router.get("/transparency/atrs.json")
def read_atrs(desk: DeskNow) -> dict[str, Any]:
    """The record of the Algorithmic Transparency Recording Standard, two tiers."""
    return desk.citizen.open_records.atrs()
