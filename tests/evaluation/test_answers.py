"""Answers measured with the whole pipeline on a throw-away knowledge base."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.answers import evaluate_answers
from assistant.evaluation.dataset_rows import RowError
from assistant.settings import Settings

CORPUS = (
    {
        "id": "dogs",
        "title": "Keeping a dog",
        "text": "Tax\n\nThe dog tax is 90 dollars a year for the first dog.",
    },
    {"id": "pool", "title": "Swimming pool", "text": "Hours\n\nThe pool is open from May to September."},
    {"id": "法", "title": "养犬办法", "text": "第一条 税\n\n第一只犬的犬税为每年90元。"},
)
QUERIES = (
    {"id": "q1", "question": "How much is the dog tax?", "gold_doc_ids": ["dogs"]},
    {
        "id": "q2",
        "question": "and when is it open?",
        "history": [{"role": "user", "text": "Is there a swimming pool?"}, {"role": "agent", "text": "Yes."}],
    },
    {"id": "q3", "question": "犬税多少钱？"},
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the two files."""
    for name, rows in (("corpus", CORPUS), ("queries", QUERIES)):
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def answered(folder: Path, limit: int | None = None) -> list[Mapping[str, Any]]:
    """The output rows on default settings."""
    told: list[tuple[str, int, int]] = []
    rows = evaluate_answers(
        [folder / "corpus.jsonl"],
        folder / "queries.jsonl",
        limit,
        lambda *step: told.append(step),
        Settings(data_dir=folder / "data"),
    )
    return list(rows)


def test_each_query_gets_the_row_of_the_contract(folder: Path) -> None:
    """Order, fields, types and ranges are those other programs rely on."""
    rows = answered(folder)
    assert [row["id"] for row in rows] == ["q1", "q2", "q3"]
    for row in rows:
        assert set(row) == {
            "id", "passages", "answer", "citations", "confidence", "route", "would_answer", "reasons", "timings_ms",
        }  # fmt: skip
        assert 0 <= row["confidence"] <= 1
        assert row["route"] in {"clarify", "review", "emergency"}
        assert {"total", "screen", "understand", "retrieve", "draft", "verify", "route"} <= set(
            row["timings_ms"]
        )
        json.dumps(row)


def test_answers_stand_on_the_right_page_in_both_languages(folder: Path) -> None:
    """A first question, a follow-up that needs its history, and a Chinese one."""
    rows = answered(folder)
    assert [row["passages"][0]["document_id"] for row in rows] == ["dogs", "pool", "法"]
    assert rows[0]["answer"] == "The dog tax is 90 dollars a year for the first dog."
    assert rows[0]["citations"] == [{"document_id": "dogs", "quote": rows[0]["answer"]}]
    assert "May to September" in rows[1]["answer"]
    assert "90元" in rows[2]["answer"]


def test_a_limit_answers_the_first_rows_only(folder: Path) -> None:
    """For a trial run."""
    assert [row["id"] for row in answered(folder, 1)] == ["q1"]


def test_a_bad_corpus_row_stops_before_the_first_answer(folder: Path) -> None:
    """File, line and field are named."""
    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as file:
        file.write('\n{"id": "x", "title": "No text"}\n')
    with pytest.raises(RowError, match=r"corpus\.jsonl, line 4, field 'text'"):
        answered(folder)
