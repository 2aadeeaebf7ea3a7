"""The daily look at what is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from assistant.domain.certificates import CertificateStatus
from assistant.domain.reasons import Reason
from assistant.domain.traffic_shift import LEAST_QUESTIONS, ShiftKind
from tests.adapters.database.builders import a_label
from tests.services.auditing_room import AuditingRoom
from tests.services.review_room import FEE, a_draft, a_working


def _asked(room: AuditingRoom, confidence: float, count: int, reasons: tuple[Reason, ...]) -> None:
    for _ in range(count):
        room.process(replace(a_working(a_draft(FEE), reasons=reasons), confidence=confidence))


def _tried_on(room: AuditingRoom) -> None:
    """Labels with high confidence, then the signature."""
    with room.store.begin() as work:
        for number in range(LEAST_QUESTIONS):
            label = a_label(f"l{number}", topic_id="parking", at=room.clock.now())
            work.oversight.add_label(replace(label, confidence=0.9 + number / 1000))
    room.clock.turn(timedelta(minutes=1))
    room.certified()
    room.clock.turn(timedelta(minutes=1))


def test_a_shifted_stream_is_warned_of_once_a_day_and_ends_nothing(auditing: AuditingRoom) -> None:
    """C-10: low confidences after high ones; the certificate stays what it was; the next look is a day later."""
    _tried_on(auditing)
    _asked(auditing, 0.4, LEAST_QUESTIONS, (Reason.BELOW_THRESHOLD,))
    auditing.clock.turn(timedelta(minutes=1))
    assert auditing.desk.watch.settle() == 2
    assert auditing.desk.watch.settle() == 0
    with auditing.store.read() as work:
        warnings = work.audits.warnings(auditing.clock.now() - timedelta(days=1))
        (certificate,) = work.oversight.certificates()
    assert {one.shift.kind for one in warnings} == {ShiftKind.SCORE_KS, ShiftKind.SCORE_PSI}
    assert certificate.status(auditing.clock.now(), "pipeline-1") is CertificateStatus.VALID
    assert [one.action for one in auditing.log()[-2:]] == ["traffic_shifted"] * 2
    auditing.clock.turn(timedelta(days=1))
    assert auditing.desk.watch.settle() == 2


def test_questions_like_before_warn_of_nothing(auditing: AuditingRoom) -> None:
    """C-10: the same confidences are no shift."""
    _tried_on(auditing)
    for number in range(LEAST_QUESTIONS):
        _asked(auditing, 0.9 + number / 1000, 1, (Reason.BELOW_THRESHOLD,))
    auditing.clock.turn(timedelta(minutes=1))
    assert auditing.desk.watch.settle() == 0
