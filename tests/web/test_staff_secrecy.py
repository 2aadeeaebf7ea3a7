"""What staff know stays with staff: no public route tells a draft, a note or a name, in any state (H-20)."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain.cases import DecisionKind
from tests.services.review_room import CAROL, EXCEPTION, FEE, Room, a_draft, a_working
from tests.web.staff_desk import StaffDesk

NOTE = "Neighbour phoned about it."
GROUNDS = "Compared with the register."


def _seen_by_the_citizen(staff_desk: StaffDesk, conversation_id: str, secret: str) -> str:
    answer = staff_desk.http.get(
        f"/api/conversations/{conversation_id}", headers={"Authorization": f"Receipt {secret}"}
    )
    assert answer.status_code == 200
    return answer.text


def test_no_state_of_a_case_shows_the_citizen_a_draft_or_a_name(staff_desk: StaffDesk) -> None:
    """Waiting, read, in hand, noted, rejected, redrafted, replied: the draft's text appears with the reply only."""
    room: Room = staff_desk.room
    receipt = room.open_conversation()
    conversation = room.conversations.authenticate(receipt.conversation_id, receipt.secret)
    draft_text = a_draft(FEE, EXCEPTION).text()
    case = room.ask(conversation, a_working(a_draft(FEE, EXCEPTION)))
    steps = (
        lambda: None,
        lambda: room.reviews.read(CAROL, case.id),
        lambda: room.reviews.claim(CAROL, case.id),
        lambda: room.reviews.add_note(CAROL, case.id, NOTE),
        lambda: room.reviews.decide(
            CAROL, case.id, replace(room.request(case, DecisionKind.REJECTED, "k0"), note=GROUNDS)
        ),
        lambda: room.reviews.redraft(CAROL, case.id, "secret hint"),
    )
    for step in steps:
        step()
        seen = _seen_by_the_citizen(staff_desk, receipt.conversation_id, receipt.secret)
        for secret in (draft_text.split("\n")[0] + " [1]", NOTE, GROUNDS, "Carol", "secret hint", '"draft'):
            assert secret not in seen
        assert '"kind":"reply"' not in seen
    room.reviews.decide(CAROL, case.id, replace(room.request(case, key="k1"), note=GROUNDS))
    seen = _seen_by_the_citizen(staff_desk, receipt.conversation_id, receipt.secret)
    assert "caseworker, Transport" in seen
    assert EXCEPTION + " [1]" in seen
    for secret in (NOTE, GROUNDS, "Carol", CAROL.id + '"'):
        assert secret not in seen
