"""Rubber stamps and their opposite stand out from colleagues; honest reviewers rarely do."""

from __future__ import annotations

from random import Random

import pytest

from assistant.domain.draft_uses import DraftUse, changed_share
from assistant.services.override_watch import (
    REFERENCE,
    WINDOW,
    OverrideAlarm,
    drop_probability,
    expected_rate,
    override_alarms,
    unchanged_rate,
)
from tests.fakes import MORNING

RUNS = 60


def _use(changed: float, topic: str = "parking", confidence: float = 0.8) -> DraftUse:
    return DraftUse("d", "x", "carol", "transport", topic, confidence, changed, MORNING)


def _person(random: Random, unchanged: float, count: int) -> list[DraftUse]:
    """Decisions of somebody who sends this share unchanged."""
    return [_use(0.0 if random.random() < unchanged else 0.1 + 0.5 * random.random()) for _ in range(count)]


def _first_alarm(uses: list[DraftUse], others: list[DraftUse], kind: OverrideAlarm) -> int | None:
    """After how many decisions it sounds first."""
    for count in range(1, len(uses) + 1):
        if kind in override_alarms(uses[:count], others):
            return count
    return None


def test_a_rubber_stamp_is_seen_within_sixty_cases() -> None:
    """H-10: whoever sends everything unchanged stands out among colleagues who send seven in ten, every time."""
    for seed in range(20):
        others = _person(Random(seed), 0.7, 300)
        first = _first_alarm([_use(0.0)] * 60, others, OverrideAlarm.APPROVES_MORE)
        assert first is not None
        assert first <= 60


def test_who_overrules_everything_is_seen_too() -> None:
    """H-10: both tails."""
    others = _person(Random(1), 0.7, 300)
    first = _first_alarm([_use(1.0)] * 60, others, OverrideAlarm.OVERRULES_MORE)
    assert first == 20


def test_honest_reviewers_are_rarely_asked() -> None:
    """H-10: of sixty who work like their colleagues for 300 cases each, looked at after every one, few are flagged."""
    flagged = 0
    for seed in range(RUNS):
        random = Random(1_000 + seed)
        others = _person(random, 0.7, 400)
        uses = _person(random, 0.7, 300)
        flagged += any(override_alarms(uses[:count], others) for count in range(20, 301))
    assert flagged <= 0.1 * RUNS


def test_attention_that_fades_is_seen_at_the_same_difficulty() -> None:
    """H-10: changes that shrink from a third to next to nothing sound the alarm, though as few go out unchanged."""
    random = Random(7)
    before = [_use(0.2 + 0.3 * random.random(), confidence=random.random()) for _ in range(60)]
    after = [_use(0.01 + 0.02 * random.random(), confidence=random.random()) for _ in range(30)]
    assert OverrideAlarm.CHANGES_LESS in override_alarms([*before, *after], [])


def test_easier_drafts_are_no_fading_attention() -> None:
    """H-10: hard drafts before, easy ones now, and the person changes each kind as ever."""
    hard = [_use(0.4 + 0.001 * n, confidence=0.3) for n in range(30)]
    easy = [_use(0.0, confidence=0.95) for n in range(30)]
    assert drop_probability([*hard, *easy], easy) == 1.0
    assert OverrideAlarm.CHANGES_LESS not in override_alarms([*hard, *easy, *easy], [])


def test_topics_are_compared_with_themselves() -> None:
    """H-10: who only gets the topic with good drafts is measured by that topic."""
    others = [_use(0.0, "bins")] * 57 + [_use(0.5, "bins")] * 3 + [_use(0.5, "tenancy")] * 60
    assert expected_rate([_use(0.0, "bins")], others) == pytest.approx(0.95)
    assert expected_rate([_use(0.0, "tenancy")], others) == 0.0
    assert override_alarms([_use(0.0, "bins")] * 50, others) == frozenset()


def test_without_colleagues_a_reference_stands_in() -> None:
    """H-10: a town with one reviewer finds a rubber stamp as well."""
    assert expected_rate([_use(0.0)], []) == REFERENCE
    assert _first_alarm([_use(0.0)] * 60, [], OverrideAlarm.APPROVES_MORE) is not None


def test_a_rate_comes_with_its_exact_interval() -> None:
    """H-10: Clopper and Pearson's tabled values for 8 of 10 and for all of 60."""
    rate = unchanged_rate([_use(0.0)] * 8 + [_use(0.5)] * 2)
    assert (rate.unchanged, rate.decided) == (8, 10)
    assert (rate.low, rate.high) == pytest.approx((0.4439, 0.9748), abs=1e-4)
    assert unchanged_rate([_use(0.0)] * WINDOW).low == pytest.approx(0.025 ** (1 / 60))


@pytest.mark.parametrize(
    ("draft", "sent", "share"),
    [
        ("It costs 84 euros.", "It costs 84 euros.", 0.0),
        ("It costs 84 euros.", "It costs 48 euros.", 0.2),
        ("费用为八十四元", "费用为四十八元", 2 / 7),
        ("One", "Two", 1.0),
    ],
)
def test_changes_are_counted_in_words_and_characters(draft: str, sent: str, share: float) -> None:
    """H-10: the share of words that differ."""
    assert changed_share(draft, sent) == pytest.approx(share)
