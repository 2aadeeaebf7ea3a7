"""Reliability, risk and coverage of a confidence, and their pictures."""

from __future__ import annotations

import math
import random
from xml.etree import ElementTree

import pytest

from assistant.evaluation.confidence_figures import reliability_diagram, risk_coverage_curve
from assistant.evaluation.reliability import reliability
from assistant.evaluation.risk_coverage import risk_coverage


def test_a_score_that_knows_nothing_risks_the_base_rate() -> None:
    """C-13: at 15 % errors AURC is .15 and AUGRC .075, whether scores are drawn at random or all equal."""
    draw = random.Random(3)
    right = [place % 20 >= 3 for place in range(4000)]
    equal = risk_coverage([(0.5, each) for each in right])
    assert equal.aurc == pytest.approx(0.15)
    assert equal.augrc == pytest.approx(0.075, abs=1e-4)
    at_random = risk_coverage([(draw.random(), each) for each in right])
    assert at_random.aurc == pytest.approx(0.15, abs=0.02)
    assert at_random.augrc == pytest.approx(0.075, abs=0.005)


def test_a_perfect_order_has_no_excess() -> None:
    """C-13: the excess over an oracle is zero where every right answer stands before every wrong one."""
    perfect = risk_coverage([(0.9, True), (0.8, True), (0.7, True), (0.2, False)])
    assert perfect.excess_aurc == pytest.approx(0.0)
    assert perfect.aurc == pytest.approx(0.25 / 4)
    assert perfect.augrc == pytest.approx(0.25 / 4)
    worst = risk_coverage([(0.9, False), (0.8, True), (0.7, True), (0.2, True)])
    assert worst.excess_aurc > 0.4


def test_coverage_is_the_largest_share_within_the_risk() -> None:
    """A stretch of errors may be made up for later on; nothing within the limit is nothing."""
    scored = [(1 - place / 20, place != 1) for place in range(20)]
    assert risk_coverage(scored).coverage_at(0.1) == 1.0
    assert risk_coverage(scored).coverage_at(0.0) == pytest.approx(0.05)
    assert risk_coverage([(0.9, False), (0.1, True)]).coverage_at(0.4) == 0.0
    with pytest.raises(ValueError, match="no answers"):
        risk_coverage([])


def test_the_order_of_equal_scores_does_not_matter() -> None:
    """Files list rows by chance; a measure must not read that chance."""
    rows = [(0.5, True), (0.5, False), (0.5, True), (0.4, False)]
    assert risk_coverage(rows) == risk_coverage(rows[::-1])


def test_a_confidence_that_means_what_it_says_has_no_error_of_calibration() -> None:
    """Of those scored .8, eight in ten are right: nothing to complain of; said surer, the distance shows."""
    right = [place % 5 != 0 for place in range(1000)]
    assert reliability([0.8] * 1000, right).ece == pytest.approx(0.0, abs=1e-9)
    assert reliability([0.95] * 1000, right).ece == pytest.approx(0.15)
    assert reliability([0.95] * 1000, right).log_loss > reliability([0.8] * 1000, right).log_loss


def test_the_interval_of_a_group_holds_its_share() -> None:
    """Few answers give a wide interval, many a narrow one."""
    few = reliability([0.5] * 10, [True, False] * 5, bins=1).bins[0]
    many = reliability([0.5] * 1000, [True, False] * 500, bins=1).bins[0]
    assert few.low < many.low < 0.5 < many.high < few.high


def test_the_area_is_unknown_without_both_kinds() -> None:
    """Nothing can be told apart where all are right."""
    assert math.isnan(reliability([0.2, 0.7], [True, True]).auroc)


def test_the_pictures_name_their_axes_and_figures() -> None:
    """C-13: valid SVG that says what is drawn, with AUGRC on it and a mark at the risk limit."""
    draw = random.Random(5)
    said = [draw.random() for _ in range(500)]
    right = [draw.random() < each for each in said]
    diagram = reliability_diagram(reliability(said, right), "Reliability")
    curve = risk_coverage_curve(risk_coverage(list(zip(said, right, strict=True))), 0.1, "Risk & coverage")
    for picture, words in (
        (diagram, ("confidence said", "share that was right", "ECE")),
        (curve, ("share answered", "share wrong", "AUGRC", "at 10% risk")),
    ):
        text = " ".join(ElementTree.fromstring(picture).itertext())
        assert all(each in text for each in words)
