"""What drafts are worth to a unit, recounted from its cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.cases import DecisionKind, DecisionReason
from assistant.domain.errors import Forbidden
from assistant.domain.reply_audits import AuditVerdict
from assistant.domain.review_arms import ArmShares, JudgedAs, ReviewArm
from assistant.services.audit_sampling import AuditShares
from assistant.services.override_watch import OverrideAlarm
from assistant.services.review_arms import JudgementRequest, ReviewArms
from assistant.services.review_protection import ProtectionReport, ReviewProtection
from tests.services.auditing_room import AuditingRoom
from tests.services.review_room import CAROL, CHEN, HANNA, PIPELINE, SAM


def _arm(room: AuditingRoom, arm: ReviewArm) -> None:
    shares = {
        ReviewArm.ASSISTED: ArmShares(0.0, 0.0),
        ReviewArm.ANSWER_FIRST: ArmShares(1.0, 0.0),
        ReviewArm.UNAIDED: ArmShares(0.0, 1.0),
    }
    room.reviews = room.reviews_of(PIPELINE, ReviewArms(room.clock, room.ids, shares[arm]))


def _report(room: AuditingRoom) -> ProtectionReport:
    return ReviewProtection(room.store, room.town, room.clock).report(SAM)


def _replied(room: AuditingRoom, key: str, seconds: float, kind: DecisionKind, drawn: float = 0.99) -> None:
    case = room.claimed_case()
    room.reviews.read(CAROL, case.id)
    room.clock.turn(timedelta(seconds=seconds))
    room.draws.give(drawn)
    written = kind is DecisionKind.WRITTEN
    request = room.own_reply(key=key) if written else room.request(case, key=key)
    room.reviews.decide(CAROL, case.id, request)


def _label_all(room: AuditingRoom, verdict: AuditVerdict) -> None:
    """By two colleagues: the approval itself was one vote, so a wrong reply needs two against it."""
    for person in (CHEN, SAM):
        for row in room.desk.audits.work_list(person):
            room.desk.audits.label(person, row.id, verdict)


def test_time_without_drafts_is_set_beside_time_with_them(auditing: AuditingRoom) -> None:
    """H-18, P-07: twelve cases each, from taking in hand to the reply; the interval holds the true minute."""
    for arm, seconds, kind in (
        (ReviewArm.ASSISTED, 60.0, DecisionKind.APPROVED),
        (ReviewArm.UNAIDED, 120.0, DecisionKind.WRITTEN),
    ):
        _arm(auditing, arm)
        for number in range(12):
            _replied(auditing, f"{arm}-{number}", seconds + number % 3, kind)
    found = _report(auditing)
    assert found.arms == {ReviewArm.ASSISTED: 12, ReviewArm.UNAIDED: 12}
    assert found.time is not None
    assert (found.time.first_cases, found.time.second_cases) == (12, 12)
    assert found.time.difference == pytest.approx(60.0)
    assert found.time.low < 60.0 < found.time.high
    assert found.errors is None


def test_errors_are_compared_where_labels_are_blind(auditing: AuditingRoom) -> None:
    """H-18: replies without a draft are labelled like others, by people who had no part in them."""
    auditing.shares = AuditShares(0.1, 0.5)
    for arm, kind, verdict in (
        (ReviewArm.ASSISTED, DecisionKind.APPROVED, AuditVerdict.RIGHT),
        (ReviewArm.UNAIDED, DecisionKind.WRITTEN, AuditVerdict.WRONG),
    ):
        _arm(auditing, arm)
        for number in range(10):
            _replied(auditing, f"{arm}-{number}", 60, kind, drawn=0.1)
        _label_all(auditing, verdict)
    found = _report(auditing).errors
    assert found is not None
    assert (found.first, found.second, found.first_cases, found.second_cases) == (1.0, 0.0, 10, 10)
    assert found.low > 0.5


def test_reliance_is_recounted_from_judgements_decisions_and_labels(auditing: AuditingRoom) -> None:
    """H-09: one person thought it could not be answered, took the right draft and was right in the end; another thought it
    could be answered and took a wrong draft."""
    auditing.shares = AuditShares(0.1, 0.5)
    _arm(auditing, ReviewArm.ANSWER_FIRST)
    for number, (judged, verdict) in enumerate(
        [(JudgedAs.NOT_ANSWERABLE, AuditVerdict.RIGHT), (JudgedAs.REFER, AuditVerdict.WRONG)]
    ):
        case = auditing.claimed_case()
        auditing.reviews.read(CAROL, case.id)
        auditing.reviews.judge(CAROL, case.id, JudgementRequest(judged, "so it seems"))
        auditing.draws.give(0.1)
        auditing.reviews.decide(CAROL, case.id, auditing.request(case, key=f"k{number}"))
        _label_all(auditing, verdict)
    found = _report(auditing).reliance
    assert found.cases == 2
    assert (found.rair.count, found.rair.of) == (1, 1)
    assert (found.rsr.count, found.rsr.of) == (0, 1)


def test_somebody_to_talk_to_is_named_without_a_figure_and_to_their_trainer_only(
    auditing: AuditingRoom,
) -> None:
    """H-10, S-24: 45 drafts in a row unchanged; Carol sees no report and Sam no number of hers."""
    _arm(auditing, ReviewArm.ASSISTED)
    for number in range(45):
        _replied(auditing, f"k{number}", 60, DecisionKind.APPROVED)
    found = _report(auditing)
    (person,) = found.people
    assert (person.id, person.alarms) == ("carol", (OverrideAlarm.APPROVES_MORE,))
    (topic,) = found.topics
    assert (topic.topic_id, topic.rate.unchanged, topic.rate.decided) == ("parking", 45, 45)
    for reader in (CAROL, HANNA):
        with pytest.raises(Forbidden):
            ReviewProtection(auditing.store, auditing.town, auditing.clock).report(reader)


def test_a_draft_set_aside_counts_as_wholly_changed(auditing: AuditingRoom) -> None:
    """H-10: rejecting and writing anew is one use of the draft, not two."""
    _arm(auditing, ReviewArm.ASSISTED)
    case = auditing.claimed_case()
    auditing.reviews.decide(CAROL, case.id, auditing.request(case, DecisionKind.REJECTED, "k1"))
    draft = auditing.draft(case)
    own = replace(
        auditing.own_reply(key="k2"),
        reason=DecisionReason.INCOMPLETE,
        draft_id=draft.id,
        draft_version=draft.version,
        draft_sha256=draft.sha256,
    )
    auditing.reviews.decide(CAROL, case.id, own)
    with auditing.store.read() as work:
        (use,) = work.reviewing.uses(None, auditing.clock.now())
    assert use.changed == 1.0
