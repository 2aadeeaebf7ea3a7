"""Trains the weights of `domain/confidence.py`: `python -m assistant.evaluation.train_confidence --corpus … --queries …`.

Two sets together. Rows of `--queries`: right if the draft quotes a gold document first and says enough of the gold text.
The sample town's own questions, except those of the topics it certifies: there a label that had moved the score could not
carry a certificate any more. Only permissively licensed data may be used; the file written names the set. Logistic
regression with an L2 penalty, fitted by SciPy; calibration and ranking are measured by cross-validation.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from assistant.adapters.system import SystemClock
from assistant.domain.confidence import gather_signals
from assistant.domain.routing import Working
from assistant.domain.would_answer import only_autonomy_is_missing
from assistant.evaluation.answers import sample_engine, throwaway_engine, timed
from assistant.evaluation.dataset_rows import query_rows
from assistant.services.sample_town import asked
from assistant.services.sample_town import is_right as answers_rightly
from assistant.settings import load_settings
from knowledge_base.sample_policies import sample_questions
from knowledge_base.text import content_terms

Array = npt.NDArray[np.float64]

PENALTY = 0.01
"""L2 per row; between 0.001 and 0.1 the cross-validated ranking differs by less than .003."""

ENOUGH = 0.5
"""Share of the gold text's content terms that the draft must say to count as right."""

SAMPLE_WEIGHT = 6
"""How often a sample question counts: they are a sixth as many, and the only ones in Chinese and about a town."""

HELD_OUT_TOPICS = frozenset({"resident-parking", "waste-collection", "residence-registration"})
"""Topics whose labels are kept for certificates."""

FOLDS = 5

TARGET = Path(__file__).parents[1] / "domain" / "confidence_weights.py"


def is_right(working: Working, gold_documents: Sequence[str], gold_text: str) -> bool:
    """The label of a row."""
    if working.draft is None or not working.draft.quotes():
        return False
    if working.draft.quotes()[0].document_id not in gold_documents:
        return False
    gold = content_terms(gold_text)
    said = content_terms(working.draft.plain_text())
    return bool(gold) and len(gold & said) / len(gold) >= ENOUGH


def fit(x: Array, y: Array) -> tuple[Array, float]:
    """Weights of standardised signals and the bias."""

    def loss(parameters: Array) -> tuple[float, Array]:
        weights, bias = parameters[:-1], parameters[-1]
        z = x @ weights + bias
        p = 1 / (1 + np.exp(-z))
        value = float(np.mean(np.logaddexp(0, z) - y * z) + PENALTY * weights @ weights / 2)
        gradient = np.append(x.T @ (p - y) / len(y) + PENALTY * weights, np.mean(p - y))
        return value, gradient

    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B")
    return found.x[:-1], float(found.x[-1])


def auroc(score: Array, y: Array) -> float:
    """Area under the ROC curve, ties at half."""
    order = np.argsort(score, kind="stable")
    ranks = np.empty(len(score))
    ranks[order] = np.arange(1, len(score) + 1)
    for value in np.unique(score):
        same = score == value
        ranks[same] = ranks[same].mean()
    positives = y.sum()
    return float((ranks[y == 1].sum() - positives * (positives + 1) / 2) / (positives * (len(y) - positives)))


@dataclass(frozen=True, slots=True)
class Row:
    """Signals of one question, whether its draft was right, what it belongs to, and how often it counts."""

    signals: Mapping[str, float]
    right: bool
    group: str
    weight: int


def labelled_rows(corpora: Sequence[Path], queries: Path) -> list[Row]:
    """One row for each query with a draft."""
    golds = [json.loads(line) for line in queries.read_text(encoding="utf-8").splitlines() if line]
    rows = []
    with throwaway_engine(corpora, lambda *_: None, load_settings()) as (engine, _):
        for row, gold in zip(query_rows(queries), golds, strict=True):
            working, _ms = timed(engine, row)
            signals = gather_signals(working)
            text = gold.get("gold_text") or ""
            gold_text = " ".join(text) if isinstance(text, list) else text
            if signals:
                right = is_right(working, gold["gold_doc_ids"], gold_text)
                rows.append(Row(signals, right, gold["gold_doc_ids"][0], 1))
    return rows


def sample_rows() -> list[Row]:
    """One row for each sample question that the score alone decides about, outside the held-out topics."""
    rows = []
    with sample_engine(load_settings()) as engine:
        for question in sample_questions():
            working = engine.run(asked(question, SystemClock()))
            signals = gather_signals(working)
            held_out = bool({question.topic_id, working.topic_id} & HELD_OUT_TOPICS)
            if signals and not held_out and only_autonomy_is_missing(working, topic_matters=False):
                right = working.draft is not None and answers_rightly(question, working.draft)
                rows.append(Row(signals, right, question.id, SAMPLE_WEIGHT))
    return rows


def main() -> None:
    """Train on the named files and the sample town, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, action="append", required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--name", required=True, help="what the weights file says they were trained on")
    arguments = parser.parse_args()
    rows = [*labelled_rows(arguments.corpus, arguments.queries), *sample_rows()]
    names = sorted({name for row in rows for name in row.signals})
    raw = np.array([[row.signals.get(name, np.nan) for name in names] for row in rows])
    centres = np.nanmean(raw, axis=0)
    raw = np.where(np.isnan(raw), centres, raw)
    scales = np.where(raw.std(axis=0) > 1e-9, raw.std(axis=0), 1.0)
    x, y = (raw - centres) / scales, np.array([float(row.right) for row in rows])
    often = np.array([row.weight for row in rows])
    _report(x, y, often, [row.group for row in rows])
    weights, bias = fit(np.repeat(x, often, axis=0), np.repeat(y, often))
    TARGET.write_text(_page(arguments.name, len(y), y.mean(), names, centres, scales, weights, bias), "utf-8")


def _report(x: Array, y: Array, often: npt.NDArray[np.int64], groups: Sequence[str]) -> None:
    order = {group: index for index, group in enumerate(sorted(set(groups)))}
    fold = np.array([order[group] % FOLDS for group in groups])
    predicted = np.zeros(len(y))
    for number in range(FOLDS):
        rest = fold != number
        weights, bias = fit(np.repeat(x[rest], often[rest], axis=0), np.repeat(y[rest], often[rest]))
        predicted[fold == number] = 1 / (1 + np.exp(-(x[fold == number] @ weights + bias)))
    print(f"rows {len(y)}, right {y.mean():.3f}, cross-validated AUROC {auroc(predicted, y):.3f}")
    for low in np.arange(0, 1, 0.1):
        chosen = (predicted >= low) & (predicted < low + 0.1)
        if chosen.any():
            print(f"said {low:.1f}-{low + 0.1:.1f}: {chosen.sum():5d} rows, right {y[chosen].mean():.3f}")


def _page(
    name: str,
    n: int,
    share: float,
    names: Sequence[str],
    centres: Array,
    scales: Array,
    weights: Array,
    bias: float,
) -> str:
    def table(title: str, values: Array) -> str:
        lines = "".join(f'    "{key}": {value:.6g},\n' for key, value in zip(names, values, strict=True))
        return f"{title}: dict[str, float] = {{\n{lines}}}\n"

    head = f'"""Written by assistant.evaluation.train_confidence from {name}: {n} rows, {share:.3f} of them right."""\n'
    return f"{head}\nBIAS = {bias:.6g}\n{table('CENTRES', centres)}{table('SCALES', scales)}{table('WEIGHTS', weights)}"


if __name__ == "__main__":
    main()
