"""Looks once a day whether what is asked has moved away from what a certificate was tried on (C-10)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from assistant.domain.certificates import Certificate, CertificateStatus
from assistant.domain.reasons import Reason
from assistant.domain.traffic_shift import Shift, ShiftKind, ShiftWarning, score_shifts, share_shift
from assistant.services.ports import Clock, Ids
from assistant.services.question_traffic import AskedQuestion
from assistant.services.stores import Store, Work

LOOKS_BACK = timedelta(days=7)
"""How much of the newest traffic is compared: a week holds every day of the week once."""

COMPARED_WITH = timedelta(days=30)
"""What shares are compared with: the month before the signature."""

LOOKS_EVERY = timedelta(days=1)
"""How often is looked: with each look a harmless change has another chance to look like a shift."""


class TrafficWatch:
    """Warnings raise the share of audits; nothing here can extend a certificate (C-10)."""

    def __init__(self, store: Store, clock: Clock, ids: Ids, pipeline_hash: str) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._pipeline_hash = pipeline_hash
        self._looked_at: datetime | None = None

    def settle(self) -> int:
        """Look, at most once a day; how many warnings were given."""
        now = self._clock.now()
        if self._looked_at is not None and now - self._looked_at < LOOKS_EVERY:
            return 0
        self._looked_at = now
        with self._store.read() as work:
            recent = work.questions.asked_between(now - LOOKS_BACK, now)
            found = [
                (one, shift)
                for one in _in_force(work, now, self._pipeline_hash)
                for shift in self._shifts(work, one, recent)
            ]
        if found:
            with self._store.begin() as work:
                for certificate, shift in found:
                    self._warn(work, certificate, shift, now)
        return len(found)

    def _shifts(self, work: Work, certificate: Certificate, recent: Sequence[AskedQuestion]) -> list[Shift]:
        group = (certificate.topic_id, certificate.language)
        now_asked = [one for one in recent if (one.topic_id, one.language) == group]
        labels = work.oversight.labels(*group, self._pipeline_hash)
        tried_on = [one.confidence for one in labels if one.at <= certificate.signed_at]
        shifts = list(score_shifts(tried_on, [one.confidence for one in now_asked]))
        before = work.questions.asked_between(certificate.signed_at - COMPARED_WITH, certificate.signed_at)
        was_asked = [one for one in before if (one.topic_id, one.language) == group]
        shares = (
            share_shift(ShiftKind.NO_HIT, _no_hit(was_asked), _no_hit(now_asked)),
            share_shift(ShiftKind.NEW_TOPIC, _no_topic(before), _no_topic(recent)),
            share_shift(
                ShiftKind.LANGUAGE_MIX,
                [one.language is certificate.language for one in before],
                [one.language is certificate.language for one in recent],
            ),
        )
        return shifts + [one for one in shares if one is not None]

    def _warn(self, work: Work, certificate: Certificate, shift: Shift, now: datetime) -> None:
        warning = ShiftWarning(self._ids.new_id(), certificate.topic_id, certificate.language, shift, now)
        work.audits.add_warning(warning)
        data = {
            "kind": shift.kind.value,
            "topic": certificate.topic_id,
            "language": certificate.language.value,
            "value": f"{shift.value:.4f}",
            "bound": f"{shift.bound:.4f}",
        }
        work.oversight.audit("system", "traffic_shifted", "certificate", certificate.id, data, now)


def _in_force(work: Work, now: datetime, pipeline_hash: str) -> list[Certificate]:
    return [
        one
        for one in work.oversight.certificates()
        if one.status(now, pipeline_hash) is CertificateStatus.VALID
        and work.oversight.certificate(one.topic_id, one.language) == one
    ]


def _no_hit(asked: Sequence[AskedQuestion]) -> list[bool]:
    return [Reason.NO_EVIDENCE in one.reasons for one in asked]


def _no_topic(asked: Sequence[AskedQuestion]) -> list[bool]:
    return [one.topic_id is None for one in asked]
