"""The logistic models behind confidence: fitted with an L2 penalty by SciPy, and judged by cross-validation."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from assistant.evaluation.confidence_rows import ConfidenceRow

Array = npt.NDArray[np.float64]

PENALTY = 0.01
"""L2 per row; between 0.001 and 0.1 the cross-validated ranking differs by less than .003."""

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Fitted:
    """One logistic model over standardised signals, in the order of `names`."""

    names: tuple[str, ...]
    weights: Array
    bias: float
    centres: Array
    scales: Array

    def probability(self, rows: Sequence[ConfidenceRow]) -> Array:
        """Of each row; a missing signal counts as its centre."""
        x = (filled(matrix(rows, self.names), self.centres) - self.centres) / self.scales
        p: Array = 1 / (1 + np.exp(-(x @ self.weights + self.bias)))
        return p


@dataclass(frozen=True, slots=True)
class Factor:
    """One of the models whose product is the confidence: which signals it reads, on which rows, to tell what."""

    name: str
    signals: tuple[str, ...]
    among: Callable[[ConfidenceRow], bool]
    tells: Callable[[ConfidenceRow], bool]


FACTORS = (
    Factor(
        "answerable",
        ("best_similarity", "draft_alike", "draft_score", "draft_terms"),
        lambda _row: True,
        lambda row: row.answerable,
    ),
    Factor(
        "document",
        ("best_similarity", "document_odds", "legs_agree"),
        lambda row: row.answerable,
        lambda row: row.answers,
    ),
    Factor(
        "draft",
        (
            "draft_alike",
            "draft_carried",
            "draft_document_share",
            "draft_from_top",
            "draft_passage_rank",
            "draft_score",
            "draft_share",
            "draft_terms",
            "draft_told",
            "least_supported",
        ),
        lambda row: row.answers and row.right is not None,
        lambda row: bool(row.right),
    ),
)
"""Chosen by cross-validation over gold documents; what each group of signals is worth stands in decision 0038."""


def fit_factors(rows: Sequence[ConfidenceRow], factors: Sequence[Factor] = FACTORS) -> list[Fitted]:
    """Each factor on the rows it is about."""
    found = []
    for factor in factors:
        among = [row for row in rows if factor.among(row)]
        found.append(fit_rows(among, factor.signals, [factor.tells(row) for row in among]))
    return found


def held_out(rows: Sequence[ConfidenceRow], factors: Sequence[Factor] = FACTORS) -> Array:
    """What each factor says of each row (a line a factor), by models that have not seen the row's group."""
    fold = np.array([_fold(row.group) for row in rows])
    said = np.zeros((len(factors), len(rows)))
    for number in range(FOLDS):
        own = [row for row, where in zip(rows, fold, strict=True) if where == number]
        if own:
            rest = [row for row, where in zip(rows, fold, strict=True) if where != number]
            said[:, fold == number] = [model.probability(own) for model in fit_factors(rest, factors)]
    return said


def fit_rows(rows: Sequence[ConfidenceRow], names: Sequence[str], labels: Sequence[bool]) -> Fitted:
    """One model on rows with labels; a signal that no row has gets no weight."""
    raw = matrix(rows, names)
    known = ~np.isnan(raw)
    centres = np.where(known, raw, 0).sum(axis=0) / np.maximum(1, known.sum(axis=0))
    raw = filled(raw, centres)
    scales = np.where(raw.std(axis=0) > 1e-9, raw.std(axis=0), 1.0)
    y = np.array([float(label) for label in labels])
    weights, bias = fit((raw - centres) / scales, y, np.array([row.weight for row in rows]))
    return Fitted(tuple(names), weights, bias, centres, scales)


def fit(x: Array, y: Array, often: Array | None = None) -> tuple[Array, float]:
    """Weights of standardised signals and the bias; `often` tells how much each row counts."""
    share = np.ones(len(y)) if often is None else often
    share = share / share.sum()

    def loss(parameters: Array) -> tuple[float, Array]:
        weights, bias = parameters[:-1], parameters[-1]
        z = x @ weights + bias
        p = 1 / (1 + np.exp(-z))
        value = float(share @ (np.logaddexp(0, z) - y * z) + PENALTY * weights @ weights / 2)
        gradient = np.append(x.T @ (share * (p - y)) + PENALTY * weights, share @ (p - y))
        return value, gradient

    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B")
    return found.x[:-1], float(found.x[-1])


def matrix(rows: Sequence[ConfidenceRow], names: Sequence[str]) -> Array:
    """A row of figures each, NaN where one is missing."""
    return np.array([[row.signals.get(name, np.nan) for name in names] for row in rows], dtype=np.float64)


def filled(raw: Array, centres: Array) -> Array:
    """With the centres where a figure is missing."""
    found: Array = np.where(np.isnan(raw), centres, raw)
    return found


def _fold(group: str) -> int:
    return int.from_bytes(hashlib.sha256(group.encode()).digest()[:4], "big") % FOLDS
