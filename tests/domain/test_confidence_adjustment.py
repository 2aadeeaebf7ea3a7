"""What an office's own decisions add to the confidence."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from assistant.domain.confidence import confidence
from assistant.domain.confidence_adjustment import Adjustment, Shift
from tests.fakes import MORNING

SAME = Adjustment(1, "weights", slope=1.0, bias=0.0, shifts={}, rows=100, right=60, fitted_at=MORNING)
SIGNALS = {"document_odds": 2.0, "best_similarity": 0.6}


def test_an_adjustment_that_changes_nothing_changes_nothing() -> None:
    """The correction works on log odds and comes back to the same probability."""
    assert confidence(SIGNALS, SAME) == pytest.approx(confidence(SIGNALS))


def test_an_office_whose_answers_are_worse_is_told_less() -> None:
    """A lower bias lowers every score and keeps their order; a signal's shift moves what has the signal."""
    lower = replace(SAME, bias=-1.0)
    surer = {**SIGNALS, "document_odds": 4.0}
    assert confidence(SIGNALS, lower) < confidence(SIGNALS)
    assert confidence(SIGNALS, lower) < confidence(surer, lower)
    shifted = replace(SAME, shifts={"draft_terms": Shift(0.5, 0.4, 0.2)})
    assert confidence({**SIGNALS, "draft_terms": 0.6}, shifted) > confidence({**SIGNALS, "draft_terms": 0.6})
    assert confidence(SIGNALS, shifted) == pytest.approx(confidence(SIGNALS))


def test_nothing_known_stays_no_confidence() -> None:
    """No bias can make something out of an answer without signals or with a broken one."""
    higher = replace(SAME, bias=9.0)
    assert confidence({}, higher) == 0.0
    assert confidence({"document_odds": math.nan}, higher) == 0.0


def test_a_correction_that_turns_the_order_round_is_not_sound() -> None:
    """Nor is one with a figure that is no number or a scale of zero."""
    assert SAME.is_sound()
    for broken in (
        replace(SAME, slope=-0.5),
        replace(SAME, slope=0.0),
        replace(SAME, bias=math.nan),
        replace(SAME, shifts={"draft_terms": Shift(0.5, 0.4, 0.0)}),
        replace(SAME, shifts={"draft_terms": Shift(math.inf, 0.4, 1.0)}),
    ):
        assert not broken.is_sound()
