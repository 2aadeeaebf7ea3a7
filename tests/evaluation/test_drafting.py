"""Drafts measured against the answers that people gave."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.evaluation.drafting import Measured, against_answers, leading_claim, table, token_f1
from tests.services.extraction.pages import drafted, passage


def test_token_f1_counts_each_shared_word_once_a_side() -> None:
    """Words and Chinese characters alike; more words than the person used cost precision."""
    assert token_f1("Pay 30 euros.", "pay 30 EUROS") == 1.0
    assert token_f1("pay pay pay pay", "pay now") == pytest.approx(2 / 6)
    assert token_f1("收费30欧元", "30欧元") == pytest.approx(2 * 3 / 8)
    assert token_f1("", "pay") == token_f1("pay", "call") == 0.0


def test_the_leading_claim_is_measured_alone() -> None:
    """What answers must come first, whatever follows it."""
    draft = drafted("What does a permit cost?", passage("A permit costs 30 euros. It is not for vans.")).draft
    alone = leading_claim(draft)
    assert alone is not None
    assert alone.plain_text() == "A permit costs 30 euros."
    assert leading_claim(None) is None


def test_each_answered_query_is_measured_under_its_kind(tmp_path: Path) -> None:
    """A query that nobody answered is left out; one with a history is a follow-up."""
    corpus, queries = tmp_path / "c.jsonl", tmp_path / "q.jsonl"
    corpus.write_text(
        json.dumps({"id": "dogs", "title": "Dogs", "text": "Tax\n\nThe dog tax is 90 dollars a year."})
    )
    asked = {"id": "1", "question": "How much is the dog tax?", "answer": "The dog tax is 90 dollars a year."}
    later = {**asked, "id": "2", "history": [{"role": "user", "text": "I have a dog."}]}
    queries.write_text(
        "\n".join(json.dumps(row) for row in (asked, later, {**asked, "id": "3", "answer": None}))
    )
    measured = list(against_answers([corpus], queries))
    assert [name for name, _ in measured] == ["first turns", "follow-ups"]
    assert all(row.whole == row.leading == 1.0 and row.clean for _, row in measured)


def test_the_table_has_means_a_line() -> None:
    """One line a kind of question; where there is no draft nothing was checked."""
    rows = [
        Measured(1.0, 0.5, 10, True, 2.0),
        Measured(0.5, 0.5, 20, False, 4.0),
        Measured(0.0, 0.5, 0, None, 0.0),
    ]
    assert table({"first turns": rows})[1] == "| first turns | 3 | 0.500 | 0.500 | 10 | 0.500 | 2.0 |"
