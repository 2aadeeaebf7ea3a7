"""Rows of labelled data: strict to read, whole or not at all to write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.evaluation.dataset_rows import (
    RowError,
    corpus_rows,
    grounding_rows,
    message_rows,
    query_rows,
    write_rows,
)

GOOD = {"id": "q1", "question": "What does it cost?", "history": [{"role": "user", "text": "Hello"}]}


def a_file(folder: Path, *lines: object) -> Path:
    """A file of these lines; what is not a string is written as JSON."""
    path = folder / "rows.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def test_rows_come_in_order_and_unknown_keys_are_ignored(tmp_path: Path) -> None:
    """Gold labels in the file are not read; empty lines are skipped."""
    path = a_file(tmp_path, {**GOOD, "answer": "30 euros"}, "", {"id": "q2", "question": "多少钱？"})
    first, second = query_rows(path)
    assert (first.id, first.history[0].text) == ("q1", "Hello")
    assert (second.question, second.history) == ("多少钱？", ())


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ("not json", ""),
        ("[1, 2]", ""),
        ({"question": "no id"}, "id"),
        ({"id": 7, "question": "id is a number"}, "id"),
        ({"id": "q"}, "question"),
        ({"id": "q", "question": ""}, "question"),
        ({"id": "q", "question": "?", "history": "text"}, "history"),
        ({"id": "q", "question": "?", "history": [{"role": "robot", "text": ""}]}, "history.role"),
        ({"id": "q", "question": "?", "history": [{"role": "user"}]}, "history.text"),
    ],
)
def test_a_bad_query_row_is_named_by_file_line_and_field(tmp_path: Path, bad: object, field: str) -> None:
    """The person who made the file finds the place at once."""
    with pytest.raises(RowError) as caught:
        query_rows(a_file(tmp_path, GOOD, "", bad))
    assert (caught.value.line, caught.value.field) == (3, field)
    assert "rows.jsonl, line 3" in str(caught.value)


def test_a_bad_row_beyond_the_limit_stops_the_run_too(tmp_path: Path) -> None:
    """A short trial run tells that a long one would break."""
    with pytest.raises(RowError):
        query_rows(a_file(tmp_path, GOOD, {"id": "q2"}), limit=1)
    assert len(query_rows(a_file(tmp_path, GOOD, GOOD), limit=1)) == 1


def test_a_corpus_row_needs_id_title_and_text(tmp_path: Path) -> None:
    """A page without a title is allowed, a missing field is not."""
    [row] = corpus_rows(a_file(tmp_path, {"id": "d", "title": "", "text": "Fees", "spans": {}}))
    assert (row.id, row.title, row.text) == ("d", "", "Fees")
    with pytest.raises(RowError, match="'text'"):
        corpus_rows(a_file(tmp_path, {"id": "d", "title": "Fees"}))


def test_a_grounding_row_needs_a_list_of_passages(tmp_path: Path) -> None:
    """One long string is not a list of passages."""
    good = {"id": "g", "question": "?", "passages": ["a", "b"], "answer": "a"}
    assert grounding_rows(a_file(tmp_path, good))[0].passages == ("a", "b")
    with pytest.raises(RowError, match="'passages'"):
        grounding_rows(a_file(tmp_path, {**good, "passages": "a"}))


def test_a_message_row_may_be_empty(tmp_path: Path) -> None:
    """The screen must survive an empty message; a number is none."""
    assert message_rows(a_file(tmp_path, {"id": "m", "text": ""}))[0].text == ""
    with pytest.raises(RowError, match="'text'"):
        message_rows(a_file(tmp_path, {"id": "m", "text": 5}))


def test_what_is_not_utf_8_is_named_by_line(tmp_path: Path) -> None:
    """A file saved in another encoding is refused, not guessed."""
    path = tmp_path / "rows.jsonl"
    path.write_bytes(json.dumps(GOOD).encode() + b"\n" + '{"id": "é"}'.encode("latin-1"))
    with pytest.raises(RowError, match="UTF-8"):
        query_rows(path)


def test_rows_are_written_one_a_line_in_utf_8(tmp_path: Path) -> None:
    """Chinese stays readable in the file; the number of rows is told."""
    path = tmp_path / "out.jsonl"
    assert write_rows(path, [{"id": "一"}, {"id": "b"}]) == 2
    assert path.read_text(encoding="utf-8") == '{"id": "一"}\n{"id": "b"}\n'


def test_a_run_that_breaks_off_leaves_the_older_file_and_nothing_else(tmp_path: Path) -> None:
    """Half an output never stands where a whole one is expected."""
    path = tmp_path / "out.jsonl"
    path.write_text("older", encoding="utf-8")

    def breaking() -> Iterator[dict[str, object]]:
        yield {"id": "a"}
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_rows(path, breaking())
    assert [one.name for one in tmp_path.iterdir()] == ["out.jsonl"]
    assert path.read_text(encoding="utf-8") == "older"
