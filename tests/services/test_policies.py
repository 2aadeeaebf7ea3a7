"""Policies change by two people with the right for that department, and every step is on record (X-03, X-15)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.domain.errors import Forbidden, NotFound
from assistant.domain.questions import Language
from assistant.domain.staff import Staff
from assistant.services.search_trial import Trial
from knowledge_base import Audience, InvalidInput, LifeCycleConflict, UnreadableFile, VersionState
from tests.knowledge_base.builders import TODAY
from tests.services.policy_office import EVE, HAL, HOUSING, TESS, TEXT, TOM, PolicyOffice, the_upload
from tests.services.review_room import ADA, ANDY, CAROL, SAM, invalid

QUESTION = "How much does a resident permit cost?"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PolicyOffice]:
    """An office without a document."""
    made = PolicyOffice(tmp_path)
    yield made
    made.close()


def test_a_document_is_published_by_a_second_person(office: PolicyOffice) -> None:
    """Uploaded and submitted by one, published by another: then it is found, and each step is logged twice."""
    version_id = office.draft()
    assert office.found(QUESTION) == []
    office.policies.submit(TESS, version_id)
    assert office.found(QUESTION) == []
    office.policies.publish(TOM, version_id)
    assert set(office.found(QUESTION)) == {version_id}
    assert office.actions() == [
        "version_added_begun",
        "version_added",
        "version_submitted_begun",
        "version_submitted",
        "version_published_begun",
        "version_published",
    ]
    last = office.log()[-1]
    assert (last.actor, last.object_kind, last.object_id) == ("tom", "version", version_id)


def test_nobody_publishes_what_they_brought(office: PolicyOffice) -> None:
    """The refusal is on record with its code, and nothing is found."""
    version_id = office.draft()
    office.policies.submit(TESS, version_id)
    with pytest.raises(LifeCycleConflict) as caught:
        office.policies.publish(TESS, version_id)
    assert office.actions()[-2:] == ["version_published_begun", "version_published_refused"]
    assert office.log()[-1].data["code"] == caught.value.code
    assert office.found(QUESTION) == []


def test_nobody_publishes_what_they_submitted(office: PolicyOffice) -> None:
    """Having uploaded is not the only way to be the first person."""
    version_id = office.draft()
    office.policies.submit(TOM, version_id)
    with pytest.raises(LifeCycleConflict):
        office.policies.publish(TOM, version_id)


Action = Callable[[PolicyOffice, Staff, str], object]
ACTIONS: dict[str, Action] = {
    "upload": lambda office, staff, _version: office.policies.upload(staff, the_upload()),
    "submit": lambda office, staff, version: office.policies.submit(staff, version),
    "discard": lambda office, staff, version: office.policies.discard(staff, version),
    "publish": lambda office, staff, version: office.policies.publish(staff, version),
    "withdraw": lambda office, staff, version: office.policies.withdraw(staff, version, "because"),
}


@pytest.mark.parametrize("staff", [HAL, CAROL, ANDY, ADA], ids=lambda staff: staff.id)
@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_else_touches_a_departments_policies(office: PolicyOffice, action: str, staff: Staff) -> None:
    """Another department's editor, caseworkers, auditors and administrators are refused before anything begins."""
    version_id = office.draft()
    before = office.actions()
    with pytest.raises((Forbidden, NotFound)):
        ACTIONS[action](office, staff, version_id)
    assert office.actions() == before
    assert office.base.version(version_id).state is VersionState.DRAFT


def test_a_supervisor_publishes_but_does_not_write(office: PolicyOffice) -> None:
    """The second person may be a supervisor; the first is an editor."""
    with pytest.raises(Forbidden):
        office.policies.upload(SAM, the_upload())
    version_id = office.draft()
    office.policies.submit(TESS, version_id)
    office.policies.publish(SAM, version_id)
    assert set(office.found(QUESTION)) == {version_id}


def test_a_document_cannot_be_taken_over_by_another_department(office: PolicyOffice) -> None:
    """Uploading under an existing document's id needs the right for its owner, whatever department is named."""
    office.draft()
    with pytest.raises(Forbidden):
        office.policies.upload(HAL, the_upload(department_id=HOUSING))


def test_a_department_must_exist(office: PolicyOffice) -> None:
    """A misspelt owner would leave a document that nobody may touch."""
    with invalid("department_id"):
        office.policies.upload(EVE, the_upload(department_id="weather"))


def test_another_departments_drafts_are_not_shown(office: PolicyOffice) -> None:
    """Neither in the list nor by id; what was published is shown to all who read policies."""
    draft_id = office.draft()
    for staff in (HAL, CAROL):
        own = staff is CAROL  # a caseworker of every department reads all
        listed = {one.id for found in office.policies.documents(staff) for one in found.versions}
        assert (draft_id in listed) is own
    with pytest.raises(NotFound):
        office.policies.preview(HAL, draft_id)
    assert office.policies.preview(TOM, draft_id).version.id == draft_id
    office.policies.submit(TESS, draft_id)
    office.policies.publish(TOM, draft_id)
    assert office.policies.preview(HAL, draft_id).version.state is VersionState.PUBLISHED


def test_who_may_read_no_policies_reads_none(office: PolicyOffice) -> None:
    """An administrator has no business here."""
    version_id = office.published()
    for step in (
        lambda: office.policies.documents(ADA),
        lambda: office.policies.preview(ADA, version_id),
        lambda: office.policies.indexes(ADA),
        lambda: office.desk.search_trials.hits(ADA, Trial(QUESTION, TODAY)),
        lambda: office.desk.search_trials.whereabouts(ADA, Trial(QUESTION, TODAY), "parking-permits"),
    ):
        with pytest.raises(Forbidden):
            step()


def test_a_version_that_does_not_exist_is_not_found(office: PolicyOffice) -> None:
    """For reading and for acting."""
    with pytest.raises(NotFound):
        office.policies.preview(EVE, "nothing")
    with pytest.raises(NotFound):
        office.policies.publish(EVE, "nothing")
    assert office.actions() == []


def test_a_withdrawn_version_is_found_no_more_and_says_why(office: PolicyOffice) -> None:
    """At once; the reason stands in the log; without a reason nothing happens."""
    version_id = office.published()
    with invalid("reason"):
        office.policies.withdraw(TOM, version_id, " ")
    office.policies.withdraw(TOM, version_id, "wrong fee")
    assert office.found(QUESTION) == []
    assert office.actions()[-1] == "version_withdrawn"
    assert office.log()[-1].data["reason"] == "wrong fee"


def test_an_unreadable_file_is_refused_on_record(office: PolicyOffice) -> None:
    """The log names the code, not the file's content."""
    with pytest.raises((UnreadableFile, InvalidInput)):
        office.policies.upload(TESS, the_upload("\x00\x01", file_name="policy.pdf"))
    assert office.actions() == ["version_added_begun", "version_added_refused"]
    assert set(office.log()[-1].data) == {"document", "code"}


def test_a_failure_half_way_is_on_record(office: PolicyOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is neither done nor refused is logged as failed, by the kind of the fault alone."""
    version_id = office.draft()

    def fail(*_arguments: object) -> None:
        raise OSError("disk full at /somewhere/private")

    monkeypatch.setattr(office.base, "submit", fail)
    with pytest.raises(OSError, match="disk full"):
        office.policies.submit(TESS, version_id)
    assert office.actions()[-2:] == ["version_submitted_begun", "version_submitted_failed"]
    assert office.log()[-1].data["code"] == "OSError"
    assert "private" not in repr(office.log())


def test_only_who_publishes_everywhere_rolls_the_whole_back(office: PolicyOffice) -> None:
    """A department's editor may not; with a reason it is done and logged, and the earlier state answers."""
    first = office.published()
    state = office.policies.indexes(EVE)[0]
    second = office.published(TEXT.replace("84", "96"))
    with pytest.raises(Forbidden):
        office.policies.roll_back(TESS, state.id, "because")
    with invalid("reason"):
        office.policies.roll_back(EVE, state.id, "")
    office.policies.roll_back(EVE, state.id, "wrong fee")
    assert second not in office.found(QUESTION)
    assert first in office.found(QUESTION)
    assert office.actions()[-2:] == ["index_rolled_back_begun", "index_rolled_back"]


@pytest.mark.parametrize("text", ["", "  ", "x" * 1_001])
def test_a_trial_search_needs_a_question(office: PolicyOffice, text: str) -> None:
    """Empty and endless ones are refused by name."""
    with invalid("q"):
        office.desk.search_trials.hits(TESS, Trial(text, TODAY))


def test_anybody_reads_what_was_published_to_the_public(office: PolicyOffice) -> None:
    """With its headings in place; a withdrawn version too, since replies cite it."""
    version_id = office.published("# Permits\n\n## Fees\n\nA permit costs 84 euros.\n")
    shown = office.public.version("parking-permits", version_id, Language.ZH)
    assert shown.department_name == "交通局"
    assert "84 euros" in shown.text
    for heading in shown.headings:
        assert shown.text[heading.start :].lstrip("# ").startswith(heading.title)
    assert "Fees" in {heading.title for heading in shown.headings}
    office.policies.withdraw(EVE, version_id, "old")
    assert office.public.version("parking-permits", version_id, Language.EN).text == shown.text


def test_headings_inside_a_passage_are_headings_too(office: PolicyOffice) -> None:
    """Short sections share a passage; every one of their headings has its place and level all the same."""
    text = "# Parking permits\n\n## 1 The bins\n\nGrey.\n\n### Lids\n\nBlue.\n\n## 2 Fees\n\nNone.\n"
    shown = office.public.version("parking-permits", office.published(text), Language.EN)
    assert [(one.title, one.level) for one in shown.headings] == [
        ("1 The bins", 1),
        ("Lids", 2),
        ("2 Fees", 1),
    ]
    assert [shown.text[one.start :].split("\n")[0] for one in shown.headings] == [
        "1 The bins",
        "Lids",
        "2 Fees",
    ]


def test_nobody_outside_reads_anything_else(office: PolicyOffice) -> None:
    """Drafts, submitted and discarded versions, staff documents and wrong pairs of ids look alike: not found."""
    draft = office.draft()
    staff_only = office.published(document_id="manual", title="Manual", audience=Audience.STAFF)
    other = office.published(document_id="fees", title="Fees", effective_from=date(2026, 1, 1))
    attempts = [
        ("parking-permits", draft),
        ("manual", staff_only),
        ("parking-permits", other),
        ("fees", "nothing"),
    ]
    for document_id, version_id in attempts:
        with pytest.raises(NotFound):
            office.public.version(document_id, version_id, Language.EN)
    office.policies.submit(TESS, draft)
    with pytest.raises(NotFound):
        office.public.version("parking-permits", draft, Language.EN)
    office.policies.discard(TESS, draft)
    with pytest.raises(NotFound):
        office.public.version("parking-permits", draft, Language.EN)
