"""The probability that an unreviewed answer would be right."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.answers import Draft, DraftMethod, Verdict
from assistant.domain.confidence import MOST_ODDS, VAGUE_AT_MOST, confidence, factor_log_odds, gather_signals
from assistant.domain.confidence_weights import BIASES, TERMS
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


CENTRES = {name: centre for terms in TERMS.values() for name, (_, centre, _) in terms.items()}


def test_a_missing_signal_counts_as_its_training_mean() -> None:
    """At the centres only the biases speak, and an unknown signal says nothing."""
    expected = math.prod(1 / (1 + math.exp(-bias)) for bias in BIASES.values())
    assert confidence({"unknown": 1.0}) == pytest.approx(expected)


def test_each_weight_moves_its_factor_its_own_way() -> None:
    """One deviation up raises the log odds by exactly the weight."""
    for factor, terms in TERMS.items():
        base = factor_log_odds(factor, {})
        for name, (weight, centre, scale) in terms.items():
            assert factor_log_odds(factor, {name: centre + scale}) - base == pytest.approx(weight)


def test_what_a_higher_figure_means_is_learned_the_right_way_round() -> None:
    """C-14: margin, agreement and likeness speak for the answer, each by itself."""
    for name in ("document_odds", "legs_agree", "best_similarity", "draft_from_top", "draft_terms"):
        assert confidence({name: CENTRES[name] + 1}) > confidence({name: CENTRES[name]})


def test_what_is_unlike_anything_in_the_base_gets_little_confidence() -> None:
    """G-07: far in meaning, few words taken up, no document ahead: less than one chance in three."""
    far = {
        "best_similarity": 0.1,
        "draft_alike": 0.1,
        "draft_terms": 0.1,
        "document_odds": 0.0,
        "draft_score": 3.0,
    }
    assert confidence(far) < 0.3


def test_an_answer_to_a_question_that_says_nothing_is_never_trusted() -> None:
    """However well something fits, nobody asked for it."""
    best = {"best_similarity": 1.0, "document_odds": 6.0, "draft_from_top": 1.0, "legs_agree": 1.0}
    assert gather_signals(checked(vague=True))["vague"] == 1.0
    assert confidence({**best, "vague": 1.0}) <= VAGUE_AT_MOST < confidence({**best, "vague": 0.0})


def test_the_tables_speak_of_the_same_factors() -> None:
    """A file torn in writing would be noticed."""
    assert BIASES.keys() == TERMS.keys()
    assert all(scale > 0 for terms in TERMS.values() for _, _, scale in terms.values())


def test_no_figure_is_an_opinion_of_a_model() -> None:
    """C-14: every signal is one that the pipeline measures itself, with a model as without."""
    measured = {*gather_signals(checked()), "words_found", "draft_terms"}
    of_extraction = {name for name in CENTRES if name.startswith("draft_")}
    assert set(CENTRES) <= measured | of_extraction


@given(st.dictionaries(st.sampled_from(sorted(CENTRES)), st.floats(-1e300, 1e300), min_size=1))
def test_the_score_is_a_probability(signals: dict[str, float]) -> None:
    """However wild the figures, the score stays between 0 and 1 and is a number."""
    assert 0.0 <= confidence(signals) <= 1.0


def test_a_signal_that_is_no_number_gives_no_confidence() -> None:
    """A broken figure must never look like a sure answer."""
    for name in CENTRES:
        assert confidence({name: math.nan}) == 0.0
        assert confidence({name: math.inf}) == 0.0


def test_a_close_second_passage_lowers_the_lead() -> None:
    """A search that knows what it found puts one passage well ahead."""
    top, second = a_passage(), replace(a_passage("bus"), score=0.8)
    assert gather_signals(checked(evidence=(top,)))["passage_lead"] == 1.0
    assert gather_signals(checked(evidence=(top, second)))["passage_lead"] == pytest.approx(0.2)


def test_a_document_that_others_rival_has_lower_odds() -> None:
    """Equal scores are even odds; a second passage of the same document is in its favour; nobody else is the most."""
    top = replace(a_passage(), score=2.0)
    same = replace(top, passage_id="p2")
    other = replace(top, passage_id="p3", document_id="d2", document_title="Bus")
    odds = [
        gather_signals(checked(evidence=found))["document_odds"]
        for found in ((top, other), (top, same, other), (top, replace(other, score=0.5)), (top, same))
    ]
    assert odds == pytest.approx([0.0, math.log(2), 1.5, MOST_ODDS])


def test_documents_of_one_title_are_no_rivals() -> None:
    """A source that was cut into several files is found several times, and that is no doubt about it."""
    top = replace(a_passage(), score=2.0)
    part = replace(top, passage_id="p2", document_id="d2")
    assert gather_signals(checked(evidence=(top, part)))["document_odds"] == MOST_ODDS
    assert gather_signals(checked(evidence=(part, top)))["draft_from_top"] == 1.0


def test_a_draft_from_another_document_than_the_best_is_told() -> None:
    """Search and draft that disagree about the document are less sure together."""
    top, other = replace(a_passage("bus", "Bus"), score=2.0), a_passage()
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
