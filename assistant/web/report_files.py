"""The weekly report and the agenda as files: a table for a spreadsheet, a text to print. In both languages."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain.questions import Language
from assistant.services.agenda import Agenda, AgendaItem, AgendaSection
from assistant.services.needs_report import ReportedNeed, WeeklyReport
from assistant.services.ports import Directory

_EN: Mapping[str, str] = {
    "report": "Needs report",
    "week": "Week from {monday}",
    "total": "{questions} questions of {people} people were not served.",
    "unanswered": "Not answered",
    "new": "New topics",
    "low_rated": "Answers rated low",
    "none": "None.",
    "need": "Need",
    "unnamed": "(not named yet)",
    "department": "Department",
    "state": "State",
    "in_week": "Asked this week",
    "before": "Asked before",
    "people": "People",
    "owner": "Owner",
    "due": "Due",
    "overdue": "overdue",
    "quotes": "In people's words",
    "agenda": "Agenda across departments",
    "day": "As of {day}: {count} items",
    "conflicts": "Contradictions not settled",
    "reassigned": "Cases passed on between departments",
    "gaps": "Knowledge gaps",
    "content_faults": "Pages that misled",
    "overdue_tasks": "Tasks past their day",
    "human_contact": "Too few conversations with a person",
    "asked_by": "asked by {count}",
}
_ZH: Mapping[str, str] = {
    "report": "需求周报",
    "week": "{monday} 起的一周",
    "total": "有 {people} 人的 {questions} 个问题未得到满足。",
    "unanswered": "未能答复",
    "new": "新出现的主题",
    "low_rated": "评价低的答复",
    "none": "无。",
    "need": "需求",
    "unnamed": "（尚未命名）",
    "department": "部门",
    "state": "状态",
    "in_week": "本周提问",
    "before": "此前提问",
    "people": "人数",
    "owner": "负责人",
    "due": "期限",
    "overdue": "已逾期",
    "quotes": "群众原话",
    "agenda": "跨部门会议议程",
    "day": "截至 {day}：共 {count} 项",
    "conflicts": "尚未解决的矛盾",
    "reassigned": "在部门之间转交的案件",
    "gaps": "知识缺口",
    "content_faults": "误导读者的页面",
    "overdue_tasks": "已逾期的任务",
    "human_contact": "有工作人员参与的对话过少",
    "asked_by": "{count} 人提问",
}
STATES: Mapping[Language, Mapping[str, str]] = {
    Language.EN: {
        "open": "open",
        "assigned": "assigned",
        "tasked": "document asked for",
        "served": "served",
        "dropped": "dropped",
        "merged": "merged",
    },
    Language.ZH: {
        "open": "待处理",
        "assigned": "已分派",
        "tasked": "已要求制定文件",
        "served": "已满足",
        "dropped": "已放弃",
        "merged": "已合并",
    },
}
_SECTIONS = {
    AgendaSection.CONFLICTS: "conflicts",
    AgendaSection.REASSIGNED: "reassigned",
    AgendaSection.GAPS: "gaps",
    AgendaSection.CONTENT_FAULTS: "content_faults",
    AgendaSection.OVERDUE: "overdue_tasks",
    AgendaSection.HUMAN_CONTACT: "human_contact",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~])")


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The words of one language, and the departments' names in it."""

    language: Language
    words: Mapping[str, str]
    states: Mapping[str, str]
    departments: Mapping[str, str]

    @classmethod
    def of(cls, directory: Directory, language: Language) -> ReportWords:
        """From the town's directory."""
        names = {one.id: one.name[language] for one in directory.departments()}
        return cls(language, _ZH if language is Language.ZH else _EN, STATES[language], names)

    def need(self, words: tuple[str, ...] | str) -> str:
        """What a need is called."""
        name = words if isinstance(words, str) else " ".join(words)
        return name or self.words["unnamed"]

    def owner(self, owner: str | None, department_id: str) -> str:
        """The person, or else the department, which answers for what nobody took."""
        return owner or self.departments.get(department_id, department_id)


def report_csv(report: WeeklyReport, words: ReportWords) -> str:
    """One row for each need; a cell never begins like a formula."""
    say = words.words
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\r\n")
    heads = ("need", "department", "state", "in_week", "before", "people", "owner", "due", "new", "quotes")
    table.writerow([say[head] for head in heads])
    for one in report.unanswered:
        cells = (
            words.need(one.words),
            words.departments.get(one.department_id, one.department_id),
            words.states.get(one.state, one.state),
            str(one.asked_in_week),
            str(one.asked_before),
            str(one.people),
            words.owner(one.owner, one.department_id),
            one.due.isoformat(),
            "1" if one.new else "0",
            " / ".join(quote.text for quote in one.quotes),
        )
        table.writerow([text_cell(cell) for cell in cells])
    # The mark tells spreadsheets that the text is UTF-8: without it they garble Chinese.
    return "\ufeff" + file.getvalue()


def report_markdown(report: WeeklyReport, words: ReportWords) -> str:
    """Headings, then needs as lists, then who is to do what by when."""
    say = words.words
    lines = [
        f"# {say['report']}",
        "",
        say["week"].format(monday=report.monday.isoformat()),
        "",
        say["total"].format(questions=report.questions, people=report.people),
    ]
    for heading, needs in (("unanswered", report.unanswered), ("new", report.new_topics)):
        lines += ["", f"## {say[heading]}", ""]
        lines += [line for one in needs for line in _need_lines(one, words)] or [say["none"]]
    lines += ["", f"## {say['low_rated']}", ""]
    low = [
        f"- {words.owner(one.owner, one.department_id)}, {say['due']} {one.due.isoformat()}"
        for one in report.low_rated
    ]
    return "\n".join([*lines, *(low or [say["none"]]), ""])


def agenda_markdown(agenda: Agenda, words: ReportWords) -> str:
    """One heading for each section, also for an empty one."""
    say = words.words
    lines = [f"# {say['agenda']}", "", say["day"].format(day=agenda.day.isoformat(), count=agenda.count)]
    for section, items in agenda.sections:
        lines += ["", f"## {say[_SECTIONS[section]]} ({len(items)})", ""]
        lines += [_agenda_line(one, words) for one in items] or [say["none"]]
    return "\n".join([*lines, ""])


def _need_lines(one: ReportedNeed, words: ReportWords) -> list[str]:
    say = words.words
    late = f" ({say['overdue']})" if one.overdue else ""
    what = (
        f"- **{_plain(words.need(one.words))}** · {say['in_week']}: {one.asked_in_week}"
        f" · {say['before']}: {one.asked_before} · {say['people']}: {one.people}"
        f" · {words.states.get(one.state, one.state)} · {say['owner']}: "
        f"{_plain(words.owner(one.owner, one.department_id))} · {say['due']}: {one.due.isoformat()}{late}"
    )
    return [what, *(f"  > {_plain(quote.text)}" for quote in one.quotes)]


def _agenda_line(one: AgendaItem, words: ReportWords) -> str:
    say = words.words
    departments = ", ".join(words.departments.get(each, each) for each in one.departments)
    title = one.said.told_in(words.language) if one.said is not None else words.need(one.title)
    parts = [f"**{_plain(title)}**", _plain(departments)]
    if one.section is AgendaSection.GAPS:
        parts.append(say["asked_by"].format(count=one.count))
    if one.owner:
        parts.append(f"{say['owner']}: {_plain(one.owner)}")
    if one.due is not None:
        late = f" ({say['overdue']})" if one.overdue else ""
        parts.append(f"{say['due']}: {one.due.isoformat()}{late}")
    return "- " + " · ".join(parts)


def text_cell(text: str) -> str:
    """A cell that a spreadsheet reads as text (a citizen wrote some of it)."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _plain(text: str) -> str:
    """What others wrote, so that nothing in it is markup."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
