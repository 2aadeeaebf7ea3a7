"""Routes of the agenda across departments, and of calls back to people."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse
from pydantic import Field

from assistant.domain.questions import Language
from assistant.domain.staff import Staff
from assistant.domain.tasks import Task
from assistant.services.desk import Desk
from assistant.services.tasks import MAX_NOTE, may_work_on
from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.report_files import ReportWords, agenda_markdown
from assistant.web.wire import Wire
from assistant.web.wire_agenda import AgendaShown, agenda_shown
from assistant.web.wire_tasks import TaskShown, TasksShown, task_shown

router = APIRouter(prefix="/api", tags=["agenda"])


class CallBackRequest(Wire):
    """What the call is about, and by when. Contact data stay in the case."""

    note: str = Field(default="", max_length=MAX_NOTE)
    due: date | None = None


@router.get("/agenda")
def read_agenda(desk: DeskNow, staff: SignedInStaff) -> AgendaShown:
    """What is open between departments today, as far as the reader may see it."""
    return agenda_shown(desk.needs.agendas.now(staff))


@router.get("/agenda.md")
def download_agenda(
    desk: DeskNow, staff: SignedInStaff, language: Language = Language.EN
) -> PlainTextResponse:
    """The agenda as a text to print or to send round."""
    agenda = desk.needs.agendas.now(staff)
    body = agenda_markdown(agenda, ReportWords.of(desk.directory, language))
    headers = {"Content-Disposition": f'attachment; filename="agenda-{agenda.day.isoformat()}.md"'}
    return PlainTextResponse(body, media_type="text/markdown; charset=utf-8", headers=headers)


@router.get("/staff/cases/{case_id}/call-backs")
def list_call_backs(desk: DeskNow, staff: SignedInStaff, case_id: str) -> TasksShown:
    """The calls asked for about a case."""
    found = desk.needs.call_backs.of_case(staff, case_id)
    return TasksShown(tasks=tuple(_shown(desk, staff, one) for one in found))


@router.post("/staff/cases/{case_id}/call-backs")
def call_back(desk: DeskNow, staff: SignedInStaff, case_id: str, body: CallBackRequest) -> TaskShown:
    """Ask for a call about a closed case; the one that is open already, if there is one."""
    return _shown(desk, staff, desk.needs.call_backs.open(staff, case_id, body.note, body.due))


def _shown(desk: Desk, staff: Staff, task: Task) -> TaskShown:
    tasks = desk.knowledge.tasks
    names = desk.policies.names()
    may = may_work_on(staff, task)
    return task_shown(task, names, staff, tasks.today(), may_work=may, people=tasks.people_for(task))
