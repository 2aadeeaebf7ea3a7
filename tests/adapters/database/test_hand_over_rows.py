"""Hand-overs and saved edits, on each database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.adapters.database.cipher import ContentErased
from assistant.adapters.database.store import DatabaseStore
from assistant.domain.cases import CaseEventKind
from assistant.domain.errors import Conflict
from assistant.domain.hand_overs import HandOver, HandOverKind, HandOverOutcome
from assistant.services.hand_over_store import SavedEdit
from tests.adapters.database.builders import NOW, a_colleague, an_event, with_case

OFFER = HandOver(
    "h1",
    "k1",
    HandOverKind.TRANSFER,
    "waste",
    "housing",
    "s1",
    NOW,
    NOW + timedelta(days=1),
    "why",
    "sum",
    "部分",
)


def offered(store: DatabaseStore, *more: HandOver) -> None:
    """Case k1, offered to housing."""
    with_case(store)
    with store.begin() as work:
        for one in (OFFER, *more):
            work.hand_overs.add(one)


def test_a_hand_over_reads_as_it_was_offered(store: DatabaseStore) -> None:
    """By id, by case and by the department it is offered to."""
    offered(store)
    with store.read() as work:
        assert work.hand_overs.get("h1") == OFFER
        assert work.hand_overs.of_case("k1") == (OFFER,)
        assert work.hand_overs.open_for(frozenset({"housing"})) == (OFFER,)
        assert work.hand_overs.open_for(frozenset({"waste"})) == ()
        assert work.hand_overs.get("h2") is None


def test_a_hand_over_ends_once(store: DatabaseStore) -> None:
    """L-25: of two answers the first stands, with its words."""
    offered(store)
    with store.begin() as work:
        work.hand_overs.end("h1", HandOverOutcome.RETURNED, "s2", NOW, "not ours")
    with pytest.raises(Conflict) as caught, store.begin() as work:
        work.hand_overs.end("h1", HandOverOutcome.ACCEPTED, "s3", NOW, "")
    assert caught.value.code == "hand_over_ended"
    with store.read() as work:
        ended = work.hand_overs.get("h1")
        assert ended is not None
        assert (ended.outcome, ended.ended_by, ended.answer) == (HandOverOutcome.RETURNED, "s2", "not ours")
        assert work.hand_overs.open_for(None) == ()


def test_only_transfers_lapse(store: DatabaseStore) -> None:
    """A part that is not written in time stays asked for."""
    offered(store, replace(OFFER, id="h2", kind=HandOverKind.CONSULT))
    with store.read() as work:
        assert work.hand_overs.due_ids(OFFER.due) == ()
        assert work.hand_overs.due_ids(OFFER.due + timedelta(seconds=1)) == ("h1",)


def test_an_erasure_takes_the_texts_of_hand_overs_and_edits(store: DatabaseStore) -> None:
    """Neither the lists nor the hand-over itself hold anything of an erased conversation."""
    offered(store)
    with store.begin() as work:
        work.staff.add(a_colleague(), "hash")
        work.saved_edits.save("k1", "s1", SavedEdit(1, "half a reply", NOW))
        work.conversations.erase("c1")
    with store.read() as work:
        assert work.hand_overs.open_for(None) == ()
        assert work.hand_overs.due_ids(OFFER.due + timedelta(days=1)) == ()
        with pytest.raises(ContentErased):
            work.hand_overs.get("h1")
        with pytest.raises(ContentErased):
            work.saved_edits.get("k1", "s1")


def test_an_edit_is_kept_per_case_and_person(store: DatabaseStore) -> None:
    """H-19: the newest words of each person, until they are dropped."""
    with_case(store)
    with store.begin() as work:
        work.staff.add(a_colleague(), "hash")
        work.staff.add(a_colleague("s2", "Bo"), "hash")
        work.saved_edits.save("k1", "s1", SavedEdit(1, "half", NOW))
        work.saved_edits.save("k1", "s1", SavedEdit(2, "half a reply", NOW))
        work.saved_edits.save("k1", "s2", SavedEdit(0, "mine", NOW))
    with store.begin() as work:
        assert work.saved_edits.get("k1", "s1") == SavedEdit(2, "half a reply", NOW)
        work.saved_edits.forget("k1", "s1")
        assert work.saved_edits.get("k1", "s1") is None
        assert work.saved_edits.get("k1", "s2") == SavedEdit(0, "mine", NOW)
        work.saved_edits.forget("k1")
        assert work.saved_edits.get("k1", "s2") is None


def test_the_lead_moves_and_what_was_claimed_is_found(store: DatabaseStore) -> None:
    """Open cases that somebody took in hand, events of a time, and a case of another department."""
    with_case(store)
    with store.begin() as work:
        work.cases.append(an_event(CaseEventKind.CLAIMED))
        work.cases.lead("k1", "housing")
    with store.read() as work:
        case = work.cases.get("k1")
        assert case is not None
        assert case.department_id == "housing"
        assert work.cases.claimed_ever("s1") == ("k1",)
        assert work.cases.claimed_ever("s2") == ()
        assert len(work.cases.happened(CaseEventKind.CLAIMED, NOW, NOW + timedelta(days=1))) == 1
        assert work.cases.happened(CaseEventKind.CLAIMED, NOW + timedelta(days=1), NOW) == ()


def test_nobody_is_asked_for_a_case_that_is_closed(store: DatabaseStore) -> None:
    """An answered case is on no department's list any more."""
    offered(store)
    with store.begin() as work:
        work.cases.append(an_event(CaseEventKind.REPLIED))
    with store.read() as work:
        assert work.hand_overs.open_for(None) == ()
