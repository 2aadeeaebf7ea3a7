"""Routes of needs and of the weekly report. Who may see and do what is decided by the services, per need."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, BackgroundTasks
from fastapi.responses import PlainTextResponse

from assistant.domain.questions import Language
from assistant.domain.staff import Staff
from assistant.services.desk import Desk
from assistant.services.tasks import may_work_on
from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.report_files import ReportWords, report_csv, report_markdown
from assistant.web.wire_needs import (
    DepartmentRequest,
    IntoRequest,
    NeedDetailShown,
    NeedsShown,
    ProposalRequest,
    QuestionsRequest,
    QuotesShown,
    ServeRequest,
    TaskRequest,
    WeeklyReportShown,
    detail_shown,
    need_shown,
    quote_shown,
    report_shown,
)
from assistant.web.wire_tasks import AssignRequest, DueRequest, NoteRequest, task_shown

router = APIRouter(prefix="/api/needs", tags=["needs"])


@router.get("")
def list_needs(desk: DeskNow, staff: SignedInStaff) -> NeedsShown:
    """The needs the reader may see: waiting ones first, those most people asked for first."""
    names = desk.policies.names()
    today = desk.knowledge.tasks.today()
    rows = desk.needs.needs.listed(staff)
    return NeedsShown(needs=tuple(need_shown(row, names, staff, today) for row in rows))


@router.get("/report")
def read_report(
    desk: DeskNow, staff: SignedInStaff, week: date | None = None, quotes: bool = True
) -> WeeklyReportShown:
    """The report of the week that holds a day, by default the present one."""
    return report_shown(desk.needs.report.week(staff, week, quotes))


@router.get("/report.csv")
def download_csv(
    desk: DeskNow,
    staff: SignedInStaff,
    week: date | None = None,
    quotes: bool = False,
    language: Language = Language.EN,
) -> PlainTextResponse:
    """The report as a table for a spreadsheet; no cell of it is a formula."""
    report = desk.needs.report.week(staff, week, quotes)
    body = report_csv(report, ReportWords.of(desk.directory, language))
    name = f"needs-{report.monday.isoformat()}.csv"
    return _file(body, "text/csv; charset=utf-8", name)


@router.get("/report.md")
def download_markdown(
    desk: DeskNow,
    staff: SignedInStaff,
    week: date | None = None,
    quotes: bool = False,
    language: Language = Language.EN,
) -> PlainTextResponse:
    """The report as a text to print or to send round."""
    report = desk.needs.report.week(staff, week, quotes)
    body = report_markdown(report, ReportWords.of(desk.directory, language))
    return _file(body, "text/markdown; charset=utf-8", f"needs-{report.monday.isoformat()}.md")


@router.get("/{need_id}")
def read_need(desk: DeskNow, staff: SignedInStaff, need_id: str) -> NeedDetailShown:
    """One need with its history, its tasks and how far those who had asked were answered."""
    return _shown(desk, staff, need_id)


@router.get("/{need_id}/questions")
def read_questions(desk: DeskNow, staff: SignedInStaff, need_id: str) -> QuotesShown:
    """What was asked, masked, of cases the reader may read; the reading is logged."""
    return QuotesShown(quotes=tuple(map(quote_shown, desk.needs.needs.quotes(staff, need_id))))


@router.post("/{need_id}/assign")
def assign(desk: DeskNow, staff: SignedInStaff, need_id: str, body: AssignRequest) -> NeedDetailShown:
    """Give it to a person, or back."""
    desk.needs.needs.assign(staff, need_id, body.assignee)
    return _shown(desk, staff, need_id)


@router.post("/{need_id}/due")
def set_due(desk: DeskNow, staff: SignedInStaff, need_id: str, body: DueRequest) -> NeedDetailShown:
    """Say by when."""
    desk.needs.needs.set_due(staff, need_id, body.due)
    return _shown(desk, staff, need_id)


@router.post("/{need_id}/department", status_code=204)
def hand_over(desk: DeskNow, staff: SignedInStaff, need_id: str, body: DepartmentRequest) -> None:
    """Say whose it is; whoever gives it away may not see it any more."""
    desk.needs.needs.hand_over(staff, need_id, body.department_id)


@router.post("/{need_id}/note")
def note(desk: DeskNow, staff: SignedInStaff, need_id: str, body: NoteRequest) -> NeedDetailShown:
    """Write something down."""
    desk.needs.needs.note(staff, need_id, body.note)
    return _shown(desk, staff, need_id)


@router.post("/{need_id}/task")
def to_task(desk: DeskNow, staff: SignedInStaff, need_id: str, body: TaskRequest) -> NeedDetailShown:
    """Ask the department for a document."""
    desk.needs.needs.to_task(staff, need_id, body.title, body.due)
    return _shown(desk, staff, need_id)


@router.post("/{need_id}/visit")
def visit(desk: DeskNow, staff: SignedInStaff, need_id: str, body: TaskRequest) -> NeedDetailShown:
    """Ask the department to go and see."""
    desk.needs.needs.visit(staff, need_id, body.title, body.due)
    return _shown(desk, staff, need_id)


@router.post("/{need_id}/propose")
def propose(desk: DeskNow, staff: SignedInStaff, need_id: str, body: ProposalRequest) -> NeedDetailShown:
    """Name a version that may serve it, or decline the one proposed."""
    desk.needs.needs.propose(staff, need_id, body.version_id)
    return _shown(desk, staff, need_id)


@router.post("/{need_id}/serve")
def serve(
    desk: DeskNow, staff: SignedInStaff, need_id: str, body: ServeRequest, later: BackgroundTasks
) -> NeedDetailShown:
    """Close it by a version in force; those who had asked are answered right after, and by the round."""
    desk.needs.serving.serve(staff, need_id, body.version_id, body.note)
    later.add_task(desk.needs.serving.settle)
    return _shown(desk, staff, need_id)


@router.post("/{need_id}/drop")
def drop(desk: DeskNow, staff: SignedInStaff, need_id: str, body: NoteRequest) -> NeedDetailShown:
    """Close it without a document, with a note."""
    desk.needs.needs.drop(staff, need_id, body.note)
    return _shown(desk, staff, need_id)


@router.post("/{need_id}/reopen")
def reopen(desk: DeskNow, staff: SignedInStaff, need_id: str, body: NoteRequest) -> NeedDetailShown:
    """Take it up again, with a note."""
    desk.needs.needs.reopen(staff, need_id, body.note)
    return _shown(desk, staff, need_id)


@router.post("/{need_id}/merge")
def merge(desk: DeskNow, staff: SignedInStaff, need_id: str, body: IntoRequest) -> NeedDetailShown:
    """Make it part of another need, also one asked in another language."""
    desk.needs.splitting.merge(staff, need_id, body.into)
    return _shown(desk, staff, body.into)


@router.post("/{need_id}/split")
def split(desk: DeskNow, staff: SignedInStaff, need_id: str, body: QuestionsRequest) -> NeedDetailShown:
    """Make a need of its own of some of the questions; the new one."""
    made = desk.needs.splitting.split(staff, need_id, body.question_ids)
    return _shown(desk, staff, made.facts.id)


def _shown(desk: Desk, staff: Staff, need_id: str) -> NeedDetailShown:
    detail = desk.needs.needs.read(staff, need_id)
    names = desk.policies.names()
    today = desk.knowledge.tasks.today()
    tasks = tuple(
        task_shown(one, names, staff, today, may_work=may_work_on(staff, one), people=())
        for one in detail.tasks
    )
    return detail_shown(detail, tasks, names, staff, today)


def _file(body: str, media_type: str, name: str) -> PlainTextResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return PlainTextResponse(body, media_type=media_type, headers=headers)
