"""The lexical legs: BM25 by tantivy over tokens of ours (the only importer of tantivy).

A directory is carried on by linking its files: tantivy writes a segment once and never changes it. Entries taken out
are only marked, so they still count in the frequencies of words until the next build from scratch or merge.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy

from knowledge_base.file_links import link_or_copy

BODY, HEADING, TITLE = "body", "heading", "title"
_WRITER_BYTES = 64_000_000
_META = "meta.json"
_REWRITTEN = (_META, ".managed.json")
"""The files tantivy replaces at each commit; every other one is written once."""
_LOCKS = ".lock"


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """What is indexed under one id: token strings joined by spaces, by field."""

    id: str
    fields: Mapping[str, str]


def _schema(fields: Iterable[str]) -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for field in fields:
        # The tokens are made by `text.search_tokens`; tantivy only has to part them at the spaces.
        builder.add_text_field(field, stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def share(source: Path, directory: Path) -> None:
    """Start a directory with the entries of another one; neither notices what happens in the other."""
    directory.mkdir(parents=True)
    for path in source.iterdir():
        if path.name in _REWRITTEN:
            shutil.copyfile(path, directory / path.name)
        elif path.suffix != _LOCKS:
            link_or_copy(path, directory / path.name)


def removed_share(directory: Path, more: int = 0) -> float:
    """Of the entries whose words are counted, how many are marked as taken out (0..1), with `more` to come."""
    segments = json.loads((directory / _META).read_text(encoding="utf-8"))["segments"]
    entries = sum(segment["max_doc"] for segment in segments)
    removed = sum((segment["deletes"] or {}).get("num_deleted_docs", 0) for segment in segments)
    return (removed + more) / entries if entries else 0.0


class LexicalWriter:
    """Writes entries to a directory that is new or was started by `share`; to be finished or abandoned."""

    def __init__(self, directory: Path, fields: tuple[str, ...]) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._fields = fields
        if tantivy.Index.exists(str(directory)):
            index = tantivy.Index.open(str(directory))
        else:
            index = tantivy.Index(_schema(fields), path=str(directory))
        # One thread: one segment order, so the same input gives the same index.
        self._writer = index.writer(heap_size=_WRITER_BYTES, num_threads=1)

    def remove(self, ids: Sequence[str]) -> None:
        """Take entries out; unknown ids are passed over."""
        for entry_id in ids:
            self._writer.delete_documents_by_term("id", entry_id)

    def add(self, entry: LexicalEntry) -> None:
        """Add an entry whose id is not in use."""
        document = tantivy.Document()
        document.add_text("id", entry.id)
        for field in self._fields:
            document.add_text(field, entry.fields[field])
        self._writer.add_document(document)

    def finish(self) -> None:
        """Write everything. Nothing can be added after."""
        self._writer.commit()
        self._writer.wait_merging_threads()


class LexicalIndex:
    """An index opened for reading. Safe to use from several threads."""

    def __init__(self, directory: Path, fields: tuple[str, ...]) -> None:
        """Raises ValueError or OSError if the directory holds no readable index."""
        self._schema = _schema(fields)
        self._index = tantivy.Index.open(str(directory))
        self._searcher = self._index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def document_frequency(self, field: str, token: str) -> int:
        """In how many entries the token occurs."""
        return int(self._searcher.doc_freq(field, token))

    def search(
        self, boosts: Mapping[str, float], tokens: Mapping[str, float], limit: int
    ) -> dict[str, float]:
        """BM25 scores of the best entries, by id, best first: the sum over fields and tokens, each weighted."""
        if not tokens or not len(self):
            return {}
        return self._run(self._terms(boosts, tokens), limit)

    def scores(
        self, boosts: Mapping[str, float], tokens: Mapping[str, float], ids: list[str]
    ) -> dict[str, float]:
        """BM25 scores of the given entries; those without any token are left out."""
        if not tokens or not ids:
            return {}
        among = tantivy.Query.const_score_query(tantivy.Query.term_set_query(self._schema, "id", ids), 0.0)
        query = tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, among), (tantivy.Occur.Must, self._terms(boosts, tokens))]
        )
        return self._run(query, len(ids))

    def _terms(self, boosts: Mapping[str, float], tokens: Mapping[str, float]) -> Any:
        clauses = []
        for field, boost in boosts.items():
            for token, weight in tokens.items():
                term = tantivy.Query.term_query(self._schema, field, token, "freq")
                factor = boost * weight
                clauses.append(
                    (tantivy.Occur.Should, term if factor == 1 else tantivy.Query.boost_query(term, factor))
                )
        return tantivy.Query.boolean_query(clauses)

    def _run(self, query: Any, limit: int) -> dict[str, float]:
        found = self._searcher.search(query, limit, count=False)
        return {str(self._searcher.doc(address)["id"][0]): float(score) for score, address in found.hits}
