"""Tests among the cases are kept back, gated and rested like any case: nothing tells them apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain.cases import DecisionKind
from assistant.domain.errors import CheckNeeded
from assistant.domain.reasons import Reason
from assistant.domain.review_arms import JudgedAs
from assistant.domain.seeds import SeedPlace, SeedShowing
from assistant.services.competence_checks import CheckGate
from assistant.services.decision_rules import DecisionRequest
from assistant.services.load_limits import MOST_IN_A_ROW, LoadLimits
from assistant.services.review_arms import JudgementRequest
from assistant.services.seeded_queue import SeededQueue
from tests.services.auditing_room import AuditingRoom
from tests.services.review_room import CAROL, CHEN, FEE, a_draft, a_working, refused

SAID = JudgementRequest(JudgedAs.ANSWERABLE, "84 euros")


def _given(room: AuditingRoom, *reasons: Reason) -> str:
    """A seed of a question with these reasons, in Chen's queue."""
    case = room.claimed_case(a_working(a_draft(FEE), reasons=reasons))
    request = replace(room.request(case), note="Income is above the limit.")
    room.reviews.decide(CAROL, case.id, request)
    room.draws.give(0.9)
    room.desk.seeds.settle()
    with room.store.begin() as work:
        (seed,) = work.seeds.unshown(None, "chen")
        number = work.cases.next_number(room.clock.now())
        showing = SeedShowing(room.ids.new_id(), seed.id, "chen", SeedPlace.CASES, number, room.clock.now())
        work.seeds.show(showing)
    return showing.id


def _approval(room: AuditingRoom, showing_id: str) -> DecisionRequest:
    draft = room.reviews.read(CHEN, showing_id).draft
    assert draft is not None
    note = "Income is above the limit."
    request = room.own_reply()
    return replace(
        request,
        kind=DecisionKind.APPROVED,
        text=None,
        note=note,
        draft_id=draft.id,
        draft_version=draft.version,
        draft_sha256=draft.sha256,
    )


def test_a_test_about_a_person_is_judged_first_like_every_such_case(auditing: AuditingRoom) -> None:
    """H-01, H-06: without its lock it would be the one case of its class that shows its draft at once."""
    showing = _given(auditing, Reason.DECISION_ABOUT_PERSON)
    seen = auditing.reviews.read(CHEN, showing)
    assert (seen.draft, seen.judgement_needed) == (None, True)
    auditing.reviews.claim(CHEN, showing)
    with refused("judgement_needed"):
        auditing.reviews.decide(CHEN, showing, replace(auditing.own_reply(), note="Above the limit."))
    auditing.reviews.judge(CHEN, showing, SAID)
    with refused("already_judged"):
        auditing.reviews.judge(CHEN, showing, SAID)
    done = auditing.reviews.decide(CHEN, showing, _approval(auditing, showing))
    assert done.feedback is not None


def _guarded(room: AuditingRoom, gate: CheckGate | None = None, load: LoadLimits | None = None) -> None:
    queue = SeededQueue(room.store, room.clock, room.town, room.desk.seeds, None, gate, load)
    room.desk = replace(room.desk, seeded=queue)
    room.reviews = room.reviews_of("pipeline-1")


def test_a_missing_check_is_refused_on_a_test_as_well(auditing: AuditingRoom) -> None:
    """S-23, H-06: were a test let through, the refusal would tell the others."""
    showing = _given(auditing, Reason.NO_CERTIFICATE)
    _guarded(auditing, gate=CheckGate(auditing.sources, always=True))
    auditing.reviews.claim(CHEN, showing)
    with pytest.raises(CheckNeeded):
        auditing.reviews.decide(CHEN, showing, _approval(auditing, showing))


def test_a_break_is_asked_for_on_a_test_as_well(auditing: AuditingRoom) -> None:
    """H-14, H-06: the same limit, seen from a test."""
    showing = _given(auditing, Reason.NO_CERTIFICATE)
    for number in range(MOST_IN_A_ROW):
        case = auditing.claimed_case(staff=CHEN)
        auditing.reviews.decide(CHEN, case.id, auditing.request(case, key=f"n{number}"))
    _guarded(auditing, load=LoadLimits())
    auditing.reviews.claim(CHEN, showing)
    with refused("break_needed"):
        auditing.reviews.decide(CHEN, showing, _approval(auditing, showing))
