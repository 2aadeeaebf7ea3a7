"""Content faults: a reviewer says that the page misled, and its owners get a task with a deadline (S-16).

A fault counts against the document, never against the machine or the reviewer. It holds policy text and the
reviewer's own words; what the citizen wrote stays in the case (L-12).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain.cases import Case
from assistant.domain.content_faults import ContentFault, FaultKind, deadline, repeats
from assistant.domain.errors import Forbidden, Invalid, NotFound
from assistant.domain.personal_data import find_personal_data, mask
from assistant.domain.questions import Author
from assistant.domain.staff import Right, Staff
from assistant.domain.tasks import Task, TaskKind, TaskState
from assistant.services.case_access import decidable_case, may_see_case
from assistant.services.found_passages import FoundPassage, found_passages
from assistant.services.ports import Clock, Ids
from assistant.services.stores import Store, Work
from assistant.services.tasks import NewTask, Tasks, may_read
from knowledge_base import SYSTEM_ACTOR, KnowledgeBase, UnknownObject, Version, VersionState

MAX_NOTE = 1_000
"""Characters of a reviewer's note: a paragraph says what is wrong with a page."""

NEWER_VERSION = "newer_version:"
"""What stands before a version's number in the note about it. Screens say it in words."""

MAX_TITLE = 200


@dataclass(frozen=True, slots=True)
class FaultReport:
    """What a reviewer points at: a passage found for the case, with the words of it that mislead, or all of it."""

    passage_id: str
    kind: FaultKind
    note: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class FaultOnRecord:
    """A reported fault, the task it is worked on in, the version that was published since, if any, and the case it
    came from, if its reader may see that."""

    fault: ContentFault
    task: Task
    newer: Version | None
    case: Case | None


class ContentFaults:
    """Reporting faults of published texts, and telling their owners when a newer text may have mended them."""

    def __init__(self, store: Store, base: KnowledgeBase, tasks: Tasks, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._base = base
        self._tasks = tasks
        self._clock = clock
        self._ids = ids

    def report(self, staff: Staff, case_id: str, report: FaultReport) -> FaultOnRecord:
        """Open a task for the department that owns the page, or add to the one that is open for the same fault.

        Raises NotFound (case, or a passage that was not found for it), Forbidden, Invalid (`note`, `quote`),
        Conflict("fault_reported") for the same fault of the same case.
        """
        with self._store.read() as work:
            case = decidable_case(work, staff, case_id)
            passage = self._passage(work, case, report.passage_id)
            citizen = _written_by_citizen(work, case)
        quote = _checked_quote(report.quote, passage)
        note = _checked_note(report.note, citizen, passage.text)
        owner = self._owner(passage.document_id)
        with self._store.begin() as work:
            case = decidable_case(work, staff, case_id)
            task, known = self._task(work, staff, passage, report.kind, note, owner)
            fault = ContentFault(
                id=self._ids.new_id(),
                task_id=task.facts.id,
                kind=report.kind,
                document_id=passage.document_id,
                version_id=passage.version_id,
                passage_id=passage.passage_id,
                quote=quote,
                note=note,
                case_id=case.id,
                reported_by=staff.id,
                reported_at=self._clock.now(),
            )
            work.health.add_fault(fault)
            if known:
                task = self._tasks.tell(work, task, staff.id, note)
            data = {"document": fault.document_id, "kind": fault.kind.value, "task": fault.task_id}
            work.oversight.audit(staff.id, "content_fault_reported", "case", case.id, data, fault.reported_at)
        return FaultOnRecord(fault, task, self._newer(fault), case)

    def listed(self, staff: Staff, document_id: str | None = None) -> list[FaultOnRecord]:
        """The faults of documents whose department the reader may see, of one document where it is named; open ones
        first, those due soonest first. The case only for whoever may read it (X-09)."""
        if not staff.may_somewhere(Right.READ_POLICIES):
            raise Forbidden("You may not read policies here.")
        with self._store.read() as work:
            tasks = {task.facts.id: task for task in work.tasks.all()}
            faults = [
                (one, may_see_case(work, staff, one.case_id))
                for one in work.health.faults()
                if document_id in (None, one.document_id) and may_read(staff, tasks[one.task_id])
            ]
        found = [FaultOnRecord(one, tasks[one.task_id], self._newer(one), case) for one, case in faults]
        return sorted(
            found,
            key=lambda one: (one.task.state is not TaskState.OPEN, one.task.due or date.max, one.fault.id),
        )

    def settle(self) -> None:
        """Tell each open task once of every newer version of its document: a round, idempotent."""
        with self._store.read() as work:
            tasks = {task.facts.id: task for task in work.tasks.all() if task.state is TaskState.OPEN}
            faults = [one for one in work.health.faults() if one.task_id in tasks]
        for task_id, fault in {one.task_id: one for one in faults}.items():
            newer = self._newer(fault)
            if newer is not None:
                self._tell_of(task_id, newer)

    def _tell_of(self, task_id: str, newer: Version) -> None:
        now = self._clock.now()
        with self._store.begin() as work:
            task = work.tasks.get(task_id)
            if task is None or task.state is not TaskState.OPEN:
                return
            if not work.health.answer_fault(task_id, newer.id, now):
                return
            self._tasks.tell(work, task, SYSTEM_ACTOR, f"{NEWER_VERSION}{newer.number}")

    def _task(
        self, work: Work, staff: Staff, passage: FoundPassage, kind: FaultKind, note: str, owner: str
    ) -> tuple[Task, bool]:
        """The open task for this fault of this passage and True, or a new one and False.

        A fault reported again after its task was closed gets a new task, with a finding of its own.
        """
        closed = 0
        while True:
            finding = f"content_fault:{passage.passage_id}:{kind}:{closed}"
            known = work.tasks.by_finding(finding)
            if known is None:
                break
            if known.state is TaskState.OPEN:
                return known, True
            closed += 1
        new = NewTask(
            kind=TaskKind.CONTENT_FAULT,
            departments=(owner,),
            title=_title(passage),
            detail=note,
            due=deadline(kind, self._tasks.today()),
            document_ids=(passage.document_id,),
            version_ids=(passage.version_id,),
            finding=finding,
        )
        return self._tasks.open(work, new, staff.id), False

    def _passage(self, work: Work, case: Case, passage_id: str) -> FoundPassage:
        drafts = work.questions.drafts(case.question_id)
        messages = work.conversations.messages(case.conversation_id)
        for draft in (*reversed(drafts), None):
            for found in found_passages(case, draft, messages):
                if found.passage_id == passage_id:
                    return found
        raise NotFound("This passage was not found for this case.")

    def _owner(self, document_id: str) -> str:
        try:
            return self._base.document(document_id).document.department_id
        except UnknownObject as error:
            raise NotFound("There is no such document.") from error

    def _newer(self, fault: ContentFault) -> Version | None:
        try:
            versions = self._base.document(fault.document_id).versions
        except UnknownObject:
            return None
        return newer_version(versions, fault.version_id)


def newer_version(versions: Sequence[Version], version_id: str) -> Version | None:
    """The newest published version that came after this one."""
    numbers: Mapping[str, int] = {one.id: one.number for one in versions}
    after = numbers.get(version_id, 0)
    later = [one for one in versions if one.state is VersionState.PUBLISHED and one.number > after]
    return max(later, key=lambda one: one.number, default=None)


def _written_by_citizen(work: Work, case: Case) -> str:
    messages = work.conversations.messages(case.conversation_id)
    return "\n".join(one.text for one in messages if one.author is Author.CITIZEN)


def _checked_quote(quote: str, passage: FoundPassage) -> str:
    said = quote.strip()
    if said not in passage.text:
        raise Invalid("quote", "These words do not stand in the passage.")
    return said


def _checked_note(note: str, citizen: str, page: str) -> str:
    said = note.strip()
    if not said:
        raise Invalid("note", "Say what is wrong with the page.")
    if len(said) > MAX_NOTE:
        raise Invalid("note", f"Write at most {MAX_NOTE} characters.")
    if repeats(said, citizen, page):
        raise Invalid("note", "Describe the page in your own words; leave out what the citizen wrote.")
    # A number that stands on the page is the office's own, and may be what is wrong.
    spans = [one for one in find_personal_data(said) if said[one.start : one.end] not in page]
    return mask(said, spans)


def _title(passage: FoundPassage) -> str:
    below = (
        passage.heading_path[1:]
        if passage.heading_path[:1] == (passage.document_title,)
        else passage.heading_path
    )
    return " › ".join((passage.document_title, *below))[:MAX_TITLE]
