"""The check of drafts on single edits of the sample's sentences: how many it finds, and how many right ones it flags."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain.questions import Language
from assistant.evaluation.faithful_rewordings import rewordings
from assistant.evaluation.mutant_suite import (
    UNTOUCHED,
    Grounded,
    Key,
    Tally,
    Wording,
    measured,
    of_rows,
    of_sample,
    qualities,
    wrong_sentences,
)

OF_EACH = 200
"""Mutants of each kind, language and wording that are looked at."""


@pytest.fixture(scope="module")
def tallies() -> dict[Key, Tally]:
    """What was found among the sample's sentences."""
    return measured(of_sample(), OF_EACH)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("wording", [Wording.VERBATIM, Wording.REWORDED])
@pytest.mark.parametrize(
    ("kind", "least"), [("number", 0.99), ("date", 0.97), ("negation", 0.90), ("modality", 0.90)]
)
def test_single_edits_are_found(
    tallies: dict[Key, Tally], language: Language, wording: Wording, kind: str, least: float
) -> None:
    """G-01, G-02, G-06: of 200 edits of each kind, in copies and in rewordings, nearly all are found."""
    tally = tallies[language, wording, kind]
    assert tally.made == OF_EACH
    assert tally.found / tally.made >= least


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("wording", [Wording.VERBATIM, Wording.REWORDED])
@pytest.mark.parametrize(
    ("kind", "least"),
    [("unit", 0.95), ("scope", 0.90), ("name", 0.95), ("condition", 0.90), ("exchanged_number", 0.90)],
)
def test_edits_of_sense_are_found(
    tallies: dict[Key, Tally], language: Language, wording: Wording, kind: str, least: float
) -> None:
    """G-02, G-09: wrong units, scopes, names and dropped conditions, of which the sample has fewer."""
    tally = tallies[language, wording, kind]
    assert tally.made >= 15
    assert tally.found / tally.made >= least


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("wording", [Wording.VERBATIM, Wording.REWORDED])
def test_right_sentences_are_left_alone(
    tallies: dict[Key, Tally], language: Language, wording: Wording
) -> None:
    """G-01: at most one untouched sentence in twenty is flagged."""
    tally = tallies[language, wording, UNTOUCHED]
    assert tally.made == OF_EACH
    assert tally.found / tally.made <= 0.05


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("wording", [Wording.VERBATIM, Wording.REWORDED])
def test_precision_recall_and_f1_are_told_with_their_intervals(
    tallies: dict[Key, Tally], language: Language, wording: Wording
) -> None:
    """G-06: on this knowledge base, over 200 labelled sentences in each language, Chinese among them."""
    found = qualities(tallies)[language, wording]
    assert found.right >= 200
    assert found.wrong >= 200
    for one in (found.precision, found.recall, found.f1):
        assert 0.9 < one.low <= one.value <= one.high <= 1.0
        assert one.low < one.high
    assert found.false_alarms.value <= 0.05


def test_rows_that_people_wrote_are_read(tmp_path: Path) -> None:
    """Each claim of a row becomes a sentence on the row's quote, in the quote's language."""
    file = tmp_path / "rows.jsonl"
    file.write_text('{"quote": "停车证收费30欧元。", "claims": ["停车证要交三十欧元。"]}\n', encoding="utf-8")
    assert list(of_rows(file)) == [
        Grounded(Language.ZH, Wording.BY_HAND, "停车证要交三十欧元。", "停车证收费30欧元。")
    ]


def test_every_kind_of_edit_is_made() -> None:
    """One sentence can be made wrong in its number, unit, scope, name, force and condition."""
    text = "You must pay all 30 euros to Aldermoor within 14 days, unless the fee is waived."
    kinds = {kind for kind, _ in wrong_sentences(Grounded(Language.EN, Wording.VERBATIM, text, text))}
    assert {"number", "unit", "scope", "name", "modality", "negation", "condition"} <= kinds


def test_a_rewording_differs_from_its_sentence_and_keeps_its_figures() -> None:
    """The amount stands in each rewording, in one spelling or another."""
    made = list(rewordings("The permit costs 30 euros a year if you live in the zone.", Language.EN))
    assert len(made) == len(set(made)) >= 3
    assert all("30" in one for one in made)
