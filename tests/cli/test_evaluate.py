"""`civicdesk evaluate` keeps the contract: rows in, rows out, and nothing written when a row is bad."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.office import PARKING, Command

QUESTION = "How much does a resident parking permit cost per year?"


def jsonl(path: Path, *rows: dict[str, Any]) -> Path:
    """A file of these rows."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command without any installation: measuring needs none."""
    monkeypatch.chdir(tmp_path)
    return Command(tmp_path / "no-data")


def test_answers_come_in_input_order_with_every_field(nowhere: Command, tmp_path: Path) -> None:
    """Passages, answer, citations, confidence, route, reasons and a time for each step; two corpora are one base."""
    corpus = jsonl(tmp_path / "c.jsonl", {"id": "parking", "title": "Resident parking", "text": PARKING})
    other = jsonl(
        tmp_path / "d.jsonl", {"id": "waste", "title": "Waste", "text": "# Waste\n\nA bin costs 20 euros."}
    )
    queries = jsonl(
        tmp_path / "q.jsonl",
        {"id": "b", "question": QUESTION, "history": [], "gold": "never read"},
        {"id": "a", "question": "What does a bin cost?", "history": [{"role": "user", "text": "Hello"}]},
        {"id": "c", "question": "Left out by the limit", "history": []},
    )
    out = tmp_path / "out.jsonl"
    result = nowhere(
        "evaluate", "answers", "--corpus", str(corpus), "--corpus", str(other), "--queries", str(queries),
        *("--output", str(out), "--limit", "2"),
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    rows = read(out)
    assert [row["id"] for row in rows] == ["b", "a"]
    first = rows[0]
    assert first["passages"][0]["document_id"] == "parking"
    assert "120 euros" in first["answer"]
    assert all(cited["quote"] in PARKING for cited in first["citations"])
    assert first["route"] in ("review", "clarify")
    assert 0 <= first["confidence"] <= 1
    assert {"total", "screen", "retrieve", "draft", "verify"} <= set(first["timings_ms"])
    assert not nowhere.folder.exists()


def test_messages_are_screened_with_spans_into_the_text(nowhere: Command, tmp_path: Path) -> None:
    """Personal data are found at code points of the text, danger goes to people, ordinary questions pass."""
    text = "我的手机号是13800138000。"
    source = jsonl(
        tmp_path / "in.jsonl",
        {"id": "1", "text": text},
        {"id": "2", "text": "I want to kill myself"},
        {"id": "3", "text": "When is the office open?"},
    )
    out = tmp_path / "out.jsonl"
    result = nowhere("evaluate", "screening", "--input", str(source), "--output", str(out))
    assert result.exit_code == 0, result.output
    phone, danger, ordinary = read(out)
    (span,) = phone["spans"]
    assert text[span["start"] : span["end"]] == "13800138000"
    assert "13800138000" not in phone["redacted"]
    assert danger["route"] == "emergency"
    assert ordinary["flags"] == []


def test_answers_of_others_are_judged(nowhere: Command, tmp_path: Path) -> None:
    """What stands in the passage scores higher than another figure, and the figure is named."""
    passages = ["A resident parking permit costs 120 euros per year."]
    source = jsonl(
        tmp_path / "in.jsonl",
        {"id": "r", "question": QUESTION, "passages": passages, "answer": "It costs 120 euros per year."},
        {"id": "w", "question": QUESTION, "passages": passages, "answer": "It costs 130 euros per year."},
    )
    out = tmp_path / "out.jsonl"
    result = nowhere("evaluate", "grounding", "--input", str(source), "--output", str(out))
    assert result.exit_code == 0, result.output
    right, wrong = read(out)
    assert right["score"] > wrong["score"]
    assert "number" in wrong["sentences"][0]["problems"]


@pytest.mark.parametrize(
    ("kind", "row", "field"),
    [
        ("screening", {"id": "2"}, "text"),
        ("screening", {"id": 2, "text": "x"}, "id"),
        ("grounding", {"id": "2", "question": "q", "passages": "p", "answer": "a"}, "passages"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(
    nowhere: Command, tmp_path: Path, kind: str, row: dict[str, Any], field: str
) -> None:
    """File, line and field stand in the message; an older output stays as it was."""
    good = {"id": "1", "text": "x", "question": "q", "passages": ["p"], "answer": "a"}
    source = jsonl(tmp_path / "in.jsonl", good, row)
    out = tmp_path / "out.jsonl"
    out.write_text("old")
    result = nowhere("evaluate", kind, "--input", str(source), "--output", str(out))
    assert result.exit_code == 2
    for part in ("in.jsonl", "line 2", field):
        assert part in result.stderr
    assert out.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_a_missing_output_folder_is_told_before_the_work(nowhere: Command, tmp_path: Path) -> None:
    """The option is named."""
    source = jsonl(tmp_path / "in.jsonl", {"id": "1", "text": "x"})
    result = nowhere("evaluate", "screening", "--input", str(source), "--output", str(tmp_path / "no" / "o"))
    assert (result.exit_code, "--output" in result.stderr) == (2, True)
