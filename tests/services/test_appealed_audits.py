"""What appeals mean for the certificate that let the reply out: counted in the open, labelled blind, never in its alarm."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain.appeals import AppealState
from assistant.domain.cases import DecisionKind, DecisionReason
from assistant.domain.conversations import Conversation
from assistant.domain.reply_audits import AuditVerdict, Stratum
from assistant.services.decision_rules import DecisionRequest
from tests.adapters.database.stores import make_sqlite_store
from tests.services.asking_room import CERTIFICATE, a_certificate_for_parking, releasable
from tests.services.auditing_room import AuditingRoom
from tests.services.review_room import CHEN, SAM
from tests.services.small_appeals import small_appeals


@pytest.fixture
def room(tmp_path: Path) -> AuditingRoom:
    """Where nothing is drawn by chance."""
    return AuditingRoom(make_sqlite_store(tmp_path))


def appealed(room: AuditingRoom) -> tuple[Conversation, str, str]:
    """A citizen, the certified reply they appealed, and the appeal's case."""
    room.sign(a_certificate_for_parking(room))
    citizen = room.conversation()
    reply = room.reply_to(room.process(releasable(), citizen))
    assert reply is not None
    case = small_appeals(room, sampling=room.sampling).make(citizen, reply.id, "", "a1")
    return citizen, reply.id, case.id


def test_an_appealed_answer_is_labelled_blind_beside_the_sample(room: AuditingRoom) -> None:
    """It stands on the list like any other; its label moves no alarm and is no label a certificate may be tried on (C-06)."""
    appealed(room)
    (row,) = room.desk.audits.work_list(CHEN)
    with room.store.read() as work:
        stored = work.audits.get(row.id)
    assert stored is not None
    assert (stored.stratum, stored.certificate_id, stored.uniform) == (Stratum.APPEALED, None, False)
    labelled = room.desk.audits.label(CHEN, row.id, AuditVerdict.WRONG)
    assert (labelled.settled, labelled.withdrawn) == (True, ())
    watched = room.desk.report.certificate(SAM, CERTIFICATE)
    assert (watched.settled, watched.steps, watched.topic_steps) == (0, (), ())
    with room.store.read() as work:
        assert work.oversight.label_counts() == {}


def test_everybody_reads_how_many_were_appealed_and_changed(room: AuditingRoom) -> None:
    """S-07: counted from the cases, for staff and for everybody; open ones are not counted as anything else."""
    _, _, case_id = appealed(room)
    watched = room.desk.report.certificate(SAM, CERTIFICATE)
    assert (watched.appeals.made, watched.appeals.changed, watched.appeals.open) == (1, 0, 1)
    room.reviews.claim(SAM, case_id)
    wrong = DecisionRequest(DecisionKind.WRITTEN, DecisionReason.WRONG_FACT, "k", text="It is 90.")
    room.reviews.decide(SAM, case_id, wrong)
    watched = room.desk.report.certificate(SAM, CERTIFICATE)
    assert (watched.appeals.made, watched.appeals.changed, watched.appeals.open) == (1, 1, 0)
    (group,) = room.desk.report.public()
    assert (group.appealed, group.appealed_changed) == (1, 1)


def test_an_appeal_taken_back_and_made_anew_is_labelled_once(room: AuditingRoom) -> None:
    """One answer, one blind label; the appeal taken back is not counted."""
    citizen, reply_id, case_id = appealed(room)
    with room.store.read() as work:
        case = work.cases.get(case_id)
    assert case is not None
    room.conversations.withdraw(citizen, case.number)
    small_appeals(room, sampling=room.sampling).make(citizen, reply_id, "", "a2")
    assert len(room.desk.audits.work_list(CHEN)) == 1
    assert room.desk.report.certificate(SAM, CERTIFICATE).appeals.made == 1
    assert AppealState.OPEN in {
        seen.reply.appeal.state
        for seen in room.views.messages(citizen)
        if seen.reply is not None and seen.reply.appeal is not None
    }
