"""The alarm on a certificate."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.risk_alarm import STAKES, AlarmStep, RiskAlarm, replayed

STEPS = st.lists(
    st.builds(
        AlarmStep,
        wrong=st.booleans(),
        weight=st.floats(0.05, 1.0),
        alpha=st.floats(0.01, 0.2),
        level=st.floats(0.01, 0.2),
    ),
    max_size=60,
)


def test_a_fair_bet_gains_nothing_on_average() -> None:
    """C-09: at risk alpha one audit multiplies the capital by one on average, whatever its weight."""
    for alpha in (0.01, 0.05, 0.2):
        for weight in (0.1, 1.0):
            wrong, right = (
                math.exp(RiskAlarm().after(AlarmStep(seen, weight, alpha, 0.05)).log_wealth)
                for seen in (True, False)
            )
            assert alpha * wrong + (1 - alpha) * right == pytest.approx(1.0)


def test_errors_raise_the_alarm_and_it_stays_raised() -> None:
    """C-09: four wrong answers in a row suffice at 5 %, and right ones afterwards take nothing back."""
    steps = [AlarmStep(True, 1.0, 0.05, 0.05)] * 4
    assert not replayed(steps[:1]).raised
    assert replayed(steps).raised
    assert replayed([*steps, *[AlarmStep(False, 1.0, 0.05, 0.05)] * 500]).raised


def test_an_audit_that_was_likelier_to_be_drawn_counts_less() -> None:
    """C-06: the weight is the common share over the own chance."""
    light, heavy = (RiskAlarm().after(AlarmStep(True, weight, 0.05, 0.05)) for weight in (0.1, 1.0))
    assert 0 < light.log_wealth < heavy.log_wealth


@given(STEPS, st.integers(0, 60))
def test_replay_gives_the_same_state(steps: list[AlarmStep], cut: int) -> None:
    """C-09: the state is what its audits made of it, to the last bit, wherever the replay begins."""
    kept = replayed(steps[:cut])
    for step in steps[cut:]:
        kept = kept.after(step)
    assert kept == replayed(steps)
    assert kept.audits == len(steps)


@pytest.mark.parametrize("changes", [{"weight": 0.0}, {"weight": 1.1}, {"alpha": 0.0}, {"level": 1.0}])
def test_figures_out_of_range_are_refused(changes: dict[str, float]) -> None:
    """No step can empty the capital or raise it without a bet."""
    with pytest.raises(ValueError, match="between"):
        AlarmStep(**{"wrong": True, "weight": 1.0, "alpha": 0.05, "level": 0.05, **changes})  # type: ignore[arg-type]


def test_no_stake_can_lose_everything() -> None:
    """A lost bet leaves something: a capital of nought could never raise an alarm again."""
    assert all(0 < stake < 1 for stake in STAKES)
