"""How the service does, for everybody and without signing in: each figure counted anew from what is stored (S-07, S-29)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.domain.case_life import derive_life
from assistant.domain.cases import CaseEventKind, DecisionKind
from assistant.domain.questions import Outcome
from assistant.domain.service_times import ServiceTimes
from assistant.services.fresh_eyes import AppealCount, appeals_against
from assistant.services.ports import Clock
from assistant.services.rating_desk import RatingFigures, figures_of
from assistant.services.stores import ANY_TIME, Store, Work

LOOKED_BACK = timedelta(days=90)
"""Time that the figures are about: long enough for small departments to have figures, short enough to be about today."""

FRESH_FOR = timedelta(minutes=1)
"""For how long figures are told again before they are counted anew."""

SMALLEST_GROUP = 10
"""Questions below which a group of open data is not told: nobody is to be recognised by what they asked (S-29)."""


@dataclass(frozen=True, slots=True)
class Promises:
    """Replies by persons in the time looked back at, and how many came when promised, pauses for the citizen added."""

    replied: int
    kept: int
    median_hours: float | None


@dataclass(frozen=True, slots=True)
class OpenFigures:
    """Everything on the open page but the certificates, which have a page of their own. `since` begins the time of the
    promises; outcomes, ratings and appeals are counted from the beginning."""

    outcomes: Mapping[Outcome, int]
    released_unchanged: int
    released_changed: int
    promises: Promises
    ratings: RatingFigures
    appeals: AppealCount
    since: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """A line of open data: questions of a month, language and topic by outcome. No group is smaller than
    SMALLEST_GROUP."""

    month: str
    language: str
    topic_id: str
    outcome: str
    questions: int


class OpenCounts:
    """Reads only."""

    def __init__(self, store: Store, clock: Clock, times: ServiceTimes) -> None:
        self._store = store
        self._clock = clock
        self._times = times
        self._kept: OpenFigures | None = None

    def figures(self) -> OpenFigures:
        """As of now, or at most FRESH_FOR ago: the page is open to everybody, and counting is not free."""
        now = self._clock.now()
        kept = self._kept
        if kept is not None and timedelta(0) <= now - kept.at < FRESH_FOR:
            return kept
        self._kept = self._counted(now)
        return self._kept

    def _counted(self, now: datetime) -> OpenFigures:
        since = now - LOOKED_BACK
        with self._store.read() as work:
            kinds = work.questions.decision_counts()
            released = {one.id for one in work.oversight.certificates()}
            people = {one.id for one in work.staff.all()}
            return OpenFigures(
                outcomes=work.questions.outcome_counts(),
                released_unchanged=kinds.get(DecisionKind.APPROVED, 0),
                released_changed=kinds.get(DecisionKind.EDITED, 0) + kinds.get(DecisionKind.WRITTEN, 0),
                promises=self._promises(work, since),
                ratings=figures_of(work.ratings.all(None)),
                appeals=appeals_against(work, sorted(released | people), now),
                since=since,
                at=now,
            )

    def data(self) -> tuple[OpenGroup, ...]:
        """Counts by month, language, topic and outcome; small groups are left out, not rounded."""
        with self._store.read() as work:
            counts = work.questions.month_counts()
        return tuple(
            OpenGroup(month, language.value, topic, outcome.value, count)
            for (month, language, topic, outcome), count in sorted(counts.items())
            if count >= SMALLEST_GROUP
        )

    def _promises(self, work: Work, since: datetime) -> Promises:
        replied = work.cases.happened(CaseEventKind.REPLIED, since, ANY_TIME)
        events = work.cases.events_of([one.case_id for one in replied])
        kept, waits = 0, []
        for reply in replied:
            case = work.cases.get(reply.case_id)
            if case is None:
                continue
            pauses = derive_life(events[case.id], reply.at).pauses
            clock = self._times.clock(case.department_id, case.opened_at, case.promised_at, pauses, reply.at)
            kept += reply.at <= clock.due
            waits.append((reply.at - case.opened_at) / timedelta(hours=1))
        middle = sorted(waits)[len(waits) // 2] if waits else None
        return Promises(len(waits), kept, middle)
