"""Nobody approves on and on without a break."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.domain.cases import CaseState, DecisionKind
from assistant.services.decide_case import DecideCase
from assistant.services.load_limits import BREAK, LONGEST_SESSION, MOST_IN_A_ROW, LoadLimits, needs_break
from assistant.services.reading_watch import ReadingWatch
from tests.fakes import MORNING
from tests.services.review_room import CAROL, PIPELINE, Room, refused


def _decide(room: Room, key: str, kind: DecisionKind = DecisionKind.APPROVED) -> CaseState:
    case = room.claimed_case()
    deciding = DecideCase(
        room.store,
        room.clock,
        room.ids,
        room.town,
        room.sources,
        PIPELINE,
        reading=ReadingWatch(),
        load=LoadLimits(),
    )
    return deciding.decide(CAROL, case.id, room.request(case, kind, key)).done.case_state


def test_after_so_many_in_a_row_approving_rests(room: Room) -> None:
    """H-14: the next approval waits for a break of ten minutes, a rejection does not."""
    for number in range(MOST_IN_A_ROW):
        assert _decide(room, f"k{number}") is CaseState.REPLIED
        room.clock.turn(timedelta(seconds=30))
    with refused("break_needed"):
        _decide(room, "one too many")
    assert _decide(room, "wrong", DecisionKind.REJECTED) is not CaseState.REPLIED
    room.clock.turn(BREAK)
    assert _decide(room, "rested") is CaseState.REPLIED


@pytest.mark.parametrize(
    ("minutes_ago", "needed"),
    [
        ([], False),
        (list(range(MOST_IN_A_ROW, 0, -1)), True),
        (list(range(MOST_IN_A_ROW - 1, 0, -1)), False),
        ([n + 9 for n in range(MOST_IN_A_ROW, 0, -1)], False),
        ([*range(60, 40, -1), *range(20, 0, -1)], False),
        (list(range(120, 0, -8)), True),
        (list(range(112, 0, -8)), False),
    ],
)
def test_a_row_is_what_no_break_parts(minutes_ago: list[int], needed: bool) -> None:
    """H-14: too many, or for two hours on end; a break of ten minutes begins anew."""
    assert timedelta(hours=2) == LONGEST_SESSION
    assert needs_break([MORNING - timedelta(minutes=n) for n in minutes_ago], MORNING) is needed
