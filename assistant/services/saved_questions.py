"""Test questions of documents: kept by their owners, asked before each publication, by hand and by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from assistant.domain.errors import Conflict, Forbidden, Invalid, NotFound
from assistant.domain.personal_data import find_personal_data
from assistant.domain.questions import Language
from assistant.domain.saved_questions import Occasion, QuestionResult, QuestionRun, Removal, SavedQuestion
from assistant.domain.staff import Right, Staff
from assistant.services.oversight import checked_reason
from assistant.services.ports import Clock, Ids
from assistant.services.question_asking import Comparison, results_now
from assistant.services.stores import Store
from knowledge_base import (
    DocumentSummary,
    Inspection,
    KnowledgeBase,
    TrialIndex,
    UnknownObject,
    Version,
    VersionState,
)

MAX_TEXT = 500
"""A question is a sentence or two; longer ones are letters, which nobody can say should find just one document."""

MAX_RUNS = 20
"""Runs shown of the past; older ones stay stored."""

SHOWN_FAILURES = 3
"""Questions named in the refusal itself; all of them are in the run."""

UNPUBLISHED = frozenset({VersionState.DRAFT, VersionState.SUBMITTED, VersionState.DISCARDED})


class QuestionsFailed(Conflict):
    """A publication would break test questions, or does not answer its own. The run is stored (HTTP 409)."""

    def __init__(self, run_id: str, message: str) -> None:
        super().__init__("test_questions_failed", message)
        self.run_id = run_id


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """What an editor writes down."""

    text: str
    language: Language
    as_staff: bool = False
    must_say: str = ""


@dataclass(frozen=True, slots=True)
class SeenRun:
    """A run with the questions it asked, by id: those the reader may see."""

    run: QuestionRun
    questions: dict[str, SavedQuestion]
    titles: dict[str, str]


class SavedQuestions:
    """Keeping and asking test questions. Readers of a document see its questions, its editors change them."""

    def __init__(self, store: Store, base: KnowledgeBase, clock: Clock, ids: Ids, time_zone: tzinfo) -> None:
        self._store = store
        self._base = base
        self._clock = clock
        self._ids = ids
        self._time_zone = time_zone

    def of_document(self, staff: Staff, document_id: str) -> tuple[SavedQuestion, ...]:
        """The questions of a document, those removed too, oldest first. Raises NotFound, Forbidden."""
        self._visible(staff, document_id)
        with self._store.read() as work:
            return work.saved_questions.of_document(document_id)

    def add(self, staff: Staff, document_id: str, new: NewQuestion) -> SavedQuestion:
        """Write down a question that must find the document. Raises NotFound, Forbidden, Invalid."""
        self._editable(staff, document_id)
        question = SavedQuestion(
            id=self._ids.new_id(),
            document_id=document_id,
            text=_checked("text", new.text),
            language=new.language.value,
            as_staff=new.as_staff,
            must_say=_checked("must_say", new.must_say) if new.must_say.strip() else None,
            added_by=staff.id,
            added_at=self._clock.now(),
        )
        with self._store.begin() as work:
            known = work.saved_questions.of_document(document_id)
            if any(one.removal is None and _same(one, question) for one in known):
                raise Conflict("question_exists", "The document has this test question already.")
            work.saved_questions.add(question)
            data = {"document": document_id}
            work.oversight.audit(
                staff.id, "test_question_added", "test_question", question.id, data, question.added_at
            )
        return question

    def remove(self, staff: Staff, question_id: str, reason: str) -> None:
        """Ask it no more; it stays on record with the reason. Raises NotFound, Forbidden, Conflict."""
        said = checked_reason(reason)
        with self._store.read() as work:
            question = work.saved_questions.get(question_id)
        if question is None:
            raise NotFound("There is no such test question.")
        self._editable(staff, question.document_id)
        now = self._clock.now()
        with self._store.begin() as work:
            work.saved_questions.remove(question_id, Removal(staff.id, now))
            data = {"document": question.document_id, "reason": said}
            work.oversight.audit(staff.id, "test_question_removed", "test_question", question_id, data, now)

    def ask_now(self, staff: Staff) -> SeenRun:
        """Ask every question of the base as it is today. Raises Forbidden, IndexUnavailable."""
        if not any(staff.may_somewhere(right) for right in (Right.EDIT_POLICIES, Right.PUBLISH_POLICIES)):
            raise Forbidden("You may not ask the test questions.")
        with self._store.read() as work:
            questions = work.saved_questions.standing()
        index = self._base.active_index()
        results = results_now(self._base.search, questions, self.today())
        run = self._run(Occasion.BY_HAND, staff.id, (), index.id if index is not None else "", results)
        return self._seen(staff, run)

    def rehearse(self, staff: Staff, version_id: str) -> SeenRun:
        """Ask every question of the base as publishing this draft or submitted version would make it.

        Nothing is published. Raises NotFound, Forbidden, LifeCycleConflict, IndexUnavailable.
        """
        version = self._version(version_id)
        department = self._summary(version.document_id).document.department_id
        if not any(staff.may(right, department) for right in (Right.EDIT_POLICIES, Right.PUBLISH_POLICIES)):
            raise NotFound("There is no such version.")
        runs: list[QuestionRun] = []

        def look(index: TrialIndex) -> None:
            results = self._compared(index, (version_id,))
            runs.append(self._run(Occasion.TRIAL, staff.id, (version_id,), index.id, results))

        self._base.rehearse([version_id], look)
        return self._seen(staff, runs[-1])

    def inspection(self, actor_id: str, version_ids: Sequence[str], override: str) -> Inspection:
        """What looks at the index before these versions are published.

        It stores a run, and raises QuestionsFailed where results hold the publication back and no reason was given to
        go on all the same.
        """
        wanted = tuple(version_ids)
        said = checked_reason(override, "override") if override.strip() else ""

        def look(index: TrialIndex) -> None:
            results = self._compared(index, wanted)
            held = any(result.holds for result in results)
            why = said if held and said else None
            if results:
                run = self._run(Occasion.PUBLICATION, actor_id, wanted, index.id, results, why)
                if held and why is None:
                    raise QuestionsFailed(run.id, self._refusal(run))

        return look

    def runs(self, staff: Staff) -> tuple[QuestionRun, ...]:
        """The latest runs, newest first."""
        _readers_only(staff)
        with self._store.read() as work:
            return work.saved_questions.runs(MAX_RUNS)

    def run(self, staff: Staff, run_id: str) -> SeenRun:
        """One run, without the questions of documents the reader may not see. Raises NotFound."""
        _readers_only(staff)
        with self._store.read() as work:
            run = work.saved_questions.run(run_id)
        if run is None:
            raise NotFound("There is no such run of test questions.")
        return self._seen(staff, run)

    def now(self) -> datetime:
        """The moment."""
        return self._clock.now()

    def today(self) -> date:
        """The town's day."""
        return self.now().astimezone(self._time_zone).date()

    def _compared(self, index: TrialIndex, version_ids: Sequence[str]) -> tuple[QuestionResult, ...]:
        """Every question today, and on each later day on which one of the versions begins."""
        with self._store.read() as work:
            questions = work.saved_questions.standing()
        versions = [self._version(version_id) for version_id in version_ids]
        published = {version.id: version.document_id for version in versions}
        today = self.today()
        days = {today, *(version.effective_from for version in versions if version.effective_from > today)}
        return Comparison(self._base.search, index, published).results(questions, days)

    def _run(
        self,
        occasion: Occasion,
        actor_id: str,
        version_ids: tuple[str, ...],
        index_id: str,
        results: tuple[QuestionResult, ...],
        override: str | None = None,
    ) -> QuestionRun:
        now = self._clock.now()
        run = QuestionRun(
            self._ids.new_id(), occasion, actor_id, now, version_ids, index_id, results, override
        )
        with self._store.begin() as work:
            work.saved_questions.add_run(run)
            data = {
                "occasion": occasion.value,
                "asked": str(len(results)),
                "failed": str(len(run.failed)),
                "held": str(len(run.held)),
                **({"override": override} if override is not None else {}),
            }
            work.oversight.audit(actor_id, "test_questions_asked", "test_question_run", run.id, data, now)
        return run

    def _refusal(self, run: QuestionRun) -> str:
        with self._store.read() as work:
            texts = {one.id: one.text for one in work.saved_questions.standing()}
        held = list(dict.fromkeys(texts[result.question_id] for result in run.held))
        named = "; ".join(f"“{text}”" for text in held[:SHOWN_FAILURES])
        more = f" and {len(held) - SHOWN_FAILURES} more" if len(held) > SHOWN_FAILURES else ""
        return (
            f"Test questions would no longer find their document: {named}{more}. "
            "Change the text, or give a reason to publish all the same."
        )

    def _seen(self, staff: Staff, run: QuestionRun) -> SeenRun:
        asked = {result.question_id for result in run.results}
        visible = {
            summary.document.id: summary.document.title
            for summary in self._base.documents()
            if _may_see(staff, summary)
        }
        with self._store.read() as work:
            found = (work.saved_questions.get(question_id) for question_id in sorted(asked))
            questions = {one.id: one for one in found if one is not None and one.document_id in visible}
        return SeenRun(run, questions, visible)

    def _editable(self, staff: Staff, document_id: str) -> None:
        summary = self._visible(staff, document_id)
        if not staff.may(Right.EDIT_POLICIES, summary.document.department_id):
            raise Forbidden("You may not do this for this department.")

    def _visible(self, staff: Staff, document_id: str) -> DocumentSummary:
        _readers_only(staff)
        summary = self._summary(document_id)
        if not _may_see(staff, summary):
            raise NotFound("There is no such document.")
        return summary

    def _summary(self, document_id: str) -> DocumentSummary:
        try:
            return self._base.document(document_id)
        except UnknownObject as error:
            raise NotFound("There is no such document.") from error

    def _version(self, version_id: str) -> Version:
        try:
            return self._base.version(version_id)
        except UnknownObject as error:
            raise NotFound("There is no such version.") from error


def _readers_only(staff: Staff) -> None:
    if not staff.may_somewhere(Right.READ_POLICIES):
        raise Forbidden("You may not read policies here.")


def _may_see(staff: Staff, summary: DocumentSummary) -> bool:
    """As `Policies.documents`: of other departments only what was published."""
    own = staff.may(Right.READ_POLICIES, summary.document.department_id)
    return own or any(version.state not in UNPUBLISHED for version in summary.versions)


def _same(one: SavedQuestion, other: SavedQuestion) -> bool:
    return (one.text, one.as_staff) == (other.text, other.as_staff)


def _checked(field: str, text: str) -> str:
    said = " ".join(text.split())
    if not said or len(said) > MAX_TEXT:
        raise Invalid(field, f"Write 1 to {MAX_TEXT} characters.")
    if find_personal_data(said):
        raise Invalid(field, "This holds personal data. Ask about the matter, not about a person.")
    return said
