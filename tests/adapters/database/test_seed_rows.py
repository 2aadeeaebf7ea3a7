"""Seeds, their showings, answers and pairs, on each database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from assistant.adapters.database.seed_tables import reply_seeds
from assistant.adapters.database.store import DatabaseStore
from assistant.domain.cases import DecisionKind
from assistant.domain.errors import Conflict
from assistant.domain.questions import Language
from assistant.domain.seeds import AnsweredSeed, Seed, SeedAnswer, SeedKind, SeedPlace, SeedShowing
from tests.adapters.database.builders import (
    NOW,
    a_colleague,
    a_decision,
    a_stored_draft,
    with_case,
    with_question,
)
from tests.services.review_room import FEE, a_draft

SEED = Seed(
    "seed-1", "q1", "d1", "transport", "parking", Language.EN, SeedKind.NUMBER, NOW,
    a_draft(FEE), FEE, FEE.replace("84", "840"),
)  # fmt: skip
SHOWING = SeedShowing("show-1", "seed-1", "s1", SeedPlace.CASES, "CD-2026-000099", NOW)


@pytest.fixture
def seeded(store: DatabaseStore) -> DatabaseStore:
    """A draft, a colleague, and a seed made from the draft."""
    with_case(store)
    with store.begin() as work:
        work.questions.add_draft(a_stored_draft())
        work.staff.add(a_colleague(), "no password")
        work.seeds.add(SEED)
    return store


def test_a_seed_reads_as_it_was_made_until_its_origin_is_erased(seeded: DatabaseStore) -> None:
    """H-06, L-12: its words are sealed with the key of the conversation that they came from."""
    with seeded.read() as work:
        assert work.seeds.get("seed-1") == SEED
        assert work.seeds.get("nobody") is None
        assert work.seeds.unshown(frozenset({"transport"}), "s1") == (SEED,)
        assert work.seeds.unshown(frozenset({"housing"}), "s1") == ()
        assert work.seeds.stock("transport") == 1
    with seeded.begin() as work:
        work.conversations.erase("c1")
    with seeded.read() as work:
        assert work.seeds.get("seed-1") is None
        assert work.seeds.unshown(None, "s1") == ()


def test_a_seed_is_shown_and_answered_once(seeded: DatabaseStore) -> None:
    """H-06: the person who has seen it is not shown it again, and the first answer stands."""
    with seeded.begin() as work:
        work.seeds.show(SHOWING)
        for again, code in ((replace(SHOWING, id="show-2"), "already_shown"),):
            with pytest.raises(Conflict) as refused:
                work.seeds.show(again)
            assert refused.value.code == code
        assert work.seeds.open_showings("s1", SeedPlace.CASES) == (SHOWING,)
        assert work.seeds.open_showings("s1", SeedPlace.AUDITS) == ()
        assert work.seeds.newest_showing("s1", SeedPlace.CASES) == NOW
        assert work.seeds.newest_showing("s1", SeedPlace.AUDITS) is None
        work.seeds.answer(SeedAnswer("show-1", True, NOW))
        with pytest.raises(Conflict) as refused:
            work.seeds.answer(SeedAnswer("show-1", False, NOW))
        assert refused.value.code == "already_decided"
    with seeded.read() as work:
        assert work.seeds.open_showings("s1", SeedPlace.CASES) == ()
        assert work.seeds.unshown(None, "s1") == ()
        assert work.seeds.stock("transport") == 0
        expected = AnsweredSeed("s1", SeedPlace.CASES, SeedKind.NUMBER, True, NOW)
        assert work.seeds.answered() == work.seeds.answered("s1") == (expected,)
        assert work.seeds.answered("s2") == ()


def test_the_database_keeps_a_seed_from_being_sent(seeded: DatabaseStore) -> None:
    """H-06, X-10: it cannot be called sendable, and a decision that names it as its draft is refused."""
    with pytest.raises(sa.exc.IntegrityError), seeded._engine.begin() as connection:
        connection.execute(sa.update(reply_seeds).values(sendable=True))
    with pytest.raises(sa.exc.IntegrityError), seeded.begin() as work:
        work.questions.add_decision(a_decision(draft_id="seed-1"), "key-1")


def test_sources_are_approved_questions_without_a_seed(seeded: DatabaseStore) -> None:
    """H-06: only what a person approved unchanged is known to be right."""
    with_question(seeded, "q2")
    with_question(seeded, "q3")
    with seeded._engine.begin() as connection:
        connection.execute(sa.text("UPDATE questions SET department_id = 'transport'"))
    with seeded.begin() as work:
        for key, kind in (("q2", DecisionKind.APPROVED), ("q3", DecisionKind.WRITTEN)):
            decision = a_decision(f"decision-{key}", question_id=key, case_id=None, draft_id=None, kind=kind)
            work.questions.add_decision(decision, f"key-{key}")
    with seeded.read() as work:
        assert work.seeds.sources("transport", 10) == ("q2",)
        assert work.seeds.sources("housing", 10) == ()


def test_pairs_and_reinstatements_are_kept(seeded: DatabaseStore) -> None:
    """H-08: who stands by which draft, and when somebody was last trained."""
    with seeded.begin() as work:
        work.seeds.pair("k1", "a" * 64, "s1", NOW)
        with pytest.raises(Conflict) as refused:
            work.seeds.pair("k1", "a" * 64, "s1", NOW)
        assert refused.value.code == "already_paired"
        assert work.seeds.reinstated("s1") is None
        work.seeds.reinstate("s1", "sam", "trained", NOW)
        work.seeds.reinstate("s1", "sam", "trained again", NOW + timedelta(days=1))
    with seeded.read() as work:
        assert work.seeds.paired("k1", "a" * 64) == ("s1",)
        assert work.seeds.paired("k1", "b" * 64) == ()
        assert work.seeds.reinstated("s1") == NOW + timedelta(days=1)


def test_what_was_checked_since_is_counted_by_place(seeded: DatabaseStore) -> None:
    """H-06: decisions for cases; none of another person."""
    with seeded.begin() as work:
        work.questions.add_decision(a_decision(), "key-1")
    decided = a_decision()
    with seeded.read() as work:
        assert work.seeds.checked_since(decided.actor, SeedPlace.CASES, None) == 1
        assert work.seeds.checked_since(decided.actor, SeedPlace.CASES, decided.decided_at) == 1
        later = decided.decided_at + timedelta(seconds=1)
        assert work.seeds.checked_since(decided.actor, SeedPlace.CASES, later) == 0
        assert work.seeds.checked_since(decided.actor, SeedPlace.AUDITS, None) == 0


def test_a_number_is_never_given_twice(seeded: DatabaseStore) -> None:
    """H-06: a seed's number comes from the same row of numbers as a case's."""
    with seeded.begin() as work:
        numbers = {work.cases.next_number(NOW) for _ in range(3)}
        case = work.cases.get("k1")
    assert case is not None
    assert len(numbers | {case.number}) == 4
