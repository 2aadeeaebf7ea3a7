"""Fitting the confidence to an office's own decisions."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.domain.confidence import confidence, log_odds
from assistant.evaluation.confidence_refit import FEWEST, FEWEST_OF_A_KIND, refit, shortage
from assistant.services.decided_answers import DecidedAnswer
from tests.fakes import MORNING


def _decided(count: int, moved: float = 0.0, slope: float = 1.0, seed: int = 4) -> list[DecidedAnswer]:
    """Answers whose true log odds of being right are the score's, scaled and moved."""
    draw = np.random.default_rng(seed)
    found = []
    for number in range(count):
        signals = {
            "document_odds": float(draw.normal(2, 2)),
            "best_similarity": float(draw.normal(0.55, 0.15)),
            "draft_from_top": float(draw.random() < 0.9),
        }
        odds = slope * log_odds(confidence(signals)) + moved
        right = bool(draw.random() < 1 / (1 + np.exp(-odds)))
        found.append(DecidedAnswer(f"q{number}", f"c{number}", signals, right, False, "hash"))
    return found


def test_too_few_or_too_alike_decisions_are_refused_with_their_number() -> None:
    """Nothing is learned from less than what is named."""
    few = shortage(_decided(FEWEST - 1))
    assert few is not None
    assert few.rows == FEWEST - 1
    alike = [
        DecidedAnswer(f"q{n}", f"c{n}", {"document_odds": 1.0}, n >= FEWEST_OF_A_KIND - 1, False, "hash")
        for n in range(200)
    ]
    found = shortage(alike)
    assert found is not None
    assert (found.rows, found.wrong) == (200, FEWEST_OF_A_KIND - 1)
    assert shortage(_decided(400)) is None


def test_an_office_whose_drafts_are_better_learns_to_say_so() -> None:
    """The level moves most of the way, calibration and surprise get better on decisions not learned from."""
    found = refit(_decided(400, moved=1.5), 1, "weights", MORNING)
    assert found.better
    assert found.after.ece < found.before.ece - 0.1
    assert found.adjustment.bias == pytest.approx(1.5, abs=0.4)
    assert found.adjustment.slope == pytest.approx(1.0, abs=0.35)


def test_a_score_that_fits_already_is_hardly_changed() -> None:
    """No correction is found where there is nothing to correct."""
    found = refit(_decided(600), 1, "weights", MORNING)
    assert abs(found.adjustment.bias) < 0.35
    assert abs(found.adjustment.slope - 1) < 0.3
    assert found.after.log_loss == pytest.approx(found.before.log_loss, abs=0.02)


def test_decisions_that_contradict_the_score_are_no_correction() -> None:
    """Where the surest drafts are the wrong ones, something else is broken, and no score is made of it."""
    with pytest.raises(ValueError, match="do not follow the score"):
        refit(_decided(800, slope=-3.0), 1, "weights", MORNING)


def test_the_same_decisions_give_the_same_correction() -> None:
    """Nothing in it is left to chance, whatever order they come in."""
    decided = _decided(200, moved=0.7)
    first = refit(decided, 1, "weights", MORNING).adjustment
    again = refit(decided[::-1], 1, "weights", MORNING).adjustment
    assert again.bias == pytest.approx(first.bias)
    assert again.slope == pytest.approx(first.slope)
