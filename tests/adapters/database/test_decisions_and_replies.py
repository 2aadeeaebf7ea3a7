"""Decisions and replies, on each database."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from assistant.adapters.database.cipher import ContentErased
from assistant.adapters.database.store import DatabaseStore
from assistant.domain.cases import DecisionKind, DecisionReason
from assistant.domain.errors import Conflict
from tests.adapters.database.builders import (
    a_case,
    a_decision,
    a_finished_question,
    a_reply,
    a_stored_draft,
    with_case,
    with_question,
)

RELEASING = (DecisionKind.APPROVED, DecisionKind.EDITED, DecisionKind.WRITTEN, DecisionKind.CERTIFIED)


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
