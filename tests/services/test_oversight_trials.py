"""A trial before launch: wrong drafts among right ones, judged blind, counted, and what certificates make of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from assistant.adapters.database.tables import replies
from assistant.domain.errors import Conflict, Forbidden, NotFound
from assistant.domain.oversight_trials import (
    TRIAL_ITEMS,
    TRIAL_LASTS,
    TRIAL_LEAST_BAD,
    EndedTrial,
    OversightTrial,
    TrialCounts,
)
from assistant.services.competence import Competence
from assistant.services.oversight_trials import (
    OversightTrials,
    TrialGate,
    TrialReport,
    paired_gain,
    trial_report,
)
from tests.fakes import MORNING
from tests.services.auditing_room import AuditingRoom
from tests.services.review_room import ANDY, CAROL, CHEN, HANNA, SAM, refused


@pytest.fixture
def trials(auditing: AuditingRoom) -> OversightTrials:
    """Carol has approved as many answers as a trial takes; a quarter of the seeds will be controls."""
    for number in range(TRIAL_ITEMS):
        case = auditing.claimed_case()
        auditing.reviews.decide(CAROL, case.id, auditing.request(case, key=f"k{number}"))
    # One draw for a control or not; two more where an edit is chosen.
    auditing.draws.give(
        *(draw for n in range(TRIAL_ITEMS) for draw in ((0.0,) if n % 4 == 0 else (0.9, 0.0, 0.0)))
    )
    return OversightTrials(auditing.store, auditing.clock, auditing.ids, auditing.desk.seeds)


def _judged(trials: OversightTrials, trial: OversightTrial, miss: int = 0) -> None:
    """Chen judges all: he stops what holds the wrong fee, but for so many."""
    missed = 0
    while (sheet := trials.next(CHEN, trial.id)) is not None:
        wrong = "840.00" in sheet.answer
        send = not wrong or missed < miss
        missed += wrong and missed < miss
        trials.judge(CHEN, trial.id, sheet.seed_id, send)


def test_a_trial_is_run_to_its_report(auditing: AuditingRoom, trials: OversightTrials) -> None:
    """H-17: raw counts are stored, four in five are caught, reviewed errors are fewer than draft errors by the interval."""
    trial = trials.begin(SAM, "transport")
    _judged(trials, trial, miss=4)
    report = trials.end(SAM, trial.id)
    assert report.counts == TrialCounts(participants=1, bad=22, caught=18, good=8, stopped=0)
    assert report.passed
    assert report.catch_rate == pytest.approx(18 / 22)
    assert report.catch_low < 0.8 < report.catch_high
    assert (report.draft_error, report.reviewed_error) == pytest.approx((22 / 30, 4 / 30))
    assert 0 < report.gain_low < 18 / 30 < report.gain_high
    assert trials.all(ANDY).ended == (report,)
    (entry,) = (one for one in auditing.log() if one.action == "trial_ended")
    assert (entry.data["bad"], entry.data["caught"], entry.data["passed"]) == ("22", "18", "true")


def test_fewer_than_four_in_five_is_no_pass(auditing: AuditingRoom, trials: OversightTrials) -> None:
    """H-17: 17 of 22 caught."""
    trial = trials.begin(SAM, "transport")
    _judged(trials, trial, miss=5)
    assert not trials.end(SAM, trial.id).passed


def test_nothing_of_a_trial_is_sent_counted_against_anybody_or_shown_again(
    auditing: AuditingRoom, trials: OversightTrials
) -> None:
    """H-17, S-24, X-10: misses in a trial suspend nobody, its drafts are in no list and in no reply."""
    with auditing.store.read() as work:
        before = len(work.questions.outcome_counts())
    trial = trials.begin(SAM, "transport")
    _judged(trials, trial, miss=22)
    trials.end(SAM, trial.id)
    own = Competence(auditing.store, auditing.clock).own(CHEN)
    assert (own.detection.seeds, own.suspended) == (0, False)
    with auditing.store.read() as work:
        assert work.seeds.unshown(None, "hanna") == ()
        assert work.seeds.stock("transport") == 0
        assert len(work.questions.outcome_counts()) == before
    with auditing.store._engine.connect() as connection:
        texts = connection.execute(sa.select(sa.func.count()).select_from(replies)).scalar_one()
    assert texts == TRIAL_ITEMS


def test_a_participant_judges_only_what_they_had_no_part_in(
    auditing: AuditingRoom, trials: OversightTrials
) -> None:
    """H-17: Carol approved the answers, so none of the drafts is hers to judge; another department finds no trial."""
    trial = trials.begin(SAM, "transport")
    assert trials.next(CAROL, trial.id) is None
    sheet = trials.next(CHEN, trial.id)
    assert sheet is not None
    assert sheet.total == TRIAL_ITEMS
    assert sheet.passages
    with pytest.raises(NotFound):
        trials.judge(CAROL, trial.id, sheet.seed_id, True)
    with pytest.raises(NotFound):
        trials.next(HANNA, trial.id)
    trials.judge(CHEN, trial.id, sheet.seed_id, True)
    with refused("already_answered"):
        trials.judge(CHEN, trial.id, sheet.seed_id, True)
    (running,) = trials.all(CHEN).open
    assert (running.judged, running.total, running.may_end) == (1, TRIAL_ITEMS, False)


def test_who_may_begin_and_end(auditing: AuditingRoom, trials: OversightTrials) -> None:
    """H-17: supervisors, one trial at a time, and not before enough wrong drafts were judged."""
    with pytest.raises(Forbidden):
        trials.begin(CHEN, "transport")
    with refused("few_seeds"):
        trials.begin(SAM, "housing")
    trial = trials.begin(SAM, "transport")
    with refused("trial_runs"):
        trials.begin(SAM, "transport")
    with pytest.raises(Forbidden):
        trials.end(CHEN, trial.id)
    with refused("few_readings"):
        trials.end(SAM, trial.id)
    _judged(trials, trial)
    trials.end(SAM, trial.id)
    with refused("already_ended"):
        trials.end(SAM, trial.id)


def test_a_certificate_waits_for_a_passed_trial(auditing: AuditingRoom, trials: OversightTrials) -> None:
    """H-17: the gate reads the newest trial with its raw counts; a failed or an old one, or that of others, opens nothing."""
    gate, clock = TrialGate(demanded=True), auditing.clock

    def refuses(department_id: str = "transport") -> bool:
        with auditing.store.read() as work:
            try:
                gate.require(work, department_id, clock.now())
            except Conflict as refusal:
                return refusal.code == "trial_needed"
        return False

    assert refuses()
    trial = trials.begin(SAM, "transport")
    _judged(trials, trial)
    trials.end(SAM, trial.id)
    assert not refuses()
    assert refuses("housing")
    clock.turn(TRIAL_LASTS)
    assert refuses()
    with auditing.store.read() as work:
        TrialGate(demanded=False).require(work, "transport", clock.now())


@pytest.mark.parametrize(
    ("counts", "passed"),
    [
        (TrialCounts(1, 20, 16, 0, 0), True),
        (TrialCounts(1, 20, 15, 0, 0), False),
        (TrialCounts(1, TRIAL_LEAST_BAD - 1, TRIAL_LEAST_BAD - 1, 10, 0), False),
        (TrialCounts(2, 20, 20, 40, 14), False),
    ],
)
def test_what_passes(counts: TrialCounts, passed: bool) -> None:
    """H-17: at the bound, below it, too few, and whoever stops good drafts as well."""
    trial = OversightTrial("t", "transport", (), "sam", MORNING)
    report: TrialReport = trial_report(EndedTrial(trial, counts, "sam", MORNING + timedelta(days=1)))
    assert report.passed is passed


def test_the_interval_of_a_gain_is_the_published_one() -> None:
    """H-17: Bonett and Price's adjusted interval, worked out by hand for 12 mended and 3 spoiled of 50."""
    low, high = paired_gain(12, 3, 50)
    b, c, n = 13 / 52, 4 / 52, 52
    half = 1.959964 * ((b + c - (b - c) ** 2) / n) ** 0.5
    assert (low, high) == pytest.approx((b - c - half, b - c + half), abs=1e-5)
