"""Drafts sent on sooner than they can be read: accepted, flagged, and after three a rest is proposed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from assistant.domain.cases import DecisionKind
from assistant.domain.reply_audits import Stratum
from assistant.services.decision_rules import DecisionDone
from assistant.services.own_judgements import OwnJudgements
from assistant.services.review_arms import ReviewArms
from tests.services.auditing_room import AuditingRoom
from tests.services.review_room import CAROL, CHEN, PIPELINE, Room


def _approved(room: Room, seconds: float, number: int = 0, visible_ms: int | None = None) -> DecisionDone:
    """A case that Carol opens, and approves after so long."""
    case = room.claimed_case()
    room.reviews.read(CAROL, case.id)
    room.clock.turn(timedelta(seconds=seconds))
    request = replace(room.request(case, key=f"key-{number}"), visible_ms=visible_ms)
    return room.reviews.decide(CAROL, case.id, request)


def _watched(room: Room) -> Room:
    room.reviews = room.reviews_of(PIPELINE, ReviewArms(room.clock, room.ids))
    return room


def _hasty(room: Room) -> int:
    return OwnJudgements(room.store, room.clock).of(CAROL).hasty


def test_an_approval_before_the_floor_is_accepted_and_flagged(room: Room) -> None:
    """H-05: seven seconds flag, eight do not; both replies are out."""
    _watched(room)
    for number, (seconds, flags) in enumerate([(7.9, 1), (8.0, 1)]):
        assert _approved(room, seconds, number).kind is DecisionKind.APPROVED
        assert _hasty(room) == flags


def test_only_time_in_sight_counts(room: Room) -> None:
    """H-05: a minute with the page in the background is not reading."""
    _watched(room)
    _approved(room, 60, visible_ms=3_000)
    assert _hasty(room) == 1
    _approved(room, 60, 1, visible_ms=30_000)
    assert _hasty(room) == 1


def test_a_draft_that_was_never_opened_was_not_read(room: Room) -> None:
    """H-05: deciding through the interface without asking for the case is flagged, whatever time passed."""
    _watched(room)
    case = room.claimed_case()
    room.clock.turn(timedelta(minutes=5))
    room.reviews.decide(CAROL, case.id, replace(room.request(case), visible_ms=60_000))
    assert _hasty(room) == 1


def test_three_flags_in_a_day_propose_a_rest_and_an_audit_of_the_last_ten(auditing: AuditingRoom) -> None:
    """H-05: the third one says so; colleagues find the last ten in their list, their maker does not."""
    auditing.reviews = auditing.reviews_of(PIPELINE, ReviewArms(auditing.clock, auditing.ids))
    for number in range(9):
        assert not _approved(auditing, 60, number).rest
    rests = [_approved(auditing, 1, number).rest for number in (20, 21, 22)]
    assert rests == [False, False, True]
    audits = auditing.audits()
    assert len(audits) == 10
    assert {one.stratum for one in audits} == {Stratum.APPROVED}
    assert not any(one.uniform for one in audits)
    assert len(auditing.desk.audits.work_list(CHEN)) == 10
    assert auditing.desk.audits.work_list(CAROL) == ()
    (entry,) = (one for one in auditing.log() if one.action == "rest_proposed")
    assert entry.data == {"audits": "10"}


def test_flags_of_other_days_do_not_add_up(room: Room) -> None:
    """H-05: three in a day, not three in a career."""
    _watched(room)
    for number in range(4):
        assert not _approved(room, 1, number).rest
        room.clock.turn(timedelta(hours=13))
