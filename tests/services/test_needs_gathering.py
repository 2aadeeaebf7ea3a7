"""How questions that were not served become needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.domain.needs import NeedState
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from tests.services.needs_room import CAMPING, POOL, SCOOTER, ZH_POOL, NeedsRoom, needs_room
from tests.services.review_room import FEE, a_draft, a_working


@pytest.fixture
def room(tmp_path: Path) -> Iterator[NeedsRoom]:
    """A fresh room."""
    with needs_room(tmp_path) as found:
        yield found


def test_a_fixture_log_gives_the_expected_clusters(room: NeedsRoom) -> None:
    """S-16: questions that ask for the same thing become one need, in both languages, others needs of their own."""
    room.gather(*POOL, *SCOOTER, CAMPING)
    room.gather(*ZH_POOL, language=Language.ZH)
    expected = {frozenset(POOL), frozenset(SCOOTER), frozenset({CAMPING}), frozenset(ZH_POOL)}
    assert room.clusters() == expected


def test_needs_are_named_by_their_commonest_words(room: NeedsRoom) -> None:
    """A need is called by what its askers have in common."""
    named = [set(need.words) for need in room.gather(*POOL, *SCOOTER)]
    assert named == [{"swimming", "pool", "lane", "book"}, {"park", "electric", "scooter"}]


def test_a_chinese_need_is_named_by_expressions(room: NeedsRoom) -> None:
    """Without word limits the longest expressions that several people used are taken."""
    (need,) = room.gather(*ZH_POOL, language=Language.ZH)
    assert "游泳馆" in "".join(need.words)
    assert "预订" in "".join(need.words)


def test_what_only_one_person_wrote_never_names_a_need(room: NeedsRoom) -> None:
    """S-16: a word of one conversation, a name above all, is in no name."""
    needs = room.gather(
        "Zebulon Featherstone wants a swimming pool lane", "swimming pool lane for Aurelia Quickwater"
    )
    words = {word for need in needs for word in need.words}
    assert words == {"swimming", "pool", "lane"}


def test_the_same_order_of_questions_gives_the_same_needs(tmp_path: Path) -> None:
    """Grouping is deterministic."""
    seen = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        with needs_room(tmp_path / name) as room:
            room.gather(*POOL, CAMPING, *SCOOTER)
            seen.append((room.clusters(), [need.words for need in room.needs()]))
    assert seen[0] == seen[1]


def test_gathering_again_changes_nothing(room: NeedsRoom) -> None:
    """The round is idempotent, also after a restart."""
    before = room.gather(*POOL, *SCOOTER)
    room.restarted()
    assert room.desk.gathering.settle() == 0
    assert room.needs() == before


def test_a_question_after_a_restart_joins_the_need_that_is_there(room: NeedsRoom) -> None:
    """What was in memory is made anew from the stored texts."""
    room.gather(*POOL[:2])
    room.restarted()
    assert len(room.gather(POOL[2])) == 1


@pytest.mark.parametrize("reason", [Reason.COMPLAINT, Reason.CRISIS, Reason.SAFEGUARDING_MINOR])
def test_what_a_rule_keeps_from_the_engine_is_no_need(room: NeedsRoom, reason: Reason) -> None:
    """A complaint says nothing about the knowledge base, however it is answered."""
    case = room.unserved("I complain about your office", (reason,))
    room.desk.gathering.settle()
    room.reply_in_person(case, "key-1")
    room.desk.gathering.settle()
    assert room.needs() == []


def test_an_own_reply_instead_of_the_draft_makes_a_need(room: NeedsRoom) -> None:
    """A person wrote the answer, so the knowledge base did not serve it."""
    case = room.open_case(a_working(a_draft(FEE)))
    room.desk.gathering.settle()
    assert room.needs() == []
    room.reply_in_person(case, "key-1")
    room.desk.gathering.settle()
    assert len(room.needs()) == 1


def test_an_approved_draft_makes_none(room: NeedsRoom) -> None:
    """What was answered as drafted was served."""
    room.approved("key-1")
    room.desk.gathering.settle()
    assert room.needs() == []


def test_an_answer_rated_low_makes_a_need(room: NeedsRoom) -> None:
    """S-16: ratings come in where there are any."""
    case = room.approved("key-1")
    room.desk.gathering._low_rated = lambda _work: (case.question_id,)
    room.desk.gathering.settle()
    assert [need.state for need in room.needs()] == [NeedState.OPEN]
    assert room.desk.gathering.settle() == 0


def test_two_needs_that_grow_together_become_one(room: NeedsRoom) -> None:
    """A question that bridges two needs joins them; the older one stays."""
    room.gather("When is the swimming pool open?", "Which clubs book lanes?")
    assert len(room.needs()) == 2
    room.gather("swimming pool opening hours when clubs book lanes", "lanes clubs book swimming pool open")
    merged = [need for need in room.needs() if need.state is NeedState.MERGED]
    assert len(room.clusters()) == 1
    assert [need.merged_into for need in merged] == [room.needs()[0].facts.id]


def test_erasing_takes_the_question_out_and_names_the_need_anew(room: NeedsRoom) -> None:
    """L-12: after an erasure the need neither counts the question nor carries its words."""
    gone = room.unserved("swimming pool lane for the walrus team")
    room.unserved("swimming pool lane for the walrus club")
    (need,) = room.gather("swimming pool lane please")
    assert "walrus" in need.words
    with room.store.begin() as work:
        work.conversations.erase(gone.conversation_id)
    room.desk.gathering.forget(gone.conversation_id)
    (left,) = room.needs()
    assert "walrus" not in left.words
    with room.store.read() as work:
        assert gone.question_id not in {one.question_id for one in work.needs.asked()}
    assert room.desk.gathering.settle() == 0


def test_erasing_from_another_process_keeps_the_names(room: NeedsRoom) -> None:
    """L-12: whoever erases need not be the process that gathered."""
    needs = room.gather(*POOL)
    extra = room.unserved(CAMPING)
    room.desk.gathering.settle()
    room.restarted()
    with room.store.begin() as work:
        work.conversations.erase(extra.conversation_id)
    room.desk.gathering.forget(extra.conversation_id)
    assert room.need(needs[0].facts.id).words == needs[0].words


def test_a_need_whose_askers_are_all_gone_is_dropped(room: NeedsRoom) -> None:
    """L-12: nobody waits for it any more."""
    case = room.unserved(CAMPING)
    room.desk.gathering.settle()
    with room.store.begin() as work:
        work.conversations.erase(case.conversation_id)
    room.desk.gathering.forget(case.conversation_id)
    (need,) = room.needs()
    assert (need.state, need.words) == (NeedState.DROPPED, ())
