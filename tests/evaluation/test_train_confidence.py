"""Training the weights of confidence."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.evaluation.train_confidence import auroc, fit, is_right
from tests.services.engine_parts import checked

GOLD = "The resident parking permit costs 30 euros."


def test_a_draft_is_right_if_it_says_enough_of_the_gold_text_from_a_gold_document() -> None:
    """Both the document and the words must fit."""
    assert is_right(checked(), ["parking"], GOLD)
    assert not is_right(checked(), ["bus"], GOLD)
    assert not is_right(checked(), ["parking"], "Dogs must be kept on a lead in every park of the town.")
    assert not is_right(checked(), ["parking"], "")
    assert not is_right(checked(draft=None), ["parking"], GOLD)


def test_the_fit_finds_the_signal_that_tells() -> None:
    """The informative column gets the weight, the noise next to none, and the bias the base rate."""
    random = np.random.default_rng(7)
    y = (random.random(4000) < 0.3).astype(float)
    x = np.column_stack([y + random.normal(0, 1, 4000), random.normal(0, 1, 4000)])
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    weights, bias = fit(x, y)
    assert weights[0] > 0.5
    assert abs(weights[1]) < 0.1
    predicted = 1 / (1 + np.exp(-(x @ weights + bias)))
    assert predicted.mean() == pytest.approx(y.mean(), abs=0.01)


def test_the_area_under_the_curve_counts_ties_as_half() -> None:
    """Perfect order is 1, reversed order 0, no information one half."""
    y = np.array([0.0, 0.0, 1.0, 1.0])
    assert auroc(np.array([0.1, 0.2, 0.3, 0.4]), y) == 1.0
    assert auroc(np.array([0.4, 0.3, 0.2, 0.1]), y) == 0.0
    assert auroc(np.array([0.5, 0.5, 0.5, 0.5]), y) == 0.5
