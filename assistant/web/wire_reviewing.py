"""What reviewers see of their own thinking, on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from assistant.domain.cases import DecisionKind
from assistant.domain.review_arms import JudgedAs, ReviewArm
from assistant.services.override_watch import OverrideAlarm
from assistant.web.wire import Shown
from assistant.web.wire_cases import ClaimShown


class OwnJudgementShown(Shown):
    """One judgement before a draft, and what was decided after it."""

    case_number: str
    at: datetime
    judged_as: JudgedAs
    gist: str
    drafted: bool
    decided: DecisionKind | None
    changed_mind: bool | None


class OwnJudgementsShown(Shown):
    """The reader's own record (S-12)."""

    judgements: tuple[OwnJudgementShown, ...]
    hasty: int


class SecondReadingShown(Shown):
    """Another reading of a question; it is no draft (H-13)."""

    claims: tuple[ClaimShown, ...]


class DifferenceShown(Shown):
    """Two groups of cases side by side, with the interval of the difference."""

    first: float
    second: float
    first_cases: int
    second_cases: int
    difference: float
    low: float
    high: float


class ShareShown(Shown):
    """A share with its exact interval."""

    count: int
    of: int
    value: float | None
    low: float
    high: float


class RelianceShown(Shown):
    """How far drafts are relied on (H-09)."""

    cases: int
    rair: ShareShown
    rsr: ShareShown


class UnchangedRateShown(Shown):
    """Drafts sent unchanged, of those decided on."""

    unchanged: int
    decided: int
    low: float
    high: float


class TopicRateShown(Shown):
    """That of one topic; empty for questions without one."""

    topic_id: str
    rate: UnchangedRateShown


class PersonToTalkToShown(Shown):
    """Somebody to talk to, and about what; no figure (S-24)."""

    id: str
    display_name: str
    alarms: tuple[OverrideAlarm, ...]


class ProtectionShown(Shown):
    """What the units' reviewing is worth. Differences are without drafts less with them."""

    since: datetime
    arms: Mapping[ReviewArm, int]
    time: DifferenceShown | None
    errors: DifferenceShown | None
    reliance: RelianceShown
    topics: tuple[TopicRateShown, ...]
    people: tuple[PersonToTalkToShown, ...]
