"""Trains the weights of `domain/confidence.py`: `python -m assistant.evaluation.train_confidence --set … --name …`.

`--set NAME WEIGHT whole|gaps CORPUS.jsonl … QUERIES.jsonl`, repeatable, in the format of `civicdesk evaluate answers`
with gold labels; `gaps` asks some queries once more without their documents (`confidence_rows`). The sample town's own
questions are added, except those of the topics it certifies: there a label that had moved the score could not carry a
certificate any more. Only permissively licensed data may be used; the file written names it. `--rows FILE` keeps what
the pipeline measured, or reads it if the file is there. Prints what cross-validation says, what each group of signals
is worth (C-14), and with `--pictures FOLDER` draws it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from assistant.evaluation.confidence_figures import reliability_diagram, risk_coverage_curve
from assistant.evaluation.confidence_fit import FACTORS, Array, Factor, Fitted, fit_factors, held_out
from assistant.evaluation.confidence_rows import (
    SAMPLE,
    ConfidenceRow,
    LabelledQueries,
    labelled_rows,
    read_rows,
    sample_rows,
    write_rows,
)
from assistant.evaluation.reliability import auroc, reliability
from assistant.evaluation.risk_coverage import risk_coverage
from assistant.settings import Settings, load_settings

SAMPLE_WEIGHT = 12
"""How often a sample question counts: they are few, and the only ones in Chinese and about a town. At 20 the
calibration error of Doc2Dial grows by .02, at 6 that of the town by .05 (decision 0038)."""

RISK_SHOWN = 0.1
"""The risk at which coverage is told: what the evaluation contract asks."""

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("retrieval margin", ("document_odds",)),
    ("source agreement", ("legs_agree", "draft_from_top", "draft_document_share", "draft_passage_rank")),
    ("likeness in meaning", ("best_similarity", "draft_alike")),
    ("words taken up", ("draft_terms", "draft_carried", "draft_told")),
    ("groundedness", ("least_supported",)),
    ("self-consistency", ("draft_share", "draft_score")),
)
"""The groups of signals of C-14. Self-consistency without a model: whether other statements say as much."""

TARGET = Path(__file__).parents[1] / "domain" / "confidence_weights.py"


def gathered(
    sets: Sequence[LabelledQueries], kept: Path | None, settings: Settings, every: int = 1
) -> list[ConfidenceRow]:
    """The rows of all sets and the sample town, from the file if it is there."""
    if kept is not None and kept.exists():
        return read_rows(kept)
    rows = [row for one in sets for row in labelled_rows(one, settings, every)]
    rows += sample_rows(SAMPLE_WEIGHT, settings)
    if kept is not None:
        write_rows(kept, rows)
    return rows


def measured(rows: Sequence[ConfidenceRow], said: Array) -> list[str]:
    """A line for each set, and for its first turns."""
    lines = []
    for name in dict.fromkeys(row.set for row in rows):
        chosen = np.array([row.set == name for row in rows])
        first = chosen & np.array([row.first_turn for row in rows])
        lines.append(_line(name, rows, said, chosen))
        if 0 < first.sum() < chosen.sum():
            lines.append(_line(f"{name}, first turns", rows, said, first))
    return lines


def _line(name: str, rows: Sequence[ConfidenceRow], said: Array, chosen: Array) -> str:
    picked = [row for row, take in zip(rows, chosen, strict=True) if take]
    p = said[:, np.asarray(chosen, dtype=bool)].prod(axis=0)
    able = np.array([row.answerable for row in picked])
    answers = np.array([float(row.answers) for row in picked])
    figures = [
        f"answerable {auroc(p, able.astype(float)):.3f}",
        f"right document {auroc(p[able], answers[able]):.3f}",
        f"coverage at 10 % {_coverage(p[able], answers[able]):.3f}",
    ]
    judged = np.array([row.right is not None for row in picked])
    if judged.any():
        right = [bool(row.right) for row in picked if row.right is not None]
        found = reliability(p[judged].tolist(), right)
        curve = risk_coverage(list(zip(p[judged].tolist(), right, strict=True)))
        figures += [
            f"right draft {found.auroc:.3f}",
            f"log loss {found.log_loss:.3f}",
            f"ECE {found.ece:.3f}",
        ]
        figures.append(f"AUGRC {curve.augrc:.3f}")
    return f"{name} ({len(picked)}): {', '.join(figures)}"


def _coverage(p: Array, right: Array) -> float:
    return risk_coverage([(float(a), bool(b)) for a, b in zip(p, right, strict=True)]).coverage_at(RISK_SHOWN)


def without(group: Sequence[str]) -> list[Factor]:
    """The factors, none of them reading these signals."""
    return [replace(one, signals=tuple(name for name in one.signals if name not in group)) for one in FACTORS]


def draw(rows: Sequence[ConfidenceRow], said: Array, folder: Path) -> None:
    """Both pictures, of the drafts that were judged, each scored by models that have not seen its document."""
    judged = [i for i, row in enumerate(rows) if row.right is not None and row.set != SAMPLE]
    p = said.prod(axis=0)[judged].tolist()
    right = [bool(rows[i].right) for i in judged]
    title = "Confidence and the share of right drafts, documents not trained on"
    (folder / "confidence-reliability.svg").write_text(
        reliability_diagram(reliability(p, right), title), encoding="utf-8"
    )
    able = [i for i, row in enumerate(rows) if row.answerable and row.first_turn and row.set != SAMPLE]
    known = [i for i in able if rows[i].right is not None]
    scored = [(float(said[:, i].prod()), rows[i].answers) for i in known]
    title = "Risk of a wrong document by coverage, first questions, documents not trained on"
    (folder / "confidence-risk-coverage.svg").write_text(
        risk_coverage_curve(risk_coverage(scored), RISK_SHOWN, title), encoding="utf-8"
    )


def page(name: str, rows: Sequence[ConfidenceRow], models: Sequence[Fitted]) -> str:
    """The module of the weights."""
    counts = f"{len(rows)} rows, {sum(row.answerable for row in rows)} of them answerable"
    lines = [f'"""Written by assistant.evaluation.train_confidence from {name}: {counts}."""', ""]
    lines.append("BIASES: dict[str, float] = {")
    lines += [f'    "{one.name}": {model.bias:.6g},' for one, model in zip(FACTORS, models, strict=True)]
    lines += ["}", '"""The log odds of each factor at the centres."""', ""]
    lines.append("TERMS: dict[str, dict[str, tuple[float, float, float]]] = {")
    for one, model in zip(FACTORS, models, strict=True):
        lines.append(f'    "{one.name}": {{')
        figures = zip(model.names, model.weights, model.centres, model.scales, strict=True)
        lines += [
            f'        "{key}": ({weight:.6g}, {centre:.6g}, {scale:.6g}),'
            for key, weight, centre, scale in figures
        ]
        lines.append("    },")
    lines += ["}", '"""For each factor and signal: weight, centre, scale."""', ""]
    return "\n".join(lines)


def labelled_queries(parts: Sequence[str]) -> LabelledQueries:
    """One `--set`. Raises SystemExit where it does not read."""
    if len(parts) < 5 or parts[2] not in ("whole", "gaps"):
        raise SystemExit("--set NAME WEIGHT whole|gaps CORPUS.jsonl … QUERIES.jsonl")
    name, weight, kind, *paths = parts
    return LabelledQueries(name, float(weight), kind == "gaps", tuple(map(Path, paths[:-1])), Path(paths[-1]))


def main() -> None:
    """Train on the named sets and the sample town, tell what is measured, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", action="append", nargs="+", default=[], metavar="PART")
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--every", type=int, default=1, help="ask only each n-th query of each set")
    parser.add_argument("--name", required=True, help="what the weights file says they were trained on")
    arguments = parser.parse_args()
    rows = gathered(
        [labelled_queries(one) for one in arguments.set], arguments.rows, load_settings(), arguments.every
    )
    said = held_out(rows)
    print("\n".join(measured(rows, said)))
    for group, signals in GROUPS:
        print(f"without {group}")
        print("\n".join(f"  {line}" for line in measured(rows, held_out(rows, without(signals)))))
    if arguments.pictures is not None:
        draw(rows, said, arguments.pictures)
    TARGET.write_text(page(arguments.name, rows, fit_factors(rows)), "utf-8")


if __name__ == "__main__":
    main()
