"""The weekly report, the agenda, calls back and reviews that come due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.domain.errors import Forbidden, NotFound
from assistant.domain.questions import Language
from assistant.domain.task_titles import TaskTitle, TitleKind
from assistant.domain.tasks import Task, TaskKind, TaskState
from assistant.services.agenda import AgendaSection
from assistant.services.needs_report import WeeklyReport
from assistant.services.tasks import NewTask
from assistant.web.report_files import ReportWords, agenda_markdown, report_csv, report_markdown
from tests.knowledge_base.builders import an_upload
from tests.services.needs_room import CAMPING, EDDA, HUGO, POOL, SCOOTER, NeedsRoom, needs_room
from tests.services.review_room import ADA, ANDY, CAROL, CHEN, HANNA, SAM, invalid, refused

SECRET = "My number is 0171 2345678, may I book a swimming pool lane for my club?"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NeedsRoom]:
    """Two weeks of questions: the pool in both, scooters and camping in the second, one with a telephone number."""
    with needs_room(tmp_path_factory.mktemp("report")) as found:
        found.gather(*POOL)
        found.clock.turn(timedelta(days=7))
        found.gather(SECRET, *SCOOTER)
        found.unserved(CAMPING, department_id="housing")
        found.desk.gathering.settle()
        pool = found.needs()[0]
        found.desk.needs.assign(SAM, pool.facts.id, EDDA.id)
        found.desk.needs.set_due(SAM, pool.facts.id, date(2026, 12, 1))
        yield found


def _report(room: NeedsRoom) -> WeeklyReport:
    return room.desk.report.week(SAM)


def test_the_week_lists_what_was_not_answered(room: NeedsRoom) -> None:
    """S-16: needs with their questions of the week and before, most asked first."""
    report = _report(room)
    assert report.monday == date(2026, 11, 30)
    counts = [(one.asked_in_week, one.asked_before, one.new) for one in report.unanswered]
    assert counts == [(2, 0, True), (1, 3, False), (1, 0, True)]
    assert (report.questions, report.people) == (4, 4)
    assert dict(report.by_department) == {"transport": 3, "housing": 1}


def test_new_topics_are_those_first_asked_in_the_week(room: NeedsRoom) -> None:
    """S-16: what came up for the first time stands apart."""
    named = [set(one.words) for one in _report(room).new_topics]
    assert {"electric", "park", "scooter"} in named
    assert len(named) == 2


def test_every_item_has_an_owner_and_a_due_date(room: NeedsRoom) -> None:
    """S-16: where no person took it, the department owns it; each need has a day from the start."""
    words = ReportWords.of(room.town, Language.EN)
    owners = [words.owner(one.owner, one.department_id) for one in _report(room).unanswered]
    assert owners == ["Transport", "Edda Klein", "Housing"]
    assert [one.due for one in _report(room).unanswered] == [
        date(2026, 12, 15),
        date(2026, 12, 1),
        date(2026, 12, 15),
    ]


def test_quotes_are_verbatim_but_for_personal_data(room: NeedsRoom) -> None:
    """S-16, X-16: people's words stand there, their telephone numbers do not."""
    (quote,) = _report(room).unanswered[1].quotes
    assert quote.text == "My number is [PHONE_NUMBER], may I book a swimming pool lane for my club?"


def test_quotes_are_for_readers_of_the_cases_only(room: NeedsRoom) -> None:
    """A policy editor sees counts, no citizen's text; a caseworker those of their own department."""
    for reader, quoted in ((EDDA, 0), (CHEN, 3), (SAM, 4)):
        report = room.desk.report.week(reader)
        assert sum(len(one.quotes) for one in report.unanswered) == quoted


def test_reading_quotes_is_on_record(room: NeedsRoom) -> None:
    """X-21: the log names whose questions were read by whom."""
    room.desk.report.week(ANDY)
    entry = room.log()[-1]
    assert (entry.actor, entry.action) == ("andy", "needs_report_read")
    assert len(entry.data["questions"].split(",")) == 4


def test_the_week_before_has_its_own_report(room: NeedsRoom) -> None:
    """A past week counts only what was known by its end."""
    report = room.desk.report.week(SAM, date(2026, 11, 25))
    assert [(one.asked_in_week, one.asked_before) for one in report.unanswered] == [(3, 0)]


def test_a_week_to_come_has_none(room: NeedsRoom) -> None:
    """Nobody has asked yet."""
    with invalid("week"):
        room.desk.report.week(SAM, date(2027, 1, 4))


def test_who_may_not_read_policies_gets_no_report(room: NeedsRoom) -> None:
    """An administrator of accounts has no business with what people ask."""
    with pytest.raises(Forbidden):
        room.desk.report.week(ADA)


@pytest.mark.parametrize(("language", "said"), [(Language.EN, "# Needs report"), (Language.ZH, "# 需求周报")])
def test_the_report_is_a_file_in_both_languages(room: NeedsRoom, language: Language, said: str) -> None:
    """S-16: to print or to send round."""
    text = report_markdown(_report(room), ReportWords.of(room.town, language))
    assert text.startswith(said)
    assert "scooter" in text


def test_no_cell_of_the_table_is_a_formula(room: NeedsRoom) -> None:
    """A citizen's words must not run in a spreadsheet."""
    report = _report(room)
    first = report.unanswered[0]
    hostile = replace(first, words=("=cmd|' /C calc'!A1",))
    table = report_csv(replace(report, unanswered=(hostile,)), ReportWords.of(room.town, Language.EN))
    assert "'=cmd" in table
    assert not any(line.startswith("=") for line in table.splitlines())


def test_a_gap_can_be_turned_into_a_knowledge_task(room: NeedsRoom) -> None:
    """S-16: from the report's item to a task of its department."""
    item = _report(room).unanswered[2]
    task = room.desk.needs.to_task(SAM, item.need_id, "Camping equipment")
    assert (task.facts.kind, task.facts.departments) == (TaskKind.DOCUMENT, ("housing",))
    assert room.desk.report.week(SAM).unanswered[2].task_ids == (task.facts.id,)
    room.tasks.close(SAM, task.facts.id, done=False, note="The test is over.")


def _task(room: NeedsRoom, kind: TaskKind, *departments: str, due: date | None = None) -> Task:
    with room.store.begin() as work:
        return room.tasks.open(work, NewTask(kind, departments, str(kind), due=due), "system")


def test_the_agenda_counts_what_is_open(room: NeedsRoom) -> None:
    """S-06: contradictions, cases passed on, gaps, misleading pages and late tasks, for a fixed fixture."""
    late = date(2026, 11, 1)
    opened = [
        _task(room, TaskKind.CONFLICT, "transport", "housing"),
        _task(room, TaskKind.CONTENT_FAULT, "housing", due=late),
        _task(room, TaskKind.REVIEW_DUE, "transport", due=late),
    ]
    done = _task(room, TaskKind.CONFLICT, "transport")
    room.tasks.close(SAM, done.facts.id, done=True, note="Settled.")
    agenda = room.desk.agendas.now(SAM)
    assert {section: len(items) for section, items in agenda.sections} == {
        AgendaSection.CONFLICTS: 1,
        AgendaSection.REASSIGNED: 0,
        AgendaSection.GAPS: 3,
        AgendaSection.CONTENT_FAULTS: 1,
        AgendaSection.OVERDUE: 1,
        AgendaSection.HUMAN_CONTACT: 0,
    }
    assert agenda.count == 6
    gaps = dict(agenda.sections)[AgendaSection.GAPS]
    assert [one.count for one in gaps] == [4, 2, 1]
    text = agenda_markdown(agenda, ReportWords.of(room.town, Language.EN))
    assert "## Knowledge gaps (3)" in text
    assert "## Cases passed on between departments (0)" in text
    for task in opened:
        room.tasks.close(SAM, task.facts.id, done=True, note="The test is over.")


def test_the_agenda_as_a_file_names_tasks_in_its_language(room: NeedsRoom) -> None:
    """S-06: a contradiction that the system found is told in Chinese to whoever reads Chinese."""
    said = TaskTitle(TitleKind.CONTRADICTION, ("Fees", "Permits"))
    with room.store.begin() as work:
        task = room.tasks.open(work, NewTask(TaskKind.CONFLICT, ("transport",), said), "system")
    words = ReportWords.of(room.town, Language.ZH)
    told = agenda_markdown(room.desk.agendas.now(SAM), words)
    assert "《Fees》与《Permits》相互矛盾" in told
    assert "contradict" not in told
    room.tasks.close(SAM, task.facts.id, done=True, note="The test is over.")


def test_the_agenda_shows_each_reader_their_own(room: NeedsRoom) -> None:
    """Hugo of housing sees housing's gap only."""
    gaps = dict(room.desk.agendas.now(HUGO).sections)[AgendaSection.GAPS]
    assert [one.departments for one in gaps] == [("housing",)]


def test_a_closed_case_is_called_back_once(room: NeedsRoom) -> None:
    """S-31: pressed twice it is one task; it names the case and nothing of the citizen."""
    case = room.unserved(SECRET)
    with refused("case_open"):
        room.desk.call_backs.open(CAROL, case.id)
    room.reply_in_person(case, room.ids.new_id())
    task = room.desk.call_backs.open(CAROL, case.id)
    assert room.desk.call_backs.open(CHEN, case.id).facts.id == task.facts.id
    assert (task.facts.kind, task.facts.title, task.facts.detail) == (TaskKind.CALL_BACK, case.number, "")
    assert task.due == date(2026, 12, 4)
    room.desk.gathering.settle()


def test_calls_are_for_those_who_may_decide_the_case(room: NeedsRoom) -> None:
    """S-31: another department does not find the case, nor its task; an auditor may look but not call."""
    case = room.unserved(POOL[0])
    room.reply_in_person(case, room.ids.new_id())
    task = room.desk.call_backs.open(CAROL, case.id)
    with pytest.raises(NotFound):
        room.desk.call_backs.open(HANNA, case.id)
    with pytest.raises(NotFound):
        room.tasks.read(HANNA, task.facts.id)
    with pytest.raises(NotFound):
        room.tasks.read(EDDA, task.facts.id)
    with pytest.raises(Forbidden):
        room.desk.call_backs.open(ANDY, case.id)


DUE = date(2026, 12, 4)


def test_a_low_rating_asks_for_a_call_once(room: NeedsRoom) -> None:
    """S-31: a call-back task is created on a low rating, one for each rating."""
    case = room.unserved(POOL[1])
    with room.store.begin() as work:
        first = room.desk.call_backs.after_low_rating(work, case.department_id, case, "rating-1", DUE)
    with room.store.begin() as work:
        second = room.desk.call_backs.after_low_rating(work, case.department_id, case, "rating-1", DUE)
    assert first.facts.id == second.facts.id
    assert (first.facts.kind, first.facts.opened_by) == (TaskKind.CALL_BACK, "system")


def test_a_review_that_comes_due_is_asked_for_once(tmp_path: Path) -> None:
    """A served version whose review date is near gets one task; a newer version takes the request back."""
    with needs_room(tmp_path) as room:
        upload = an_upload("# Kites\n\nFly them.\n", document_id="kites", effective_from=date(2026, 1, 1))
        room.publish_upload(replace(upload, review_by=date(2027, 1, 31)))
        assert room.desk.reviews_due.settle() == 0
        room.clock.turn(timedelta(days=40))
        assert (room.desk.reviews_due.settle(), room.desk.reviews_due.settle()) == (1, 0)
        newer = an_upload(
            "# Kites\n\nFly them high.\n", document_id="kites", effective_from=date(2026, 12, 1)
        )
        room.publish_upload(newer)
        assert room.desk.reviews_due.settle() == 0
        (task,) = room.tasks.listed(SAM, (TaskKind.REVIEW_DUE,))
        assert (task.due, task.state) == (date(2027, 1, 31), TaskState.DONE)
