"""Trains the weights of `domain/verification/support.py` on answers whose support people have rated.

    python -m assistant.evaluation.train_grounding --input groundedness.jsonl --name "MTRAG human evaluation (Apache-2.0)"

A row needs passages, answer, `label_grounded_lenient` and an id that starts with its conversation (`conversation<::>…`).
Rows without passages are left out. What is printed was cross-validated, one conversation left out at a time.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.stats import rankdata

from assistant.domain.verification.support_features import FEATURES, measure_answer, read_source

Array = npt.NDArray[np.float64]

PENALTY = 5.0
"""L2 on the standardised weights. From 1 to 10 the cross-validated ranking differs by less than .003."""

TARGET = Path(__file__).parents[1] / "domain" / "verification" / "support_weights.py"


def fit(x: Array, y: Array) -> tuple[Array, float]:
    """The weights of standardised features, and the bias."""

    def loss(parameters: Array) -> tuple[float, Array]:
        weights, bias = parameters[:-1], parameters[-1]
        z = x @ weights + bias
        p = 1 / (1 + np.exp(-z))
        value = float(np.sum(np.logaddexp(0, z) - y * z) + PENALTY * weights @ weights / 2)
        return value, np.append(x.T @ (p - y) + PENALTY * weights, np.sum(p - y))

    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B")
    return found.x[:-1], float(found.x[-1])


def auroc(scores: Array, y: Array) -> float:
    """Area under the ROC curve, ties at half."""
    positives = y.sum()
    above = rankdata(scores)[y == 1].sum() - positives * (positives + 1) / 2
    return float(above / (positives * (len(y) - positives)))


def cross_validated(x: Array, y: Array, groups: Sequence[str]) -> Array:
    """The score of each row by weights that have not seen its group."""
    predicted = np.zeros(len(y))
    for group in sorted(set(groups)):
        held_out = np.array([one == group for one in groups])
        centres, scales = _standard(x[~held_out])
        weights, bias = fit((x[~held_out] - centres) / scales, y[~held_out])
        predicted[held_out] = (x[held_out] - centres) / scales @ weights + bias
    return predicted


def _standard(x: Array) -> tuple[Array, Array]:
    spread = x.std(axis=0)
    return x.mean(axis=0), np.where(spread > 1e-9, spread, 1.0)


def main() -> None:
    """Train on the named file, print what was measured and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--input", type=Path, required=True)
    parser.add_argument("--name", required=True, help="what the weights file says they were trained on")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.input.read_text(encoding="utf-8").splitlines() if line]
    rows = [row for row in rows if row["passages"]]
    x = np.array([measure_answer(row["answer"], read_source(tuple(row["passages"]))) for row in rows])
    y = np.array([float(row["label_grounded_lenient"]) for row in rows])
    _report(x, y, rows)
    centres, scales = _standard(x)
    weights, bias = fit((x - centres) / scales, y)
    TARGET.write_text(_page(arguments.name, y, centres, scales, weights, bias), encoding="utf-8")


def _report(x: Array, y: Array, rows: Sequence[dict[str, str]]) -> None:
    predicted = cross_validated(x, y, [row["id"].partition("<")[0] for row in rows])
    machine = np.array([row.get("model") != "reference" for row in rows])
    print(f"answers {len(y)}, supported {y.mean():.3f}, cross-validated AUROC {auroc(predicted, y):.3f}")
    print(
        f"machine answers {machine.sum()}, cross-validated AUROC {auroc(predicted[machine], y[machine]):.3f}"
    )


def _page(name: str, y: Array, centres: Array, scales: Array, weights: Array, bias: float) -> str:
    def table(title: str, values: Array) -> str:
        lines = "".join(f'    "{key}": {value:.6g},\n' for key, value in zip(FEATURES, values, strict=True))
        return f"{title}: dict[str, float] = {{\n{lines}}}\n"

    head = f'"""Written by assistant.evaluation.train_grounding from {name}: {len(y)} answers, {y.mean():.3f} supported."""\n'
    return f"{head}\nBIAS = {bias:.6g}\n{table('CENTRES', centres)}{table('SCALES', scales)}{table('WEIGHTS', weights)}"


if __name__ == "__main__":
    main()
