"""A person takes a need apart, and joins what was asked in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.domain.errors import Conflict, Forbidden, NotFound
from assistant.domain.needs import Need, NeedState, NeedStep
from assistant.domain.questions import Language
from tests.services.needs_room import EDDA, HUGO, POOL, ZH_POOL, NeedsRoom, needs_room
from tests.services.review_room import CAROL, SAM, invalid

SAUNA = ("Is the swimming pool sauna open?", "When is the swimming pool sauna open for booking?")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[NeedsRoom]:
    """A town where nobody wrote about pools."""
    with needs_room(tmp_path) as made:
        yield made


def _ids(room: NeedsRoom, need: Need, *words: str) -> list[str]:
    """The questions of a need with one of these words in them."""
    found = room.desk.needs.quotes(SAM, need.facts.id)
    return [one.question_id for one in found if not words or any(word in one.text for word in words)]


def _waiting(room: NeedsRoom) -> list[Need]:
    return [need for need in room.needs() if need.state.waits]


def _mixed(room: NeedsRoom) -> Need:
    """One need that holds lanes and saunas, because somebody joined them."""
    needs = room.gather(*POOL, *SAUNA)
    kept = needs[0]
    for other in _waiting(room)[1:]:
        room.desk.splitting.merge(SAM, other.facts.id, kept.facts.id)
    return room.need(kept.facts.id)


def test_the_chosen_questions_become_a_need_of_their_own(room: NeedsRoom) -> None:
    """S-16: they leave the old need, the new one is named, dated and of the same department, and the log says who."""
    need = _mixed(room)
    moved = _ids(room, need, "sauna")
    made = room.desk.splitting.split(CAROL, need.facts.id, moved)
    assert sorted(_ids(room, made)) == sorted(moved)
    assert not set(_ids(room, room.need(need.facts.id))) & set(moved)
    assert "sauna" in made.words
    assert "sauna" not in room.need(need.facts.id).words
    assert (made.department_id, made.state) == (need.department_id, NeedState.OPEN)
    assert made.due is not None
    (entry,) = [one for one in room.log() if one.action == "need_split"]
    assert (entry.actor, entry.object_id, entry.data["into"]) == ("carol", need.facts.id, made.facts.id)
    assert [event.step for event in made.events] == [NeedStep.SPLIT_OFF]


def test_the_system_does_not_undo_a_split(room: NeedsRoom) -> None:
    """S-16: with more of the same asked, what a person took apart stays apart."""
    need = room.gather(*POOL)[0]
    made = room.desk.splitting.split(CAROL, need.facts.id, _ids(room, need)[:1])
    room.restarted()
    room.gather("Can my club book a swimming pool lane?", "May a club book a swimming pool lane on Monday?")
    assert {one.facts.id for one in _waiting(room)} == {need.facts.id, made.facts.id}


def test_a_split_leaves_something_and_takes_something(room: NeedsRoom) -> None:
    """S-16: a need without questions would be nothing to work on."""
    need = room.gather(*POOL)[0]
    with invalid("question_ids"):
        room.desk.splitting.split(CAROL, need.facts.id, [])
    with invalid("question_ids"):
        room.desk.splitting.split(CAROL, need.facts.id, _ids(room, need))
    assert len(_waiting(room)) == 1


def test_a_question_that_went_elsewhere_meanwhile_is_not_moved(room: NeedsRoom) -> None:
    """S-16: two who split at once do not take the same question twice."""
    need = room.gather(*POOL)[0]
    moved = _ids(room, need)[:1]
    room.desk.splitting.split(CAROL, need.facts.id, moved)
    with pytest.raises(Conflict):
        room.desk.splitting.split(SAM, need.facts.id, moved)


def test_only_who_may_read_the_cases_takes_a_need_apart(room: NeedsRoom) -> None:
    """X-09, X-21: an editor may work on the need and reads no citizen's words; another department finds nothing."""
    need = room.gather(*POOL)[0]
    moved = _ids(room, need)[:1]
    with pytest.raises(Forbidden):
        room.desk.splitting.split(EDDA, need.facts.id, moved)
    with pytest.raises(NotFound):
        room.desk.splitting.split(HUGO, need.facts.id, moved)
    assert len(_waiting(room)) == 1


def test_a_closed_need_is_not_taken_apart(room: NeedsRoom) -> None:
    """What was dropped is reopened first."""
    need = room.gather(*POOL)[0]
    moved = _ids(room, need)[:1]
    room.desk.needs.drop(SAM, need.facts.id, "No pool here.")
    with pytest.raises(Conflict):
        room.desk.splitting.split(CAROL, need.facts.id, moved)


def _joined(room: NeedsRoom) -> Need:
    english = room.gather(*POOL)[0]
    chinese = next(
        one for one in room.gather(*ZH_POOL, language=Language.ZH) if one.facts.language == Language.ZH
    )
    room.desk.splitting.merge(SAM, chinese.facts.id, english.facts.id)
    return room.need(english.facts.id)


def test_a_person_joins_what_was_asked_in_two_languages(room: NeedsRoom) -> None:
    """S-16: one need with both counts, named in both, the commoner language first."""
    need = _joined(room)
    row = next(one for one in room.desk.needs.listed(SAM) if one.need.facts.id == need.facts.id)
    assert dict(row.languages) == {"en": 3, "zh": 3}
    assert {"pool", "lane"} <= set(need.words)
    assert any("游泳馆" in word or "泳道" in word for word in need.words)


@pytest.mark.parametrize(
    ("text", "language"),
    [("游泳馆的泳道预订多少钱？", Language.ZH), ("Book a pool lane for a club", Language.EN)],
)
def test_a_new_question_joins_the_joint_need_in_its_language(
    room: NeedsRoom, text: str, language: Language
) -> None:
    """S-16: after a restart too, it is held against the questions of its own language there."""
    need = _joined(room)
    room.restarted()
    room.gather(text, language=language)
    assert [one.facts.id for one in _waiting(room)] == [need.facts.id]
