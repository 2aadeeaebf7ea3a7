"""Another reading: for who asks, on record, never in place of the draft."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain.answers import DraftMethod
from assistant.domain.errors import Forbidden, NotFound
from assistant.domain.review_arms import ArmShares
from assistant.services.review_arms import ReviewArms
from assistant.services.second_reading import SecondReading
from tests.services.extraction.pages import NoLikeness
from tests.services.review_room import (
    ANDY,
    CAROL,
    EXCEPTION,
    FEE,
    HANNA,
    Room,
    a_draft,
    a_passage,
    a_working,
    refused,
)


def _reading(room: Room, shares: ArmShares | None = None) -> SecondReading:
    return SecondReading(
        room.store, room.clock, NoLikeness(), ReviewArms(room.clock, room.ids, shares or ArmShares(0.0, 0.0))
    )


def test_a_models_draft_is_set_beside_quotes(room: Room) -> None:
    """H-13: the asking is logged with the draft it stood beside; nothing is stored as a draft."""
    written = replace(a_draft(EXCEPTION), method=DraftMethod.GENERATIVE)
    case = room.open_case(a_working(written))
    claims = _reading(room).show(CAROL, case.id)
    assert FEE in {claim.text for claim in claims}
    assert room.actions(case)[-1] == "second_reading_asked"
    assert room.draft(case).version == 1


def test_a_draft_of_quotes_is_set_beside_other_documents(room: Room) -> None:
    """H-13: what it quotes is left out; where nothing else answers, that is said, and the asking is logged all the same."""
    working = a_working(a_draft(EXCEPTION))
    alone = room.open_case(working)
    with refused("no_other_reading"):
        _reading(room).show(CAROL, alone.id)
    assert room.actions(alone)[-1] == "second_reading_asked"
    other = replace(a_passage(), passage_id="p2", document_id="fees", version_id="v2")
    case = room.open_case(replace(working, evidence=(a_passage(), other)))
    claims = _reading(room).show(CAROL, case.id)
    assert {quote.document_id for claim in claims for quote in claim.quotes} == {"fees"}


def test_it_is_no_way_round_a_judgement_or_an_unaided_case(room: Room) -> None:
    """H-01, H-18: what keeps the draft back keeps this back, however often it is tried."""
    for shares, code in ((ArmShares(1.0, 0.0), "judgement_needed"), (ArmShares(0.0, 1.0), "no_draft")):
        case = room.open_case()
        for _ in range(3):
            with refused(code):
                _reading(room, shares).show(CAROL, case.id)


def test_only_whoever_may_decide_asks(room: Room) -> None:
    """X-09: readers are refused, other departments find nothing."""
    case = room.open_case()
    with pytest.raises(Forbidden):
        _reading(room).show(ANDY, case.id)
    with pytest.raises(NotFound):
        _reading(room).show(HANNA, case.id)
