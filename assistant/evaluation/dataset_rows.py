"""Rows of labelled data, read strictly: what cannot be read is named by file, line and field before anything is written."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class RowError(Exception):
    """A row that does not fit the contract."""

    def __init__(self, path: Path, line: int, field: str, message: str) -> None:
        super().__init__(f"{path.name}, line {line}, field {field!r}: {message}")
        self.path = path
        self.line = line
        self.field = field


@dataclass(frozen=True, slots=True)
class CorpusRow:
    """A document to be searched."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A line of the dialogue before a question; `role` is `user` or `agent`."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class QueryRow:
    """A question. Gold labels in the file are not read."""

    id: str
    question: str
    history: tuple[HistoryLine, ...]


@dataclass(frozen=True, slots=True)
class GroundingRow:
    """An answer somebody else wrote, with the passages it should stand on."""

    id: str
    question: str
    passages: tuple[str, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A single message for the screen."""

    id: str
    text: str


def corpus_rows(path: Path) -> list[CorpusRow]:
    """Raises RowError, OSError."""
    return [
        CorpusRow(row.text("id"), row.text("title", empty=True), row.text("text", empty=True))
        for row in _rows(path)
    ]


def query_rows(path: Path, limit: int | None = None) -> list[QueryRow]:
    """The first `limit` rows; the others are read too, so that a bad one never stops a longer run half-way."""
    found = [QueryRow(row.text("id"), row.text("question"), _history(row)) for row in _rows(path)]
    return found if limit is None else found[:limit]


def grounding_rows(path: Path) -> list[GroundingRow]:
    """Raises RowError, OSError."""
    return [
        GroundingRow(
            row.text("id"),
            row.text("question", empty=True),
            row.texts("passages"),
            row.text("answer", empty=True),
        )
        for row in _rows(path)
    ]


def message_rows(path: Path) -> list[MessageRow]:
    """Raises RowError, OSError."""
    return [MessageRow(row.text("id"), row.text("text", empty=True)) for row in _rows(path)]


def write_rows(path: Path, rows: Iterable[Mapping[str, object]]) -> int:
    """Write one JSON object a line to a temporary file beside `path` and rename it at the end; how many rows."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    count = 0
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return count


@dataclass(frozen=True, slots=True)
class _Row:
    path: Path
    line: int
    values: dict[str, Any]

    def text(self, field: str, *, empty: bool = False) -> str:
        value = self.values.get(field)
        if not isinstance(value, str):
            raise RowError(self.path, self.line, field, "a string is expected")
        if not value and not empty:
            raise RowError(self.path, self.line, field, "the string is empty")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        value = self.values.get(field)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise RowError(self.path, self.line, field, "a list of strings is expected")
        return tuple(value)


def _rows(path: Path) -> Iterator[_Row]:
    with path.open(encoding="utf-8") as lines:
        number = 0
        try:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                try:
                    values = json.loads(line)
                except ValueError as error:
                    raise RowError(path, number, "", "this is not JSON") from error
                if not isinstance(values, dict):
                    raise RowError(path, number, "", "a JSON object is expected")
                yield _Row(path, number, values)
        except UnicodeDecodeError as error:
            raise RowError(path, number + 1, "", "this is not UTF-8") from error


def _history(row: _Row) -> tuple[HistoryLine, ...]:
    value = row.values.get("history", [])
    if not isinstance(value, list):
        raise RowError(row.path, row.line, "history", "a list is expected")
    lines = []
    for turn in value:
        if not isinstance(turn, dict) or turn.get("role") not in ("user", "agent"):
            raise RowError(row.path, row.line, "history.role", "user or agent is expected")
        if not isinstance(turn.get("text"), str):
            raise RowError(row.path, row.line, "history.text", "a string is expected")
        lines.append(HistoryLine(turn["role"], turn["text"]))
    return tuple(lines)
