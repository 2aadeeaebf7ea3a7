"""The dense leg: vectors in Chroma (the only importer of chromadb).

A directory is written once, by one process, and never changed after: a Chroma directory that another process writes
to is not read correctly. Vectors are always ours, so Chroma's own model is never loaded, and telemetry is off.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge_base.documents import Audience
from knowledge_base.embeddings import Vectors

_BATCH = 1000
_open_lock = threading.Lock()  # opening two clients at once in one process is a race inside the library


def _client(directory: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    with _open_lock:
        return chromadb.PersistentClient(path=str(directory), settings=Settings(anonymized_telemetry=False))


def _close(client: Any) -> None:
    with _open_lock:
        client.close()


def build(
    directory: Path, batches: Iterable[tuple[Audience, list[str], Vectors]], removed: Sequence[str] = ()
) -> dict[Audience, int]:
    """Write the vectors to a directory, one collection per audience; how many each then holds comes out.

    A directory copied from an earlier index version is carried on: `removed` ids leave it first.
    """
    directory.mkdir(parents=True, exist_ok=True)
    client = _client(directory)
    try:
        counts: dict[Audience, int] = {}
        collections: dict[Audience, Any] = {}
        for audience in Audience:
            collections[audience] = client.get_or_create_collection(
                audience.value, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
            for start in range(0, len(removed), _BATCH):
                collections[audience].delete(ids=list(removed[start : start + _BATCH]))
            counts[audience] = collections[audience].count()
        for audience, ids, vectors in batches:
            for start in range(0, len(ids), _BATCH):
                end = start + _BATCH
                collections[audience].add(ids=ids[start:end], embeddings=vectors[start:end])
            counts[audience] += len(ids)
        return counts
    finally:
        _close(client)


class VectorIndex:
    """A directory opened for reading."""

    def __init__(self, directory: Path) -> None:
        """Raises an error of the library if the directory is not readable."""
        self._client = _client(directory)
        self._collections = {
            audience: self._client.get_collection(audience.value, embedding_function=None)
            for audience in Audience
        }
        self._counts = {audience: int(c.count()) for audience, c in self._collections.items()}

    def count(self) -> int:
        """The number of vectors over all collections."""
        return sum(self._counts.values())

    def search(self, vector: Vectors, reader: Audience, limit: int) -> dict[str, float]:
        """Cosine similarities of the nearest passages a reader may see, by id, best first."""
        found: list[tuple[str, float]] = []
        for audience, collection in self._readable(reader):
            wanted = min(limit, self._counts[audience])
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
        for _, collection in self._readable(reader):
            if ids:
                answer = collection.get(ids=ids, include=["embeddings"])
                if answer["ids"]:
                    known += answer["ids"]
                    parts.append(np.asarray(answer["embeddings"], dtype=np.float32))
        return known, np.concatenate(parts) if parts else np.zeros((0, 0), dtype=np.float32)

    def _readable(self, reader: Audience) -> Iterable[tuple[Audience, Any]]:
        return [(a, c) for a, c in self._collections.items() if a.admits(reader) and self._counts[a]]

    def close(self) -> None:
        """Release the files."""
        _close(self._client)
