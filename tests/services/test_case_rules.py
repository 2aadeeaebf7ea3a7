"""Whatever people do in whatever order, a case gives out at most one reply, and only from its holder (X-10)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.cases import Case, CaseEventKind, CaseState, DecisionKind, derive_status
from assistant.domain.conversations import Conversation
from assistant.domain.errors import Conflict
from assistant.domain.staff import Staff
from assistant.services.release import sha256_of
from tests.services.review_room import CAROL, FEE, SAM, Room, a_draft, a_working

STEPS = ("claim", "release", "read", "note", "redraft", "withdraw", "wait", "new source", "no source")
KINDS = (DecisionKind.APPROVED, DecisionKind.EDITED, DecisionKind.REJECTED, DecisionKind.WRITTEN)
RELEASING = (DecisionKind.APPROVED, DecisionKind.EDITED, DecisionKind.WRITTEN)

step = st.tuples(st.sampled_from([CAROL, SAM]), st.sampled_from([*STEPS, *KINDS]))


def _do(room: Room, case: Case, conversation: Conversation, staff: Staff, what: str, key: str) -> None:
    match what:
        case "claim":
            room.reviews.claim(staff, case.id)
        case "release":
            room.reviews.release_claim(staff, case.id)
        case "read":
            room.reviews.read(staff, case.id)
        case "note":
            room.reviews.add_note(staff, case.id, "A note")
        case "redraft":
            room.reviews.redraft(staff, case.id)
        case "withdraw":
            room.conversations.withdraw(conversation, case.number)
        case "wait":
            room.clock.turn(timedelta(minutes=20))
        case "new source":
            room.sources.out_of_force.clear()
        case "no source":
            room.sources.out_of_force.add("v1")
        case DecisionKind() as kind:
            own = f"Words of {key}" if kind in (DecisionKind.EDITED, DecisionKind.WRITTEN) else None
            room.reviews.decide(staff, case.id, replace(room.request(case, kind, key), text=own))


def _check(room: Room, case: Case) -> None:
    with room.store.read() as work:
        events = work.cases.events(case.id)
        released = [one for one in work.questions.decisions(case.question_id) if one.kind in RELEASING]
        replies = work.questions.replies_of(case.conversation_id)
    state = derive_status(events, room.clock.now()).state
    endings = [event for event in events if event.kind in (CaseEventKind.REPLIED, CaseEventKind.WITHDRAWN)]
    assert len(endings) <= 1
    assert len(replies) == len(released) == (state is CaseState.REPLIED)
    for reply, decision in zip(replies, released, strict=True):
        assert sha256_of(reply.text) == decision.sent_sha256
        assert reply.released_by == decision.actor
        before = [event for event in events if event.seq < endings[0].seq]
        held = derive_status(before, decision.decided_at)
        assert held.claimed_by == decision.actor
        assert decision.kind is DecisionKind.WRITTEN or not held.draft_rejected


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(step, min_size=3, max_size=14))
def test_no_order_of_steps_gives_out_more_than_one_decided_reply(
    room: Room, steps: list[tuple[Staff, str]]
) -> None:
    """Replies, decisions and states agree after every step, and no step can be skipped."""
    room.sources.out_of_force.clear()
    receipt = room.open_conversation()
    conversation = room.conversations.authenticate(receipt.conversation_id, receipt.secret)
    case = room.ask(conversation, a_working(a_draft(FEE)))
    for number, (staff, what) in enumerate(steps):
        with suppress(Conflict):
            _do(room, case, conversation, staff, what, f"{case.id}-{number}")
        _check(room, case)
