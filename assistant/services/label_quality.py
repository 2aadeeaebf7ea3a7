"""Which labels a certificate may be tried on, and how far whoever gave them is to be trusted (C-08, C-11, H-12)."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.agreement import Agreement, agreement
from assistant.domain.detection import Detection
from assistant.domain.oversight import Label
from assistant.domain.questions import Language
from assistant.domain.seeds import AnsweredSeed, SeedPlace
from assistant.services.certification import lower_bound
from assistant.services.stores import Work

LEAST_DOUBLE = 10
"""Audits with two labels that a topic needs before its kappa says anything: with ten, one disagreement moves it by a fifth
at most where a third of the answers is wrong."""

CATCH_DELTA = 0.05
"""Chance that the bound on the labellers' catch rate is itself wrong: it is added to delta on the certificate (C-08)."""

RESAMPLING_SEED = 20_261_125
"""Fixes the intervals of agreement: the same labels always show the same interval."""


@dataclass(frozen=True, slots=True)
class LabelQuality:
    """What is known of a group's labellers. `left_out` labels of audits may not be used, `reason` tells why.

    `catch_lower` is None where no label of a person is used: the labels of the sample questions are no one's reading.
    """

    agreement: Agreement
    detection: Detection
    audited: int
    left_out: int
    reason: str
    catch_lower: float | None


@dataclass(frozen=True, slots=True)
class UsableLabels:
    """The labels that may carry a certificate now, and their quality."""

    labels: tuple[Label, ...]
    quality: LabelQuality

    def alpha_tried(self, alpha: float) -> float:
        """The error rate that the labels must show: alpha * h (C-08). Labellers who caught nothing leave nothing."""
        lower = self.quality.catch_lower
        return alpha if lower is None else alpha * lower


def usable_labels(work: Work, topic_id: str, language: Language, pipeline_hash: str) -> UsableLabels:
    """Blind labels of this very pipeline, given after the newest certificate on it was signed: whatever carried one
    promise carries no second (C-04, C-07, C-11). Labels of audits only where their labellers agree (H-12)."""
    newest = work.oversight.certificate(topic_id, language)
    since = newest.signed_at if newest is not None and newest.pipeline_hash == pipeline_hash else None
    fresh = [
        one
        for one in work.oversight.labels(topic_id, language, pipeline_hash)
        if one.blind and (since is None or one.at > since)
    ]
    audits = {one.audit.id for one in work.audits.settled(topic_id, language, pipeline_hash)}
    double = work.audits.double_labelled(topic_id, language).values()
    agreed = agreement(
        [["wrong" if one.verdict.wrong else "right" for one in labels] for labels in double], RESAMPLING_SEED
    )
    given = work.audits.labels([one.id for one in fresh if one.id in audits])
    people = {one.labelled_by for labels in given.values() for one in labels}
    detection = detection_of(
        [one for one in work.seeds.answered() if one.staff_id in people], SeedPlace.AUDITS
    )
    reason = _why_not(agreed, detection)
    used = tuple(one for one in fresh if one.id not in audits or not reason)
    audited = sum(one.id in audits for one in fresh)
    left_out = len(fresh) - len(used)
    lower = None
    if audited > left_out:
        lower = lower_bound(detection.caught, detection.seeds, CATCH_DELTA)
    quality = LabelQuality(agreed, detection, audited, left_out, reason if left_out else "", lower)
    return UsableLabels(used, quality)


def detection_of(answered: list[AnsweredSeed], place: SeedPlace | None = None) -> Detection:
    """The counts of these answers, of one place or of both."""
    chosen = [one for one in answered if place is None or one.place is place]
    seeds = [one for one in chosen if one.kind.bad]
    controls = [one for one in chosen if not one.kind.bad]
    return Detection(
        len(seeds), sum(one.rejected for one in seeds), len(controls), sum(one.rejected for one in controls)
    )


def _why_not(agreed: Agreement, detection: Detection) -> str:
    """Why labels of audits may not be used: a code for screens, empty where they may."""
    if agreed.items < LEAST_DOUBLE:
        return "few_double_labels"
    if not agreed.suffices:
        return "low_agreement"
    return "" if detection.seeds else "no_seeds"
