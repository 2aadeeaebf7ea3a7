"""Training the weights of confidence."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.evaluation.confidence_fit import FACTORS, fit, fit_factors, held_out
from assistant.evaluation.confidence_rows import (
    ConfidenceRow,
    LabelledQueries,
    draft_is_right,
    labelled_rows,
    read_rows,
    write_rows,
)
from assistant.evaluation.reliability import auroc
from assistant.evaluation.train_confidence import GROUPS, draw, labelled_queries, measured, page, without
from assistant.settings import Settings
from tests.services.engine_parts import checked

GOLD = "The resident parking permit costs 30 euros."


def test_a_draft_is_right_if_it_says_enough_of_the_gold_text_from_a_gold_document() -> None:
    """Both the document and the words must fit."""
    assert draft_is_right(checked(), ["parking"], GOLD)
    assert not draft_is_right(checked(), ["bus"], GOLD)
    assert not draft_is_right(
        checked(), ["parking"], "Dogs must be kept on a lead in every park of the town."
    )
    assert not draft_is_right(checked(), ["parking"], "")
    assert not draft_is_right(checked(draft=None), ["parking"], GOLD)


def test_the_fit_finds_the_signal_that_tells() -> None:
    """The informative column gets the weight, the noise next to none, and the bias the base rate."""
    random = np.random.default_rng(7)
    y = (random.random(4000) < 0.3).astype(float)
    x = np.column_stack([y + random.normal(0, 1, 4000), random.normal(0, 1, 4000)])
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    weights, bias = fit(x, y)
    assert weights[0] > 0.5
    assert abs(weights[1]) < 0.1
    predicted = 1 / (1 + np.exp(-(x @ weights + bias)))
    assert predicted.mean() == pytest.approx(y.mean(), abs=0.01)


def _row(number: int, answerable: bool, answers: bool, right: bool, noise: float) -> ConfidenceRow:
    signals = {
        "best_similarity": 0.3 + 0.4 * answerable + noise,
        "document_odds": 3.0 * answers + noise,
        "draft_terms": 0.5 * right + noise,
    }
    judged = right if number % 3 else None
    return ConfidenceRow("set", f"page {number // 4}", True, signals, answerable, answers, judged, 1.0)


@pytest.fixture(scope="module")
def rows() -> list[ConfidenceRow]:
    """Six hundred questions, of which some have no answer, some find another document, some are drafted wrongly."""
    draw_ = np.random.default_rng(11)
    made = []
    for number in range(600):
        answerable, found, said = draw_.random(3) < (0.8, 0.7, 0.6)
        answers = bool(answerable and found)
        noise = float(draw_.normal(0, 0.2))
        made.append(_row(number, bool(answerable), answers, bool(answers and said), noise))
    return made


def test_each_factor_learns_from_the_rows_it_is_about(rows: list[ConfidenceRow]) -> None:
    """The share it says on average is the share among those rows, and the telling signal has the weight."""
    for factor, model in zip(FACTORS, fit_factors(rows), strict=True):
        among = [row for row in rows if factor.among(row)]
        expected = np.mean([factor.tells(row) for row in among])
        assert model.probability(among).mean() == pytest.approx(expected, abs=0.01)
        telling = {"answerable": "best_similarity", "document": "document_odds", "draft": "draft_terms"}
        strongest = max(zip(model.weights, model.names, strict=True))
        assert strongest[1] == telling[factor.name]


def test_cross_validation_never_sees_the_group_it_judges() -> None:
    """A signal that only tells which page it is, is worth nothing on pages not seen."""
    draw_ = np.random.default_rng(2)
    made = []
    for page_number in range(120):
        good = bool(draw_.random() < 0.5)
        signals = {"document_odds": float(draw_.normal()), "best_similarity": float(draw_.normal())}
        made += [
            ConfidenceRow("set", f"page {page_number}", True, signals, True, good, good, 1.0)
            for _ in range(3)
        ]
    said = held_out(made)[1]
    assert auroc(said, np.array([float(row.answers) for row in made])) < 0.65


def test_what_is_measured_names_each_set_and_each_group_of_signals(rows: list[ConfidenceRow]) -> None:
    """C-14: leaving out a group is measured on the same rows, and every signal of the models belongs to one."""
    (line,) = measured(rows, held_out(rows))
    assert line.startswith("set (600): answerable 0.")
    grouped = [name for _, names in GROUPS for name in names]
    assert sorted(grouped) == sorted({name for factor in FACTORS for name in factor.signals})
    (weaker,) = measured(rows, held_out(rows, without(("document_odds",))))
    assert _figure(weaker, "right document") < _figure(line, "right document") - 0.1


def _figure(line: str, name: str) -> float:
    return float(line.split(f"{name} ")[1].split(",")[0])


def test_the_weights_written_are_the_weights_fitted(rows: list[ConfidenceRow]) -> None:
    """The module reads back with the same figures for every factor."""
    models = fit_factors(rows)
    namespace: dict[str, dict[str, dict[str, tuple[float, float, float]]]] = {}
    exec(page("a set", rows, models), namespace)
    for factor, model in zip(FACTORS, models, strict=True):
        assert namespace["BIASES"][factor.name] == pytest.approx(model.bias, rel=1e-4)
        read = [namespace["TERMS"][factor.name][name][0] for name in factor.signals]
        assert read == pytest.approx(model.weights.tolist(), rel=1e-4, abs=1e-9)


def test_pictures_and_kept_rows_are_written(rows: list[ConfidenceRow], tmp_path: Path) -> None:
    """What the pipeline measured can be read again without answering anything anew."""
    draw(rows, held_out(rows), tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "confidence-reliability.svg",
        "confidence-risk-coverage.svg",
    }
    write_rows(tmp_path / "rows.jsonl", rows)
    assert read_rows(tmp_path / "rows.jsonl") == rows


def test_questions_are_asked_once_more_without_their_document(tmp_path: Path) -> None:
    """Such a row counts less and is unanswerable, whatever was found instead."""
    topics = ("dog", "pool", "library", "market", "bus", "forest")
    lines = [
        json.dumps({"id": name, "title": name, "text": f"Fee\n\nThe {name} fee is {place} euros a year."})
        for place, name in enumerate(topics, start=20)
    ]
    (tmp_path / "c.jsonl").write_text("\n".join(lines), encoding="utf-8")
    asked = [
        json.dumps({"id": f"q-{name}", "question": f"How much is the {name} fee?", "gold_doc_ids": [name]})
        for name in topics
    ]
    (tmp_path / "q.jsonl").write_text("\n".join(asked), encoding="utf-8")
    given = LabelledQueries("town", 2.0, True, (tmp_path / "c.jsonl",), tmp_path / "q.jsonl")
    found = labelled_rows(given, Settings(data_dir=tmp_path / "data"))
    whole, gaps = found[: len(topics)], found[len(topics) :]
    assert all(row.answerable and row.answers and row.weight == 2.0 for row in whole)
    assert 0 < len(gaps) < len(topics)
    assert not any(row.answerable or row.answers for row in gaps)
    assert {row.weight for row in gaps} == {0.6}


def test_a_set_that_does_not_read_is_refused() -> None:
    """A forgotten kind would otherwise be read as a file."""
    assert labelled_queries(["a", "1", "gaps", "c.jsonl", "q.jsonl"]).gaps
    with pytest.raises(SystemExit):
        labelled_queries(["a", "1", "c.jsonl", "q.jsonl"])


def test_the_area_under_the_curve_counts_ties_as_half() -> None:
    """Perfect order is 1, reversed order 0, no information one half."""
    y = np.array([0.0, 0.0, 1.0, 1.0])
    assert auroc(np.array([0.1, 0.2, 0.3, 0.4]), y) == 1.0
    assert auroc(np.array([0.4, 0.3, 0.2, 0.1]), y) == 0.0
    assert auroc(np.array([0.5, 0.5, 0.5, 0.5]), y) == 0.5
