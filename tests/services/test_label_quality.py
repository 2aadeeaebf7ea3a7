"""Which labels of audits may carry a certificate, and what their labellers' catch rate does to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.errors import Forbidden
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.reply_audits import AuditLabel, AuditVerdict
from assistant.domain.seeds import Seed, SeedAnswer, SeedKind, SeedPlace, SeedShowing
from assistant.services.certificates import Certificates, Trial
from assistant.services.certification import lower_bound
from assistant.services.label_quality import CATCH_DELTA, LEAST_DOUBLE
from tests.adapters.database.builders import a_label
from tests.domain.test_reply_audits import an_audit
from tests.services.asking_room import releasable
from tests.services.auditing_room import AuditingRoom
from tests.services.review_room import (
    ANDY,
    CAROL,
    FEE,
    HANNA,
    PIPELINE,
    SAM,
    a_draft,
    a_working,
    invalid,
    refused,
)

RIGHT, WRONG = AuditVerdict.RIGHT, AuditVerdict.WRONG
EN = Language.EN


def _service(room: AuditingRoom) -> Certificates:
    return Certificates(room.store, room.town, room.clock, room.ids, PIPELINE)


def _trial(room: AuditingRoom, alpha: float = 0.1) -> Trial:
    return _service(room).trial(SAM, "parking", EN, alpha, 0.1)


def _audited(room: AuditingRoom, pairs: list[tuple[AuditVerdict, AuditVerdict]]) -> None:
    """Answers that Chen and Carol labelled, as their audits would have stored them."""
    for first, second in pairs:
        question_id = room.process(a_working(a_draft(FEE)))
        audit = an_audit(id=room.ids.new_id(), question_id=question_id, wanted=2, pipeline_hash=PIPELINE)
        now = room.clock.now()
        with room.store.begin() as work:
            work.audits.add(audit)
            work.audits.add_label(AuditLabel(audit.id, "chen", first, now))
            work.audits.add_label(AuditLabel(audit.id, "carol", second, now))
            work.audits.settle(audit.id, first.wrong, now)
            label = a_label(audit.id, topic_id="parking", wrong=first.wrong, labelled_by="chen", at=now)
            work.oversight.add_label(replace(label, confidence=0.96))


def _seeded(room: AuditingRoom, caught: int, missed: int, staff_id: str = "chen") -> None:
    """Seeds among the audits, as this person answered them."""
    for number in range(caught + missed):
        case = room.open_case()
        draft = room.draft(case)
        seed = Seed(
            room.ids.new_id(),
            case.question_id,
            draft.id,
            "transport",
            "parking",
            EN,
            SeedKind.NUMBER,
            room.clock.now(),
            a_draft(FEE),
            FEE,
            FEE.replace("84", "840"),
        )
        showing = SeedShowing(room.ids.new_id(), seed.id, staff_id, SeedPlace.AUDITS, "", room.clock.now())
        with room.store.begin() as work:
            work.seeds.add(seed)
            work.seeds.show(showing)
            work.seeds.answer(SeedAnswer(showing.id, number < caught, room.clock.now()))


def test_labels_without_a_second_opinion_carry_nothing(auditing: AuditingRoom) -> None:
    """H-12: until ten audits were labelled twice nobody knows whether the labellers agree."""
    _audited(auditing, [(RIGHT, RIGHT)] * (LEAST_DOUBLE - 1))
    quality = _trial(auditing).quality
    assert (quality.audited, quality.left_out, quality.reason) == (9, 9, "few_double_labels")


def test_labels_of_people_who_disagree_carry_nothing(auditing: AuditingRoom) -> None:
    """H-12: below a kappa of .6 labels of audits feed no calibration, however many there are."""
    _audited(auditing, [(RIGHT, RIGHT)] * 40 + [(RIGHT, WRONG), (WRONG, RIGHT), (WRONG, WRONG)])
    _seeded(auditing, 22, 0)
    trial = _trial(auditing, 0.2)
    assert trial.quality.reason == "low_agreement"
    assert trial.quality.agreement.kappa == pytest.approx(0.476, abs=0.01)
    assert trial.quality.left_out == 43
    assert trial.figures is None
    with refused("not_supported"):
        _service(auditing).sign(SAM, "parking", EN, 0.2, 0.1, "because")


def test_labels_of_people_whose_catch_rate_nobody_knows_carry_nothing(auditing: AuditingRoom) -> None:
    """C-08: without seeds there is no lower bound, and no bound counts as nought."""
    _audited(auditing, [(RIGHT, RIGHT)] * 40)
    assert _trial(auditing).quality.reason == "no_seeds"


def test_every_labeller_of_an_audit_counts_for_the_catch_rate(auditing: AuditingRoom) -> None:
    """C-08: the bound is over all who labelled, not only over whoever labelled last."""
    _audited(auditing, [(RIGHT, RIGHT)] * 40)
    _seeded(auditing, 20, 0)
    _seeded(auditing, 0, 20, "carol")
    _seeded(auditing, 20, 0, "sam")
    detection = _trial(auditing, 0.2).quality.detection
    assert (detection.seeds, detection.caught) == (40, 20)


def test_imperfect_labels_are_tried_at_a_stricter_alpha(auditing: AuditingRoom) -> None:
    """C-08: at alpha * h_L; the certificate names h_L, and its failure budget is delta + delta_h."""
    _audited(auditing, [(RIGHT, RIGHT)] * 40)
    _seeded(auditing, 20, 2)
    h = lower_bound(20, 22, CATCH_DELTA)
    trial = _trial(auditing)
    assert trial.quality.catch_lower == pytest.approx(h)
    assert trial.alpha_tried == pytest.approx(0.1 * h)
    assert trial.figures is None  # 40 right ones carry 10 %, but not 7.4 %
    assert trial.missing is not None
    signed = _service(auditing).sign(SAM, "parking", EN, 0.2, 0.1, "because")
    assert (signed.catch_lower, signed.catch_delta) == (pytest.approx(h), CATCH_DELTA)  # type: ignore[comparison-overlap]
    assert signed.failure_budget == pytest.approx(0.1 + CATCH_DELTA)
    assert signed.alpha == 0.2
    assert signed.risk_upper <= 0.2


def test_a_lower_bound_of_known_counts() -> None:
    """H-07: one-sided Clopper-Pearson: 22 of 22 give .05^(1/22); 13 of 14 give .703 (two-sided tables at 90 %)."""
    assert lower_bound(22, 22, 0.05) == pytest.approx(0.05 ** (1 / 22))
    assert lower_bound(13, 14, 0.05) == pytest.approx(0.7033, abs=5e-4)
    assert lower_bound(0, 14, 0.05) == 0.0
    assert lower_bound(8, 10, 0.05) == pytest.approx(0.4931, abs=5e-4)


def test_labels_that_carried_a_certificate_carry_no_second(auditing: AuditingRoom) -> None:
    """C-11: renewal needs fresh labels."""
    with auditing.store.begin() as work:
        for number in range(60):
            at = auditing.clock.now()
            work.oversight.add_label(a_label(f"l{number}", topic_id="parking", confidence=0.96, at=at))
    service = _service(auditing)
    first = service.sign(SAM, "parking", EN, 0.1, 0.1, "because")
    auditing.clock.turn(timedelta(days=29))
    with refused("not_supported"):
        service.sign(SAM, "parking", EN, 0.1, 0.1, "again")
    with auditing.store.begin() as work:
        for number in range(60, 120):
            at = auditing.clock.now()
            work.oversight.add_label(a_label(f"l{number}", topic_id="parking", confidence=0.96, at=at))
    second = service.sign(SAM, "parking", EN, 0.1, 0.1, "renewed")
    assert second.data_sha256 != first.data_sha256
    (group,) = auditing.desk.report.public()
    assert (group.certificates, group.cumulative_delta) == (2, pytest.approx(0.2))  # type: ignore[comparison-overlap]


def test_by_hand_a_threshold_is_only_made_stricter(auditing: AuditingRoom) -> None:
    """C-02: a laxer or equal one is forbidden; a stricter one holds from the next question on."""
    auditing.certified()
    service = _service(auditing)
    for laxer in (0.0, 0.4, 0.5):
        with pytest.raises(Forbidden):
            service.tighten(SAM, "certificate-1", laxer, "more answers")
    service.tighten(SAM, "certificate-1", 0.8, "careful")
    with pytest.raises(Forbidden):
        service.tighten(SAM, "certificate-1", 0.7, "less careful")
    for other in (CAROL, HANNA):
        with pytest.raises(Exception, match="no such certificate"):
            service.tighten(other, "certificate-1", 0.9, "no")
    with pytest.raises(Forbidden):
        service.tighten(ANDY, "certificate-1", 0.9, "no")
    for field, threshold, reason in (
        ("threshold", 1.1, "x"),
        ("threshold", float("nan"), "x"),
        ("reason", 0.9, " "),
    ):
        with invalid(field):
            service.tighten(SAM, "certificate-1", threshold, reason)
    record = auditing.record(auditing.process(releasable()))
    assert record.reasons == (Reason.BELOW_THRESHOLD,)


def test_a_language_rides_on_no_other_languages_certificate(auditing: AuditingRoom) -> None:
    """C-12: a group without its own pass is routed, however good its neighbour is."""
    auditing.certified()
    record = auditing.record(auditing.process(replace(releasable(), language=Language.ZH)))
    assert record.reasons == (Reason.NO_CERTIFICATE,)
