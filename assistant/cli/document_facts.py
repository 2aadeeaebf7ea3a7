"""What is said of a document beside its file: in a list of the folder, or at the head of a Markdown file."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assistant.cli.failures import WrongInput
from knowledge_base import Audience, JurisdictionLevel

LIST_NAME = "documents.csv"
"""The list that is looked for in a folder: one line a file, the column `file` and any of the facts below."""

MARKDOWN = frozenset({".md", ".markdown"})
_HEAD = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_HEAD_BYTES = 16_384


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document is said to be; `None` where nothing is said."""

    document_id: str | None = None
    title: str | None = None
    department: str | None = None
    language: str | None = None
    audience: Audience | None = None
    level: JurisdictionLevel | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    review_by: date | None = None

    def over(self, other: Facts) -> Facts:
        """These facts, and the other's where these say nothing."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(other, **{name: value for name, value in said.items() if value is not None})


class WrongFacts(Exception):
    """A fact with a value it cannot have; the message names it."""


def facts_of(values: Mapping[str, Any], *, strict: bool) -> Facts:
    """Facts from named values; empty ones say nothing. Unknown names are wrong if `strict`. Raises WrongFacts."""
    known = {field.name for field in fields(Facts)}
    said: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            if strict:
                raise WrongFacts(f"There is no fact called {name!r}.")
            continue
        if value not in (None, ""):
            said[name] = _value(name, value)
    return Facts(**said)


def _value(name: str, value: Any) -> Any:
    try:
        if name in ("effective_from", "effective_to", "review_by"):
            return value if isinstance(value, date) else date.fromisoformat(str(value).strip())
        if name == "audience":
            return Audience(str(value).strip())
        if name == "level":
            return JurisdictionLevel(str(value).strip())
    except ValueError as error:
        raise WrongFacts(f"{name} cannot be {str(value)[:40]!r}.") from error
    return str(value).strip()


def head_of(path: Path) -> Facts:
    """The facts at the head of a Markdown file; what else stands there is not ours. Raises WrongFacts, OSError."""
    if path.suffix.lower() not in MARKDOWN:
        return Facts()
    with path.open("rb") as file:
        match = _HEAD.match(file.read(_HEAD_BYTES).decode("utf-8", errors="replace"))
    if match is None:
        return Facts()
    try:
        said = yaml.safe_load(match.group(1))
    except (yaml.YAMLError, ValueError, RecursionError):
        return Facts()
    return facts_of(said, strict=False) if isinstance(said, dict) else Facts()


def listed_in(folder: Path) -> dict[Path, Facts]:
    """The facts of the folder's list by file; empty without a list. Raises WrongInput naming the line."""
    path = folder / LIST_NAME
    if not path.is_file():
        return {}
    found: dict[Path, Facts] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, restkey="", restval="")
        if "file" not in (reader.fieldnames or ()):
            raise WrongInput(f"{LIST_NAME}: the first line must name the columns, one of them `file`.")
        for row in reader:
            named = folder / str(row.pop("file")).strip()
            try:
                facts = facts_of(row, strict=True)
            except WrongFacts as wrong:
                raise WrongInput(f"{LIST_NAME}, line {reader.line_num}: {wrong}") from wrong
            if not named.is_file() or not named.resolve().is_relative_to(folder.resolve()):
                raise WrongInput(f"{LIST_NAME}, line {reader.line_num}: there is no such file in the folder.")
            found[named] = facts
    return found
