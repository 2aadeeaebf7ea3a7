"""How many wrong sentences the check finds, and how many right ones it leaves alone (G-01, G-02).

Rows named `grounded` were used to choose the rules and their thresholds; rows named `fresh` were written afterwards and
only looked at for faults of principle.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from assistant.domain.questions import Language
from assistant.evaluation.mutants import Edit, mutants
from tests.domain.verification.drafts import verdict_on

HERE = Path(__file__).parent


@lru_cache
def grounded(language: Language) -> tuple[tuple[str, str], ...]:
    """Claims with the passage text they stand on: copies and paraphrases."""
    rows: list[tuple[str, str]] = []
    for name in (f"grounded_{language}.jsonl", f"fresh_{language}.jsonl"):
        for line in (HERE / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            rows.extend((claim, row["quote"]) for claim in row["claims"])
    return tuple(rows)


@lru_cache
def found_and_made(language: Language) -> tuple[Counter[Edit], Counter[Edit]]:
    """How many mutants of each kind have a finding, of how many."""
    found: Counter[Edit] = Counter()
    made: Counter[Edit] = Counter()
    for claim, source in grounded(language):
        for mutant in dict.fromkeys(mutants(claim, language, source)):
            made[mutant.edit] += 1
            found[mutant.edit] += bool(verdict_on(mutant.text, source).findings)
    return found, made


@pytest.mark.parametrize("language", Language)
def test_the_suite_is_large_enough(language: Language) -> None:
    """At least 40 grounded sentences and 200 mutants in each language."""
    assert len(grounded(language)) >= 40
    assert found_and_made(language)[1].total() >= 200


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("edit", "least"),
    [
        (Edit.NUMBER, 0.99),
        (Edit.DATE, 0.97),
        (Edit.NEGATION, 0.90),
        (Edit.MODALITY, 0.90),
        (Edit.EXCHANGED_NUMBER, 0.85),
    ],
)
def test_wrong_sentences_are_found(language: Language, edit: Edit, least: float) -> None:
    """The share of mutants with a finding, by kind."""
    found, made = found_and_made(language)
    assert made[edit] >= 20
    assert found[edit] / made[edit] >= least


@pytest.mark.parametrize("language", Language)
def test_grounded_sentences_are_left_alone(language: Language) -> None:
    """At most one untouched sentence in twenty has a finding."""
    flagged = [claim for claim, source in grounded(language) if verdict_on(claim, source).findings]
    assert len(flagged) / len(grounded(language)) <= 0.05
