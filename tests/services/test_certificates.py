"""Who may certify what, on which labels, and how a certificate ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from assistant.domain.certificates import CertificateStatus
from assistant.domain.errors import Forbidden, NotFound
from assistant.domain.oversight import Label
from assistant.domain.questions import Language
from assistant.domain.staff import Grant, Role, Staff
from assistant.services.autonomy import StoredAutonomy
from assistant.services.certificates import CERTIFICATE_LASTS, SHOWN_EXAMPLES, Certificates
from assistant.services.certification import GRID
from tests.adapters.database.builders import a_label
from tests.services.asking_room import AskingRoom
from tests.services.review_room import ADA, ANDY, CAROL, EDITH, PIPELINE, SAM, invalid, refused

EN, ZH = Language.EN, Language.ZH
SUE = Staff("sue", "sue", "Sue Transport", (Grant(Role.SUPERVISOR, "transport"),))
HAL = Staff("hal", "hal", "Hal Housing", (Grant(Role.SUPERVISOR, "housing"),))


@dataclass
class Signing:
    """The service, with labels put in by hand."""

    room: AskingRoom

    def service(self, pipeline_hash: str = PIPELINE) -> Certificates:
        """As started with an engine of this fingerprint."""
        room = self.room
        return Certificates(room.store, room.town, room.clock, room.ids, pipeline_hash)

    def label(self, right: int, wrong: int = 0, **changes: Any) -> None:
        """Blind labels on English parking questions."""
        facts: dict[str, Any] = {"topic_id": "parking", "confidence": 0.9, **changes}
        with self.room.store.begin() as work:
            for number in range(right + wrong):
                label: Label = a_label(self.room.ids.new_id(), wrong=number >= right, **facts)
                work.oversight.add_label(label)


@pytest.fixture
def signing(asking: AskingRoom) -> Signing:
    """Nothing labelled, nothing signed."""
    return Signing(asking)


def test_a_supervisor_signs_what_the_labels_support(signing: Signing) -> None:
    """The threshold comes from the procedure; the certificate names its data, pipeline, signer and end."""
    signing.label(40)
    certificate = signing.service().sign(SAM, "parking", EN, 0.1, 0.1, " Looked at all of them. ")
    assert (certificate.threshold, certificate.n, certificate.k) == (min(GRID), 40, 0)
    assert certificate.expires_at - certificate.signed_at == CERTIFICATE_LASTS
    assert (certificate.signed_by, certificate.pipeline_hash) == ("sam", PIPELINE)
    entry = signing.room.log()[-1]
    assert (entry.action, entry.actor, entry.object_id) == ("certificate_signed", "sam", certificate.id)
    assert entry.data["reason"] == "Looked at all of them."
    assert entry.data["data_sha256"] == certificate.data_sha256
    assert StoredAutonomy(signing.room.store).certificate("parking", EN) == certificate


def test_labels_that_do_not_suffice_carry_nothing(signing: Signing) -> None:
    """Refused, nothing stored, nothing in the log."""
    signing.label(32)
    before = signing.room.log()
    with refused("not_supported"):
        signing.service().sign(SAM, "parking", EN, 0.1, 0.1, "because")
    assert signing.room.log() == before
    assert StoredAutonomy(signing.room.store).certificate("parking", EN) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"topic_id": "tenancy"},
        {"language": ZH},
        {"pipeline_hash": "pipeline-2"},
        {"blind": False},
        {"would_answer": False},
    ],
)
def test_other_labels_carry_nothing(signing: Signing, changes: dict[str, Any]) -> None:
    """Another topic, language or pipeline, sighted labels, and answers that would not go out do not count."""
    signing.label(100, **changes)
    with refused("not_supported"):
        signing.service().sign(SAM, "parking", EN, 0.1, 0.1, "because")
    missing = signing.service().trial(SAM, "parking", EN, 0.1, 0.1).missing
    assert missing is not None
    assert (missing.have, missing.need) == (0, 33)


@pytest.mark.parametrize("staff", [CAROL, EDITH, ANDY, ADA, HAL], ids=lambda staff: staff.id)
def test_nobody_else_certifies(signing: Signing, staff: Staff) -> None:
    """Caseworkers, editors, auditors, administrators and another department's supervisor neither try nor sign."""
    signing.label(100)
    with pytest.raises(Forbidden):
        signing.service().trial(staff, "parking", EN, 0.1, 0.1)
    with pytest.raises(Forbidden):
        signing.service().sign(staff, "parking", EN, 0.1, 0.1, "because")


def test_a_departments_own_supervisor_signs_and_withdraws(signing: Signing) -> None:
    """Rights follow the topic's department."""
    signing.label(100)
    certificate = signing.service().sign(SUE, "parking", EN, 0.1, 0.1, "because")
    signing.service().withdraw(SUE, certificate.id, "wrong answers seen")
    (shown,) = signing.service().all(SUE)
    assert shown.status is CertificateStatus.WITHDRAWN


@pytest.mark.parametrize(
    ("alpha", "delta", "field"),
    [
        (0.0009, 0.1, "alpha"),
        (0.2001, 0.1, "alpha"),
        (float("nan"), 0.1, "alpha"),
        (-0.1, 0.1, "alpha"),
        (0.1, 0.0, "delta"),
        (0.1, 1.0, "delta"),
        (0.1, float("inf"), "delta"),
    ],
)
def test_no_promise_beyond_reason(signing: Signing, alpha: float, delta: float, field: str) -> None:
    """Alpha and delta outside their bounds are refused by name."""
    signing.label(100)
    with invalid(field):
        signing.service().sign(SAM, "parking", EN, alpha, delta, "because")


def test_a_reason_and_a_topic_are_needed(signing: Signing) -> None:
    """An empty reason or an unknown topic is refused by name."""
    signing.label(100)
    with invalid("reason"):
        signing.service().sign(SAM, "parking", EN, 0.1, 0.1, "  ")
    with invalid("topic_id"):
        signing.service().sign(SAM, "weather", EN, 0.1, 0.1, "because")


def test_a_trial_signs_nothing_and_shows_the_wrong_first(signing: Signing) -> None:
    """What would be signed, the curve, and the labels to look at: the wrong and the least sure."""
    signing.label(60, 2)
    signing.label(5, confidence=0.5)
    trial = signing.service().trial(SAM, "parking", EN, 0.1, 0.1)
    assert trial.figures is not None
    assert (trial.figures.n, trial.figures.k) == (67, 2)
    assert trial.missing is None
    assert len(trial.risk_coverage) == len(GRID)
    assert len(trial.examples) == SHOWN_EXAMPLES
    assert [one.wrong for one in trial.examples[:3]] == [True, True, False]
    assert trial.examples[2].confidence == 0.5
    assert signing.service().all(SAM) == ()


def test_a_withdrawn_certificate_permits_nothing_and_stays_on_record(signing: Signing) -> None:
    """The first reason stands; withdrawing twice conflicts."""
    signing.label(100)
    service = signing.service()
    certificate = service.sign(SAM, "parking", EN, 0.1, 0.1, "because")
    service.withdraw(SAM, certificate.id, "wrong answers seen")
    with refused("already_withdrawn"):
        service.withdraw(SAM, certificate.id, "second thoughts")
    found = StoredAutonomy(signing.room.store).certificate("parking", EN)
    assert found is not None
    assert found.withdrawn_reason == "wrong answers seen"
    assert not found.permits("parking", EN, signing.room.clock.now(), PIPELINE)
    assert signing.room.log()[-1].action == "certificate_withdrawn"


def test_whoever_may_not_read_a_certificate_does_not_learn_of_it(signing: Signing) -> None:
    """Not found for the uninvolved, forbidden for auditors, who read but do not act."""
    signing.label(100)
    certificate = signing.service().sign(SAM, "parking", EN, 0.1, 0.1, "because")
    for staff in (CAROL, HAL, ADA):
        with pytest.raises(NotFound):
            signing.service().withdraw(staff, certificate.id, "no")
        assert signing.service().all(staff) == ()
    with pytest.raises(Forbidden):
        signing.service().withdraw(ANDY, certificate.id, "no")
    with pytest.raises(NotFound):
        signing.service().withdraw(SAM, "no such certificate", "no")
    (shown,) = signing.service().all(ANDY)
    assert shown.signed_by_name == "Sam Okoye"


def test_a_changed_pipeline_voids_and_time_expires(signing: Signing) -> None:
    """Status is worked out at each reading."""
    signing.label(100)
    signing.service().sign(SAM, "parking", EN, 0.1, 0.1, "because")
    assert signing.service().all(SAM)[0].status is CertificateStatus.VALID
    assert signing.service("pipeline-2").all(SAM)[0].status is CertificateStatus.VOID
    signing.room.clock.turn(CERTIFICATE_LASTS)
    assert signing.service().all(SAM)[0].status is CertificateStatus.EXPIRED


def test_the_newest_certificate_is_listed_first_and_counts(signing: Signing) -> None:
    """Signing again replaces: only the newest one permits."""
    signing.label(100)
    first = signing.service().sign(SAM, "parking", EN, 0.1, 0.1, "because")
    signing.room.clock.turn(timedelta(seconds=1))
    second = signing.service().sign(SAM, "parking", EN, 0.05, 0.05, "stricter")
    assert [one.certificate.id for one in signing.service().all(SAM)] == [second.id, first.id]
    assert StoredAutonomy(signing.room.store).certificate("parking", EN) == second


def test_the_data_hash_changes_with_every_label(signing: Signing) -> None:
    """Two certificates on different data never look alike."""
    signing.label(100)
    first = signing.service().sign(SAM, "parking", EN, 0.1, 0.1, "because")
    same = signing.service().sign(SAM, "parking", EN, 0.1, 0.1, "because")
    signing.label(1)
    other = signing.service().sign(SAM, "parking", EN, 0.1, 0.1, "because")
    assert first.data_sha256 == same.data_sha256 != other.data_sha256
