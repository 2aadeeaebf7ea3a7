"""The route about what language models cost."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from assistant.services.model_spending_desk import MOST_DAYS
from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_spending import SpendingShown, spending_shown

router = APIRouter(prefix="/api/oversight", tags=["oversight"])


@router.get("/spending")
def read_spending(
    desk: DeskNow, staff: SignedInStaff, days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 30
) -> SpendingShown:
    """Models, budgets and what the last days cost, of the departments this person may see."""
    return spending_shown(desk.model_spending.report(staff, days))
