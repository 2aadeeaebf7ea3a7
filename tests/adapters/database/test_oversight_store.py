"""Certificates, stop switches, labels and the audit chain, on each database."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from assistant.adapters.database.oversight_tables import audit_entries
from assistant.adapters.database.store import DatabaseStore
from assistant.domain.audit_chain import GENESIS, verify
from assistant.domain.errors import Conflict, NotFound
from assistant.domain.oversight import StopScope
from assistant.domain.questions import Language
from tests.adapters.database.builders import NOW, a_certificate, a_label, a_stop


def test_a_certificate_reads_as_it_was_signed(store: DatabaseStore) -> None:
    """Every figure of a certificate survives storing to the last bit."""
    with store.begin() as work:
        work.oversight.add_certificate(a_certificate(threshold=0.1 + 0.2))
    with store.read() as work:
        assert work.oversight.certificate_by_id("z1") == a_certificate(threshold=0.1 + 0.2)
        assert work.oversight.certificate_by_id("nobody") is None


def test_the_newest_certificate_of_topic_and_language_counts(store: DatabaseStore) -> None:
    """Signing again replaces the older one for its own topic and language only."""
    newer = a_certificate("z2", signed_at=NOW + timedelta(days=1))
    chinese = a_certificate("z3", language=Language.ZH, signed_at=NOW + timedelta(days=2))
    with store.begin() as work:
        for certificate in (newer, a_certificate("z1"), chinese):
            work.oversight.add_certificate(certificate)
    with store.read() as work:
        assert work.oversight.certificate("bins", Language.EN) == newer
        assert work.oversight.certificate("parks", Language.EN) is None
        assert [certificate.id for certificate in work.oversight.certificates()] == ["z1", "z2", "z3"]


def test_a_certificate_is_stored_once(store: DatabaseStore) -> None:
    """What was signed under an id is never replaced."""
    with store.begin() as work:
        work.oversight.add_certificate(a_certificate())
        with pytest.raises(Conflict) as refused:
            work.oversight.add_certificate(a_certificate(threshold=0.1))
        assert refused.value.code == "certificate_exists"


def test_a_withdrawal_stands_with_its_first_reason(store: DatabaseStore) -> None:
    """A certificate is withdrawn once; the second withdrawal is refused."""
    with store.begin() as work:
        work.oversight.add_certificate(a_certificate())
        work.oversight.withdraw_certificate("z1", NOW, "audit alarm")
    with store.begin() as work, pytest.raises(Conflict) as refused:
        work.oversight.withdraw_certificate("z1", NOW, "another")
    assert refused.value.code == "already_withdrawn"
    with store.read() as work:
        expected = a_certificate(withdrawn_at=NOW, withdrawn_reason="audit alarm")
        assert work.oversight.certificate("bins", Language.EN) == expected


def test_an_unknown_certificate_cannot_be_withdrawn(store: DatabaseStore) -> None:
    """Nobody is told that something was withdrawn which never existed."""
    with store.begin() as work, pytest.raises(NotFound):
        work.oversight.withdraw_certificate("nobody", NOW, "typing error")


def test_the_newest_turn_of_each_stop_counts(store: DatabaseStore) -> None:
    """Switches for the whole, a department and a topic are turned independently, even at one moment."""
    waste = a_stop(scope=StopScope.DEPARTMENT, scope_id="waste")
    with store.begin() as work:
        work.oversight.add_stop(a_stop(on=True))
        work.oversight.add_stop(waste)
        work.oversight.add_stop(a_stop(on=False, reason="mended"))
    with store.read() as work:
        assert set(work.oversight.stops()) == {a_stop(on=False, reason="mended"), waste}


def test_labels_are_listed_by_topic_language_and_pipeline(store: DatabaseStore) -> None:
    """A label made for another pipeline does not count for this one."""
    other = (
        a_label("l2", topic_id="parks"),
        a_label("l3", language=Language.ZH),
        a_label("l4", pipeline_hash="pipeline-2"),
    )
    with store.begin() as work:
        for label in (a_label("l1"), *other):
            work.oversight.add_label(label)
    with store.read() as work:
        assert work.oversight.labels("bins", Language.EN, "pipeline-1") == (a_label("l1"),)
        assert work.oversight.label_counts() == {
            ("bins", Language.EN): 2,
            ("parks", Language.EN): 1,
            ("bins", Language.ZH): 1,
        }


def test_a_label_is_stored_once(store: DatabaseStore) -> None:
    """What was said blindly cannot be said again differently."""
    with store.begin() as work:
        work.oversight.add_label(a_label())
        with pytest.raises(Conflict) as refused:
            work.oversight.add_label(a_label(wrong=True))
        assert refused.value.code == "label_exists"


def test_audit_entries_form_a_chain(store: DatabaseStore) -> None:
    """Entries of several transactions follow each other, and what is read back still verifies."""
    with store.begin() as work:
        assert work.oversight.audit_head() is None
        first = work.oversight.audit("s1", "read", "case", "k1", {"b": "2", "a": "周一"}, NOW)
        second = work.oversight.audit("system", "opened", "case", "k1", {}, NOW)
    abroad = datetime(2026, 11, 24, 18, 0, 0, 1, tzinfo=timezone(timedelta(hours=8)))
    with store.begin() as work:
        third = work.oversight.audit("s1", "decided", "question", "q1", {"hash": "0"}, abroad)
    with store.read() as work:
        entries = work.oversight.audit_entries()
        assert entries == (first, second, third)
        assert [entry.seq for entry in entries] == [1, 2, 3]
        assert entries[0].previous_hash == GENESIS
        assert verify(entries).intact
        assert work.oversight.audit_head() == third


def test_audit_entries_are_read_in_pages(store: DatabaseStore) -> None:
    """A page starts after a seq and ends at the limit."""
    with store.begin() as work:
        for number in range(5):
            work.oversight.audit("system", "counted", "number", str(number), {}, NOW)
    with store.read() as work:
        assert [entry.seq for entry in work.oversight.audit_entries(after=1, limit=2)] == [2, 3]
        assert work.oversight.audit_entries(after=5) == ()


def test_a_failed_transaction_leaves_no_gap_in_the_chain(store: DatabaseStore) -> None:
    """The entry of a block that failed is gone, and the next one takes its place."""

    def fail() -> None:
        with store.begin() as work:
            work.oversight.audit("s1", "lost", "case", "k1", {}, NOW)
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        fail()
    with store.begin() as work:
        assert work.oversight.audit("s1", "kept", "case", "k1", {}, NOW).seq == 1


def test_a_change_behind_the_store_is_found(store: DatabaseStore, engine: sa.Engine) -> None:
    """Someone with access to the database alone cannot change an entry unnoticed."""
    with store.begin() as work:
        for number in range(4):
            work.oversight.audit("s1", "read", "case", f"k{number}", {}, NOW)
    with engine.begin() as connection:
        connection.execute(sa.update(audit_entries).where(audit_entries.c.seq == 3).values(actor="s2"))
    with store.read() as work:
        verdict = verify(work.oversight.audit_entries())
    assert verdict.problem is not None
    assert verdict.problem.seq == 3


def test_nothing_is_added_to_a_chain_without_its_newest_entry(
    store: DatabaseStore, engine: sa.Engine
) -> None:
    """A log whose end was cut off is not continued as if nothing had happened."""
    with store.begin() as work:
        work.oversight.audit("s1", "read", "case", "k1", {}, NOW)
        work.oversight.audit("s1", "read", "case", "k2", {}, NOW)
    with engine.begin() as connection:
        connection.execute(sa.delete(audit_entries).where(audit_entries.c.seq == 2))
    with pytest.raises(RuntimeError, match="broken chain"), store.begin() as work:
        work.oversight.audit("s1", "read", "case", "k3", {}, NOW)
