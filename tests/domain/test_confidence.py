"""The probability that an unreviewed answer would be right."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.answers import Draft, DraftMethod, Verdict
from assistant.domain.confidence import MOST_ODDS, confidence, gather_signals
from assistant.domain.confidence_weights import BIAS, CENTRES, SCALES, WEIGHTS
from assistant.domain.questions import Language
from tests.services.engine_parts import a_passage, a_question, checked


def test_without_signals_there_is_no_confidence() -> None:
    """Nothing is known in favour of the answer."""
    assert confidence({}) == 0.0


def test_nothing_to_score_gives_no_signals() -> None:
    """No evidence, no draft and an empty draft are all nothing."""
    empty = Draft((), Language.EN, DraftMethod.EXTRACTIVE)
    for working in (checked(evidence=()), checked(draft=None), checked(draft=empty)):
        assert gather_signals(working) == {}


def test_average_signals_give_the_training_share() -> None:
    """At the centres only the bias speaks, and a missing signal counts as its centre."""
    assert confidence(CENTRES) == pytest.approx(1 / (1 + math.exp(-BIAS)))
    assert confidence({"unknown": 1.0}) == pytest.approx(confidence(CENTRES))


def test_each_weight_moves_the_score_its_own_way() -> None:
    """One deviation up raises the score exactly where the weight is positive."""
    base = confidence(CENTRES)
    for name, weight in WEIGHTS.items():
        moved = confidence({**CENTRES, name: CENTRES[name] + SCALES[name]})
        assert (moved > base) == (weight > 0)


def test_the_tables_speak_of_the_same_signals() -> None:
    """A file torn in writing would be noticed."""
    assert set(WEIGHTS) == set(CENTRES) == set(SCALES)
    assert all(scale > 0 for scale in SCALES.values())


@given(st.dictionaries(st.sampled_from(sorted(WEIGHTS)), st.floats(-1e9, 1e9), min_size=1))
def test_the_score_is_a_probability(signals: dict[str, float]) -> None:
    """However wild the figures, the score stays between 0 and 1 and is a number."""
    assert 0.0 <= confidence(signals) <= 1.0


def test_a_signal_that_is_no_number_gives_no_confidence() -> None:
    """A broken figure must never look like a sure answer."""
    name = sorted(WEIGHTS)[0]
    assert confidence({name: math.nan}) == 0.0


def test_a_close_second_passage_lowers_the_lead() -> None:
    """A search that knows what it found puts one passage well ahead."""
    top, second = a_passage(), replace(a_passage("bus"), score=0.8)
    assert gather_signals(checked(evidence=(top,)))["passage_lead"] == 1.0
    assert gather_signals(checked(evidence=(top, second)))["passage_lead"] == pytest.approx(0.2)


def test_a_document_that_others_rival_has_lower_odds() -> None:
    """Equal scores are even odds; a second passage of the same document is in its favour; nobody else is the most."""
    top = replace(a_passage(), score=2.0)
    same, other = replace(top, passage_id="p2"), replace(top, passage_id="p3", document_id="d2")
    odds = [
        gather_signals(checked(evidence=found))["document_odds"]
        for found in ((top, other), (top, same, other), (top, replace(other, score=0.5)), (top, same))
    ]
    assert odds == pytest.approx([0.0, math.log(2), 1.5, MOST_ODDS])


def test_a_draft_from_another_document_than_the_best_is_told() -> None:
    """Search and draft that disagree about the document are less sure together."""
    top, other = replace(a_passage("bus"), score=2.0), a_passage()
    assert gather_signals(checked())["draft_from_top"] == 1.0
    assert gather_signals(checked(evidence=(top, other)))["draft_from_top"] == 0.0


def test_the_weakest_claim_counts_and_an_unchecked_draft_has_none() -> None:
    """One claim without support spoils the draft."""
    assert gather_signals(checked(verdict=Verdict((), (1.0, 0.4))))["least_supported"] == 0.4
    assert "least_supported" not in gather_signals(checked(verdict=None))


def test_a_follow_up_is_told_apart() -> None:
    """What leans on earlier messages is understood less surely."""
    follow_up = checked(question=a_question("and for a van?", "What does a permit cost?"))
    assert gather_signals(follow_up)["has_history"] == 1.0
    assert gather_signals(checked())["has_history"] == 0.0
