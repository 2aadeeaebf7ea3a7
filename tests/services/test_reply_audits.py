"""Audits: what is drawn, who labels it, and what a label leads to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.certificates import MAX_REPLIES, CertificateStatus
from assistant.domain.errors import Forbidden, NotFound
from assistant.domain.questions import Language, Outcome
from assistant.domain.reasons import Reason
from assistant.domain.reply_audits import NEEDED_AFTER_CHANGE, AuditVerdict, Stratum
from assistant.domain.risk_alarm import replayed
from assistant.domain.tasks import TaskKind
from assistant.domain.traffic_shift import RAISED_FOR, Shift, ShiftKind, ShiftWarning
from assistant.services.alarm_bell import WITHDRAWN_BY_ALARM, certificate_monitor
from tests.services.asking_room import CERTIFICATE, a_certificate_for_parking, releasable
from tests.services.auditing_room import AuditingRoom
from tests.services.review_room import (
    ADA,
    ANDY,
    ASKED,
    CAROL,
    CHEN,
    EDITH,
    FEE,
    HANNA,
    PIPELINE,
    SAM,
    a_draft,
    a_working,
    refused,
)

RIGHT, PARTIAL, WRONG = AuditVerdict.RIGHT, AuditVerdict.PARTIAL, AuditVerdict.WRONG


def test_an_automatic_answer_is_drawn_with_its_chance_on_record(auditing: AuditingRoom) -> None:
    """C-06: stratum, draw, chance and certificate are stored with the answer and named in the log."""
    auditing.certified()
    question_id = auditing.answered()
    (audit,) = auditing.audits()
    assert (audit.question_id, audit.stratum) == (question_id, Stratum.WOULD_BE_AUTO)
    assert (audit.draw, audit.probability, audit.share) == (0.0, 0.1, 0.1)
    assert (audit.certificate_id, audit.document_ids) == (CERTIFICATE, ("permits",))
    entry = next(one for one in auditing.log() if one.action == "reply_drawn")
    assert entry.data["probability"] == "0.100000"


def test_an_unlucky_draw_is_no_audit(auditing: AuditingRoom) -> None:
    """C-06: the chance is kept: one half does not fall below a tenth."""
    auditing.certified()
    auditing.draws.give(0.1)
    auditing.process(releasable())
    assert auditing.audits() == ()


def test_an_answer_that_only_permission_kept_back_is_drawn_but_moves_no_alarm(auditing: AuditingRoom) -> None:
    """C-06: would-be automatic answers count for calibration; a certificate answers for its own only."""
    auditing.answered(a_working(a_draft(FEE)))
    (audit,) = auditing.audits()
    assert (audit.stratum, audit.certificate_id) == (Stratum.WOULD_BE_AUTO, None)
    auditing.desk.audits.label(CHEN, audit.id, WRONG)
    with auditing.store.read() as work:
        assert work.audits.alarm_steps(certificate_monitor(CERTIFICATE)) == ()
        (label,) = work.oversight.labels("parking", Language.EN, PIPELINE)
    assert (label.wrong, label.blind, label.would_answer, label.labelled_by) == (True, True, True, "chen")


def test_what_a_rule_sent_to_a_person_is_never_drawn(auditing: AuditingRoom) -> None:
    """C-06: outcomes of the routed queue are never mixed in."""
    auditing.answered(a_working(a_draft(FEE), reasons=(Reason.COMPLAINT,)))
    assert auditing.audits() == ()


def test_an_approved_answer_is_drawn_into_a_sample_of_its_own(auditing: AuditingRoom) -> None:
    """H-11, C-06: its label settles the second review and feeds no certificate."""
    case = auditing.claimed_case()
    auditing.draws.give(0.0)
    auditing.reviews.decide(CAROL, case.id, auditing.request(case))
    (audit,) = auditing.audits()
    assert (audit.stratum, audit.probability, audit.handled_by) == (Stratum.APPROVED, 0.05, "carol")
    assert auditing.desk.audits.label(CHEN, audit.id, RIGHT).settled
    with auditing.store.read() as work:
        assert work.oversight.labels("parking", Language.EN, PIPELINE) == ()


def test_the_labeller_sees_question_answer_and_sources_only(auditing: AuditingRoom) -> None:
    """H-11, C-07: nothing of the sheet tells a first verdict, a confidence or who let it out."""
    auditing.certified()
    auditing.answered()
    (row,) = auditing.desk.audits.work_list(CHEN)
    sheet = auditing.desk.audits.read(CHEN, row.id)
    assert sheet.question == "How much is it?"
    assert sheet.answer.startswith(FEE)
    assert [one.passage_id for one in sheet.passages] == ["p1"]
    assert set(type(sheet).__slots__) == {"row", "question", "answer", "passages"}
    assert set(type(sheet.row).__slots__) == {"id", "department_id", "topic_id", "language", "drawn_at"}
    assert auditing.log()[-1].action == "reply_audit_read"


def test_nobody_audits_an_answer_they_had_a_part_in(auditing: AuditingRoom) -> None:
    """H-11: whoever approved it does not find it; nor does who has only read the case."""
    case = auditing.claimed_case()
    auditing.reviews.read(SAM, case.id)
    auditing.draws.give(0.0)
    auditing.reviews.decide(CAROL, case.id, auditing.request(case))
    (audit,) = auditing.audits()
    for person in (CAROL, SAM):
        assert auditing.desk.audits.work_list(person) == ()
        with pytest.raises(NotFound):
            auditing.desk.audits.label(person, audit.id, RIGHT)
    assert len(auditing.desk.audits.work_list(CHEN)) == 1


def test_only_the_departments_people_label(auditing: AuditingRoom) -> None:
    """X-09: another department's caseworker finds nothing; who decides no cases is refused."""
    auditing.certified()
    auditing.answered()
    (audit,) = auditing.audits()
    assert auditing.desk.audits.work_list(HANNA) == ()
    with pytest.raises(NotFound):
        auditing.desk.audits.read(HANNA, audit.id)
    for person in (ANDY, EDITH, ADA):
        with pytest.raises(Forbidden):
            auditing.desk.audits.work_list(person)
        with pytest.raises(NotFound):
            auditing.desk.audits.label(person, audit.id, RIGHT)


def test_two_who_disagree_are_followed_by_a_third(auditing: AuditingRoom) -> None:
    """H-11: it stays on the list of whoever has not labelled it until it is settled."""
    auditing.certified()
    auditing.answered(double=True)
    (audit,) = auditing.audits()
    assert not auditing.desk.audits.label(CHEN, audit.id, RIGHT).settled
    with refused("already_labelled"):
        auditing.desk.audits.label(CHEN, audit.id, RIGHT)
    assert not auditing.desk.audits.label(CAROL, audit.id, PARTIAL).settled
    assert auditing.desk.audits.work_list(CAROL) == ()
    assert auditing.desk.audits.label(SAM, audit.id, WRONG).settled
    with auditing.store.read() as work:
        (settled,) = work.audits.settled("parking")
    assert settled.wrong


def test_errors_end_the_certificate_within_the_request(auditing: AuditingRoom) -> None:
    """C-09: the label that raises the alarm withdraws; the next question goes to a person; staff get a task."""
    auditing.certified()
    done = auditing.labelled(WRONG)
    labels = 1
    while not done.withdrawn:
        done = auditing.labelled(WRONG)
        labels += 1
    assert done.withdrawn == (CERTIFICATE,)
    assert labels <= 5
    question_id = auditing.process(releasable())
    record = auditing.record(question_id)
    assert (record.outcome, record.reasons) == (Outcome.REVIEWED, (Reason.NO_CERTIFICATE,))
    (task,) = [one for one in auditing.tasks.listed(SAM) if one.facts.kind is TaskKind.ALARM]
    assert task.facts.departments == ("transport",)
    (group,) = auditing.desk.report.public()
    assert group.status is CertificateStatus.WITHDRAWN
    assert group.ended_by_alarm_at == auditing.clock.now()
    assert (group.audited, group.audited_wrong) == (labels, labels)


def test_the_stored_state_of_an_alarm_is_its_replay(auditing: AuditingRoom) -> None:
    """C-09: what is kept equals what its steps lead to."""
    auditing.certified()
    for verdict in (WRONG, RIGHT, RIGHT, PARTIAL, RIGHT):
        auditing.labelled(verdict)
    shown = auditing.desk.report.certificate(SAM, CERTIFICATE)
    assert len(shown.steps) == 5
    for count, step in enumerate(shown.steps, start=1):
        assert step.after == replayed(one.step for one in shown.steps[:count])
    assert (shown.settled, shown.wrong) == (5, 2)
    assert shown.risk == pytest.approx(0.4)


def test_a_topics_alarm_ends_every_certificate_of_the_topic(auditing: AuditingRoom) -> None:
    """C-09: errors in both languages add up where neither alone suffices."""
    auditing.certified()
    chinese = replace(releasable("certificate-zh"), language=Language.ZH)
    auditing.sign(replace(a_certificate_for_parking(auditing, "certificate-zh"), language=Language.ZH))
    withdrawn: set[str] = set()
    for _ in range(4):
        for working in (releasable(), chinese):
            auditing.answered(working)
            for audit in auditing.audits():
                withdrawn |= set(auditing.desk.audits.label(CHEN, audit.id, WRONG).withdrawn)
            if withdrawn:
                break
        if withdrawn:
            break
    assert withdrawn == {CERTIFICATE, "certificate-zh"}


def test_a_changed_text_goes_to_a_person_until_ten_are_right(auditing: AuditingRoom) -> None:
    """C-05: edit, next matching question is routed; each is audited; after ten right in a row answers go out again."""
    auditing.certified()
    auditing.clock.turn(timedelta(hours=1))
    auditing.texts.changed["permits"] = auditing.clock.now()
    for count in range(NEEDED_AFTER_CHANGE):
        auditing.draws.give(0.99)
        question_id = auditing.process(releasable())
        record = auditing.record(question_id)
        assert (record.outcome, record.reasons) == (Outcome.REVIEWED, (Reason.KB_CHANGED,)), count
        (audit,) = auditing.audits()
        assert (audit.forced, audit.probability) == (("permits",), 1.0)
        assert audit.weight == pytest.approx(0.1)
        assert not audit.uniform
        auditing.desk.audits.label(CHEN, audit.id, RIGHT)
    assert auditing.record(auditing.process(releasable())).outcome is Outcome.ANSWERED


def test_a_wrong_answer_from_a_changed_text_starts_anew(auditing: AuditingRoom) -> None:
    """C-05: nine right and one wrong earn nothing."""
    auditing.certified()
    auditing.clock.turn(timedelta(hours=1))
    auditing.texts.changed["permits"] = auditing.clock.now()
    for count in range(NEEDED_AFTER_CHANGE):
        auditing.process(releasable())
        (audit,) = auditing.audits()
        auditing.desk.audits.label(CHEN, audit.id, WRONG if count == 8 else RIGHT)
    assert auditing.record(auditing.process(releasable())).reasons == (Reason.KB_CHANGED,)


def test_a_shift_doubles_the_share_for_a_week(auditing: AuditingRoom) -> None:
    """C-10: the certificate itself is not touched, and the raise ends."""
    auditing.certified()
    shift = Shift(ShiftKind.SCORE_PSI, 0.4, 0.25)
    with auditing.store.begin() as work:
        work.audits.add_warning(ShiftWarning("w1", "parking", Language.EN, shift, auditing.clock.now()))
    auditing.draws.give(0.15, 0.9)
    auditing.process(releasable())
    (audit,) = auditing.audits()
    assert (audit.share, audit.probability, audit.weight, audit.uniform) == (0.2, 0.2, 1.0, False)
    auditing.clock.turn(RAISED_FOR + timedelta(seconds=1))
    auditing.draws.give(0.15)
    auditing.process(releasable())
    assert len(auditing.audits()) == 1


def test_a_certificate_expires_with_its_replies(auditing: AuditingRoom) -> None:
    """C-11: replies are counted from what went out under it."""
    auditing.certified()
    auditing.process(releasable())
    with auditing.store.read() as work:
        certificate = work.oversight.certificate("parking", Language.EN)
    assert certificate is not None
    assert certificate.used == 1
    spent = replace(certificate, used=MAX_REPLIES)
    assert spent.status(auditing.clock.now(), PIPELINE) is CertificateStatus.EXPIRED
    assert (
        replace(spent, used=MAX_REPLIES - 1).status(auditing.clock.now(), PIPELINE) is CertificateStatus.VALID
    )


def test_an_erased_conversation_is_labelled_by_nobody(auditing: AuditingRoom) -> None:
    """L-12: what its citizen erased leaves the list."""
    auditing.certified()
    question_id = auditing.answered()
    with auditing.store.begin() as work:
        work.conversations.erase(auditing.record(question_id).conversation_id)
    assert auditing.desk.audits.work_list(CHEN) == ()
    (audit,) = auditing.audits()
    with pytest.raises(NotFound):
        auditing.desk.audits.read(CHEN, audit.id)


def test_the_reason_on_record_is_the_alarms(auditing: AuditingRoom) -> None:
    """L-04: the log names the audit that ended the certificate."""
    auditing.certified()
    while not auditing.labelled(WRONG).withdrawn:
        pass
    entry = next(one for one in auditing.log() if one.action == "certificate_withdrawn")
    assert (entry.actor, entry.data["reason"]) == ("system", WITHDRAWN_BY_ALARM)
    assert entry.data["audit"]
    assert ASKED not in str(entry)
