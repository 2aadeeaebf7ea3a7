"""Citizens propose corrections of published texts, and everybody sees what changed because of them (S-32)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from assistant.domain.content_faults import FaultKind, deadline
from assistant.domain.personal_data import find_personal_data, mask
from assistant.domain.questions import Language
from assistant.domain.task_titles import TaskTitle, TitleKind
from assistant.domain.tasks import Task, TaskKind, TaskState, TaskStep
from assistant.services.content_faults import newer_version
from assistant.services.public_documents import PublicDocuments
from assistant.services.stores import Store
from assistant.services.tasks import NewTask, Tasks
from assistant.services.written_words import written_words
from knowledge_base import Audience, KnowledgeBase, UnknownObject, Version

CITIZEN = "citizen"

MAX_WORDS = 1_000
"""Code points of a proposal: a paragraph says what is wrong with a page."""

LISTED = 100
"""Entries of the public log of changes; older ones stay in the publication history."""


class ChangeState(StrEnum):
    """What came of a proposal, as everybody may read it."""

    BEING_LOOKED_AT = "being_looked_at"
    CHANGED = "changed"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class PublicChange:
    """One entry: what citizens proposed for a text, and what came of it. `version_id` is the text that came of it, or the
    one it was said about."""

    document_id: str
    version_id: str
    title: str
    department_id: str
    proposed_on: date
    state: ChangeState
    changed_at: datetime | None
    proposals: int


class Suggestions:
    """No account and no personal data: what is proposed is about a text."""

    def __init__(self, store: Store, base: KnowledgeBase, documents: PublicDocuments, tasks: Tasks) -> None:
        self._store = store
        self._base = base
        self._documents = documents
        self._tasks = tasks

    def propose(self, document_id: str, version_id: str, kind: FaultKind, words: str) -> Task:
        """Open a task for the department that owns the text, with personal data masked.

        Raises NotFound for a text that is not public, Invalid(words).
        """
        said = written_words(
            "words", words.strip(), MAX_WORDS, missing="Please write what is wrong or missing."
        )
        shown = self._documents.version(document_id, version_id, Language.EN)
        owner = self._base.document(document_id).document.department_id
        # A number that stands in the text is the office's own, and may be what is wrong.
        spans = [one for one in find_personal_data(said) if said[one.start : one.end] not in shown.text]
        new = NewTask(
            kind=TaskKind.CONTENT_FAULT,
            departments=(owner,),
            title=TaskTitle(TitleKind.PROPOSED_BY_CITIZEN, (shown.title,)),
            detail=mask(said, spans),
            due=deadline(kind, self._tasks.today()),
            document_ids=(document_id,),
            version_ids=(version_id,),
        )
        with self._store.begin() as work:
            return self._tasks.open(work, new, CITIZEN)

    def changes(self) -> tuple[PublicChange, ...]:
        """What came of proposals, newest first; one entry for each text and answer, never the words proposed."""
        with self._store.read() as work:
            tasks = [one for one in work.tasks.all() if _proposed(one)]
        found: dict[tuple[str, str, ChangeState], list[tuple[Task, Version | None]]] = {}
        for task in tasks:
            versions = self._versions(task.facts.document_ids[0])
            newer = newer_version(versions, task.facts.version_ids[0])
            state = _state(task, newer)
            target = (
                newer.id if newer is not None and state is ChangeState.CHANGED else task.facts.version_ids[0]
            )
            found.setdefault((task.facts.document_ids[0], target, state), []).append((task, newer))
        entries = [entry for key, group in found.items() if (entry := self._entry(key, group)) is not None]
        entries.sort(key=lambda one: (one.changed_at is None, one.proposed_on), reverse=True)
        return tuple(entries[:LISTED])

    def _entry(
        self, key: tuple[str, str, ChangeState], group: Sequence[tuple[Task, Version | None]]
    ) -> PublicChange | None:
        document_id, version_id, state = key
        try:
            document = self._base.document(document_id).document
        except UnknownObject:
            return None
        if document.audience is not Audience.PUBLIC:
            return None
        newest = group[-1][1]
        return PublicChange(
            document_id=document_id,
            version_id=version_id,
            title=document.title,
            department_id=document.department_id,
            proposed_on=min(task.facts.opened_at for task, _newer in group).date(),
            state=state,
            changed_at=_published(newest) if state is ChangeState.CHANGED else None,
            proposals=len(group),
        )

    def _versions(self, document_id: str) -> Sequence[Version]:
        try:
            return self._base.document(document_id).versions
        except UnknownObject:
            return ()


def _proposed(task: Task) -> bool:
    said = task.facts.said
    return said is not None and said.kind is TitleKind.PROPOSED_BY_CITIZEN


def _state(task: Task, newer: Version | None) -> ChangeState:
    """A newer text counts once somebody closed the task as done: publishing for another reason mends nothing."""
    if task.state is TaskState.OPEN:
        return ChangeState.BEING_LOOKED_AT
    done = any(one.step is TaskStep.DONE for one in task.events[-1:])
    return ChangeState.CHANGED if done and newer is not None else ChangeState.LEFT


def _published(version: Version | None) -> datetime | None:
    return version.published_at if version is not None else None
