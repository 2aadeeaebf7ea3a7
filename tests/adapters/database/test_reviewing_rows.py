"""Arms, judgements before the draft and reading times, on each database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.cases import DecisionKind
from assistant.domain.draft_uses import DraftUse
from assistant.domain.errors import Conflict
from assistant.domain.reading_times import ReadingTime
from assistant.domain.review_arms import DrawnArm, InitialJudgement, JudgedAs, ReviewArm
from assistant.services.reviewing_store import ArmCase
from tests.adapters.database.builders import NOW, a_colleague, a_decision, a_stored_draft, with_case

LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def reviewed(store: DatabaseStore) -> tuple[DatabaseStore, str]:
    """A case with a draft and a colleague; the case's id."""
    with_case(store)
    with store.begin() as work:
        work.questions.add_draft(a_stored_draft())
        work.staff.add(a_colleague(), "no password")
        case = work.cases.of_question("q1")
    assert case is not None
    return store, case.id


def test_an_arm_is_drawn_once(reviewed: tuple[DatabaseStore, str]) -> None:
    """H-18: the assignment is sticky in the database itself."""
    store, case_id = reviewed
    drawn = DrawnArm(case_id, ReviewArm.UNAIDED, 0.01, NOW)
    with store.begin() as work:
        assert work.reviewing.arm(case_id) is None
        work.reviewing.draw(drawn)
        with pytest.raises(Conflict, match="drawn"):
            work.reviewing.draw(DrawnArm(case_id, ReviewArm.ASSISTED, 0.9, LATER))
    with store.read() as work:
        assert work.reviewing.arm(case_id) == drawn
        assert work.reviewing.arms(None, NOW) == (ArmCase(drawn, "q1"),)
        assert work.reviewing.arms(frozenset({"nowhere"}), NOW) == ()
        assert work.reviewing.arms(None, LATER) == ()


def test_a_judgement_is_kept_until_its_conversation_is_erased(reviewed: tuple[DatabaseStore, str]) -> None:
    """H-01, L-12: once a person and case; the words go with the conversation, the outcome stays."""
    store, case_id = reviewed
    judgement = InitialJudgement(case_id, "s1", JudgedAs.ANSWERABLE, "84 euros", "p1", NOW)
    with store.begin() as work:
        assert not work.reviewing.judged(case_id, "s1")
        work.reviewing.judge(judgement)
        with pytest.raises(Conflict, match="judged"):
            work.reviewing.judge(judgement)
    with store.read() as work:
        assert work.reviewing.judged(case_id, "s1")
        assert work.reviewing.judgements("s1") == (judgement,)
        assert work.reviewing.judgements("nobody") == ()
        assert work.reviewing.judgements_on((case_id, "other")) == (judgement,)
        assert work.reviewing.judgements_on(()) == ()
    with store.begin() as work:
        work.conversations.erase("c1")
    with store.read() as work:
        (left,) = work.reviewing.judgements("s1")
    assert (left.gist, left.judged_as) == ("", JudgedAs.ANSWERABLE)


def test_the_first_time_a_draft_was_handed_out_counts(reviewed: tuple[DatabaseStore, str]) -> None:
    """H-05: reading again does not set the clock back, another draft has a clock of its own."""
    store, case_id = reviewed
    with store.begin() as work:
        assert work.reviewing.serve(case_id, "s1", "one", NOW)
        assert not work.reviewing.serve(case_id, "s1", "one", LATER)
        assert work.reviewing.serve(case_id, "s1", "two", LATER)
    with store.read() as work:
        assert work.reviewing.served(case_id, "s1", "one") == NOW
        assert work.reviewing.served(case_id, "s1", "three") is None


def test_a_reading_is_measured_once_for_a_decision(reviewed: tuple[DatabaseStore, str]) -> None:
    """H-05: with its floor, in the order of time; the decisions that sent a draft are found newest first."""
    store, _ = reviewed
    decision = a_decision()
    reading = ReadingTime(decision.id, "s1", 3.5, 8.0, NOW)
    with store.begin() as work:
        work.questions.add_decision(decision, "key")
        work.reviewing.add_reading(reading)
        with pytest.raises(Conflict, match="measured"):
            work.reviewing.add_reading(reading)
    with store.read() as work:
        assert work.reviewing.readings("s1", NOW) == (reading,)
        assert work.reviewing.readings("s1", LATER) == ()
        assert work.reviewing.sent_drafts(decision.actor, 10) == (decision.id,)
        assert work.reviewing.sent_drafts("nobody", 10) == ()


def test_what_became_of_a_draft_is_noted_once_a_person(reviewed: tuple[DatabaseStore, str]) -> None:
    """H-10: a rejection and the reply written after it are one use of the draft."""
    store, _ = reviewed
    use = DraftUse("x1", "d1", "s1", "transport", None, 0.75, 0.25, NOW)
    with store.begin() as work:
        work.questions.add_decision(a_decision(), "key")
        work.questions.add_decision(a_decision("x2", DecisionKind.REJECTED), "key 2")
        assert work.reviewing.add_use(use)
        assert not work.reviewing.add_use(replace(use, decision_id="x2", changed=1.0))
    with store.read() as work:
        assert work.reviewing.uses(None, NOW) == (use,)
        assert work.reviewing.uses(frozenset({"transport"}), NOW) == (use,)
        assert work.reviewing.uses(frozenset({"housing"}), NOW) == ()
        assert work.reviewing.uses(None, LATER) == ()
