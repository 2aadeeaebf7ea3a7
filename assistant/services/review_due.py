"""Asks for a look at each document whose review date comes near, and takes the request back when it is moot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from assistant.domain.tasks import TaskKind, TaskState
from assistant.services.stores import Store
from assistant.services.tasks import NewTask, Tasks
from knowledge_base import KnowledgeBase

SYSTEM = "system"

ASKED_BEFORE = timedelta(days=30)
"""How long before its review date a version is asked to be looked at: two weekly meetings and time to write."""


NOT_SERVED = "not_served"
"""The note of a request that went away by itself: its version is served no longer. Screens say it in words."""


class ReviewsDue:
    """One task for each served version and review date."""

    def __init__(self, store: Store, base: KnowledgeBase, tasks: Tasks, today: Callable[[], date]) -> None:
        self._store = store
        self._base = base
        self._tasks = tasks
        self._today = today

    def settle(self) -> int:
        """Open what is due, close what another version made moot; how many tasks were opened. Idempotent."""
        today = self._today()
        served = {
            version.id: (summary.document, version)
            for summary in self._base.documents()
            for version in summary.versions
            if version.served and (version.effective_to is None or version.effective_to >= today)
        }
        soon = today + ASKED_BEFORE
        due = {
            f"review:{version.id}:{version.review_by}": (document, version)
            for document, version in served.values()
            if version.review_by is not None and version.review_by <= soon
        }
        with self._store.read() as work:
            known = [one for one in work.tasks.all() if one.facts.kind is TaskKind.REVIEW_DUE]
        moot = [
            one
            for one in known
            if one.state is TaskState.OPEN and not any(v in served for v in one.facts.version_ids)
        ]
        new = [finding for finding in due if finding not in {one.facts.finding for one in known}]
        if not new and not moot:
            return 0
        with self._store.begin() as work:
            for task in moot:
                self._tasks.finish(work, task, SYSTEM, NOT_SERVED)
            for finding in new:
                document, version = due[finding]
                request = NewTask(
                    kind=TaskKind.REVIEW_DUE,
                    departments=(document.department_id,),
                    title=version.title,
                    due=version.review_by,
                    document_ids=(document.id,),
                    version_ids=(version.id,),
                    finding=finding,
                )
                self._tasks.open(work, request, SYSTEM)
        return len(new)
