"""Asking the test questions whenever what is in force has changed: by a publication, a withdrawal, a roll-back, a date."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from assistant.domain.saved_questions import (
    Occasion,
    QuestionResult,
    QuestionRun,
    SavedQuestion,
    newly_failing,
)
from assistant.domain.task_titles import TaskTitle, TitleKind
from assistant.domain.tasks import TaskKind, TaskState
from assistant.services.ports import Ids
from assistant.services.question_asking import results_now
from assistant.services.saved_questions import SavedQuestions
from assistant.services.stores import Store, Work
from assistant.services.tasks import NewTask, Tasks
from knowledge_base import KnowledgeBase, UnknownObject

ACTOR = "system"

FOUND_AGAIN = "questions_find_again"
"""The note of a task closed because all test questions of its document pass. Screens say it in words."""


class QuestionRound:
    """Compares the state of the base with the state last asked about; failures become tasks of the owners."""

    def __init__(
        self, store: Store, base: KnowledgeBase, ids: Ids, tasks: Tasks, questions: SavedQuestions
    ) -> None:
        self._store = store
        self._base = base
        self._ids = ids
        self._tasks = tasks
        self._questions = questions

    def settle(self) -> None:
        """Ask everything if the index, the day or the questions are others than at the last time. Idempotent.

        Run, tasks and the state they are about are stored in one transaction: killed before it, the next round asks
        again. Raises IndexUnavailable.
        """
        index = self._base.active_index()
        with self._store.read() as work:
            standing = work.saved_questions.standing()
            last = next(iter(work.saved_questions.runs(1, Occasion.CLOCK)), None)
        if index is None or not (standing or last):
            return
        today = self._questions.today()
        state = _state(index.id, today, standing)
        if last is not None and last.state == state:
            return
        results = results_now(self._base.search, standing, today)
        now = self._questions.now()
        run = QuestionRun(self._ids.new_id(), Occasion.CLOCK, ACTOR, now, (), index.id, results, state=state)
        with self._store.begin() as work:
            work.saved_questions.add_run(run)
            asked = {question.id: question for question in standing}
            self._open(work, asked, newly_failing(run, last), state)
            self._finish(work, asked, run)

    def _open(
        self, work: Work, asked: dict[str, SavedQuestion], failing: Iterable[QuestionResult], state: str
    ) -> None:
        by_document: dict[str, list[str]] = defaultdict(list)
        for result in failing:
            question = asked[result.question_id]
            by_document[question.document_id].append(f"{question.text} ({result.finding.value})")
        for document_id, texts in sorted(by_document.items()):
            try:
                document = self._base.document(document_id).document
            except UnknownObject:
                continue
            new = NewTask(
                TaskKind.TEST_FAILED,
                (document.department_id,),
                TaskTitle(TitleKind.QUESTIONS_FAIL, (document.title[:120],)),
                "\n".join(texts),
                document_ids=(document_id,),
                finding=f"test_questions:{document_id}:{state}",
            )
            self._tasks.open(work, new, ACTOR)

    def _finish(self, work: Work, asked: dict[str, SavedQuestion], run: QuestionRun) -> None:
        """Close what has mended itself: a document none of whose questions fails any more."""
        failing = {asked[result.question_id].document_id for result in run.failed}
        for task in work.tasks.all():
            facts = task.facts
            if facts.kind is not TaskKind.TEST_FAILED or task.state is not TaskState.OPEN:
                continue
            if not failing & set(facts.document_ids):
                self._tasks.finish(work, task, ACTOR, FOUND_AGAIN)


def _state(index_id: str, today: date, standing: Iterable[SavedQuestion]) -> str:
    """What decides the answers: the index, the day, and what is asked."""
    ids = "\n".join(sorted(question.id for question in standing))
    return hashlib.sha256(f"{index_id}\n{today.isoformat()}\n{ids}".encode()).hexdigest()
