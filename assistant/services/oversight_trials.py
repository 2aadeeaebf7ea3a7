"""Running an oversight trial: drafts made wrong on purpose among right ones, judged blind, counted at the end (H-17).

Its drafts are seeds: they have no case, no decision and no reply, so nothing of a trial can be sent, and none of them is
shown among the cases afterwards. What a participant makes of them stands in no figure of theirs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from statistics import NormalDist

from assistant.domain.errors import Conflict, Forbidden, NotFound
from assistant.domain.evidence import Evidence
from assistant.domain.oversight_trials import (
    CATCH_AT_LEAST,
    TRIAL_ITEMS,
    TRIAL_LASTS,
    TRIAL_LEAST_BAD,
    EndedTrial,
    OversightTrial,
    TrialCounts,
    TrialVerdict,
)
from assistant.domain.seeds import Seed
from assistant.domain.staff import Right, Staff
from assistant.services.audit_access import question_text, took_part
from assistant.services.certification import lower_bound, upper_bound
from assistant.services.ports import Clock, Ids
from assistant.services.seeded_errors import SeededErrors
from assistant.services.stores import Store, Work

TAIL = 0.025
"""Each end of an interval is wrong with this chance."""


@dataclass(frozen=True, slots=True)
class TrialReport:
    """Raw counts, the exact interval of the share caught, and by how much review lowers the share of errors."""

    id: str
    department_id: str
    ended_at: datetime
    counts: TrialCounts
    catch_rate: float
    catch_low: float
    catch_high: float
    draft_error: float
    reviewed_error: float
    gain_low: float
    gain_high: float
    passed: bool


@dataclass(frozen=True, slots=True)
class OpenTrial:
    """A trial that runs: how many of its drafts this person has judged, of how many that are theirs to judge."""

    id: str
    department_id: str
    begun_at: datetime
    judged: int
    total: int
    may_end: bool


@dataclass(frozen=True, slots=True)
class TrialSheet:
    """One draft to judge: what a reviewer sees of a case, and nothing that tells whether it was changed."""

    trial_id: str
    seed_id: str
    place: int
    total: int
    question: str
    answer: str
    passages: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Trials:
    """What the page of trials shows."""

    open: tuple[OpenTrial, ...]
    ended: tuple[TrialReport, ...]


class OversightTrials:
    """Supervisors begin and end trials of their departments; whoever decides cases there takes part."""

    def __init__(self, store: Store, clock: Clock, ids: Ids, seeds: SeededErrors) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._seeds = seeds

    def all(self, staff: Staff) -> Trials:
        """Those of the reader's departments. Reports are for whoever reads certificates."""
        with self._store.read() as work:
            running = tuple(
                self._open(work, staff, one)
                for one in work.trials.open(None)
                if staff.may(Right.DECIDE_CASES, one.department_id)
                or staff.may(Right.SIGN_CERTIFICATES, one.department_id)
            )
            ended = tuple(
                trial_report(one)
                for one in work.trials.ended(None)
                if staff.may(Right.READ_CERTIFICATES, one.trial.department_id)
            )
        return Trials(running, ended)

    def begin(self, staff: Staff, department_id: str) -> OversightTrial:
        """Begin one. Raises Forbidden, Conflict (`trial_runs`, `few_seeds` where too few answers were approved yet)."""
        if not staff.may(Right.SIGN_CERTIFICATES, department_id):
            raise Forbidden("You may not run trials of this department.")
        now = self._clock.now()
        with self._store.begin() as work:
            if work.trials.open(frozenset({department_id})):
                raise Conflict("trial_runs", "A trial of this department runs already.")
            left = self._seeds.fresh(work, department_id, TRIAL_ITEMS)
            if sum(one.kind.bad for one in left) < TRIAL_LEAST_BAD:
                raise Conflict("few_seeds", "Too few answers have been approved to make a trial of.")
            drawn = [left.pop(int(self._ids.draw() * len(left))) for _ in range(len(left))]
            ids = tuple(one.id for one in drawn)
            trial = OversightTrial(self._ids.new_id(), department_id, ids, staff.id, now)
            work.trials.begin(trial)
            data = {"department": department_id, "drafts": str(len(ids))}
            work.oversight.audit(staff.id, "trial_begun", "trial", trial.id, data, now)
        return trial

    def next(self, staff: Staff, trial_id: str) -> TrialSheet | None:
        """The next draft to judge, None once all are judged. Raises NotFound, Conflict("already_ended")."""
        with self._store.begin() as work:
            trial = self._running(work, staff, trial_id)
            own = self._items(work, staff, trial)
            done = {one.seed_id for one in work.trials.verdicts(trial.id) if one.staff_id == staff.id}
            left = [(place, seed) for place, seed in enumerate(own, start=1) if seed.id not in done]
            if not left:
                return None
            place, seed = left[0]
            stored = next(one for one in work.questions.drafts(seed.question_id) if one.id == seed.draft_id)
            sheet = TrialSheet(
                trial.id,
                seed.id,
                place,
                len(own),
                question_text(work, seed.question_id),
                seed.draft.text(),
                stored.evidence,
            )
            data = {"seed": seed.id}
            work.oversight.audit(staff.id, "trial_draft_read", "trial", trial.id, data, self._clock.now())
        return sheet

    def judge(self, staff: Staff, trial_id: str, seed_id: str, send: bool) -> None:
        """Say whether one would send it. Raises NotFound, Conflict (`already_answered`, `already_ended`)."""
        now = self._clock.now()
        with self._store.begin() as work:
            trial = self._running(work, staff, trial_id)
            if seed_id not in {one.id for one in self._items(work, staff, trial)}:
                raise NotFound("There is no such draft.")
            work.trials.judge(TrialVerdict(trial.id, seed_id, staff.id, send, now))
            work.oversight.audit(staff.id, "trial_draft_judged", "trial", trial.id, {"seed": seed_id}, now)

    def end(self, staff: Staff, trial_id: str) -> TrialReport:
        """Count and store. Raises NotFound, Forbidden, Conflict (`few_readings`, `already_ended`)."""
        now = self._clock.now()
        with self._store.begin() as work:
            trial = self._running(work, staff, trial_id)
            if not staff.may(Right.SIGN_CERTIFICATES, trial.department_id):
                raise Forbidden("You may not end this trial.")
            counts = _counts(work, trial)
            if counts.bad < TRIAL_LEAST_BAD:
                raise Conflict("few_readings", "Too few wrong drafts have been judged yet.")
            work.trials.end(trial.id, counts, staff.id, now)
            report = trial_report(EndedTrial(trial, counts, staff.id, now))
            data = {
                "bad": str(counts.bad),
                "caught": str(counts.caught),
                "good": str(counts.good),
                "stopped": str(counts.stopped),
                "passed": str(report.passed).lower(),
            }
            work.oversight.audit(staff.id, "trial_ended", "trial", trial.id, data, now)
        return report

    def _open(self, work: Work, staff: Staff, trial: OversightTrial) -> OpenTrial:
        own = {one.id for one in self._items(work, staff, trial)}
        judged = {one.seed_id for one in work.trials.verdicts(trial.id) if one.staff_id == staff.id}
        may_end = staff.may(Right.SIGN_CERTIFICATES, trial.department_id)
        return OpenTrial(trial.id, trial.department_id, trial.begun_at, len(own & judged), len(own), may_end)

    def _running(self, work: Work, staff: Staff, trial_id: str) -> OversightTrial:
        trial = work.trials.get(trial_id)
        if trial is None or not staff.may(Right.DECIDE_CASES, trial.department_id):
            raise NotFound("There is no such trial.")
        if trial.id not in {one.id for one in work.trials.open(frozenset({trial.department_id}))}:
            raise Conflict("already_ended", "This trial has ended already.")
        return trial

    def _items(self, work: Work, staff: Staff, trial: OversightTrial) -> list[Seed]:
        """Its drafts, without those whose answer this person had a part in, and without what was erased."""
        found = (work.seeds.get(one) for one in trial.seed_ids)
        return [one for one in found if one is not None and not took_part(work, staff, one.question_id)]


class TrialGate:
    """Lets certificates be signed only where a trial has shown that reviewers catch errors (H-17)."""

    def __init__(self, demanded: bool) -> None:
        self._demanded = demanded

    def require(self, work: Work, department_id: str, now: datetime) -> None:
        """Raises Conflict("trial_needed") unless the department's newest trial of the last TRIAL_LASTS was passed."""
        if not self._demanded:
            return
        ended = [
            one for one in work.trials.ended(frozenset({department_id})) if one.ended_at + TRIAL_LASTS > now
        ]
        if not ended or not trial_report(ended[0]).passed:
            raise Conflict("trial_needed", "An oversight trial of this department must be passed first.")


def trial_report(ended: EndedTrial) -> TrialReport:
    """The figures from the raw counts. Passed: enough wrong drafts, four in five caught, and fewer errors with reviewers than
    without, by the whole interval."""
    counts = ended.counts
    catch = counts.caught / counts.bad if counts.bad else 0.0
    low, high = paired_gain(counts.caught, counts.stopped, counts.readings)
    return TrialReport(
        id=ended.trial.id,
        department_id=ended.trial.department_id,
        ended_at=ended.ended_at,
        counts=counts,
        catch_rate=catch,
        catch_low=lower_bound(counts.caught, counts.bad, TAIL),
        catch_high=upper_bound(counts.caught, counts.bad, TAIL),
        draft_error=counts.draft_errors / counts.readings,
        reviewed_error=counts.reviewed_errors / counts.readings,
        gain_low=low,
        gain_high=high,
        passed=counts.bad >= TRIAL_LEAST_BAD and catch >= CATCH_AT_LEAST and low > 0,
    )


def paired_gain(mended: int, spoiled: int, readings: int) -> tuple[float, float]:
    """By how much the share of errors falls when the same drafts are reviewed: the interval of Bonett and Price (2012) for
    paired shares. Readings of one draft by several people count as if they were independent."""
    z = NormalDist().inv_cdf(1 - TAIL)
    b, c, n = (mended + 1) / (readings + 2), (spoiled + 1) / (readings + 2), readings + 2
    half = z * math.sqrt((b + c - (b - c) ** 2) / n)
    return max(-1.0, b - c - half), min(1.0, b - c + half)


def _counts(work: Work, trial: OversightTrial) -> TrialCounts:
    verdicts = work.trials.verdicts(trial.id)
    kinds = {one: seed.kind for one in trial.seed_ids if (seed := work.seeds.get(one)) is not None}
    bad = [one for one in verdicts if one.seed_id in kinds and kinds[one.seed_id].bad]
    good = [one for one in verdicts if one.seed_id in kinds and not kinds[one.seed_id].bad]
    return TrialCounts(
        participants=len({one.staff_id for one in verdicts}),
        bad=len(bad),
        caught=sum(not one.send for one in bad),
        good=len(good),
        stopped=sum(not one.send for one in good),
    )
