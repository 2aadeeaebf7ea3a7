"""Certificates and their alarms in simulated towns."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import numpy as np
import pytest

from assistant.domain.oversight import Label
from assistant.domain.questions import Language
from assistant.domain.risk_alarm import AlarmStep, replayed
from assistant.evaluation.certificate_worlds import (
    WORLDS,
    World,
    alarm_runs,
    calibrations,
    one_calibration,
)
from assistant.services.certification import certify

DELTA = 0.05
RUNS = 1_000
MOST = DELTA + 3 * math.sqrt(DELTA * (1 - DELTA) / RUNS)


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
@pytest.mark.parametrize(("alpha", "labels"), [(0.05, 600), (0.1, 300)])
def test_a_certificate_keeps_its_promise_in_every_world(world: World, alpha: float, labels: int) -> None:
    """C-03: over a thousand calibrations the share of broken promises exceeds delta by no more than three s.e."""
    found = {one.method: one for one in calibrations(world, alpha, DELTA, labels, RUNS, seed=3)}
    assert found["fixed sequence"].violated <= MOST
    assert found["naive share"].violated > MOST or world.name == "weak score"


def test_the_method_in_use_answers_more_than_sgr() -> None:
    """C-03: the guarantee of the fixed sequence costs less coverage than that of a shared delta."""
    found = {one.method: one for one in calibrations(WORLDS[0], 0.1, DELTA, 300, 300, seed=4)}
    assert found["fixed sequence"].coverage > found["sgr"].coverage > 0


def test_the_simulation_runs_what_certificates_are_signed_by() -> None:
    """C-03: the simulated choice is that of `certify` on the same labels."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for seed in range(20):
        scores, wrong = one_calibration(WORLDS[0], 0.1, 300, seed)
        labels = [
            Label(str(place), "t", Language.EN, "", float(score), True, bool(bad), True, "", "", now)
            for place, (score, bad) in enumerate(zip(scores, wrong, strict=True))
        ]
        signed = certify(labels, 0.1, DELTA)
        found = {one.method: one for one in calibrations(WORLDS[0], 0.1, DELTA, 300, 1, seed)}
        simulated = found["fixed sequence"]
        assert simulated.passed == float(signed is not None)
        assert simulated.coverage == pytest.approx(signed.coverage if signed is not None else 0.0)


@pytest.mark.parametrize("alpha", [0.05, 0.1])
def test_false_alarms_stay_below_their_level(alpha: float) -> None:
    """C-09: at a true risk of alpha, over 2,000 audits, no more than delta of the runs raise the alarm."""
    (found,) = alarm_runs(alpha, DELTA, [alpha], 2_000, RUNS, seed=5)
    assert found.raised <= MOST


def test_a_doubled_risk_is_noticed() -> None:
    """C-09: at twice alpha = 5 % the median run takes 100 to 300 audits, and none of 1,000 goes unnoticed in 2,000."""
    (found,) = alarm_runs(0.05, DELTA, [0.1], 2_000, RUNS, seed=6)
    assert found.raised > 0.99
    assert found.median is not None
    assert 100 < found.median < 300


def test_many_runs_at_once_are_the_alarm_itself() -> None:
    """C-09: the simulated alarm is raised at the very audit at which the real one is."""
    draw = np.random.default_rng(7)
    wrong = draw.uniform(size=(1, 400)) < 0.3
    (found,) = alarm_runs(0.05, DELTA, [0.3], 400, 1, seed=7)
    steps = [AlarmStep(bool(one), 1.0, 0.05, DELTA) for one in wrong[0]]
    first = next(count for count in range(1, 401) if replayed(steps[:count]).raised)
    assert found.median == first
