"""Questions, drafts, decisions and replies, on each database."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from assistant.adapters.database.cipher import ContentErased
from assistant.adapters.database.store import DatabaseStore
from assistant.domain.cases import DecisionKind, DecisionReason
from assistant.domain.errors import Conflict, NotFound
from assistant.domain.questions import Outcome
from tests.adapters.database.builders import (
    NOW,
    a_case,
    a_conversation,
    a_decision,
    a_finished_question,
    a_question,
    a_reply,
    a_stored_draft,
    with_case,
    with_question,
)

RELEASING = (DecisionKind.APPROVED, DecisionKind.EDITED, DecisionKind.WRITTEN, DecisionKind.CERTIFIED)


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


def test_a_decision_reads_as_it_was_made(store: DatabaseStore) -> None:
    """A decision on a case's draft survives storing and is found by id, by key and by question."""
    with_case(store)
    decision = a_decision(case_id="k1", draft_id="d1", draft_version=1)
    with store.begin() as work:
        work.questions.add_draft(a_stored_draft())
        work.questions.add_decision(decision, "key-1")
    with store.read() as work:
        assert work.questions.decisions("q1") == (decision,)
        assert work.questions.decision("x1") == decision
        assert work.questions.decision_by_key("key-1") == decision
        assert work.questions.decision("nobody") is None
        assert work.questions.decision_by_key("no-key") is None


def test_decisions_come_in_the_order_they_were_made(store: DatabaseStore) -> None:
    """Rejections and the release after them are listed in order, even at one moment of the clock."""
    with_question(store)
    with store.begin() as work:
        for key in ("zz", "mm", "aa"):
            rejection = a_decision(key, DecisionKind.REJECTED, reason=DecisionReason.TONE, sent_sha256="")
            work.questions.add_decision(rejection, key)
        work.questions.add_decision(a_decision("00"), "release")
    with store.read() as work:
        assert [decision.id for decision in work.questions.decisions("q1")] == ["zz", "mm", "aa", "00"]


def test_a_decision_key_works_once(store: DatabaseStore) -> None:
    """A second decision under the key is refused, and the first one can be read in the same block."""
    with_question(store)
    first = a_decision("x1", DecisionKind.REJECTED)
    with store.begin() as work:
        work.questions.add_decision(first, "key-1")
    with store.begin() as work:
        with pytest.raises(Conflict) as refused:
            work.questions.add_decision(a_decision("x2", DecisionKind.REJECTED), "key-1")
        assert refused.value.code == "already_decided"
        assert work.questions.decision_by_key("key-1") == first
    with store.read() as work:
        assert work.questions.decisions("q1") == (first,)


@pytest.mark.parametrize("second", RELEASING)
@pytest.mark.parametrize("first", RELEASING)
def test_a_question_is_released_once(store: DatabaseStore, first: DecisionKind, second: DecisionKind) -> None:
    """Whatever let the first reply out, no other decision lets out a second one."""
    with_question(store)
    with store.begin() as work:
        work.questions.add_decision(a_decision("x1", first), "key-1")
    with store.begin() as work, pytest.raises(Conflict) as refused:
        work.questions.add_decision(a_decision("x2", second), "key-2")
    assert refused.value.code == "already_decided"


def test_each_question_is_released_on_its_own(store: DatabaseStore) -> None:
    """One question's release does not stand in the way of another's."""
    with_question(store, "q1")
    with_question(store, "q2")
    with store.begin() as work:
        work.questions.add_decision(a_decision("x1"), "key-1")
        work.questions.add_decision(a_decision("x2", question_id="q2"), "key-2")
        assert len(work.questions.decisions("q2")) == 1


def test_a_reply_reads_as_it_was_released(store: DatabaseStore) -> None:
    """Text, citations and every other field of a reply survive storing; it is found in three ways."""
    with_question(store)
    with store.begin() as work:
        work.questions.add_decision(a_decision(), "key-1")
        work.questions.add_reply(a_reply(), "x1")
    with store.read() as work:
        assert work.questions.reply("q1") == a_reply()
        assert work.questions.reply_by_id("r1") == a_reply()
        assert work.questions.replies_of("c1") == (a_reply(),)
        assert work.questions.reply("q2") is None
        assert work.questions.reply_by_id("nobody") is None
        assert work.questions.replies_of("c2") == ()


def test_a_question_gets_one_reply(store: DatabaseStore) -> None:
    """A second reply is refused, whatever decision it names; the first one stands."""
    with_question(store)
    with store.begin() as work:
        work.questions.add_decision(a_decision("x0", DecisionKind.REJECTED), "key-0")
        work.questions.add_decision(a_decision("x1"), "key-1")
        work.questions.add_reply(a_reply(), "x1")
        for decision_id in ("x0", "x1"):
            with pytest.raises(Conflict) as refused:
                work.questions.add_reply(a_reply("r2", text="Something else"), decision_id)
            assert refused.value.code == "already_replied"
    with store.read() as work:
        assert work.questions.replies_of("c1") == (a_reply(),)


def test_a_reply_needs_a_decision_on_its_own_question(store: DatabaseStore) -> None:
    """The database refuses a reply under no decision, or under another question's."""
    with_question(store, "q1")
    with_question(store, "q2")
    with store.begin() as work:
        work.questions.add_decision(a_decision("x2", question_id="q2"), "key-2")
    for decision_id in ("nobody", "x2"):
        with pytest.raises(sa.exc.IntegrityError), store.begin() as work:
            work.questions.add_reply(a_reply(), decision_id)


def test_replies_are_found_by_the_version_they_cite(store: DatabaseStore) -> None:
    """A recall finds each citing reply once, also when it cites the version twice or is erased since."""
    with_question(store)
    with store.begin() as work:
        work.questions.add_decision(a_decision(), "key-1")
        work.questions.add_reply(a_reply(), "x1")
        work.conversations.erase("c1")
    with store.read() as work:
        assert [work.questions.replies_quoting(version) for version in ("v1", "v2", "v3")] == [
            ("r1",),
            ("r1",),
            (),
        ]


def test_erasing_hides_content_and_keeps_the_record(store: DatabaseStore) -> None:
    """After an erasure drafts, replies and notes are gone; outcomes and decisions without a note stay."""
    with_case(store)
    plain = a_decision("x0", DecisionKind.REJECTED, note="")
    with store.begin() as work:
        work.questions.add_draft(a_stored_draft())
        work.questions.add_decision(plain, "key-0")
        work.questions.add_decision(a_decision("x1"), "key-1")
        work.questions.add_reply(a_reply(), "x1")
        work.questions.finish(a_finished_question())
        work.conversations.erase("c1")
    with store.read() as work:
        assert work.questions.get("q1") == a_finished_question()
        assert work.questions.decision("x0") == plain
        assert work.cases.of_question("q1") == a_case(number="CD-2026-000001")
        for read in (
            lambda: work.questions.drafts("q1"),
            lambda: work.questions.reply("q1"),
            lambda: work.questions.decisions("q1"),
            lambda: work.questions.decision_by_key("key-1"),
        ):
            with pytest.raises(ContentErased):
                read()
