"""Reading, claiming, noting and redrafting cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.cases import CLAIM_LASTS, CaseEventKind, CaseState, DecisionKind
from assistant.domain.confidence_notes import SignalNote, signal_notes
from assistant.domain.errors import Forbidden, Invalid, NotFound
from assistant.domain.reasons import Reason
from assistant.domain.staff import Staff
from assistant.services.case_views import PREVIEW
from assistant.services.draft_validity import DraftVoid
from assistant.services.redraft_case import MAX_HINT
from assistant.services.review_case import READ_AGAIN_AFTER
from tests.services.review_room import (
    ADA,
    ANDY,
    ASKED,
    CAROL,
    CHEN,
    EDITH,
    EXCEPTION,
    FEE,
    FLAGGED,
    HANNA,
    PASSAGE,
    SAM,
    Room,
    a_draft,
    a_working,
    refused,
)


def test_a_case_shows_everything_a_person_needs_to_decide(room: Room) -> None:
    """Question, conversation, evidence, draft, verdict and confidence come together."""
    case = room.open_case(a_working(a_draft(FEE, EXCEPTION), FLAGGED))
    seen = room.reviews.read(CAROL, case.id)
    assert seen.question == ASKED
    assert seen.conversation[0].text == ASKED
    assert [passage.text for passage in seen.evidence] == [PASSAGE]
    assert seen.draft == room.draft(case)
    assert seen.draft is not None
    assert seen.draft.verdict == FLAGGED
    assert (seen.draft_void, seen.confidence) == (None, 0.75)
    assert seen.row.reasons == ()


def test_what_the_engine_noticed_is_of_the_draft_that_is_shown(room: Room) -> None:
    """C-14: doubts first; after a redrafting those of the new draft, never the first one's."""
    weak = {"document_odds": 0.1, "words_found": 1.0}
    case = room.claimed_case(replace(a_working(a_draft(FEE)), signals=weak))
    noticed = room.reviews.read(CAROL, case.id).noticed
    assert noticed == (SignalNote.RIVAL_DOCUMENT, SignalNote.WORDS_FOUND)
    room.reviews.redraft(CAROL, case.id, "disability card")
    assert room.reviews.read(CAROL, case.id).noticed == signal_notes(a_working(a_draft()).signals)


def test_without_a_draft_nothing_was_noticed(room: Room) -> None:
    """There is nothing that figures of a draft could speak of."""
    case = room.open_case(replace(a_working(None), signals={"words_found": 1.0}))
    assert room.reviews.read(CAROL, case.id).noticed == ()


def test_without_a_draft_the_passages_shown_to_the_citizen_are_the_evidence(room: Room) -> None:
    """What was found is not lost when nothing could be drafted."""
    case = room.open_case(a_working(None))
    seen = room.reviews.read(CAROL, case.id)
    assert seen.draft is None
    assert [passage.passage_id for passage in seen.evidence] == ["p1"]
    assert seen.evidence[0].heading_path == ("Permits", "Fees")


def test_a_reading_is_recorded_once_a_sitting_and_person(room: Room) -> None:
    """Two looks within ten minutes are one reading; a colleague's or a later one is another (X-21)."""
    case = room.open_case()
    room.reviews.read(CAROL, case.id)
    room.reviews.read(CAROL, case.id)
    room.reviews.read(SAM, case.id)
    room.clock.turn(READ_AGAIN_AFTER)
    seen = room.reviews.read(CAROL, case.id)
    readers = [event.actor for event in seen.events if event.kind is CaseEventKind.READ]
    assert readers == [CAROL.display_name, SAM.display_name, CAROL.display_name]
    assert room.actions(case).count("case_read") == 3


def test_a_case_of_another_department_is_not_found(room: Room) -> None:
    """Hanna of housing learns nothing about a transport case, whatever she tries."""
    case = room.claimed_case()
    attempts = (
        lambda: room.reviews.read(HANNA, case.id),
        lambda: room.reviews.claim(HANNA, case.id),
        lambda: room.reviews.release_claim(HANNA, case.id),
        lambda: room.reviews.add_note(HANNA, case.id, "Hello"),
        lambda: room.reviews.redraft(HANNA, case.id),
        lambda: room.reviews.decide(HANNA, case.id, room.request(case)),
    )
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()
    assert room.reviews.queue(HANNA) == ()
    assert room.reply(case) is None
    assert "case_read" not in room.actions(case)


def test_who_may_only_read_cannot_act(room: Room) -> None:
    """An auditor reads a case and is forbidden to touch it."""
    case = room.open_case()
    room.reviews.read(ANDY, case.id)
    attempts = (
        lambda: room.reviews.claim(ANDY, case.id),
        lambda: room.reviews.release_claim(ANDY, case.id),
        lambda: room.reviews.add_note(ANDY, case.id, "Hello"),
        lambda: room.reviews.redraft(ANDY, case.id),
        lambda: room.reviews.decide(ANDY, case.id, room.request(case)),
    )
    for attempt in attempts:
        with pytest.raises(Forbidden):
            attempt()
    assert room.status(case).state is CaseState.WAITING


@pytest.mark.parametrize("staff", [EDITH, ADA], ids=lambda staff: staff.username)
def test_roles_without_cases_have_no_queue(room: Room, staff: Staff) -> None:
    """Policy editors and administrators see no case at all."""
    case = room.open_case()
    with pytest.raises(Forbidden):
        room.reviews.queue(staff)
    with pytest.raises(NotFound):
        room.reviews.read(staff, case.id)


def test_the_queue_holds_the_departments_one_may_read(room: Room) -> None:
    """Chen sees transport, Hanna housing, Carol both or the one she asks for."""
    transport = room.open_case()
    housing = room.open_case(a_working(a_draft(FEE), department_id="housing"))
    assert [row.id for row in room.reviews.queue(CHEN)] == [transport.id]
    assert [row.id for row in room.reviews.queue(HANNA)] == [housing.id]
    assert {row.id for row in room.reviews.queue(CAROL)} == {transport.id, housing.id}
    assert [row.id for row in room.reviews.queue(CAROL, department_id="housing")] == [housing.id]
    assert room.reviews.queue(CHEN, department_id="housing") == ()


def test_the_queue_is_ordered_by_promise_and_filtered_by_state(room: Room) -> None:
    """Open cases come soonest promise first, closed ones after them; each state can be asked for."""
    first = room.open_case()
    room.clock.turn(timedelta(hours=1))
    second, third = room.open_case(), room.claimed_case()
    room.reviews.claim(CAROL, first.id)
    room.reviews.decide(CAROL, first.id, room.request(first))
    assert [row.id for row in room.reviews.queue(CAROL)] == [second.id, third.id, first.id]
    by_state = {state: [row.id for row in room.reviews.queue(CAROL, state)] for state in CaseState}
    assert by_state == {
        CaseState.WAITING: [second.id],
        CaseState.IN_HAND: [third.id],
        CaseState.REPLIED: [first.id],
        CaseState.WITHDRAWN: [],
    }
    assert [row.id for row in room.reviews.queue(CAROL, mine=True)] == [third.id]
    assert room.reviews.queue(SAM, mine=True) == ()


def test_a_row_says_who_holds_a_case_and_whether_it_is_late(room: Room) -> None:
    """Names for colleagues, lateness by the promise, a question cut to one line."""
    case = room.open_case(text="Where\n" + "is it? " * 40)
    room.clock.turn(timedelta(hours=25))
    room.reviews.claim(CAROL, case.id)
    (mine,) = room.reviews.queue(CAROL)
    (theirs,) = room.reviews.queue(SAM)
    assert (mine.claimed_by_me, theirs.claimed_by_me) == (True, False)
    assert theirs.claimed_by == CAROL.display_name
    assert mine.overdue
    assert mine.question_preview.startswith("Where is it?")
    assert len(mine.question_preview) <= PREVIEW


def test_a_claim_has_one_holder_until_it_runs_out(room: Room) -> None:
    """A colleague is refused while it holds and may take over after."""
    case = room.claimed_case()
    with refused("already_claimed"):
        room.reviews.claim(SAM, case.id)
    room.clock.turn(CLAIM_LASTS)
    room.reviews.claim(SAM, case.id)
    assert room.status(case).claimed_by == SAM.id


def test_claiming_again_holds_for_longer(room: Room) -> None:
    """The holder's second claim starts the time anew."""
    case = room.claimed_case()
    room.clock.turn(CLAIM_LASTS - timedelta(minutes=1))
    room.reviews.claim(CAROL, case.id)
    room.clock.turn(timedelta(minutes=2))
    assert room.status(case).claimed_by == CAROL.id


def test_a_released_claim_lets_anybody_in(room: Room) -> None:
    """Only the holder gives back, and then the case waits again."""
    case = room.claimed_case()
    with refused("not_claimed"):
        room.reviews.release_claim(SAM, case.id)
    room.reviews.release_claim(CAROL, case.id)
    assert room.status(case).state is CaseState.WAITING
    assert room.actions(case)[-1] == "case_claim_released"


def test_a_note_is_kept_for_colleagues_only(room: Room) -> None:
    """Notes show with the author's name; the citizen's messages stay as they were."""
    case = room.open_case()
    before = room.reviews.read(SAM, case.id).conversation
    room.reviews.add_note(CAROL, case.id, "  Called the depot. ")
    seen = room.reviews.read(SAM, case.id)
    assert [(note.author, note.text) for note in seen.notes] == [(CAROL.display_name, "Called the depot.")]
    assert seen.conversation == before
    with pytest.raises(Invalid):
        room.reviews.add_note(CAROL, case.id, " \n")


def test_a_redraft_is_stored_beside_the_first_and_never_sent(room: Room) -> None:
    """The next version stands on today, carries the hint to the engine, and waits for a decision."""
    case = room.claimed_case()
    room.clock.turn(timedelta(minutes=5))
    room.reviews.redraft(CAROL, case.id, " disability card ")
    draft = room.draft(case)
    assert (draft.version, draft.draft.plain_text()) == (2, EXCEPTION)
    assert draft.created_at == room.clock.now()
    asked = room.engine.asked[0]
    assert (asked.hint, asked.text, asked.asked_at) == ("disability card", ASKED, room.clock.now())
    assert room.reply(case) is None
    seen = room.reviews.read(CAROL, case.id)
    assert seen.draft == draft
    assert seen.confidence == 0.25
    assert room.actions(case)[-1] == "case_read"
    assert "case_redrafted" in room.actions(case)


def test_a_redraft_needs_the_case_in_hand(room: Room) -> None:
    """Without a claim the engine is not even asked."""
    case = room.open_case()
    with refused("not_claimed"):
        room.reviews.redraft(CAROL, case.id)
    assert room.engine.asked == []


def test_a_redraft_that_finds_nothing_changes_nothing(room: Room) -> None:
    """The first draft stays; that nothing was found is on record."""
    case = room.claimed_case()
    room.engine.drafts = [None]
    with refused("no_draft"):
        room.reviews.redraft(CAROL, case.id)
    assert room.draft(case).version == 1
    assert "redraft_found_nothing" in room.actions(case)


def test_of_two_redrafts_at_once_one_is_stored(room: Room) -> None:
    """A draft stored while the engine ran makes the slower one void: versions never overwrite each other."""
    case = room.claimed_case()
    room.engine.meanwhile.append(lambda: room.reviews.redraft(CAROL, case.id))
    with refused("draft_changed"):
        room.reviews.redraft(CAROL, case.id)
    with room.store.read() as work:
        assert [draft.version for draft in work.questions.drafts(case.question_id)] == [1, 2]


def test_a_redraft_of_a_case_given_back_meanwhile_is_not_stored(room: Room) -> None:
    """Whoever no longer holds the case when the engine is done changes nothing."""
    case = room.claimed_case()
    room.engine.meanwhile.append(lambda: room.reviews.release_claim(CAROL, case.id))
    with refused("not_claimed"):
        room.reviews.redraft(CAROL, case.id)
    assert room.draft(case).version == 1


def test_a_redraft_after_a_rejection_can_be_approved(room: Room) -> None:
    """A rejection voids one draft, not the case."""
    case = room.claimed_case()
    room.reviews.decide(CAROL, case.id, room.request(case, DecisionKind.REJECTED, "key-0"))
    assert room.reviews.read(CAROL, case.id).draft_void is DraftVoid.REJECTED
    room.reviews.redraft(CAROL, case.id)
    assert room.reviews.read(CAROL, case.id).draft_void is None
    assert room.reviews.decide(CAROL, case.id, room.request(case)).kind is DecisionKind.APPROVED


def test_an_overlong_hint_is_refused(room: Room) -> None:
    """The field at fault is named."""
    case = room.claimed_case()
    with pytest.raises(Invalid) as caught:
        room.reviews.redraft(CAROL, case.id, "x" * (MAX_HINT + 1))
    assert caught.value.field == "hint"


def test_a_void_draft_is_told_with_its_reason(room: Room) -> None:
    """Another engine or a source out of force shows before anybody tries to send."""
    case = room.open_case()
    assert room.reviews_of("pipeline-2").read(CAROL, case.id).draft_void is DraftVoid.DRAFT_VOID
    room.sources.out_of_force.add("v1")
    assert room.reviews.read(CAROL, case.id).draft_void is DraftVoid.KNOWLEDGE_CHANGED


def test_a_closed_case_calls_no_draft_void(room: Room) -> None:
    """Once the reply is out there is nothing left to send."""
    case = room.claimed_case()
    room.reviews.decide(CAROL, case.id, room.request(case))
    room.sources.out_of_force.add("v1")
    assert room.reviews.read(CAROL, case.id).draft_void is None


def test_an_erased_case_stays_in_the_queue_without_words(room: Room) -> None:
    """After an erasure staff see that there was a case, and nothing of what was said."""
    case = room.claimed_case(a_working(a_draft(FEE), reasons=(Reason.COMPLAINT,)))
    room.reviews.add_note(CAROL, case.id, "A note")
    room.reviews.decide(CAROL, case.id, replace(room.own_reply("Please come by."), note="By phone."))
    with room.store.begin() as work:
        work.conversations.erase(case.conversation_id)
    (row,) = room.reviews.queue(CAROL)
    assert (row.number, row.question_preview) == (case.number, "")
    seen = room.reviews.read(CAROL, case.id)
    assert seen.erased
    assert (seen.question, seen.conversation, seen.draft, seen.notes, seen.decisions) == (
        "",
        (),
        None,
        (),
        (),
    )
