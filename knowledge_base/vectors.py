"""The dense leg: vectors in Chroma (the only importer of chromadb).

A directory is written once, by one process, and never changed after: a Chroma directory that another process writes
to is not read correctly. Vectors are always ours, so Chroma's own model is never loaded, and telemetry is off.
"""

from __future__ import annotations

import math
import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge_base import vector_rows
from knowledge_base.documents import Audience
from knowledge_base.embeddings import Vectors
from knowledge_base.vector_rows import ExactRows, Rows, RowWriter

_GRAPH = "graph"
_BATCH = 5000
"""Vectors handed over at once: 4,000 a second at 20,000 vectors in all, against 1,000 one thousand at a time earlier."""
_LEAST_BREADTH = 200
_BREADTH_AT = 5_000
_BREADTH_GROWTH = 0.37
_HNSW = {"space": "cosine"}

EXACT_UP_TO = 10_000
"""Passages of a collection up to which all vectors are compared instead of asking the graph. At 5,000 that takes a
tenth of the time and finds all of the nearest, and two openings of one index find the same; a graph finds .97 of them
and is built anew, with other links, each time it is opened. Beyond it the time grows and the graph's does not."""


def search_breadth(count: int) -> int:
    """Candidates the graph search keeps (`ef_search`) among so many passages.

    It grows with the graph so that about .97 of the hundred nearest passages are found at each size: 200 find .970 of
    those of 5,000 passages and 600 find .968 of those of 100,000, where 200 more cost a millisecond (decision 0019).
    """
    return round(_LEAST_BREADTH * math.pow(max(1.0, count / _BREADTH_AT), _BREADTH_GROWTH))


_open_lock = threading.Lock()  # opening two clients at once in one process is a race inside the library


def _client(directory: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    with _open_lock:
        return chromadb.PersistentClient(path=str(directory), settings=Settings(anonymized_telemetry=False))


def _close(client: Any) -> None:
    with _open_lock:
        client.close()


def share(source: Path, directory: Path) -> None:
    """Start a directory with the vectors of another one; Chroma writes into its files, so those are copied."""
    shutil.copytree(source / _GRAPH, directory / _GRAPH)
    for audience in Audience:
        vector_rows.share(source / audience.value, directory / audience.value)


class VectorWriter:
    """Writes vectors to a directory that is new or was started by `share`, one collection per audience."""

    def __init__(self, directory: Path) -> None:
        (directory / _GRAPH).mkdir(parents=True, exist_ok=True)
        self._client = _client(directory / _GRAPH)
        try:
            self._batch = min(_BATCH, int(self._client.get_max_batch_size()))
            self._collections = {
                audience: self._client.get_or_create_collection(
                    audience.value, embedding_function=None, configuration={"hnsw": _HNSW}
                )
                for audience in Audience
            }
            self._rows = {audience: RowWriter(directory / audience.value) for audience in Audience}
        except BaseException:
            _close(self._client)
            raise

    def remove(self, audience: Audience, ids: Sequence[str]) -> None:
        """Take passages out."""
        for start in range(0, len(ids), self._batch):
            self._collections[audience].delete(ids=list(ids[start : start + self._batch]))

    def add(self, audience: Audience, ids: list[str], vectors: Vectors) -> None:
        """Add passages whose ids are not in use."""
        for start in range(0, len(ids), self._batch):
            end = start + self._batch
            self._collections[audience].add(ids=ids[start:end], embeddings=vectors[start:end])
        self._rows[audience].add(ids, vectors)

    def finish(self) -> None:
        """Write everything and close."""
        for rows in self._rows.values():
            rows.finish()
        for collection in self._collections.values():
            breadth = search_breadth(int(collection.count()))
            if collection.configuration.get("hnsw", {}).get("ef_search") != breadth:
                collection.modify(configuration={"hnsw": {"ef_search": breadth}})
        self.close()

    def close(self) -> None:
        """Release the files; called twice it does nothing more."""
        if self._client is not None:
            _close(self._client)
            self._client = None


class VectorIndex:
    """A directory opened for reading."""

    def __init__(self, directory: Path) -> None:
        """Raises an error of the library if the directory is not readable."""
        self._rows = {audience: Rows(directory / audience.value) for audience in Audience}
        self._client = _client(directory / _GRAPH)
        self._collections = {
            audience: self._client.get_collection(audience.value, embedding_function=None)
            for audience in Audience
        }
        self._counts = {audience: int(c.count()) for audience, c in self._collections.items()}
        self._exact = {
            audience: ExactRows(collection.get(include=[])["ids"], self._rows[audience])
            for audience, collection in self._collections.items()
            if 0 < self._counts[audience] <= EXACT_UP_TO
        }

    def count(self) -> int:
        """The number of vectors over all collections."""
        return sum(self._counts.values())

    def search(self, vector: Vectors, reader: Audience, limit: int) -> dict[str, float]:
        """Cosine similarities of the nearest passages a reader may see, by id, best first."""
        found: list[tuple[str, float]] = []
        for audience, collection in self._readable(reader):
            wanted = min(limit, self._counts[audience])
            if audience in self._exact:
                found += self._exact[audience].nearest(vector, wanted)
                continue
            answer = collection.query(
                query_embeddings=vector.reshape(1, -1), n_results=wanted, include=["distances"]
            )
            found += [
                (str(i), 1.0 - float(d))
                for i, d in zip(answer["ids"][0], answer["distances"][0], strict=True)
            ]
        return dict(sorted(found, key=lambda pair: -pair[1])[:limit])

    def vectors(self, reader: Audience, ids: list[str]) -> tuple[list[str], Vectors]:
        """The stored vectors of the given passages: the ids found and a row for each."""
        known: list[str] = []
        parts: list[Vectors] = []
        for audience, _ in self._readable(reader):
            found, blocks = self._rows[audience].of(ids)
            known += found
            parts += blocks
        return known, np.concatenate(parts) if parts else np.zeros((0, 0), dtype=np.float32)

    def everything(self, reader: Audience) -> Iterator[tuple[list[str], Vectors]]:
        """All vectors a reader may see, in blocks, for measuring. Passages taken out since may be among them."""
        for audience, _ in self._readable(reader):
            yield from self._rows[audience].blocks()

    def _readable(self, reader: Audience) -> Iterable[tuple[Audience, Any]]:
        return [(a, c) for a, c in self._collections.items() if a.admits(reader) and self._counts[a]]

    def close(self) -> None:
        """Release the files."""
        _close(self._client)
