"""Test questions keep finding their document, or a publication waits, or somebody has a task."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from assistant.domain.errors import Conflict, Forbidden, NotFound
from assistant.domain.questions import Language
from assistant.domain.saved_questions import (
    PASSES_WITHIN,
    Answer,
    Finding,
    Occasion,
    SavedQuestion,
    holds_back,
)
from assistant.domain.tasks import Task, TaskKind, TaskState
from assistant.services.saved_questions import NewQuestion, QuestionsFailed
from knowledge_base import Audience, VersionState
from tests.services.policy_office import EVE, HAL, TESS, TOM, PolicyOffice, editor
from tests.services.review_room import ADA, ANDY, CAROL, invalid

PERMITS = "# Permits\n\nA resident permit costs 84 euros a year.\n"
BINS = "# Bins\n\nGrey bins are emptied on Monday.\n"
COST = NewQuestion("What does a resident permit cost?", Language.EN)
MAX = editor("max")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyOffice]:
    """One office for all tests, with bins published."""
    made = PolicyOffice(tmp_path_factory.mktemp("office"))
    made.published(BINS, document_id="bins", title="Bins")
    yield made
    made.close()


@pytest.fixture
def office(shared: PolicyOffice) -> Iterator[PolicyOffice]:
    """The office with permits as they were at first; afterwards nothing is asked or served of what a test added."""
    shared.published(PERMITS)
    yield shared
    with shared.store.read() as work:
        standing = work.saved_questions.standing()
    for question in standing:
        shared.desk.saved_questions.remove(EVE, question.id, "The test is over")
    for summary in shared.base.documents():
        for version in summary.versions:
            if version.served and summary.document.id != "bins":
                shared.base.withdraw(version.id, "max", "The test is over")
            elif version.state in (VersionState.DRAFT, VersionState.SUBMITTED):
                shared.base.discard(version.id, "max")


def ask(office: PolicyOffice, new: NewQuestion = COST, document_id: str = "parking-permits") -> SavedQuestion:
    """A saved question of the transport department."""
    return office.desk.saved_questions.add(TESS, document_id, new)


def submitted(office: PolicyOffice, text: str, **changes: object) -> str:
    """A version that waits for a second person."""
    version_id = office.draft(EVE, text, **changes)
    office.policies.submit(EVE, version_id)
    return version_id


def open_tasks(office: PolicyOffice) -> list[Task]:
    """What somebody is to do."""
    with office.store.read() as work:
        return [task for task in work.tasks.all() if task.state is TaskState.OPEN]


@pytest.mark.parametrize(
    ("rank", "says", "finding"),
    [
        (1, True, Finding.FOUND),
        (PASSES_WITHIN, True, Finding.FOUND),
        (PASSES_WITHIN + 1, True, Finding.TOO_LOW),
        (None, True, Finding.NOT_FOUND),
        (1, False, Finding.TEXT_MISSING),
    ],
)
def test_a_question_passes_within_the_first_passages_only(
    rank: int | None, says: bool, finding: Finding
) -> None:
    """Rank and wording decide; only a document found high enough that says the words passes."""
    assert Answer(rank, says).finding() is finding
    assert finding.passes == (finding is Finding.FOUND)


def test_only_what_a_publication_breaks_or_fails_itself_holds_it_back() -> None:
    """What failed before and is another document's is listed, and holds nothing back."""
    assert holds_back(False, Finding.FOUND, Finding.TOO_LOW)
    assert holds_back(True, Finding.NOT_FOUND, Finding.NOT_FOUND)
    assert not holds_back(False, Finding.NOT_FOUND, Finding.NOT_FOUND)
    assert not holds_back(True, Finding.NOT_FOUND, Finding.FOUND)


def test_a_question_that_finds_its_document_passes(office: PolicyOffice) -> None:
    """Asked now, the permit question finds the permits first; the run is on record."""
    question = ask(office)
    seen = office.desk.saved_questions.ask_now(TESS)
    (result,) = seen.run.results
    assert (result.question_id, result.finding, result.rank) == (question.id, Finding.FOUND, 1)
    assert "test_questions_asked" in office.actions()


def test_a_question_can_ask_for_words(office: PolicyOffice) -> None:
    """The document is found, but does not say what it must."""
    ask(office, NewQuestion(COST.text, Language.EN, must_say="90 euros"))
    (result,) = office.desk.saved_questions.ask_now(TESS).run.results
    assert result.finding is Finding.TEXT_MISSING


def test_what_is_for_staff_is_found_by_staff_questions_only(office: PolicyOffice) -> None:
    """The same question passes as staff and fails as citizen."""
    office.published(
        "# Waivers\n\nThe clerk may waive the fee for a hearse.",
        document_id="waivers",
        audience=Audience.STAFF,
    )
    ask(office, NewQuestion("When may the clerk waive the fee?", Language.EN, as_staff=True), "waivers")
    ask(office, NewQuestion("When may the clerk waive the fee?", Language.EN), "waivers")
    findings = [result.finding for result in office.desk.saved_questions.ask_now(TESS).run.results]
    assert sorted(findings) == [Finding.FOUND, Finding.NOT_FOUND]


def test_a_publication_that_breaks_a_question_is_refused(office: PolicyOffice) -> None:
    """The text without the fee does not go live; the old one answers, and the run lists what failed."""
    ask(office, NewQuestion(COST.text, Language.EN, must_say="84 euros"))
    version_id = submitted(office, "# Permits\n\nAsk at the counter.\n", effective_from=date(2026, 2, 1))
    with pytest.raises(QuestionsFailed) as refused:
        office.policies.publish(MAX, version_id)
    assert refused.value.code == "test_questions_failed"
    assert COST.text in str(refused.value)
    assert office.base.version(version_id).state == "submitted"
    run = office.desk.saved_questions.run(TESS, refused.value.run_id).run
    assert [(one.finding_before, one.holds) for one in run.results] == [(Finding.FOUND, True)]
    assert "version_published_refused" in office.actions()


def test_a_reason_publishes_all_the_same_and_is_on_record(office: PolicyOffice) -> None:
    """The override stands in the run and in the log."""
    ask(office, NewQuestion(COST.text, Language.EN, must_say="84 euros"))
    version_id = submitted(office, "# Permits\n\nPermits are free.\n", effective_from=date(2026, 2, 1))
    office.policies.publish(MAX, version_id, "The fee was abolished")
    assert office.base.version(version_id).served
    run = office.desk.saved_questions.runs(TESS)[0]
    assert (run.occasion, run.override) == (Occasion.PUBLICATION, "The fee was abolished")
    assert {entry.data.get("override") for entry in office.log()} >= {"The fee was abolished"}


def test_a_new_document_may_not_push_another_away(office: PolicyOffice) -> None:
    """Questions of all documents are asked: the newcomer that answers instead is held back."""
    ask(office)
    crowd = {}
    for name in ("one", "two", "three"):
        text = f"# What does a resident permit cost\n\nWhat does a resident permit cost? It costs {name}."
        crowd[name] = submitted(office, text, document_id=name, title="What does a resident permit cost")
    office.policies.publish(MAX, crowd["one"])
    office.policies.publish(MAX, crowd["two"])
    with pytest.raises(QuestionsFailed):
        office.policies.publish(MAX, crowd["three"])


def test_a_document_that_fails_its_own_question_waits(office: PolicyOffice) -> None:
    """A first version that its own question does not find is not published unnoticed."""
    version_id = submitted(office, "# Kites\n\nKites fly.", document_id="kites", title="Kites")
    office.desk.saved_questions.add(
        EVE, "kites", NewQuestion("When are grey bins emptied?", Language.EN, must_say="kite licence")
    )
    with pytest.raises(QuestionsFailed):
        office.policies.publish(MAX, version_id)


def test_a_publication_for_a_later_day_is_tried_on_that_day(office: PolicyOffice) -> None:
    """What would break in a year holds the publication back now."""
    ask(office, NewQuestion(COST.text, Language.EN, must_say="84 euros"))
    later = date(2027, 12, 1)
    version_id = submitted(office, "# Permits\n\nA permit costs 95 euros.\n", effective_from=later)
    with pytest.raises(QuestionsFailed) as refused:
        office.policies.publish(MAX, version_id)
    run = office.desk.saved_questions.run(TESS, refused.value.run_id).run
    assert [result.day for result in run.held] == [later]


def test_a_draft_can_be_tried_before_it_is_published(office: PolicyOffice) -> None:
    """The rehearsal says what a publication would break, and publishes nothing."""
    ask(office, NewQuestion(COST.text, Language.EN, must_say="84 euros"))
    draft = office.draft(EVE, "# Permits\n\nPermits are free.\n", effective_from=date(2026, 2, 1))
    seen = office.desk.saved_questions.rehearse(TESS, draft)
    assert [result.holds for result in seen.run.results] == [True]
    assert office.base.version(draft).state == "draft"


def test_a_removed_question_is_asked_no_more_and_stays_on_record(office: PolicyOffice) -> None:
    """Who removed it and when can still be read; removing twice is refused."""
    question = ask(office)
    office.desk.saved_questions.remove(TOM, question.id, "Asked twice")
    assert office.desk.saved_questions.ask_now(TESS).run.results == ()
    kept = office.desk.saved_questions.of_document(TESS, "parking-permits")[-1]
    assert kept.removal is not None
    assert kept.removal.by == TOM.id
    with pytest.raises(Conflict):
        office.desk.saved_questions.remove(TOM, question.id, "Again")


def test_only_editors_of_the_department_change_questions(office: PolicyOffice) -> None:
    """Readers read, other departments' editors are forbidden, those without the right see nothing."""
    question = ask(office)
    service = office.desk.saved_questions
    for staff in (HAL, ANDY, CAROL):
        assert service.of_document(staff, "parking-permits")[-1] == question
        with pytest.raises(Forbidden):
            service.add(staff, "parking-permits", NewQuestion("Another?", Language.EN))
        with pytest.raises(Forbidden):
            service.remove(staff, question.id, "Mine now")
    with pytest.raises(Forbidden):
        service.of_document(ADA, "parking-permits")


def test_questions_of_another_departments_draft_are_unknown(office: PolicyOffice) -> None:
    """A document that was never published does not exist for other departments."""
    draft = office.draft(TESS, "# Kites\n\nKites fly.", document_id="kites", title="Kites")
    office.desk.saved_questions.add(TESS, "kites", NewQuestion("Do kites fly?", Language.EN))
    with pytest.raises(NotFound):
        office.desk.saved_questions.of_document(HAL, "kites")
    with pytest.raises(NotFound):
        office.desk.saved_questions.rehearse(HAL, draft)
    assert office.desk.saved_questions.ask_now(HAL).questions == {}


def test_a_question_holds_no_personal_data(office: PolicyOffice) -> None:
    """What a citizen wrote about themselves is not kept as a test."""
    with invalid("text"):
        ask(office, NewQuestion("My mail is ann@example.org, what does a permit cost?", Language.EN))
    with invalid("text"):
        ask(office, NewQuestion(" ", Language.EN))


def test_a_failure_after_a_change_is_a_task_of_the_owner(office: PolicyOffice) -> None:
    """What a withdrawal breaks is found by the round, once, and closed when it is mended."""
    ask(office)
    office.desk.question_round.settle()
    assert open_tasks(office) == []
    with office.store.read() as work:
        assert len(work.saved_questions.runs(10, Occasion.CLOCK)) == 1
    served = next(one.id for one in office.base.document("parking-permits").versions if one.served)
    office.policies.withdraw(MAX, served, "Wrong fee")
    for _ in range(2):
        office.desk.question_round.settle()
    (task,) = open_tasks(office)
    assert (task.facts.kind, task.facts.departments) == (TaskKind.TEST_FAILED, ("transport",))
    assert COST.text in task.facts.detail
    office.published(PERMITS + "\nIt is valid for a year.\n")
    office.desk.question_round.settle()
    assert open_tasks(office) == []


def test_the_calendar_alone_can_break_a_question(office: PolicyOffice) -> None:
    """A version that ends by its date leaves a failing question, and a task, the day after."""
    office.published(
        "# Kites\n\nKites fly until spring.",
        document_id="kites",
        title="Kites",
        effective_to=date(2026, 11, 24),
    )
    ask(office, NewQuestion("Until when do kites fly?", Language.EN), "kites")
    office.desk.question_round.settle()
    assert open_tasks(office) == []
    office.clock.turn(timedelta(days=1))
    office.desk.question_round.settle()
    assert [task.facts.document_ids for task in open_tasks(office)] == [("kites",)]
