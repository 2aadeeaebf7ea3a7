"""The second-stage ranker learns from labelled candidates, and the measures count what the contract counts."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.evaluation.ablation import without
from assistant.evaluation.ranker_fit import Weighted, fit, held_out_scores, scores
from assistant.evaluation.ranking_measures import measured, parts
from assistant.evaluation.ranking_rows import RankingRow, fold_of, outcome, trigrams
from knowledge_base.ranking import GROUPS, group_of

TELLING, NOISE = "q_pairs", "ordinal"


def a_row(number: int, right: int, *, first_turn: bool = True, gold_text: str = "") -> RankingRow:
    """Three candidates of three documents; the telling figure points at the right one."""
    documents = tuple(f"{number}-{i}" for i in range(3))
    gold = np.array([float(i == right) for i in range(3)])
    noise = np.random.default_rng(number).random(3)
    return RankingRow(
        f"q{number}",
        documents[right],
        first_turn,
        (documents[right],),
        trigrams(gold_text) if gold_text else frozenset(),
        documents,
        ("one two three four", "five six seven eight", "nine ten eleven twelve"),
        {TELLING: gold + noise / 4, NOISE: noise},
        gold,
        gold / 2,
    )


ROWS = [a_row(n, n % 3, first_turn=n % 2 == 0) for n in range(40)]


def test_a_telling_figure_gets_the_weight() -> None:
    """What tells right from wrong counts many times what does not."""
    weights = fit([Weighted(ROWS, 1.0)], [TELLING, NOISE])
    assert weights[TELLING] > 5 * abs(weights[NOISE])
    assert all(np.argmax(scores(row, weights)) == np.argmax(row.gold) for row in ROWS)


def test_training_twice_gives_the_same_weights() -> None:
    """Nothing is drawn at random."""
    assert fit([Weighted(ROWS, 1.0)], [TELLING, NOISE]) == fit([Weighted(ROWS, 1.0)], [TELLING, NOISE])


def test_held_out_rows_are_scored_by_a_model_that_did_not_see_them() -> None:
    """A row whose label contradicts all others is ranked by the others, not by itself."""
    odd = a_row(99, 0)
    contrary = RankingRow(
        **{**{f: getattr(odd, f) for f in odd.__slots__}, "figures": {TELLING: 1 - odd.gold}}
    )
    plain = [
        RankingRow(**{**{f: getattr(r, f) for f in r.__slots__}, "figures": {TELLING: r.gold}}) for r in ROWS
    ]
    (found,) = held_out_scores([Weighted([*plain, contrary], 1.0)], [TELLING])
    assert np.argmin(found[-1]) == 0


def test_a_set_that_counts_nothing_is_only_measured() -> None:
    """Its rows get scores from the weights that the other sets gave."""
    found = held_out_scores([Weighted(ROWS, 1.0), Weighted(ROWS[:5], 0.0)], [TELLING, NOISE])
    assert [len(one) for one in found] == [40, 5]
    assert all(len(one) == 3 for one in found[1])


def test_outcome_counts_documents_and_the_gold_texts_trigrams() -> None:
    """Wrong first, right among five, and half of the gold text within the characters shown."""
    row = a_row(1, 1, gold_text="five six seven eight zero")
    found = outcome(row, np.array([2.0, 1.0, 0.0]))
    assert (found.first, found.five) == (False, True)
    assert found.evidence == pytest.approx(2 / 3)


def test_the_interval_holds_the_mean() -> None:
    """Of a share measured on few rows the interval is wide, and the mean lies in it."""
    share = measured(ROWS[:6], [row.gold if i else -row.gold for i, row in enumerate(ROWS[:6])]).first
    assert share.low < share.value < share.high
    assert share.value == pytest.approx(5 / 6)


def test_first_turns_and_follow_ups_are_measured_apart() -> None:
    """A set without follow-ups has one part."""
    assert [len(chosen) for _, chosen in parts("a", ROWS)] == [20, 20]
    assert [part for part, _ in parts("a", [ROWS[0]])] == ["a, first turns"]


def test_everything_about_one_document_falls_into_one_fold() -> None:
    """By its name, in every process."""
    assert fold_of("parking", 4) == fold_of("parking", 4)
    assert len({fold_of(f"document {n}", 4) for n in range(30)}) == 4


def test_every_figure_belongs_to_one_group_that_can_be_left_out() -> None:
    """Leaving a group out leaves the others; a figure that no group knows is an error."""
    names = [f"{beginnings[0]}x" for _, beginnings in GROUPS]
    assert len({group_of(name) for name in names}) == len(GROUPS)
    assert len(without(names, "nearness")) == len(names) - 1
    with pytest.raises(KeyError):
        group_of("unheard of")


def test_a_weight_that_is_given_stays_and_the_others_are_fitted_beside_it() -> None:
    """What is known beforehand is not learned, but counts while the rest is."""
    alone = fit([Weighted(ROWS, 1.0)], [TELLING, NOISE])
    beside = fit([Weighted(ROWS, 1.0)], [TELLING, NOISE], {TELLING: alone[TELLING] / 2})
    assert beside[TELLING] == alone[TELLING] / 2
    assert beside.keys() == alone.keys()
    assert beside[NOISE] != alone[NOISE]
