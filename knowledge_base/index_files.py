"""The files of one index version: written once to a directory of its own, then only read.

Layout: `manifest.json`, `passages-<reader>` and `documents-<reader>` (lexical), `vectors`. The staff pair exists only
where staff see more than the public.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from knowledge_base import lexical, vectors
from knowledge_base.documents import Audience
from knowledge_base.embeddings import Vectors
from knowledge_base.lexical import BODY, HEADING, TITLE, LexicalEntry, LexicalIndex
from knowledge_base.text import search_tokens
from knowledge_base.vectors import VectorIndex

PASSAGE_FIELDS = (BODY, HEADING)
DOCUMENT_FIELDS = (TITLE, BODY)
MANIFEST = "manifest.json"


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
    content_hash: str
    embedding_model: str
    dimension: int
    tokenizer: str
    splitter: str
    versions: int
    passages: int
    public_passages: int


@dataclass(frozen=True, slots=True)
class BaseVectors:
    """Vectors of an earlier index version to start from: its directory, what it holds, what to take out."""

    directory: Path
    versions: frozenset[str]
    removed_passages: tuple[str, ...]


def passage_id(version_id: str, ordinal: int) -> str:
    """The id of a passage names its version, so that a hit needs no look-up to find it."""
    return f"{version_id}.{ordinal}"


def version_of(passage: str) -> str:
    """The version a passage id belongs to."""
    return passage.rpartition(".")[0]


def dense_text(title: str, passage: IndexedPassage) -> str:
    """What is embedded for a passage: its title and headings, which say what it is about, and its text.

    The title and headings stand twice: a mean of word vectors is otherwise all body (decision 0011).
    """
    head = [title, *passage.headings]
    return "\n".join([*head, *head, passage.text])


def write(
    directory: Path,
    manifest: Callable[[int, int], Manifest],
    load: Callable[[], Iterator[IndexedVersion]],
    embed: Callable[[Sequence[str]], Vectors],
    base: BaseVectors | None = None,
    progress: Callable[[int, int], None] | None = None,
    total: int = 0,
) -> Manifest:
    """Write an index to `directory`, which must not exist; the manifest, written last, comes out."""
    directory.mkdir(parents=True)
    counts = dict.fromkeys(Audience, 0)
    passages: list[LexicalEntry] = []
    documents: list[LexicalEntry] = []
    staff_only: set[str] = set()
    for version in load():
        _tokenise(version, passages, documents)
        counts[version.audience] += len(version.passages)
        if version.audience is not Audience.PUBLIC:
            staff_only.add(version.id)
    for reader in Audience:
        if reader is Audience.STAFF and not staff_only:
            continue
        hidden = staff_only if reader is Audience.PUBLIC else set()
        seen = [p for p in passages if version_of(p.id) not in hidden] if hidden else passages
        lexical.build(directory / f"passages-{reader}", PASSAGE_FIELDS, seen)
        lexical.build(
            directory / f"documents-{reader}", DOCUMENT_FIELDS, [d for d in documents if d.id not in hidden]
        )
    _write_vectors(directory / "vectors", load, embed, base, progress, total)
    finished = manifest(sum(counts.values()), counts[Audience.PUBLIC])
    (directory / MANIFEST).write_text(json.dumps(asdict(finished), indent=1), encoding="utf-8")
    _flush_to_disk(directory)
    return finished


def _tokenise(version: IndexedVersion, passages: list[LexicalEntry], documents: list[LexicalEntry]) -> None:
    bodies: list[str] = []
    for passage in version.passages:
        body = " ".join(search_tokens(passage.text))
        heading = " ".join(search_tokens(" ".join((version.title, *passage.headings))))
        bodies.append(body)
        passages.append(LexicalEntry(passage.id, {BODY: body, HEADING: heading}))
    title = " ".join(search_tokens(version.title))
    documents.append(LexicalEntry(version.id, {TITLE: title, BODY: " ".join(bodies)}))


def _write_vectors(
    directory: Path,
    load: Callable[[], Iterator[IndexedVersion]],
    embed: Callable[[Sequence[str]], Vectors],
    base: BaseVectors | None,
    progress: Callable[[int, int], None] | None,
    total: int,
) -> None:
    if base is not None:
        shutil.copytree(base.directory, directory)

    def batches() -> Iterator[tuple[Audience, list[str], Vectors]]:
        done = 0
        for group in _grouped(load(), 1000):
            done += len(group)
            for audience in Audience:
                fresh = [
                    (passage.id, dense_text(version.title, passage))
                    for version in group
                    if version.audience is audience and not (base and version.id in base.versions)
                    for passage in version.passages
                ]
                if fresh:
                    yield audience, [i for i, _ in fresh], embed([text for _, text in fresh])
            if progress:
                progress(done, total)

    vectors.build(directory, batches(), base.removed_passages if base else ())


def _grouped(versions: Iterable[IndexedVersion], passages: int) -> Iterator[list[IndexedVersion]]:
    group: list[IndexedVersion] = []
    size = 0
    for version in versions:
        group.append(version)
        size += len(version.passages)
        if size >= passages:
            yield group
            group, size = [], 0
    if group:
        yield group


def _flush_to_disk(directory: Path) -> None:
    """Make the files survive a power cut before the database points at them."""
    for path in [*directory.rglob("*"), directory]:
        if path.is_file() or os.name == "posix":
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def read_manifest(directory: Path) -> Manifest:
    """The manifest of an index directory. Raises OSError, ValueError or TypeError if it is not readable."""
    data: Any = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
    return Manifest(**data)


class IndexReader:
    """One index version opened for searching; several threads may use it."""

    def __init__(self, directory: Path) -> None:
        """Raises an error of the file system or of a library if the directory is damaged."""
        self.manifest = read_manifest(directory)
        self.vectors = VectorIndex(directory / "vectors")
        self._passages: dict[Audience, LexicalIndex] = {}
        self._documents: dict[Audience, LexicalIndex] = {}
        for reader in Audience:
            # Staff see what the public sees where nothing is for staff only.
            name = reader if (directory / f"passages-{reader}").is_dir() else Audience.PUBLIC
            self._passages[reader] = LexicalIndex(directory / f"passages-{name}", PASSAGE_FIELDS)
            self._documents[reader] = LexicalIndex(directory / f"documents-{name}", DOCUMENT_FIELDS)

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
