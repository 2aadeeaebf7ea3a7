"""Replies whose source ended: exactly those that cited it come back, and only a person decides what is said (X-22)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest

from assistant.domain.answers import Reply
from assistant.domain.audit_chain import verify
from assistant.domain.errors import Forbidden, Invalid, NotFound
from assistant.domain.questions import Language
from assistant.domain.recalls import LeaveReason, QuoteFate, RecallState
from assistant.domain.staff import Grant, Role, Staff
from assistant.services.recall_views import RecallGroup
from tests.services.calendar_room import DISABLED_FREE, FEE_84, FEE_96, NEW_TEXT, CalendarRoom, calendar_room
from tests.services.review_room import CAROL, EDITH, SAM, refused

SUE = Staff("sue", "sue", "Sue Housing", (Grant(Role.SUPERVISOR, "housing"),))


@dataclass(frozen=True)
class Town:
    """A town after the fee went up: which replies it had given, and the change."""

    room: CalendarRoom
    old: str
    new: str
    change: str
    replies: Mapping[str, Reply]

    def group(self, quote: str) -> RecallGroup:
        """The replies that quoted exactly this."""
        groups = self.room.recalls.change(SAM, self.change).groups
        return next(one for one in groups if [q.then.quote for q in one.quotes] == [quote])


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Six replies on the old text in every way a reply can come about, two that only found it; then the fee goes up."""
    with calendar_room(tmp_path_factory.mktemp("recalls")) as room:
        with room.store.begin() as work:
            work.staff.add(SUE, "no password")
        old = room.publish()
        replies = {
            "approved": room.reply_by_person(old, FEE_84),
            "edited": room.reply_by_person(old, FEE_84, text=f"{FEE_84} [1] Bring your papers."),
            "certified": room.reply_by_certificate(old, FEE_84),
            "chinese": room.reply_by_person(old, FEE_84, language=Language.ZH),
            "erased": room.reply_by_person(old, FEE_84),
            "unchanged": room.reply_by_person(old, DISABLED_FREE),
            "citation dropped": room.reply_by_person(old, FEE_84, text="Please ask at the desk."),
            "own words": room.reply_by_person(old, FEE_84, text="Come by on Monday."),
        }
        room.clock.turn(timedelta(hours=1))
        new = room.publish(NEW_TEXT)
        room.changes.settle()
        room.recalls.settle()
        with room.store.begin() as work:
            work.conversations.erase(replies["erased"].conversation_id)
        change = next(one for one in room.recorded() if one.kind.ended)
        yield Town(room, old, new, change.id, replies)


def test_exactly_the_replies_that_cited_the_version_are_recalled(town: Town) -> None:
    """X-22: certified, approved and edited ones; not those whose edit dropped the citation or that merely found it."""
    with town.room.store.read() as work:
        recalled = {one.reply_id for one in work.recalls.of_change(town.change)}
    cited = ("approved", "edited", "certified", "chinese", "erased", "unchanged")
    assert recalled == {town.replies[name].id for name in cited}


def test_recalling_again_adds_nothing(town: Town) -> None:
    """The round may run at any time and in any process."""
    assert town.room.recalls.settle() == 0


def test_a_changed_quote_stands_beside_the_new_sentence(town: Town) -> None:
    """The supervisor sees the words then and now, and the proposed text carries both."""
    group = town.group(FEE_84)
    (quote,) = group.quotes
    assert (quote.fate, quote.now and quote.now.quote) == (QuoteFate.CHANGED, FEE_96)
    assert quote.now is not None
    assert quote.now.version_id == town.new
    assert all(word in group.proposed[Language.EN] for word in (FEE_84, f"{FEE_96}” [1]"))
    assert FEE_96 in group.proposed[Language.ZH]
    assert not group.still_says_the_same


def test_a_quote_that_still_stands_is_proposed_to_be_left(town: Town) -> None:
    """Nobody is corrected about what did not change."""
    group = town.group(DISABLED_FREE)
    assert group.quotes[0].fate is QuoteFate.SAME
    assert group.still_says_the_same


def test_erased_conversations_are_listed_as_erased(town: Town) -> None:
    """They belong to the set, but nobody is left to be told."""
    detail = town.room.recalls.change(SAM, town.change)
    assert [one.recall.reply_id for one in detail.erased] == [town.replies["erased"].id]
    assert detail.row.counts[RecallState.ERASED] == 1


def test_only_supervisors_of_the_department_see_and_decide(town: Town) -> None:
    """Rights are looked at per reply: another department's supervisor finds nothing, others may not ask."""
    recalls = town.room.recalls
    for person in (CAROL, EDITH):
        with pytest.raises(Forbidden):
            recalls.changes(person)
        with pytest.raises(Forbidden):
            recalls.leave(person, town.change, ["any"], LeaveReason.NOT_AFFECTED)
    assert recalls.change(SUE, town.change).groups == ()
    one = town.replies["approved"].id
    for act in (
        lambda: recalls.leave(SUE, town.change, [one], LeaveReason.NOT_AFFECTED),
        lambda: recalls.correct(SUE, town.change, "g", [one], {Language.EN: "x"}),
        lambda: recalls.read(SUE, town.change, one),
    ):
        with pytest.raises(NotFound):
            act()


def test_reading_a_reply_is_on_record(town: Town) -> None:
    """What a citizen wrote and got is shown only with an entry in the log."""
    reply = town.replies["certified"]
    content = town.room.recalls.read(SAM, town.change, reply.id)
    assert content.reply == reply.text
    entry = town.room.log()[-1]
    assert (entry.actor, entry.action, entry.object_id) == ("sam", "reply_read", reply.id)


def test_a_text_with_a_mark_without_source_is_refused(town: Town) -> None:
    """A citizen can open every source that is named to them."""
    group = town.group(FEE_84)
    one = [group.replies[0].recall.reply_id]
    with pytest.raises(Invalid, match="names no source"):
        town.room.recalls.correct(
            SAM, town.change, group.id, one, {Language.EN: "Wrong. [2]", Language.ZH: "x"}
        )


def test_a_comparison_that_is_out_of_date_sends_nothing(town: Town) -> None:
    """What was decided on is what stands now, or nothing is sent."""
    group = town.group(FEE_84)
    one = [group.replies[0].recall.reply_id]
    with refused("group_changed"):
        town.room.recalls.correct(SAM, town.change, "another comparison", one, group.proposed)


def test_a_correction_reaches_its_citizens_once_and_in_their_language(town: Town) -> None:
    """S-08: each message sent has its person; sending again tells nobody twice; the erased one is skipped."""
    room, group = town.room, town.group(FEE_84)
    names = ("approved", "certified", "chinese", "erased")
    chosen = [town.replies[name].id for name in names]
    told = room.recalls.correct(SAM, town.change, group.id, chosen, group.proposed)
    assert told.done == tuple(chosen[:3])
    assert told.erased == (chosen[3],)
    again = room.recalls.correct(SAM, town.change, group.id, chosen, group.proposed)
    assert (again.done, again.decided_before) == ((), tuple(chosen[:3]))
    for name, language in (("approved", Language.EN), ("chinese", Language.ZH)):
        with room.store.read() as work:
            conversation_id = town.replies[name].conversation_id
            message = work.conversations.messages(conversation_id)[-1]
            (correction,) = work.recalls.corrections_of(conversation_id)
        assert (message.kind.value, message.author.value, message.text) == (
            "correction",
            "person",
            group.proposed[language],
        )
        assert (correction.actor, correction.reply_id) == ("sam", town.replies[name].id)
        assert [one.version_id for one in correction.citations] == [town.new]
        assert room.pages.told.count(conversation_id) >= 1
    sent = [one for one in room.log() if one.action == "correction_released"]
    assert {(one.actor, one.data["released_by_kind"]) for one in sent} == {("sam", "person")}
    assert len(sent) == 3


def test_leaving_takes_a_reason_and_is_final(town: Town) -> None:
    """What was left is on record with why, and cannot be corrected in the same recall afterwards."""
    room, group = town.room, town.group(DISABLED_FREE)
    one = [town.replies["unchanged"].id]
    told = room.recalls.leave(SAM, town.change, one, LeaveReason.STILL_SAYS_THE_SAME)
    assert told.done == tuple(one)
    after = room.recalls.correct(SAM, town.change, group.id, one, {Language.EN: "Still."})
    assert (after.done, after.decided_before) == ((), tuple(one))
    row = next(row for row in room.recalls.changes(SAM) if row.change.id == town.change)
    assert row.counts[RecallState.LEFT] == 1
    assert verify(room.log()).intact


def test_a_correction_is_recalled_in_its_turn(town: Town) -> None:
    """X-22: poison in the new text brings back exactly the corrections that cited it, by one command of one person."""
    room = town.room
    room.clock.turn(timedelta(hours=1))
    with pytest.raises(Forbidden):
        room.emergency.recall(CAROL, town.new, "Poisoned.")
    recalled = room.emergency.recall(SAM, town.new, "Poisoned.")
    assert {one.reply_id for one in recalled.replies} == {
        town.replies[name].id for name in ("approved", "certified", "chinese")
    }
    assert all(one.correction_id is not None for one in recalled.replies)
    assert room.emergency.recall(SAM, town.new, "Poisoned.") == recalled
    assert recalled.change is not None
    assert recalled.change.kind.value == "withdrawn"
