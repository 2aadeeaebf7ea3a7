"""What reviewers see of their own thinking, as the API tells it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from review_console.transport import Wire
from review_console.wire_cases import Claim


class OwnJudgement(Wire):
    """One judgement before a draft, and what was decided after it."""

    case_number: str
    at: datetime
    judged_as: str
    gist: str = ""
    drafted: bool = False
    decided: str | None = None
    changed_mind: bool | None = None


class OwnJudgements(Wire):
    """The reader's own record."""

    judgements: tuple[OwnJudgement, ...] = ()
    hasty: int = 0


class SecondReading(Wire):
    """Another reading of a question; it is no draft."""

    claims: tuple[Claim, ...] = ()


class Difference(Wire):
    """Two groups of cases side by side, with the interval of the difference."""

    first: float
    second: float
    first_cases: int
    second_cases: int
    difference: float
    low: float
    high: float


class Share(Wire):
    """A share with its exact interval."""

    count: int
    of: int
    value: float | None = None
    low: float = 0.0
    high: float = 1.0


class Reliance(Wire):
    """How far drafts are relied on."""

    cases: int
    rair: Share
    rsr: Share


class UnchangedRate(Wire):
    """Drafts sent unchanged, of those decided on."""

    unchanged: int
    decided: int
    low: float
    high: float


class TopicRate(Wire):
    """That of one topic."""

    topic_id: str
    rate: UnchangedRate


class PersonToTalkTo(Wire):
    """Somebody to talk to, and about what."""

    id: str
    display_name: str
    alarms: tuple[str, ...] = ()


class Protection(Wire):
    """What the units' reviewing is worth."""

    since: datetime
    arms: Mapping[str, int] = Field(default_factory=dict)
    time: Difference | None = None
    errors: Difference | None = None
    reliance: Reliance
    topics: tuple[TopicRate, ...] = ()
    people: tuple[PersonToTalkTo, ...] = ()
