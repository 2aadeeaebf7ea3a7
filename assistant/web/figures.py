"""Routes of figures: pages by subject, each table as a file, and the service figures that everybody may read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import PlainTextResponse

from assistant.domain.errors import NotFound
from assistant.domain.figures import TableName
from assistant.services.figures import MOST_DAYS, Subject
from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.figure_files import figures_csv
from assistant.web.wire_figures import FigurePageShown, TableShown, page_shown, table_shown

router = APIRouter(prefix="/api", tags=["figures"])

Days = Annotated[int, Query(ge=1, le=MOST_DAYS)]


@router.get("/figures/{subject}")
def read_figures(desk: DeskNow, staff: SignedInStaff, subject: Subject, days: Days = 30) -> FigurePageShown:
    """The tables of a subject over the last days, of the departments this person answers for."""
    return page_shown(desk.figures.page(staff, subject, days))


@router.get("/figures/{subject}/{name}.csv")
def download_figures(
    desk: DeskNow, staff: SignedInStaff, subject: Subject, name: TableName, days: Days = 30
) -> PlainTextResponse:
    """One of the tables for a spreadsheet; no cell of it is a formula (X-17)."""
    page = desk.figures.page(staff, subject, days)
    found = next((one for one in page.tables if one.name is name), None)
    if found is None:
        raise NotFound("There is no such table on this page.")
    file = f"{name.value}-{page.since.isoformat()}-{page.until.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return PlainTextResponse(figures_csv(found), media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/service-figures")
def read_service_figures(desk: DeskNow) -> TableShown:
    """Cost per transaction, satisfaction, completion and digital take-up of the last month, for everybody (L-31)."""
    return table_shown(desk.figures.public())
