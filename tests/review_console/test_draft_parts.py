"""The console shows a draft in the parts that the citizen will read."""

from __future__ import annotations

import pytest

from review_console.claim_tables import QuotedTable, quoted_table
from tests.review_console.conftest import Console


def test_a_draft_is_read_in_its_parts(console: Console) -> None:
    """The caseworker sees which sentences answer and which limit the answer."""
    console.sign_in("carol")
    console.press("Open CD-2026-000001")
    parts = [found.value for found in console.app.subheader]
    assert parts[:2] == ["The answer", "Conditions and exceptions of the answer"]


def test_quoted_rows_are_a_table() -> None:
    """Columns come from the names the cells carry."""
    assert quoted_table("Dog: First | Tax: 96 euros\nDog: Further | Tax: 180 euros") == QuotedTable(
        ("Dog", "Tax"), (("First", "96 euros"), ("Further", "180 euros"))
    )


@pytest.mark.parametrize(
    "words", ["A permit costs 30 euros.", "Fee: 30 euros", "A: 1 | B: 2\nA: 3 | C: 4", "a | b"]
)
def test_other_words_are_no_table(words: str) -> None:
    """A sentence, one cell, rows of two tables, cells without names."""
    assert quoted_table(words) is None
