"""What a unit's reviewing is worth: with drafts and without, how far drafts are relied on, whom to talk to (H-09, H-10, H-18).

Figures are of units. Of a person nothing is told but that somebody should talk to them and about what: no number, no order
by one, and nothing about anybody else (S-24).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.domain.cases import CLAIM_LASTS, Decision, DecisionKind, DecisionReason
from assistant.domain.draft_uses import DraftUse
from assistant.domain.reply_audits import Stratum
from assistant.domain.review_arms import InitialJudgement, JudgedAs, ReviewArm
from assistant.domain.staff import Right, Staff
from assistant.services.arm_effects import Difference, mean_difference, rate_difference
from assistant.services.case_access import departments_with, trains
from assistant.services.override_watch import OverrideAlarm, UnchangedRate, override_alarms, unchanged_rate
from assistant.services.ports import Clock, Directory
from assistant.services.reliance import JudgedCase, Reliance, reliance
from assistant.services.review_arms import answering_time
from assistant.services.reviewing_store import ArmCase
from assistant.services.stores import Store, Work

LOOKED_BACK = timedelta(days=90)
"""What counts: long enough for the small arms to fill, short enough to be about how people work now."""

_DRAFT_FAULTS = frozenset(DecisionReason) - {DecisionReason.OK, DecisionReason.TONE}
"""Reasons that say that the draft was wrong."""

_WITH_DRAFT = (DecisionKind.APPROVED, DecisionKind.EDITED)


@dataclass(frozen=True, slots=True)
class TopicRate:
    """How many drafts of a topic a unit sends unchanged."""

    topic_id: str
    rate: UnchangedRate


@dataclass(frozen=True, slots=True)
class PersonToTalkTo:
    """Somebody whose decisions stand out, and how."""

    id: str
    display_name: str
    alarms: tuple[OverrideAlarm, ...]


@dataclass(frozen=True, slots=True)
class ProtectionReport:
    """Counts of cases by arm; seconds and errors without drafts less those with; None where too little is known."""

    since: datetime
    arms: Mapping[ReviewArm, int]
    time: Difference | None
    errors: Difference | None
    reliance: Reliance
    topics: tuple[TopicRate, ...]
    people: tuple[PersonToTalkTo, ...]


class ReviewProtection:
    """For whoever may read certificates, of their departments; people only for those who train them."""

    def __init__(self, store: Store, directory: Directory, clock: Clock) -> None:
        self._store = store
        self._directory = directory
        self._clock = clock

    def report(self, staff: Staff) -> ProtectionReport:
        """The departments' figures of the last LOOKED_BACK. Raises Forbidden."""
        departments = departments_with(staff, Right.READ_CERTIFICATES, "You may not see this.")
        since = self._clock.now() - LOOKED_BACK
        with self._store.read() as work:
            cases = work.reviewing.arms(departments, since)
            uses = work.reviewing.uses(departments, since)
            wrong = self._labelled(work, departments)
            people = _people(work, staff, uses)
            judged = _judged_cases(work, cases, wrong)
            times = _times(work, cases)
        return ProtectionReport(
            since=since,
            arms=Counter(one.drawn.arm for one in cases),
            time=mean_difference(times[ReviewArm.UNAIDED], times[ReviewArm.ASSISTED]),
            errors=_errors(cases, wrong),
            reliance=reliance(judged),
            topics=_topics(uses),
            people=people,
        )

    def _labelled(self, work: Work, departments: frozenset[str] | None) -> dict[str, bool]:
        """By question, whether a blind label found the reply wrong; only those that chance chose."""
        return {
            found.audit.question_id: found.wrong
            for topic in self._directory.topics()
            if departments is None or topic.department_id in departments
            for found in work.audits.settled(topic.id)
            if found.audit.stratum is Stratum.APPROVED and found.audit.share < 1.0
        }


def _times(work: Work, cases: Sequence[ArmCase]) -> dict[ReviewArm, list[float]]:
    """Seconds in hand by arm; whoever left a case lying longer than a claim lasts counts with that."""
    events = work.cases.events_of([one.drawn.case_id for one in cases])
    found: dict[ReviewArm, list[float]] = defaultdict(list)
    for one in cases:
        seconds = answering_time(events[one.drawn.case_id])
        if seconds is not None:
            found[one.drawn.arm].append(min(seconds, CLAIM_LASTS.total_seconds()))
    return found


def _errors(cases: Sequence[ArmCase], wrong: Mapping[str, bool]) -> Difference | None:
    counts = {
        arm: [wrong[one.question_id] for one in cases if one.drawn.arm is arm and one.question_id in wrong]
        for arm in (ReviewArm.UNAIDED, ReviewArm.ASSISTED)
    }
    own, helped = counts[ReviewArm.UNAIDED], counts[ReviewArm.ASSISTED]
    return rate_difference(sum(own), len(own), sum(helped), len(helped))


def _topics(uses: Sequence[DraftUse]) -> tuple[TopicRate, ...]:
    by_topic: dict[str, list[DraftUse]] = defaultdict(list)
    for one in uses:
        by_topic[one.topic_id or ""].append(one)
    return tuple(TopicRate(topic, unchanged_rate(found)) for topic, found in sorted(by_topic.items()))


def _people(work: Work, staff: Staff, uses: Sequence[DraftUse]) -> tuple[PersonToTalkTo, ...]:
    """By name; nobody sees this of themselves or of people whom they do not train."""
    found = []
    for person in sorted(work.staff.all(), key=lambda one: one.display_name):
        own = [one for one in uses if one.staff_id == person.id]
        if person.id == staff.id or not own or not trains(staff, person):
            continue
        alarms = override_alarms(own, [one for one in uses if one.staff_id != person.id])
        if alarms:
            found.append(PersonToTalkTo(person.id, person.display_name, tuple(sorted(alarms))))
    return tuple(found)


def _judged_cases(work: Work, cases: Sequence[ArmCase], wrong: Mapping[str, bool]) -> list[JudgedCase]:
    """Cases judged first whose reply was labelled. The policy text answers a question if a reply from the draft was right;
    a draft was right if it was sent as it was, or changed in tone only, and the reply was right."""
    labelled = {
        one.drawn.case_id: one
        for one in cases
        if one.drawn.arm is ReviewArm.ANSWER_FIRST and one.question_id in wrong
    }
    judgements = {(one.case_id, one.staff_id): one for one in work.reviewing.judgements_on(tuple(labelled))}
    found = []
    for case in labelled.values():
        made = work.questions.decisions(case.question_id)
        last = next((one for one in reversed(made) if one.kind is not DecisionKind.REJECTED), None)
        judgement = judgements.get((case.drawn.case_id, last.actor)) if last is not None else None
        if last is not None and judgement is not None and any(one.draft_id for one in made):
            found.append(_judged(judgement, made, last, right=not wrong[case.question_id]))
    return found


def _judged(
    judgement: InitialJudgement, made: Collection[Decision], last: Decision, right: bool
) -> JudgedCase:
    faulted = any(one.reason in _DRAFT_FAULTS for one in made)
    answered_from_draft = last.kind in _WITH_DRAFT
    own_right = (judgement.judged_as is JudgedAs.ANSWERABLE) is (right and answered_from_draft)
    return JudgedCase(own_right, right and answered_from_draft and not faulted, right)
