"""How a publication closes a need and answers those who had asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from assistant.domain.cases import CaseEventKind
from assistant.domain.errors import Conflict, Forbidden, NotFound
from assistant.domain.needs import NeedEvent, NeedState, NeedStep
from assistant.domain.questions import Language
from assistant.domain.tasks import TaskKind
from assistant.services.needs_store import Told
from assistant.services.stores import Work
from tests.services.needs_room import EDDA, HUGO, POOL, ZH_POOL, NeedsRoom, needs_room
from tests.services.review_room import CAROL, CHEN, HANNA, SAM, refused


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NeedsRoom]:
    """One room with one knowledge base: reading and indexing a document is what takes time."""
    with needs_room(tmp_path_factory.mktemp("needs")) as found:
        yield found


@pytest.fixture(scope="module")
def pool(base: NeedsRoom) -> str:
    """The rules on the pool, in force."""
    return base.publish_pool()


@pytest.fixture
def room(base: NeedsRoom, pool: str) -> Iterator[NeedsRoom]:
    """The room with nothing left to do: no need waits, nobody is owed anything, the engine finds nothing."""
    base.engine.drafts.clear()
    yield base
    base.close_all()


def _results(room: NeedsRoom, need_id: str) -> list[Told | None]:
    with room.store.read() as work:
        return [one.result for one in work.needs.owed(need_id)]


def test_open_cases_are_drafted_anew_and_go_to_review(room: NeedsRoom, pool: str) -> None:
    """Whoever still waits gets a new draft before a person, never a reply by itself (S-08)."""
    cases = [room.unserved(text) for text in POOL]
    need = room.newest()
    room.desk.serving.serve(SAM, need.facts.id, pool)
    assert room.desk.serving.settle() == 3
    assert [room.drafts(case) for case in cases] == [1, 1, 1]
    assert all(room.reply(case) is None for case in cases)
    with room.store.read() as work:
        events = work.cases.events(cases[0].id)
    assert (events[-1].kind, events[-1].actor) == (CaseEventKind.REDRAFTED, "system")
    assert events[-1].data["reason"] == "need_served"
    assert room.need(need.facts.id).state is NeedState.SERVED


def test_whoever_was_answered_without_a_text_is_told_once(room: NeedsRoom, pool: str) -> None:
    """S-08: a message on the named person's word, with the passage; a second round says nothing more."""
    case = room.unserved(POOL[0])
    need = room.newest()
    room.reply_in_person(case, room.ids.new_id())
    room.desk.serving.serve(SAM, need.facts.id, pool)
    room.desk.serving.settle()
    room.desk.serving.settle()
    (notice,) = room.notices(case.conversation_id)
    assert "Swimming pool" in notice.text
    assert notice.payload["released_by"] == {
        "kind": "person",
        "id": "sam",
        "label": "supervisor, Transport",
    }
    passages = notice.payload["passages"]
    assert isinstance(passages, list)
    passage = passages[0]
    assert passage["version_id"] == pool
    assert "lane" in passage["text"]
    released = [entry for entry in room.log() if entry.object_id == case.question_id]
    assert [entry.actor for entry in released if entry.action == "notice_released"] == ["sam"]
    assert case.conversation_id in room.pages.told


def test_a_chinese_asker_is_told_in_chinese(room: NeedsRoom, pool: str) -> None:
    """The message is in the conversation's language."""
    case = room.unserved(ZH_POOL[0], language=Language.ZH)
    need = room.newest()
    room.reply_in_person(case, room.ids.new_id())
    room.desk.serving.serve(SAM, need.facts.id, pool)
    room.desk.serving.settle()
    assert room.notices(case.conversation_id)[0].text.startswith("您曾咨询的事项")


def test_a_conversation_that_asked_twice_is_told_once(room: NeedsRoom, pool: str) -> None:
    """Exactly one message for each asker, however often they asked."""
    case = room.unserved(POOL[0])
    with room.store.read() as work:
        same = work.conversations.get(case.conversation_id)
    assert same is not None
    second = room.unserved_in(same, POOL[1])
    need = room.newest()
    room.reply_in_person(case, room.ids.new_id())
    room.reply_in_person(second, room.ids.new_id())
    room.desk.serving.serve(SAM, need.facts.id, pool)
    room.desk.serving.settle()
    assert len(room.notices(case.conversation_id)) == 1
    assert sorted(map(str, _results(room, need.facts.id))) == ["message", "same_conversation"]


def test_a_withdrawn_case_gets_the_message_too(room: NeedsRoom, pool: str) -> None:
    """Who gave up waiting never got an answer."""
    case = room.unserved(POOL[0])
    need = room.newest()
    with room.store.read() as work:
        conversation = work.conversations.get(case.conversation_id)
    assert conversation is not None
    room.conversations.withdraw(conversation, case.number)
    room.desk.serving.serve(SAM, need.facts.id, pool)
    room.desk.serving.settle()
    assert len(room.notices(case.conversation_id)) == 1


def test_what_a_person_holds_waits_until_they_let_go(room: NeedsRoom, pool: str) -> None:
    """No draft changes under a reviewer's eyes; the answer stays owed."""
    case = room.unserved(POOL[0])
    need = room.newest()
    room.reviews.claim(CAROL, case.id)
    room.desk.serving.serve(SAM, need.facts.id, pool)
    assert room.desk.serving.settle() == 0
    assert room.drafts(case) == 0
    room.clock.turn(timedelta(minutes=31))
    assert room.desk.serving.settle() == 1
    assert room.drafts(case) == 1


def test_a_crash_between_two_askers_is_made_good(
    room: NeedsRoom, pool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed half-way, the next process tells the others, and nobody twice."""
    cases = [room.unserved(text) for text in POOL]
    need = room.newest()
    for case in cases:
        room.reply_in_person(case, room.ids.new_id())
    room.desk.serving.serve(SAM, need.facts.id, pool)
    told = 0
    whole = room.pages.changed

    def dying(conversation_id: str) -> None:
        nonlocal told
        told += 1
        whole(conversation_id)
        if told == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(room.pages, "changed", dying)
    with pytest.raises(KeyboardInterrupt):
        room.desk.serving.settle()
    monkeypatch.undo()
    room.restarted()
    room.desk.serving.settle()
    assert [len(room.notices(case.conversation_id)) for case in cases] == [1, 1, 1]


def test_nothing_is_half_done(room: NeedsRoom, pool: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Message and settlement are one transaction: if one fails neither is kept."""
    case = room.unserved(POOL[0])
    need = room.newest()
    room.reply_in_person(case, room.ids.new_id())
    room.desk.serving.serve(SAM, need.facts.id, pool)

    original = type(room.desk.serving)._message

    def half(self: object, work: Work, *rest: object) -> Told:
        original(self, work, *rest)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(type(room.desk.serving), "_message", half)
    with pytest.raises(KeyboardInterrupt):
        room.desk.serving.settle()
    monkeypatch.undo()
    assert room.notices(case.conversation_id) == []
    assert _results(room, need.facts.id) == [None]


def test_an_erased_asker_is_left_in_peace(room: NeedsRoom, pool: str) -> None:
    """L-12: nobody is written to after an erasure."""
    case = room.unserved(POOL[0])
    room.unserved(POOL[1])
    need = room.newest()
    room.desk.serving.serve(SAM, need.facts.id, pool)
    with room.store.begin() as work:
        work.conversations.erase(case.conversation_id)
    room.desk.serving.settle()
    assert Told.ERASED in _results(room, need.facts.id)


def test_only_a_version_in_force_serves(room: NeedsRoom, pool: str) -> None:
    """A draft or a version of tomorrow answers nobody today."""
    need = room.newest(POOL[0])
    with refused("version_not_in_force"):
        room.desk.serving.serve(SAM, need.facts.id, "no such version")
    assert room.need(need.facts.id).state is NeedState.OPEN


def test_whoever_may_not_answer_people_may_not_serve(room: NeedsRoom, pool: str) -> None:
    """S-08: a policy editor proposes; somebody who may decide the cases of every asker releases the messages."""
    for text, department in zip(POOL, ("transport", "transport", "housing"), strict=True):
        room.unserved(text, department_id=department)
    need = room.newest()
    for person in (EDDA, CHEN):
        with pytest.raises(Forbidden):
            room.desk.serving.serve(person, need.facts.id, pool)
    for person in (HUGO, HANNA):
        with pytest.raises(NotFound):
            room.desk.serving.serve(person, need.facts.id, pool)
    assert room.need(need.facts.id).state is NeedState.OPEN


def test_a_served_need_cannot_be_served_again(room: NeedsRoom, pool: str) -> None:
    """Pressed twice, it is one closing."""
    need = room.newest(POOL[0])
    room.desk.serving.serve(SAM, need.facts.id, pool)
    with refused("need_closed"):
        room.desk.serving.serve(SAM, need.facts.id, pool)


def test_a_need_that_comes_up_again_is_a_new_one(room: NeedsRoom, pool: str) -> None:
    """A closed need takes in nothing: what is asked after it was served was not served."""
    need = room.newest(*POOL[:2])
    room.desk.serving.serve(SAM, need.facts.id, pool)
    again = room.newest(POOL[2])
    assert again.facts.id != need.facts.id
    assert room.need(need.facts.id).state is NeedState.SERVED


def test_a_version_that_would_answer_is_proposed_once(room: NeedsRoom, pool: str) -> None:
    """The round asks the need's questions again when the base has changed; a person decides."""
    need = room.newest(*POOL)
    version = room.publish_later("lanes-1")
    room.answer_on(version, "Clubs book a swimming pool lane at the town hall.", times=3)
    assert room.desk.proposals.settle() == 1
    assert room.need(need.facts.id).proposed == version
    assert room.desk.proposals.settle() == 0


def test_a_declined_version_is_not_proposed_again(room: NeedsRoom, pool: str) -> None:
    """Somebody has looked and said no."""
    need = room.newest(*POOL)
    version = room.publish_later("lanes-2")
    room.answer_on(version, "Clubs book a swimming pool lane at the town hall.", times=3)
    assert room.desk.proposals.settle() == 1
    room.desk.needs.propose(SAM, need.facts.id, None)
    room.clock.turn(timedelta(days=1))
    room.answer_on(version, "Clubs book a swimming pool lane at the town hall.", times=3)
    assert room.desk.proposals.settle() == 0


def test_what_was_there_before_anybody_asked_is_not_proposed(room: NeedsRoom, pool: str) -> None:
    """It did not answer then and does not answer now."""
    room.clock.turn(timedelta(hours=1))
    need = room.newest(*POOL)
    room.answer_on(pool, "Clubs book a swimming pool lane at the town hall.", times=3)
    room.desk.proposals.settle()
    assert room.need(need.facts.id).proposed is None


def test_a_need_becomes_a_document_task_once(room: NeedsRoom, pool: str) -> None:
    """S-16: one click asks the department for a document; a second finds the same task."""
    need = room.newest(*POOL)
    task = room.desk.needs.to_task(EDDA, need.facts.id, "Rules for pool lanes")
    again = room.desk.needs.to_task(SAM, need.facts.id, "Pool")
    assert again.facts.id == task.facts.id
    assert (task.facts.kind, task.facts.need_id) == (TaskKind.DOCUMENT, need.facts.id)
    assert room.need(need.facts.id).state is NeedState.TASKED


def test_notes_of_a_visit_are_shown_with_the_need(room: NeedsRoom, pool: str) -> None:
    """S-31: what was seen on the spot belongs to the gap it was about."""
    need = room.newest(*POOL)
    visit = room.desk.needs.visit(CHEN, need.facts.id, "Talk to the clubs at the pool")
    room.tasks.note(CHEN, visit.facts.id, "They need lanes on Tuesday evenings.")
    detail = room.desk.needs.read(SAM, need.facts.id)
    notes = [event.note for task in detail.tasks for event in task.events]
    assert notes == ["They need lanes on Tuesday evenings."]


def test_a_need_of_another_department_is_not_found(room: NeedsRoom, pool: str) -> None:
    """Rights are looked at per need."""
    need = room.newest(*POOL)
    with pytest.raises(NotFound):
        room.desk.needs.read(HUGO, need.facts.id)
    with pytest.raises(NotFound):
        room.desk.needs.assign(HANNA, need.facts.id, "hanna")


def test_two_who_act_at_once_do_not_overwrite_each_other(room: NeedsRoom, pool: str) -> None:
    """The second event on the same state is refused."""
    need = room.newest(POOL[0])
    with room.store.begin() as work:
        work.needs.append(need.facts.id, 0, _note(room))
    with pytest.raises(Conflict), room.store.begin() as work:
        work.needs.append(need.facts.id, 0, _note(room))


def _note(room: NeedsRoom) -> NeedEvent:
    return NeedEvent(NeedStep.NOTED, "sam", room.clock.now(), "Seen.")
