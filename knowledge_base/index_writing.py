"""Writing the files of an index version: from nothing, or as the difference to an earlier one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from knowledge_base import lexical, passage_words, vectors
from knowledge_base.documents import Audience
from knowledge_base.embeddings import StaticEmbeddings, Vectors
from knowledge_base.index_files import (
    DOCUMENT_FIELDS,
    PASSAGE_FIELDS,
    Base,
    IndexedPassage,
    IndexedVersion,
    documents_path,
    passages_path,
    vectors_path,
    words_path,
)
from knowledge_base.lexical import BODY, HEADING, TITLE, LexicalEntry, LexicalWriter
from knowledge_base.passage_words import PassageWordsWriter
from knowledge_base.ranking_terms import RawPassage
from knowledge_base.text import search_tokens
from knowledge_base.vectors import VectorWriter

EMBEDDED_AT_ONCE = 1000
"""Passages of one batch for the embeddings, and so held in memory with their vectors."""


def dense_text(title: str, passage: IndexedPassage) -> str:
    """What is embedded for a passage: its title and headings, which say what it is about, and its text.

    The title and headings stand twice: a mean of word vectors is otherwise all body (decision 0011).
    """
    head = [title, *passage.headings]
    return "\n".join([*head, *head, passage.text])


def write(
    directory: Path,
    fresh: Iterable[IndexedVersion],
    embed: Callable[[Sequence[str]], Vectors],
    word_vectors: StaticEmbeddings,
    *,
    staff_only: bool,
    base: Base | None = None,
    done: Callable[[int], None] = lambda _: None,
) -> None:
    """Write an index to `directory`, which must not exist: the base's without what it removes, and `fresh`.

    `staff_only` tells whether any fresh version is for staff alone. `done` is told the number of fresh versions
    written so far. The manifest is not written, and nothing is flushed to the disk yet.
    """
    directory.mkdir(parents=True)
    if base is not None:
        _share(base.directory, directory, staff_only=staff_only)
    staff_files = staff_only or passages_path(directory, Audience.STAFF).is_dir()
    texts = {
        reader: _TextWriter(directory, reader)
        for reader in Audience
        if reader is Audience.PUBLIC or staff_files
    }
    words = PassageWordsWriter(words_path(directory), word_vectors)
    store = VectorWriter(vectors_path(directory))
    try:
        if base is not None:
            _remove(base, texts, store)
        written = 0
        for group in _grouped(fresh):
            for version in group:
                _add_texts(texts, version)
                _add_words(words, version)
            _add_vectors(store, group, embed)
            written += len(group)
            done(written)
        for writer in texts.values():
            writer.finish()
        words.finish()
        store.finish()
    finally:
        store.close()


def _share(source: Path, directory: Path, *, staff_only: bool) -> None:
    for reader in Audience:
        origin = reader if passages_path(source, reader).is_dir() else Audience.PUBLIC
        if reader is Audience.PUBLIC or origin is reader or staff_only:
            lexical.share(passages_path(source, origin), passages_path(directory, reader))
            lexical.share(documents_path(source, origin), documents_path(directory, reader))
    vectors.share(vectors_path(source), vectors_path(directory))
    passage_words.share(words_path(source), words_path(directory))


class _TextWriter:
    """The lexical files of one kind of reader."""

    def __init__(self, directory: Path, reader: Audience) -> None:
        self._passages = LexicalWriter(passages_path(directory, reader), PASSAGE_FIELDS)
        self._documents = LexicalWriter(documents_path(directory, reader), DOCUMENT_FIELDS)

    def remove(self, versions: Sequence[str], passages: Sequence[str]) -> None:
        self._passages.remove(passages)
        self._documents.remove(versions)

    def add(self, passages: Iterable[LexicalEntry], document: LexicalEntry) -> None:
        for passage in passages:
            self._passages.add(passage)
        self._documents.add(document)

    def finish(self) -> None:
        self._passages.finish()
        self._documents.finish()


def _remove(base: Base, texts: Mapping[Audience, _TextWriter], store: VectorWriter) -> None:
    for audience, ids in base.removed_passages.items():
        store.remove(audience, ids)
        for writer in texts.values():
            # Staff passages are in no file of the public's; taking out what is not there does nothing.
            writer.remove((), ids)
    for writer in texts.values():
        writer.remove(base.removed_versions, ())


def _add_texts(texts: Mapping[Audience, _TextWriter], version: IndexedVersion) -> None:
    passages: list[LexicalEntry] = []
    bodies: list[str] = []
    for passage in version.passages:
        body = " ".join(search_tokens(passage.text))
        heading = " ".join(search_tokens(" ".join((version.title, *passage.headings))))
        bodies.append(body)
        passages.append(LexicalEntry(passage.id, {BODY: body, HEADING: heading}))
    title = " ".join(search_tokens(version.title))
    document = LexicalEntry(version.id, {TITLE: title, BODY: " ".join(bodies)})
    for reader, writer in texts.items():
        if version.audience.admits(reader):
            writer.add(passages, document)


def _add_words(words: PassageWordsWriter, version: IndexedVersion) -> None:
    for passage in version.passages:
        words.add(RawPassage(passage.id, version.title, passage.headings, passage.text))


def _add_vectors(
    store: VectorWriter, group: Sequence[IndexedVersion], embed: Callable[[Sequence[str]], Vectors]
) -> None:
    for audience in Audience:
        pairs = [
            (passage.id, dense_text(version.title, passage))
            for version in group
            if version.audience is audience
            for passage in version.passages
        ]
        if pairs:
            store.add(audience, [i for i, _ in pairs], embed([text for _, text in pairs]))


def _grouped(versions: Iterable[IndexedVersion]) -> Iterator[list[IndexedVersion]]:
    group: list[IndexedVersion] = []
    size = 0
    for version in versions:
        group.append(version)
        size += len(version.passages)
        if size >= EMBEDDED_AT_ONCE:
            yield group
            group, size = [], 0
    if group:
        yield group


def flush_to_disk(directory: Path) -> None:
    """Make the files survive a power cut before the database points at them."""
    for path in [*directory.rglob("*"), directory]:
        if path.is_file() or os.name == "posix":
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
