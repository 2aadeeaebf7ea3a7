"""A reviewer says that the page misled: its owners get a task, and the citizen's words stay in the case (S-16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from assistant.domain.content_faults import FaultKind
from assistant.domain.errors import DomainError, Forbidden, NotFound
from assistant.domain.staff import Staff
from assistant.domain.tasks import TaskKind, TaskState, TaskStep
from assistant.services.content_faults import NEWER_VERSION, FaultOnRecord, FaultReport
from tests.services.health_office import HealthOffice
from tests.services.policy_office import EVE, HAL, TESS, TEXT
from tests.services.review_room import ADA, ANDY, CAROL, EDITH, HANNA, SAM, invalid, refused

NOTE = "The fee rose to 92 euros in October."
CITIZEN = "My neighbour Olga told me at the bakery that everybody pays more now"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HealthOffice]:
    """An office where each test publishes a document of its own."""
    made = HealthOffice(tmp_path_factory.mktemp("office"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def page(office: HealthOffice) -> str:
    """A published version that nothing is reported of."""
    return office.published()


def _listed(office: HealthOffice, version_id: str, staff: Staff = EVE) -> list[FaultOnRecord]:
    found = office.desk.content_faults.listed(staff)
    return [one for one in found if one.fault.version_id == version_id]


def _report(
    office: HealthOffice, case_id: str, version_id: str, staff: Staff = CAROL, **changes: object
) -> FaultOnRecord:
    report = FaultReport(office.passages(version_id)[0].id, FaultKind.OUTDATED, NOTE)
    return office.desk.content_faults.report(staff, case_id, replace(report, **changes))  # type: ignore[arg-type]


def test_a_fault_becomes_a_task_of_the_owners_with_a_deadline(office: HealthOffice) -> None:
    """The department that owns the page gets it, due in five working days, with the reviewer's note and the place."""
    version_id = office.published()
    found = _report(office, office.ask(version_id).id, version_id, quote="84 euros")
    facts = found.task.facts
    assert (facts.kind, facts.departments, facts.detail) == (TaskKind.CONTENT_FAULT, ("transport",), NOTE)
    assert facts.due == date(2026, 12, 1)
    assert facts.version_ids == (version_id,)
    assert facts.title.startswith("Parking permits")
    assert found.fault.quote == "84 euros"
    assert [one.fault.id for one in _listed(office, version_id, TESS)] == [found.fault.id]
    assert office.health(version_id).open_faults == 1


def test_a_documents_faults_name_their_case_to_its_readers_only(office: HealthOffice) -> None:
    """S-16, X-09: on the document's page stand its own faults; an editor who reads no cases learns of none."""
    version_id, other = office.published(), office.published()
    case = office.ask(version_id)
    _report(office, case.id, version_id)
    _report(office, office.ask(other).id, other)
    document_id = office.document(version_id)
    (seen,) = office.desk.content_faults.listed(SAM, document_id)
    assert (seen.fault.version_id, seen.case) == (version_id, case)
    (unseen,) = office.desk.content_faults.listed(EVE, document_id)
    assert (unseen.fault.id, unseen.case) == (seen.fault.id, None)
    assert office.desk.content_faults.listed(SAM, "no such document") == []


def test_the_same_fault_from_another_case_joins_the_open_task(office: HealthOffice) -> None:
    """One thing to mend is one task, whoever met it; from the same case it is told once."""
    version_id = office.published()
    case = office.ask(version_id)
    first = _report(office, case.id, version_id)
    with refused("fault_reported"):
        _report(office, case.id, version_id)
    second = _report(office, office.ask(version_id).id, version_id, note="Also the zone is gone.")
    assert second.task.facts.id == first.task.facts.id
    assert [(one.step, one.note) for one in second.task.events] == [
        (TaskStep.NOTED, "Also the zone is gone.")
    ]
    assert office.health(version_id).open_faults == 1


def test_a_fault_met_again_after_its_task_was_closed_opens_a_new_one(office: HealthOffice) -> None:
    """Nothing is mended by closing a task."""
    version_id = office.published()
    first = _report(office, office.ask(version_id).id, version_id)
    office.desk.tasks.close(TESS, first.task.facts.id, done=True, note="Seen")
    again = _report(office, office.ask(version_id).id, version_id)
    assert again.task.facts.id != first.task.facts.id
    assert again.task.state is TaskState.OPEN


@pytest.mark.parametrize(
    ("staff", "refusal"),
    [(ANDY, Forbidden), (HANNA, NotFound), (EDITH, NotFound), (ADA, NotFound)],
    ids=["auditor", "other department", "editor", "administrator"],
)
def test_only_who_may_decide_the_case_reports(
    office: HealthOffice, page: str, staff: Staff, refusal: type[DomainError]
) -> None:
    """Reading a case is not enough, and a case of another department is not even known."""
    case = office.ask(page)
    with pytest.raises(refusal):
        _report(office, case.id, page, staff)
    assert _listed(office, page) == []


def test_only_the_owners_readers_see_a_fault(office: HealthOffice) -> None:
    """A fault of a transport page is no business of housing's editors."""
    version_id = office.published()
    _report(office, office.ask(version_id).id, version_id, SAM)
    assert _listed(office, version_id, HAL) == []
    with pytest.raises(Forbidden):
        office.desk.content_faults.listed(ADA)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("note", {"note": "  "}),
        ("note", {"note": "x" * 1_001}),
        ("note", {"note": f"They said: {CITIZEN}"}),
        ("quote", {"quote": "92 euros"}),
    ],
    ids=["empty", "long", "quotes the citizen", "no such words"],
)
def test_what_cannot_be_filed_is_refused(
    office: HealthOffice, page: str, field: str, wrong: dict[str, str]
) -> None:
    """The field at fault is named and nothing is opened."""
    case = office.ask(page, CITIZEN)
    with invalid(field):
        _report(office, case.id, page, CAROL, **wrong)
    assert _listed(office, page) == []


def test_a_passage_that_was_not_found_for_the_case_cannot_be_blamed(office: HealthOffice, page: str) -> None:
    """The reviewer points at what they saw."""
    with pytest.raises(NotFound):
        _report(office, office.ask(page).id, page, passage_id="elsewhere")


def test_personal_data_in_a_note_are_masked(office: HealthOffice) -> None:
    """A telephone number goes; the figure that stands on the page stays."""
    version_id = office.published()
    found = _report(
        office, office.ask(version_id).id, version_id, note="84 euros is old; call olga@example.org"
    )
    assert found.task.facts.detail == "84 euros is old; call [EMAIL_ADDRESS]"


def test_erasing_the_conversation_leaves_no_word_of_the_citizen_in_the_fault(office: HealthOffice) -> None:
    """L-12: after an erasure the task stands, and no table holds what the citizen wrote."""
    version_id = office.published()
    case = office.ask(version_id, CITIZEN)
    _report(office, case.id, version_id)
    with office.room.store.begin() as work:
        work.conversations.erase(case.conversation_id)
    assert _holding(office.room.store._engine, "Olga") == []
    assert _holding(office.room.store._engine, NOTE) == ["content_faults", "tasks"]
    with pytest.raises(NotFound):
        _report(office, case.id, version_id, note="Another one")


def _holding(engine: sa.Engine, word: str) -> list[str]:
    with engine.connect() as connection:
        return sorted(
            table
            for table in sa.inspect(engine).get_table_names()
            if any(word in str(tuple(row)) for row in connection.execute(sa.text(f'select * from "{table}"')))
        )


def test_a_newer_version_is_told_to_the_open_task_once(office: HealthOffice) -> None:
    """The owners read in the task that a new text may have mended it; they close it themselves."""
    version_id = office.published()
    found = _report(office, office.ask(version_id).id, version_id)
    office.desk.content_faults.settle()
    assert _notes(office, found) == []
    office.renewed(version_id, TEXT.replace("84", "92"))
    office.desk.content_faults.settle()
    office.desk.content_faults.settle()
    assert _notes(office, found) == [f"{NEWER_VERSION}2"]
    listed = _listed(office, version_id, TESS)[0]
    assert listed.newer is not None
    assert (listed.newer.number, listed.task.state) == (2, TaskState.OPEN)


def _notes(office: HealthOffice, found: FaultOnRecord) -> list[str]:
    return [one.note for one in office.desk.tasks.read(TESS, found.task.facts.id).events]


def test_a_crash_between_reading_and_telling_tells_once(
    office: HealthOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note and the mark that it was told commit together: a round that fails is simply run again."""
    version_id = office.published()
    found = _report(office, office.ask(version_id).id, version_id)
    office.renewed(version_id, TEXT.replace("84", "92"))

    def broken(*_: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(office.desk.tasks.__class__, "tell", broken)
        with pytest.raises(RuntimeError, match="killed"):
            office.desk.content_faults.settle()
    assert _notes(office, found) == []
    office.desk.content_faults.settle()
    assert len(_notes(office, found)) == 1
