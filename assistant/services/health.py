"""The health of the knowledge base: damage, age since review, what is found, and how fast content ages (S-16)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from assistant.domain.ageing import MeanRates
from assistant.domain.errors import Forbidden, Invalid, NotFound
from assistant.domain.health import MAX_REVIEW_DAYS, REPLY_DAYS, Review
from assistant.domain.named_days import named_days
from assistant.domain.passage_use import week_of
from assistant.domain.staff import Right, Staff
from assistant.domain.tasks import Task, TaskKind, TaskState
from assistant.services.health_figures import Counts, health_of, history_in
from assistant.services.health_values import DocumentPassages, HealthOverview, PassageHealth
from assistant.services.ports import Clock, Ids
from assistant.services.stores import Store, Work
from assistant.services.tasks import Tasks
from knowledge_base import Audience, DocumentSummary, KnowledgeBase, UnknownObject, Version

MAX_NOTE = 1_000
"""Characters of a review's note."""


REVIEWED = "reviewed:"
"""What stands before the day of the next review in the note of a task closed by a review. Screens say it in words."""


class Health:
    """Reads over what others recorded; the only thing done here is a review."""

    def __init__(self, store: Store, base: KnowledgeBase, tasks: Tasks, clock: Clock, ids: Ids) -> None:
        self._store = store
        self._base = base
        self._tasks = tasks
        self._clock = clock
        self._ids = ids

    def overview(self, staff: Staff) -> HealthOverview:
        """The served documents of the departments the reader may see. Raises Forbidden without any."""
        if not staff.may_somewhere(Right.READ_POLICIES):
            raise Forbidden("You may not read policies here.")
        served = self._served()
        counts = self._counts({one.id for _, one in served})
        # The mean is of the whole base, whatever the reader may see of it: two numbers that tell of no document.
        histories = {one.id: history_in(summary, one, counts) for summary, one in served}
        mean = MeanRates.of(histories.values())
        found = [
            health_of(summary, version, histories[version.id], mean, counts)
            for summary, version in served
            if staff.may(Right.READ_POLICIES, summary.document.department_id)
        ]
        found.sort(key=lambda one: (-one.exposure.damage(counts.today), one.title, one.document_id))
        older = self._base.outdated_cuts()
        theirs = sum(
            version.id in older
            for summary in self._base.documents(Audience.STAFF)
            if staff.may(Right.READ_POLICIES, summary.document.department_id)
            for version in summary.versions
        )
        return HealthOverview(counts.today, counts.first_week, mean, tuple(found), theirs)

    def document(self, staff: Staff, document_id: str) -> DocumentPassages:
        """One document with its passages. Raises NotFound also for one of a department the reader may not see."""
        if not staff.may_somewhere(Right.READ_POLICIES):
            raise Forbidden("You may not read policies here.")
        served = self._served()
        asked_for = next((one for one in served if one[0].document.id == document_id), None)
        if asked_for is None or not staff.may(Right.READ_POLICIES, asked_for[0].document.department_id):
            raise NotFound("There is no such document, or no version of it is served.")
        counts = self._counts({one.id for _, one in served}, asked_for)
        # How fast the average document ages is of all of them; every other figure is counted for this one alone.
        histories = {one.id: history_in(summary, one, counts) for summary, one in served}
        summary, version = asked_for
        health = health_of(summary, version, histories[version.id], MeanRates.of(histories.values()), counts)
        with self._store.read() as work:
            week = _first_week_looked_at(counts.today)
            used = work.passage_use.since(week, health.version.id)
            reviews = work.health.reviews(document_id)
        use = {one.passage_id: one for one in used}
        passages = tuple(
            PassageHealth(
                one.id,
                one.ordinal,
                one.heading_path,
                one.text,
                use[one.id].found if one.id in use else 0,
                use[one.id].quoted if one.id in use else 0,
            )
            for one in self._base.preview(health.version.id).passages
        )
        return DocumentPassages(health, passages, tuple(reversed(reviews)))

    def review(self, staff: Staff, document_id: str, version_id: str, next_review: date, note: str) -> Review:
        """Put on record that a person read a served version and found it still right, until the next review.

        Closes the open tasks that asked for it. Raises NotFound, Forbidden, Invalid (`version_id` if another version
        is served by now, `next_review`, `note`).
        """
        version = self._reviewable(staff, document_id, version_id)
        today = self._tasks.today()
        if not today < next_review <= today + timedelta(days=MAX_REVIEW_DAYS):
            raise Invalid("next_review", "Choose a day after today and within five years.")
        if len(note) > MAX_NOTE:
            raise Invalid("note", f"Write at most {MAX_NOTE} characters.")
        at = self._clock.now()
        review = Review(self._ids.new_id(), document_id, version.id, staff.id, at, next_review, note.strip())
        with self._store.begin() as work:
            work.health.add_review(review)
            for task in _asking_for_review(work, document_id):
                self._tasks.finish(work, task, staff.id, f"{REVIEWED}{next_review}")
            data = {"version": version.id, "next_review": next_review.isoformat()}
            work.oversight.audit(staff.id, "document_reviewed", "document", document_id, data, at)
        return review

    def settle(self) -> None:
        """Read the days that newly served texts name, once each: a round, idempotent."""
        served = {version.id for _, version in self._served()}
        with self._store.read() as work:
            known = work.health.dates(served)
        for version_id in sorted(served - known.keys()):
            days = named_days(self._base.version_text(version_id))
            with self._store.begin() as work:
                work.health.add_dates(version_id, days)

    def _served(self) -> list[tuple[DocumentSummary, Version]]:
        """Each document with the version of it that answers today: the one in force, else the next or last one."""
        today = self._tasks.today()
        found = []
        for summary in self._base.documents(Audience.STAFF):
            served = [one for one in summary.versions if one.served]
            if served:
                best = max(served, key=lambda one: (one.in_force_on(today), one.effective_from))
                found.append((summary, best))
        return found

    def _counts(self, served: set[str], only: tuple[DocumentSummary, Version] | None = None) -> Counts:
        """What is known of the served versions; if one document is named, replies, use, reviews and passages of it."""
        version_id = only[1].id if only is not None else None
        quoted = {one.id for one in only[0].versions} if only is not None else None
        document_id = only[0].document.id if only is not None else None
        today, now = self._tasks.today(), self._clock.now()
        week = _first_week_looked_at(today)
        with self._store.read() as work:
            return Counts(
                today=today,
                first_week=work.passage_use.first_week(),
                replies=work.health.replies_per_version(now - timedelta(days=REPLY_DAYS), quoted),
                use={one.version_id: one for one in work.passage_use.versions_since(week, version_id)},
                asked=work.passage_use.questions_since(week),
                reviews={one.version_id: one for one in work.health.reviews(document_id)},
                tasks=_by_document(work.tasks.all()),
                days=work.health.dates(served),
                passages=self._base.passage_counts(served if version_id is None else {version_id}),
            )

    def _reviewable(self, staff: Staff, document_id: str, version_id: str) -> Version:
        try:
            summary = self._base.document(document_id)
        except UnknownObject as error:
            raise NotFound("There is no such document.") from error
        department = summary.document.department_id
        if not staff.may(Right.READ_POLICIES, department):
            raise NotFound("There is no such document.")
        if not any(staff.may(right, department) for right in (Right.EDIT_POLICIES, Right.PUBLISH_POLICIES)):
            raise Forbidden("You may read this document but not review it.")
        version = next((one for one in summary.versions if one.id == version_id and one.served), None)
        if version is None:
            raise Invalid("version_id", "This version is not served; look again.")
        return version


def _first_week_looked_at(today: date) -> date:
    return week_of(datetime.combine(today - timedelta(days=REPLY_DAYS), datetime.min.time()))


def _by_document(tasks: Sequence[Task]) -> dict[str, list[Task]]:
    found: dict[str, list[Task]] = {}
    for task in tasks:
        for document_id in task.facts.document_ids:
            found.setdefault(document_id, []).append(task)
    return found


def _asking_for_review(work: Work, document_id: str) -> list[Task]:
    return [
        task
        for task in work.tasks.all()
        if task.facts.kind is TaskKind.REVIEW_DUE
        and task.state is TaskState.OPEN
        and document_id in task.facts.document_ids
    ]
