"""Certificates: tried on blind labels, signed by a supervisor, withdrawn by one (C-01 to C-12)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from assistant.domain.certificates import Certificate, CertificateStatus
from assistant.domain.departments import Topic
from assistant.domain.errors import Conflict, Forbidden, Invalid, NotFound
from assistant.domain.oversight import Label
from assistant.domain.questions import Language
from assistant.domain.staff import Right, Staff
from assistant.services.certification import GRID, Figures, RiskPoint, certify, fewest_labels, risk_coverage
from assistant.services.label_quality import CATCH_DELTA, LabelQuality, UsableLabels, usable_labels
from assistant.services.oversight import checked_reason
from assistant.services.oversight_trials import TrialGate
from assistant.services.ports import Clock, Directory, Ids
from assistant.services.staff_names import display_names
from assistant.services.stores import Store, Work

CERTIFICATE_LASTS = timedelta(days=30)
"""How long a signature holds (C-11, proposed there)."""

LIMITS = (0.001, 0.2)
"""Bounds of alpha and delta: beyond a fifth nobody would call it a promise, below a thousandth no office has labels."""

SHOWN_EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class Missing:
    """How many usable labels there are, and how many it takes at least."""

    have: int
    need: int


@dataclass(frozen=True, slots=True)
class Trial:
    """What the procedure says, unsigned. `examples` are labels without text: the wrong and the least sure first.

    `alpha_tried` is what the labels had to show: alpha, less what their labellers may have missed (C-08).
    """

    figures: Figures | None
    missing: Missing | None
    risk_coverage: tuple[RiskPoint, ...]
    examples: tuple[Label, ...]
    quality: LabelQuality
    alpha_tried: float


@dataclass(frozen=True, slots=True)
class ShownCertificate:
    """A certificate with its status now and its signer's name."""

    certificate: Certificate
    status: CertificateStatus
    signed_by_name: str


class Certificates:
    """Earned autonomy, topic by topic and language by language."""

    def __init__(
        self,
        store: Store,
        directory: Directory,
        clock: Clock,
        ids: Ids,
        pipeline_hash: str,
        trials: TrialGate | None = None,
    ) -> None:
        """`trials` demands an oversight trial before a signature where a town wants one (H-17)."""
        self._trials = trials
        self._store = store
        self._directory = directory
        self._clock = clock
        self._ids = ids
        self._pipeline_hash = pipeline_hash

    def all(self, staff: Staff) -> tuple[ShownCertificate, ...]:
        """Those of the departments whose certificates the reader may see, newest first."""
        now = self._clock.now()
        with self._store.read() as work:
            names = display_names(work)
            found = [
                ShownCertificate(
                    one, one.status(now, self._pipeline_hash), names.get(one.signed_by, one.signed_by)
                )
                for one in work.oversight.certificates()
                if staff.may(Right.READ_CERTIFICATES, self._department_of(one.topic_id))
            ]
        return tuple(sorted(found, key=lambda one: one.certificate.signed_at, reverse=True))

    def trial(self, staff: Staff, topic_id: str, language: Language, alpha: float, delta: float) -> Trial:
        """Run the procedure without signing. Raises Forbidden, Invalid (topic_id, alpha, delta)."""
        self._check(staff, self._topic(topic_id), alpha, delta)
        return _try(self._labels(topic_id, language), alpha, delta)

    def sign(
        self, staff: Staff, topic_id: str, language: Language, alpha: float, delta: float, reason: str
    ) -> Certificate:
        """Sign what the procedure gives; nobody chooses a threshold (C-02).

        Raises Forbidden, Invalid, and Conflict: `not_supported` where the labels do not carry a certificate, `trial_needed`
        where an oversight trial is demanded and none was passed.
        """
        self._check(staff, self._topic(topic_id), alpha, delta)
        said = checked_reason(reason)
        usable = self._labels(topic_id, language)
        figures = _try(usable, alpha, delta).figures
        if figures is None:
            raise Conflict("not_supported", "The labels do not support a certificate.")
        now = self._clock.now()
        certificate = Certificate(
            id=self._ids.new_id(),
            topic_id=topic_id,
            language=language,
            threshold=figures.threshold,
            alpha=alpha,
            delta=delta,
            n=figures.n,
            k=figures.k,
            risk_upper=min(1.0, figures.risk_upper / (usable.quality.catch_lower or 1.0)),
            coverage=figures.coverage,
            grid=GRID,
            data_sha256=_data_hash(usable.labels),
            pipeline_hash=self._pipeline_hash,
            signed_by=staff.id,
            signed_at=now,
            expires_at=now + CERTIFICATE_LASTS,
            catch_lower=usable.quality.catch_lower,
            catch_delta=CATCH_DELTA if usable.quality.catch_lower is not None else None,
        )
        with self._store.begin() as work:
            if self._trials is not None:
                self._trials.require(work, self._topic(topic_id).department_id, now)
            work.oversight.add_certificate(certificate)
            data = {
                "topic": topic_id,
                "language": language.value,
                "threshold": f"{figures.threshold}",
                "n": str(figures.n),
                "k": str(figures.k),
                "alpha": f"{alpha}",
                "delta": f"{delta}",
                "data_sha256": certificate.data_sha256,
                "pipeline_hash": self._pipeline_hash,
                "reason": said,
            }
            work.oversight.audit(staff.id, "certificate_signed", "certificate", certificate.id, data, now)
        return certificate

    def withdraw(self, staff: Staff, certificate_id: str, reason: str) -> None:
        """End a certificate at once. Raises NotFound, Forbidden, Invalid, Conflict("already_withdrawn")."""
        said = checked_reason(reason)
        now = self._clock.now()
        with self._store.begin() as work:
            found = self._signed(work, staff, certificate_id)
            work.oversight.withdraw_certificate(certificate_id, now, said)
            data = {"reason": said}
            work.oversight.audit(staff.id, "certificate_withdrawn", "certificate", found.id, data, now)

    def tighten(self, staff: Staff, certificate_id: str, threshold: float, reason: str) -> None:
        """Answer less than a certificate allows: a stricter threshold by hand, never a laxer one (C-02).

        Raises NotFound, Forbidden (also for a threshold that is not stricter), Invalid (threshold, reason).
        """
        said = checked_reason(reason)
        if not 0.0 <= threshold <= 1.0:
            raise Invalid("threshold", "Give a number from 0 to 1.")
        now = self._clock.now()
        with self._store.begin() as work:
            found = self._signed(work, staff, certificate_id)
            if threshold <= found.bar:
                raise Forbidden("By hand a threshold can only be made stricter.")
            work.oversight.limit_certificate(found.id, threshold, staff.id, said, now)
            data = {"threshold": f"{threshold}", "before": f"{found.bar}", "reason": said}
            work.oversight.audit(staff.id, "certificate_tightened", "certificate", found.id, data, now)

    def _signed(self, work: Work, staff: Staff, certificate_id: str) -> Certificate:
        """The certificate, for who may sign its like. Raises NotFound, Forbidden."""
        found = work.oversight.certificate_by_id(certificate_id)
        department = self._department_of(found.topic_id) if found is not None else None
        if found is None or not staff.may(Right.READ_CERTIFICATES, department):
            raise NotFound("There is no such certificate.")
        if not staff.may(Right.SIGN_CERTIFICATES, department):
            raise Forbidden("You may not change this certificate.")
        return found

    def _labels(self, topic_id: str, language: Language) -> UsableLabels:
        with self._store.read() as work:
            return usable_labels(work, topic_id, language, self._pipeline_hash)

    def _check(self, staff: Staff, topic: Topic, alpha: float, delta: float) -> None:
        if not staff.may(Right.SIGN_CERTIFICATES, topic.department_id):
            raise Forbidden("You may not certify this topic.")
        low, high = LIMITS
        for field, value in (("alpha", alpha), ("delta", delta)):
            if not low <= value <= high:
                raise Invalid(field, f"Give a number from {low} to {high}.")

    def _topic(self, topic_id: str) -> Topic:
        for topic in self._directory.topics():
            if topic.id == topic_id:
                return topic
        raise Invalid("topic_id", "There is no such topic.")

    def _department_of(self, topic_id: str) -> str | None:
        return next((one.department_id for one in self._directory.topics() if one.id == topic_id), None)


def _try(usable: UsableLabels, alpha: float, delta: float) -> Trial:
    labels, tried = usable.labels, usable.alpha_tried(alpha)
    figures = certify(labels, tried, delta) if tried > 0.0 else None
    count = sum(one.would_answer for one in labels)
    need = fewest_labels(tried if tried > 0.0 else alpha, delta)
    missing = Missing(count, need) if count < need else None
    examples = sorted(labels, key=lambda one: (not one.wrong, one.confidence))[:SHOWN_EXAMPLES]
    return Trial(figures, missing, risk_coverage(labels), tuple(examples), usable.quality, tried)


def _data_hash(labels: Sequence[Label]) -> str:
    lines = sorted(f"{one.id} {one.confidence:.9f} {one.would_answer} {one.wrong}" for one in labels)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
