"""Citizens propose corrections of texts; everybody sees what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.domain.content_faults import FaultKind
from assistant.domain.errors import Invalid, NotFound
from assistant.domain.questions import Language
from assistant.domain.tasks import Task, TaskKind
from assistant.services.suggestions import MAX_WORDS, ChangeState, PublicChange
from knowledge_base import Audience
from tests.services.policy_office import EVE, HAL, TEXT, TOM, PolicyOffice


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PolicyOffice]:
    """With a published text on permits."""
    opened = PolicyOffice(tmp_path)
    yield opened
    opened.close()


def propose(office: PolicyOffice, version_id: str, words: str = "The fee rose.") -> Task:
    """A citizen's proposal for a version."""
    document_id = office.base.version(version_id).document_id
    return office.desk.suggestions.propose(document_id, version_id, FaultKind.OUTDATED, words)


def only(office: PolicyOffice) -> PublicChange:
    """The one public entry."""
    (entry,) = office.desk.suggestions.changes()
    return entry


def test_a_proposal_becomes_a_task_of_the_department_with_a_deadline(office: PolicyOffice) -> None:
    """S-32: its policy staff see it, another department does not; the title is told in the reader's language."""
    task = propose(office, office.published())
    assert (task.facts.kind, task.facts.opened_by, task.due is not None) == (
        TaskKind.CONTENT_FAULT,
        "citizen",
        True,
    )
    assert [one.facts.id for one in office.desk.tasks.listed(TOM)] == [task.facts.id]
    assert office.desk.tasks.listed(HAL) == []
    assert task.facts.title_in(Language.ZH).startswith("市民建议更正《")


def test_personal_data_in_a_proposal_is_masked_and_figures_of_the_text_are_not(office: PolicyOffice) -> None:
    """X-16: a number of the caller's own does not reach the task."""
    task = propose(office, office.published(), "It is not 84 euros. Call me: 13812345678.")
    assert "13812345678" not in task.facts.detail
    assert "84 euros" in task.facts.detail


def test_the_log_of_changes_says_what_came_of_it_and_none_of_the_words(office: PolicyOffice) -> None:
    """S-32: being looked at; then changed, linking to the new version once somebody closed the task by it."""
    first = office.published()
    task = propose(office, first)
    assert (only(office).state, only(office).version_id) == (ChangeState.BEING_LOOKED_AT, first)
    second = office.published(TEXT.replace("84", "90"))
    assert only(office).state is ChangeState.BEING_LOOKED_AT
    office.desk.tasks.close(EVE, task.facts.id, True, "The new fee stands there.")
    entry = only(office)
    assert (entry.state, entry.version_id, entry.changed_at is not None) == (
        ChangeState.CHANGED,
        second,
        True,
    )
    assert "rose" not in str(entry)


def test_a_text_that_stays_is_told_as_that(office: PolicyOffice) -> None:
    """Closed without a newer text, or dropped although there is one: nothing changed because of it."""
    version_id = office.published()
    office.desk.tasks.close(EVE, propose(office, version_id).facts.id, True, "It is right.")
    assert only(office).state is ChangeState.LEFT
    dropped = propose(office, version_id, "Nonsense.")
    office.published(TEXT.replace("84", "90"))
    office.desk.tasks.close(EVE, dropped.facts.id, False, "Not about this.")
    states = {one.state for one in office.desk.suggestions.changes()}
    assert ChangeState.LEFT in states


def test_proposals_for_the_same_answer_are_one_entry(office: PolicyOffice) -> None:
    """Counted, not listed one by one."""
    version_id = office.published()
    propose(office, version_id)
    propose(office, version_id, "I think so too.")
    assert only(office).proposals == 2


def test_only_public_texts_take_proposals(office: PolicyOffice) -> None:
    """X-09: a staff text or a draft is not found, nor is an unknown one."""
    inner = office.published("# Inner\n\nFor staff.\n", document_id="inner", audience=Audience.STAFF)
    draft = office.draft(EVE, "# Draft\n\nNot yet.\n", document_id="draft")
    for version_id in (inner, draft):
        with pytest.raises(NotFound):
            propose(office, version_id)
    with pytest.raises(NotFound):
        office.desk.suggestions.propose("nothing", "nowhere", FaultKind.WRONG, "Hm.")


@pytest.mark.parametrize("words", ["", "  ", "x" * (MAX_WORDS + 1), "\ud800"])
def test_words_that_say_nothing_or_too_much_are_refused(office: PolicyOffice, words: str) -> None:
    """By name; no task is opened."""
    version_id = office.published()
    with pytest.raises(Invalid) as caught:
        propose(office, version_id, words)
    assert caught.value.field == "words"
    assert office.desk.suggestions.changes() == ()
