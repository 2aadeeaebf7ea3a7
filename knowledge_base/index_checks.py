"""Comparing an index version's files with its manifest, the database and the settings in force."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from knowledge_base import index_files, records, store
from knowledge_base.embeddings import Embeddings
from knowledge_base.index_files import IndexReader, Manifest
from knowledge_base.index_values import IndexProblem, IndexVersion
from knowledge_base.splitting import SPLITTER
from knowledge_base.store_batches import chunks
from knowledge_base.text import TOKENIZER
from knowledge_base.versions import VersionState

Problems = list[tuple[IndexProblem, str]]


def content_hash(connection: sa.Connection, version_ids: list[str], at: datetime | None = None) -> str:
    """One hash over everything that decides what an index of these versions holds, or held at that moment."""
    digest = hashlib.sha256()
    for line in records.content_fingerprint(connection, version_ids, at):
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def settings_problems(manifest: Manifest, embeddings: Embeddings) -> Problems:
    """Whether the index was built with the model, tokenizer, splitter and layout that are in force now."""
    problems: Problems = []
    if (manifest.embedding_model, manifest.dimension) != (embeddings.name, embeddings.dimension):
        problems.append((IndexProblem.EMBEDDING_MISMATCH, f"built with the model {manifest.embedding_model}"))
    if manifest.tokenizer != TOKENIZER:
        problems.append((IndexProblem.TOKENIZER_MISMATCH, f"built with the tokenizer {manifest.tokenizer}"))
    if manifest.splitter != SPLITTER:
        problems.append((IndexProblem.SPLITTER_MISMATCH, f"built with the splitter {manifest.splitter}"))
    if manifest.format != index_files.FORMAT:
        problems.append((IndexProblem.FORMAT_MISMATCH, f"built with files of the form {manifest.format}"))
    return problems


def file_problems(reader: IndexReader, manifest: Manifest) -> Problems:
    """Whether the opened files hold as many entries as the manifest says."""
    found, expected = index_files.counts(reader), index_files.expected_counts(manifest)
    return [] if found == expected else [(IndexProblem.COUNT_MISMATCH, f"expected {expected}, found {found}")]


def opened_problems(path: Path, manifest: Manifest) -> Problems:
    """Whether the files open, and then as `file_problems`."""
    try:
        reader = IndexReader(path)
        try:
            return file_problems(reader, manifest)
        finally:
            reader.close()
    except Exception as error:  # noqa: BLE001 - damaged files make each library fail in its own way
        return [(IndexProblem.UNREADABLE, f"its files cannot be read ({type(error).__name__})")]


def manifest_problems(manifest: Manifest, version: IndexVersion) -> Problems:
    """Whether the manifest says what the database says."""
    stamped = (manifest.id, manifest.content_hash, manifest.passages, manifest.versions)
    recorded = (version.id, version.content_hash, version.passages, version.versions)
    return (
        []
        if stamped == recorded
        else [(IndexProblem.MANIFEST_MISMATCH, "the manifest differs from the database")]
    )


def content_problems(connection: sa.Connection, version: IndexVersion) -> Problems:
    """Whether the texts indexed are those in the database and still published."""
    problems: Problems = []
    ids = sorted(records.contents(connection, version.id))
    # Cut anew since, the texts are the same, and what the index names is kept.
    known = (content_hash(connection, ids, moment) for moment in (None, version.created_at))
    if version.content_hash not in known:
        problems.append((IndexProblem.CONTENT_MISMATCH, "the texts in the database are not those indexed"))
    table = store.versions
    for batch in chunks(ids):
        gone = sa.select(table.c.id).where(table.c.id.in_(batch), table.c.state != VersionState.PUBLISHED)
        problems += [
            (IndexProblem.WITHDRAWN_CONTENT, f"version {i} is no longer published")
            for i in connection.scalars(gone)
        ]
    return problems
