"""Audits, labels and the alarms' steps, on each database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from assistant.adapters.database.reply_audit_tables import reply_audit_labels
from assistant.adapters.database.store import DatabaseStore
from assistant.domain.errors import Conflict, NotFound
from assistant.domain.questions import Language
from assistant.domain.reply_audits import AuditLabel, AuditVerdict, Stratum
from assistant.domain.risk_alarm import AlarmStep, RiskAlarm
from assistant.domain.traffic_shift import Shift, ShiftKind, ShiftWarning
from assistant.services.reply_audit_store import RecordedStep
from tests.adapters.database.builders import NOW, a_certificate, with_question
from tests.domain.test_reply_audits import an_audit

AUDIT = an_audit(
    certificate_id="z1", alpha=0.1, delta=0.05, document_ids=("permits", "zones"), forced=("zones",)
)


@pytest.fixture
def drawn(store: DatabaseStore) -> DatabaseStore:
    """A store with one audit, under a certificate."""
    with_question(store)
    with store.begin() as work:
        work.oversight.add_certificate(a_certificate())
        work.audits.add(AUDIT)
    return store


def test_an_audit_reads_as_it_was_drawn(drawn: DatabaseStore) -> None:
    """C-06: the draw and both chances survive storing to the last bit."""
    with drawn.read() as work:
        assert work.audits.get("a1") == AUDIT
        assert work.audits.get("nobody") is None
        assert work.audits.drawn("z1") == 1


def test_a_question_is_drawn_once_a_stratum(drawn: DatabaseStore) -> None:
    """C-06: one question never counts twice; what a person approved of it is another stratum."""
    with drawn.begin() as work:
        with pytest.raises(Conflict) as refused:
            work.audits.add(replace(AUDIT, id="a2"))
        assert refused.value.code == "audit_exists"
        work.audits.add(replace(AUDIT, id="a3", stratum=Stratum.APPROVED))


def test_labels_stand_in_their_order_and_each_person_labels_once(drawn: DatabaseStore) -> None:
    """H-11: the second label of the same person is refused."""
    first = AuditLabel("a1", "carol", AuditVerdict.WRONG, NOW)
    second = AuditLabel("a1", "chen", AuditVerdict.RIGHT, NOW)
    with drawn.begin() as work:
        work.audits.add_label(first)
        work.audits.add_label(second)
        with pytest.raises(Conflict) as refused:
            work.audits.add_label(replace(first, verdict=AuditVerdict.RIGHT))
        assert refused.value.code == "already_labelled"
    with drawn.read() as work:
        assert work.audits.labels(["a1", "a9"]) == {"a1": (first, second), "a9": ()}
        assert work.audits.double_labelled("parking", Language.EN) == {"a1": (first, second)}
        assert work.audits.double_labelled("parking", Language.ZH) == {}


def test_a_label_that_was_not_blind_cannot_be_stored(drawn: DatabaseStore) -> None:
    """C-07: the database itself refuses it."""
    sighted = AuditLabel("a1", "carol", AuditVerdict.RIGHT, NOW, blind=False)
    with pytest.raises(sa.exc.IntegrityError), drawn.begin() as work:
        work.audits.add_label(sighted)
    with drawn._engine.connect() as connection:
        assert connection.execute(sa.select(reply_audit_labels)).first() is None


def test_settled_audits_leave_the_list_and_are_found_by_document(drawn: DatabaseStore) -> None:
    """C-05: what was settled counts for each document it quotes, from the day it was drawn."""
    with drawn.begin() as work:
        assert work.audits.open(frozenset({"transport"})) == (AUDIT,)
        assert work.audits.open(frozenset({"housing"})) == ()
        work.audits.settle("a1", True, NOW)
        with pytest.raises(Conflict) as refused:
            work.audits.settle("a1", False, NOW)
        assert refused.value.code == "already_settled"
    with drawn.read() as work:
        assert work.audits.open(None) == ()
        (settled,) = work.audits.settled_on("zones", AUDIT.drawn_at)
        assert (settled.audit, settled.wrong) == (AUDIT, True)
        assert work.audits.settled_on("zones", AUDIT.drawn_at + timedelta(seconds=1)) == ()
        assert work.audits.settled_on("elsewhere", AUDIT.drawn_at) == ()
        assert work.audits.settled("parking", Language.EN, "pipeline-1") == (settled,)
        assert work.audits.settled("parking", Language.EN, "pipeline-2") == ()


def test_an_alarm_goes_on_from_its_newest_step(drawn: DatabaseStore) -> None:
    """C-09: the state after a step is read back exactly, and a step is stored once."""
    step = AlarmStep(True, 0.5, 0.1, 0.025)
    after = RiskAlarm().after(step)
    recorded = RecordedStep("certificate:z1", 1, "a1", "z1", step, after, NOW)
    with drawn.begin() as work:
        assert work.audits.alarm("certificate:z1") == (RiskAlarm(), 0)
        work.audits.add_alarm_step(recorded)
        with pytest.raises(Conflict) as refused:
            work.audits.add_alarm_step(recorded)
        assert refused.value.code == "try_again"
    with drawn.read() as work:
        assert work.audits.alarm("certificate:z1") == (after, 1)
        assert work.audits.alarm_steps("certificate:z1") == (recorded,)


def test_the_strictest_limit_counts(drawn: DatabaseStore) -> None:
    """C-02: a limit is added to what was signed, and the strictest one is the bar."""
    with drawn.begin() as work:
        work.oversight.limit_certificate("z1", 0.9, "sam", "careful", NOW)
        work.oversight.limit_certificate("z1", 0.95, "sam", "more careful", NOW)
        with pytest.raises(NotFound):
            work.oversight.limit_certificate("nobody", 0.9, "sam", "careful", NOW)
    with drawn.read() as work:
        found = work.oversight.certificate_by_id("z1")
    assert found is not None
    assert (found.threshold, found.stricter, found.bar) == (a_certificate().threshold, 0.95, 0.95)


def test_warnings_are_found_by_their_day(drawn: DatabaseStore) -> None:
    """C-10: only those given since count."""
    warning = ShiftWarning("w1", "parking", Language.EN, Shift(ShiftKind.NO_HIT, 0.4, 0.15), NOW)
    with drawn.begin() as work:
        work.audits.add_warning(warning)
    with drawn.read() as work:
        assert work.audits.warnings(NOW) == (warning,)
        assert work.audits.warnings(NOW + timedelta(seconds=1)) == ()
