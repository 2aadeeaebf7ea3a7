"""The files of one index version: written once to a directory of its own (`index_writing`), then only read.

Layout: `manifest.json`, `passages-<reader>` and `documents-<reader>` (lexical), `vectors`, `words`. The staff pair exists
only where staff see, or once saw, more than the public.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from knowledge_base.documents import Audience
from knowledge_base.lexical import BODY, HEADING, TITLE, LexicalIndex
from knowledge_base.passage_words import PassageWords
from knowledge_base.vectors import VectorIndex

PASSAGE_FIELDS = (BODY, HEADING)
DOCUMENT_FIELDS = (TITLE, BODY)
MANIFEST = "manifest.json"
FORMAT = "linked-files/3"
"""Stamped on each index version; change it whenever files written before could not be read or carried on."""


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """What the index needs of a passage."""

    id: str
    text: str
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexedVersion:
    """What the index needs of a version."""

    id: str
    title: str
    audience: Audience
    passages: tuple[IndexedPassage, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index directory says about itself; the database says the same or the index is not used."""

    id: str
    format: str
    content_hash: str
    embedding_model: str
    dimension: int
    tokenizer: str
    splitter: str
    versions: int
    passages: int
    public_passages: int


@dataclass(frozen=True, slots=True)
class Base:
    """An earlier index version to start from: its files, and what is to be taken out of them."""

    directory: Path
    removed_versions: tuple[str, ...]
    removed_passages: Mapping[Audience, tuple[str, ...]]


def passage_id(version_id: str, ordinal: int, cut: int = 1) -> str:
    """The id of a passage names its version, so that a hit needs no look-up to find it.

    `cut` counts how often the version was cut: a passage of a later one never has the id of an earlier one.
    """
    return f"{version_id}.{ordinal}" if cut == 1 else f"{version_id}{CUT}{cut}.{ordinal}"


CUT = "~"
"""Stands before the number of the cut in a passage's id; no id of a version has it."""


def cut_of(passage: str) -> int:
    """The number of the cut that a passage id belongs to."""
    return int(passage.rpartition(".")[0].partition(CUT)[2] or 1)


def version_of(passage: str) -> str:
    """The version a passage id belongs to."""
    return passage.rpartition(".")[0].partition(CUT)[0]


def ordinal_of(passage: str) -> int:
    """The place of a passage in its version, by its id."""
    return int(passage.rpartition(".")[2])


def passages_path(directory: Path, reader: Audience) -> Path:
    """Where the passages a reader may find are indexed, if that reader has files of its own."""
    return directory / f"passages-{reader}"


def documents_path(directory: Path, reader: Audience) -> Path:
    """Where whole versions are indexed."""
    return directory / f"documents-{reader}"


def vectors_path(directory: Path) -> Path:
    """Where the vectors are."""
    return directory / "vectors"


def words_path(directory: Path) -> Path:
    """Where the words of the passages are, as the second stage of a search reads them."""
    return directory / "words"


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Comes last: a directory without it is not finished."""
    (directory / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")


def read_manifest(directory: Path) -> Manifest:
    """The manifest of an index directory. Raises OSError, ValueError or TypeError if it is not readable."""
    data: Any = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
    return Manifest(**data)


class IndexReader:
    """One index version opened for searching; several threads may use it."""

    def __init__(self, directory: Path) -> None:
        """Raises an error of the file system or of a library if the directory is damaged."""
        self.manifest = read_manifest(directory)
        self.words = PassageWords(words_path(directory))
        self.vectors = VectorIndex(vectors_path(directory))
        self._passages: dict[Audience, LexicalIndex] = {}
        self._documents: dict[Audience, LexicalIndex] = {}
        for reader in Audience:
            # Staff see what the public sees where nothing is for staff only.
            name = reader if passages_path(directory, reader).is_dir() else Audience.PUBLIC
            self._passages[reader] = LexicalIndex(passages_path(directory, name), PASSAGE_FIELDS)
            self._documents[reader] = LexicalIndex(documents_path(directory, name), DOCUMENT_FIELDS)

    def passages(self, reader: Audience) -> LexicalIndex:
        """The passages a reader may find."""
        return self._passages[reader]

    def documents(self, reader: Audience) -> LexicalIndex:
        """Whole texts and titles of the versions a reader may find."""
        return self._documents[reader]

    def close(self) -> None:
        """Release the files."""
        self.vectors.close()


def counts(reader: IndexReader) -> tuple[int, int, int]:
    """What the files hold: vectors, passages for staff, passages for the public."""
    return reader.vectors.count(), len(reader.passages(Audience.STAFF)), len(reader.passages(Audience.PUBLIC))


def expected_counts(manifest: Manifest) -> tuple[int, int, int]:
    """What the files should hold."""
    return manifest.passages, manifest.passages, manifest.public_passages
