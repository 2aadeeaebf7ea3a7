"""Fitting the second-stage ranker: a linear model whose softmax over a query's candidates meets the labelled ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from assistant.evaluation.ranking_rows import RankingRow, fold_of

Array = npt.NDArray[np.float64]

PENALTY = 0.003
"""L2 on the weights of figures scaled to unit deviation; from 0.0005 to 0.02 no measure moves by more than .01."""

EVIDENCE_COUNTS = 3.0
"""What a passage with all of the gold text counts against one of the gold document with none of it, less one."""

FIRST_TURN_COUNTS = 3.0
"""A first question counts as often as three follow-ups: sets of dialogues have five times as many of those."""

FOLDS = 4


NO_CANDIDATE = -1e9
"""Score of a place that a row with fewer candidates leaves empty."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """Rows of one data set that share a weight in all."""

    rows: Sequence[RankingRow]
    weight: float


@dataclass(frozen=True, slots=True)
class _Problem:
    figures: Array
    mask: Array
    target: Array
    weights: Array
    scales: Array


NOTHING: Mapping[str, float] = MappingProxyType({})


def fit(
    sets: Sequence[Weighted], names: Sequence[str], given: Mapping[str, float] = NOTHING
) -> dict[str, float]:
    """The weight of each figure; those of `given` are as they are told. Deterministic: the same rows give the same weights."""
    names = [name for name in names if name not in given]
    problem = _problem(sets, names, given)

    def loss(weights: Array) -> tuple[float, Array]:
        scores = problem.figures @ weights + problem.mask
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        share = odds / odds.sum(axis=1, keepdims=True)
        met = (share * problem.target).sum(axis=1, keepdims=True) + 1e-12
        pull = problem.weights[:, None] * (share - share * problem.target / met)
        value = -float((problem.weights * np.log(met[:, 0])).sum()) + PENALTY * float(weights @ weights) / 2
        gradient = np.einsum("qc,qcf->f", pull, problem.figures, optimize=True) + PENALTY * weights
        return value, gradient

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 100})
    return {**dict(zip(names, (found.x / problem.scales).tolist(), strict=True)), **given}


def _problem(sets: Sequence[Weighted], names: Sequence[str], given: Mapping[str, float]) -> _Problem:
    rows: list[RankingRow] = []
    weights: list[float] = []
    for one in sets:
        usable = [row for row in one.rows if row.gold.any()]
        counts = np.array([FIRST_TURN_COUNTS if row.first_turn else 1.0 for row in usable])
        rows += usable
        weights += (one.weight * counts / max(counts.sum(), 1.0)).tolist()
    most = max(len(row.gold) for row in rows)
    figures = np.zeros((len(rows), most, len(names)))
    mask = np.full((len(rows), most), NO_CANDIDATE)
    target = np.zeros((len(rows), most))
    for place, row in enumerate(rows):
        count = len(row.gold)
        figures[place, :count] = matrix(row, names)
        mask[place, :count] = sum(weight * row.figures[name] for name, weight in given.items())
        wanted = row.gold * (1 + EVIDENCE_COUNTS * row.evidence)
        target[place, :count] = wanted / wanted.max()
    scales = figures[mask > NO_CANDIDATE].std(axis=0) + 1e-6
    share = np.array(weights) / sum(weights)
    return _Problem(figures / scales, mask, target, share, scales)


def matrix(row: RankingRow, names: Sequence[str]) -> Array:
    """The named figures of a row's candidates, one line each."""
    return np.stack([row.figures[name] for name in names], axis=1)


def scores(row: RankingRow, weights: dict[str, float]) -> Array:
    """What a model gives each candidate of a row."""
    names = list(weights)
    found: Array = matrix(row, names) @ np.array([weights[name] for name in names])
    return found


def held_out_scores(
    sets: Sequence[Weighted], names: Sequence[str], given: Mapping[str, float] = NOTHING
) -> list[list[Array]]:
    """Scores of each row by a model that saw nothing of its gold document, set by set."""
    found: list[list[Array]] = [[np.zeros(0)] * len(one.rows) for one in sets]
    for fold in range(FOLDS):
        rest = [
            Weighted([row for row in one.rows if fold_of(row.group, FOLDS) != fold], one.weight)
            for one in sets
        ]
        weights = fit([one for one in rest if one.weight > 0], names, given)
        for one, out in zip(sets, found, strict=True):
            for place, row in enumerate(one.rows):
                if fold_of(row.group, FOLDS) == fold:
                    out[place] = scores(row, weights)
    return found
