"""The file of an office's corrections of the confidence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.adapters.confidence_file import (
    CONFIDENCE,
    Adjustments,
    UnsoundConfidence,
    read_adjustments,
    shipped_weights,
    write_adjustments,
)
from assistant.domain.confidence_adjustment import Adjustment, Shift
from tests.fakes import MORNING

FIRST = Adjustment(1, shipped_weights(), 0.9, -0.3, {"draft_terms": Shift(0.1, 0.5, 0.2)}, 80, 50, MORNING)
SECOND = replace(FIRST, version=2, bias=0.2)


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    """Every figure of every version, and which one is in force."""
    known = Adjustments(2, (FIRST, SECOND))
    write_adjustments(tmp_path, known)
    assert read_adjustments(tmp_path) == known
    assert read_adjustments(tmp_path).current() == SECOND


def test_an_installation_without_a_file_goes_by_the_shipped_weights(tmp_path: Path) -> None:
    """So does one that went back to them."""
    assert read_adjustments(tmp_path).current() is None
    write_adjustments(tmp_path, Adjustments(0, (FIRST,)))
    assert read_adjustments(tmp_path).current() is None
    assert read_adjustments(tmp_path).fingerprint() == read_adjustments(tmp_path / "none").fingerprint()


def test_each_correction_is_another_pipeline() -> None:
    """C-04: the fingerprint tells versions apart, and any of them from none."""
    prints = {Adjustments(number, (FIRST, SECOND)).fingerprint() for number in (0, 1, 2)}
    assert len(prints) == 3


def test_a_correction_of_other_weights_does_not_count(tmp_path: Path) -> None:
    """After an update of the product, figures learned for the old weights would correct what is not there."""
    write_adjustments(tmp_path, Adjustments(1, (replace(FIRST, based_on="older weights"),)))
    assert read_adjustments(tmp_path).current() is None


@pytest.mark.parametrize(
    "text",
    ["", "{}", '{"in_force": 1, "versions": []}', '{"in_force": 0, "versions": [{"version": 1}]}', "[1]"],
)
def test_a_file_that_cannot_be_right_stops_the_start(tmp_path: Path, text: str) -> None:
    """C-16: no score is computed from half a file, or from a version that is not there."""
    (tmp_path / CONFIDENCE).write_text(text, encoding="utf-8")
    with pytest.raises(UnsoundConfidence):
        read_adjustments(tmp_path)


def test_figures_that_turn_the_score_round_stop_the_start(tmp_path: Path) -> None:
    """A sound file can only have been written by the command."""
    write_adjustments(tmp_path, Adjustments(1, (replace(FIRST, slope=-1.0),)))
    with pytest.raises(UnsoundConfidence):
        read_adjustments(tmp_path)
