"""Questions and their drafts, on each database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.errors import Conflict, NotFound
from assistant.domain.questions import Outcome
from tests.adapters.database.builders import (
    NOW,
    a_conversation,
    a_finished_question,
    a_question,
    a_stored_draft,
    with_question,
)


def test_an_accepted_question_reads_as_it_was_added(store: DatabaseStore) -> None:
    """Every field of a question in progress survives storing."""
    with_question(store)
    with store.read() as work:
        assert work.questions.get("q1") == a_question()
        assert work.questions.get("nobody") is None


def test_a_question_is_accepted_once(store: DatabaseStore) -> None:
    """The same id again is refused."""
    with_question(store)
    with store.begin() as work, pytest.raises(Conflict) as refused:
        work.questions.add(a_question())
    assert refused.value.code == "question_exists"


def test_a_refused_question_undoes_nothing_else(store: DatabaseStore) -> None:
    """What the transaction wrote before and after the refusal is stored, on either database."""
    with_question(store)
    with store.begin() as work:
        work.conversations.add(a_conversation("c2"))
        with pytest.raises(Conflict):
            work.questions.add(a_question())
        work.conversations.add(a_conversation("c3"))
    with store.read() as work:
        assert work.conversations.get("c2") is not None
        assert work.conversations.get("c3") is not None


def test_a_finished_question_reads_as_it_was_found(store: DatabaseStore) -> None:
    """Reasons, figures and hashes survive storing, floats to the last bit."""
    with_question(store)
    with store.begin() as work:
        work.questions.finish(a_finished_question())
    with store.read() as work:
        assert work.questions.get("q1") == a_finished_question()


def test_a_question_gets_one_outcome(store: DatabaseStore) -> None:
    """The first outcome stands; a second one is refused."""
    with_question(store)
    with store.begin() as work:
        work.questions.finish(a_finished_question())
    with store.begin() as work, pytest.raises(Conflict) as refused:
        work.questions.finish(a_finished_question(outcome=Outcome.FAILED))
    assert refused.value.code == "already_finished"
    with store.read() as work:
        assert work.questions.get("q1") == a_finished_question()


def test_finishing_does_not_rewrite_what_was_accepted(store: DatabaseStore) -> None:
    """When and in which conversation a question was asked cannot be changed by finishing it."""
    with_question(store)
    with store.begin() as work:
        work.questions.finish(a_finished_question(asked_at=NOW + timedelta(days=9), message_id="another"))
    with store.read() as work:
        assert work.questions.get("q1") == a_finished_question()


def test_an_unknown_question_cannot_be_finished(store: DatabaseStore) -> None:
    """There is no outcome without a question."""
    with store.begin() as work, pytest.raises(NotFound):
        work.questions.finish(a_finished_question())


def test_finishing_needs_an_outcome(store: DatabaseStore) -> None:
    """A record without an outcome does not finish anything."""
    with_question(store)
    with store.begin() as work, pytest.raises(ValueError, match="outcome"):
        work.questions.finish(a_question())


def test_attempts_are_counted_per_question(store: DatabaseStore) -> None:
    """Each beginning of a question is counted, from 1, and only for that question."""
    with_question(store, "q1")
    with_question(store, "q2")
    counts = []
    for question_id in ("q1", "q1", "q2"):
        with store.begin() as work:
            counts.append(work.questions.begin_attempt(question_id))
    assert counts == [1, 2, 1]
    with store.begin() as work, pytest.raises(NotFound):
        work.questions.begin_attempt("nobody")


def test_unfinished_questions_come_oldest_first(store: DatabaseStore) -> None:
    """Only questions without an outcome that were asked before the moment are listed."""
    with_question(store, "q0")
    with store.begin() as work:
        work.questions.add(a_question("late", asked_at=NOW + timedelta(minutes=5)))
        work.questions.add(a_question("older", asked_at=NOW - timedelta(minutes=5)))
        work.questions.add(a_question("done"))
        work.questions.finish(a_finished_question("done"))
    with store.read() as work:
        found = work.questions.unfinished(NOW + timedelta(seconds=1))
        assert [record.id for record in found] == ["older", "q0"]


def test_questions_of_a_conversation_come_oldest_first(store: DatabaseStore) -> None:
    """A conversation lists its own questions only, finished or not."""
    with_question(store, "q1")
    with store.begin() as work:
        work.conversations.add(a_conversation("c2"))
        work.questions.add(a_question("elsewhere", conversation_id="c2"))
        work.questions.add(a_question("q0", asked_at=NOW - timedelta(hours=1)))
    with store.read() as work:
        assert [record.id for record in work.questions.of_conversation("c1")] == ["q0", "q1"]


def test_outcomes_are_counted(store: DatabaseStore) -> None:
    """Questions in progress count for no outcome."""
    for question_id in ("q1", "q2", "q3", "q4"):
        with_question(store, question_id)
    with store.begin() as work:
        for question_id, outcome in (
            ("q1", Outcome.ANSWERED),
            ("q2", Outcome.FAILED),
            ("q3", Outcome.ANSWERED),
        ):
            work.questions.finish(a_finished_question(question_id, outcome=outcome))
    with store.read() as work:
        assert work.questions.outcome_counts() == {Outcome.ANSWERED: 2, Outcome.FAILED: 1}


def test_drafts_read_as_they_were_stored_oldest_first(store: DatabaseStore) -> None:
    """Claims, verdict and evidence of every version survive storing; a draft without a verdict too."""
    with_question(store)
    newer, older = a_stored_draft(2, verdict=None, evidence=()), a_stored_draft(1)
    with store.begin() as work:
        work.questions.add_draft(newer)
        work.questions.add_draft(older)
    with store.read() as work:
        assert work.questions.drafts("q1") == (older, newer)
        assert work.questions.drafts("q2") == ()


def test_a_draft_version_is_stored_once(store: DatabaseStore) -> None:
    """Of two drafts with one version number the second is refused."""
    with_question(store)
    with store.begin() as work:
        work.questions.add_draft(a_stored_draft(1))
        with pytest.raises(Conflict) as refused:
            work.questions.add_draft(a_stored_draft(1, id="another"))
        assert refused.value.code == "draft_exists"


def test_a_draft_needs_its_question(store: DatabaseStore) -> None:
    """A draft for an unknown question is not stored."""
    with store.begin() as work, pytest.raises(NotFound):
        work.questions.add_draft(a_stored_draft())
