"""Audits: blind labels of replies that went out or would have gone out, and of what people approved (C-06, C-07, H-11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.domain.questions import Language

NEEDED_AFTER_CHANGE = 10
"""Answers in a row that must be found right before a changed text is answered from without a person again (C-05, m of the
requirements, proposed there): at a true error rate of 20 % ten right ones in a row come up with probability .11."""


class Stratum(StrEnum):
    """What was drawn from. They are never mixed: only would-be automatic answers feed certificates (C-06). What citizens
    appealed was not drawn at random; it is labelled blind all the same and reported beside the others."""

    WOULD_BE_AUTO = "would_be_auto"
    APPROVED = "approved"
    APPEALED = "appealed"


class AuditVerdict(StrEnum):
    """What a labeller found. A partial answer counts as wrong (C-07)."""

    RIGHT = "right"
    PARTIAL = "partial"
    WRONG = "wrong"

    @property
    def wrong(self) -> bool:
        """Whether it counts as wrong."""
        return self is not AuditVerdict.RIGHT


@dataclass(frozen=True, slots=True)
class ReplyAudit:
    """An answer drawn for a blind label.

    It was drawn because `draw`, uniform in [0, 1), fell below `probability`, its own chance to be drawn; `share` is the
    common chance of its group at that moment, `base_share` the one without any raise. `certificate_id`, `alpha` and
    `delta` are those under which it went out, or would have but for the sample that a person looks at first; None for
    answers that no certificate let out. `wanted` labels settle it where they agree. `document_ids` are what it quotes,
    `forced` those of them that are under forced review. `handled_by` released it, if a person did.
    """

    id: str
    question_id: str
    stratum: Stratum
    department_id: str
    topic_id: str | None
    language: Language
    confidence: float
    pipeline_hash: str
    draw: float
    probability: float
    share: float
    base_share: float
    wanted: int
    drawn_at: datetime
    certificate_id: str | None = None
    alpha: float | None = None
    delta: float | None = None
    document_ids: tuple[str, ...] = ()
    forced: tuple[str, ...] = ()
    handled_by: str | None = None

    def __post_init__(self) -> None:
        if not 0.0 <= self.draw < self.probability <= 1.0:
            raise ValueError("an audit was drawn, so its draw lies below its probability")
        if not 0.0 < self.share <= self.probability:
            raise ValueError("nobody's own chance is below the common share")

    @property
    def weight(self) -> float:
        """What it counts relative to an audit drawn with the common share (1/pi weighting, C-06)."""
        return self.share / self.probability

    @property
    def uniform(self) -> bool:
        """Whether it belongs to the sample with the one unchanging chance: what a certificate is tried on. Those drawn
        only because of a raised share are thinned out by the very draw that chose them."""
        return self.stratum is Stratum.WOULD_BE_AUTO and self.draw < self.base_share


@dataclass(frozen=True, slots=True)
class AuditLabel:
    """One person's blind verdict on an audit: whoever gave it had seen question, answer and sources only."""

    audit_id: str
    labelled_by: str
    verdict: AuditVerdict
    at: datetime
    blind: bool = True


def settled_wrong(audit: ReplyAudit, labels: Sequence[AuditLabel]) -> bool | None:
    """Whether the answer was wrong, None while a label is missing. Two who disagree are followed by a third (H-11).

    Whoever approved an answer has said that it is right: that is the first of the two votes there.
    """
    votes = [one.verdict.wrong for one in labels]
    wanted = audit.wanted
    if audit.stratum is Stratum.APPROVED:
        votes, wanted = [False, *votes], 2
    if len(votes) < wanted:
        return None
    if wanted == 1 or votes[0] == votes[1]:
        return votes[0]
    return sum(votes[:3]) >= 2 if len(votes) > 2 else None


def right_in_a_row(settled: Sequence[bool]) -> int:
    """How many at the end are right: `settled` tells in order whether each was wrong."""
    count = 0
    for wrong in reversed(settled):
        if wrong:
            break
        count += 1
    return count
