"""Vectors of texts: the port, the offline default, and the cache that spares work already done."""

from __future__ import annotations

import functools
import hashlib
import logging
import threading
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from knowledge_base import store
from knowledge_base.store_batches import insert_missing

Vectors = npt.NDArray[np.float32]


class Embeddings(Protocol):
    """Turns texts into unit vectors. `name` identifies the model and everything that changes its vectors."""

    name: str
    dimension: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of length `dimension` per text, of unit length (or zero for a text without known words)."""
        ...


_ONE_AT_A_TIME = threading.Lock()
"""Every instance uses the same vectors and the same tokenizer, which keeps the padding of the batch it is at."""


class StaticEmbeddings:
    """The static word vectors inside the wordllama wheel: numpy only, a tenth of a millisecond a question.

    Never opens a connection: downloads are disabled and the cache folder is the package's own. Loaded on first use.
    """

    name = "wordllama-l2-supercat-256/1"
    dimension = 256

    def __init__(self) -> None:
        self._model: Any = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, computed in this process."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with _ONE_AT_A_TIME:
            if self._model is None:
                self._model = _load()
            # The library pads each batch to its longest text: alike lengths together save most of the work.
            order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
            rows = self._model.embed([texts[i] for i in order])
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        vectors[order] = np.nan_to_num(np.asarray(rows, dtype=np.float32))
        return unit(vectors)


def unit(vectors: Vectors) -> Vectors:
    """The rows scaled to length one; zero rows stay zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32)


@functools.cache
def _load() -> Any:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    import wordllama

    # Importing the library configures the root logger; an application's logging is not its business.
    root.handlers[:] = handlers
    root.setLevel(level)
    folder = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(dim=256, cache_dir=folder, disable_download=True)


def text_key(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


BATCH = 500


class EmbeddingCache:
    """Vectors kept in the database by model and text hash: publishing one document embeds that one only."""

    def __init__(self, engine: sa.Engine, embeddings: Embeddings) -> None:
        self._engine = engine
        self._embeddings = embeddings

    def embed(self, texts: Sequence[str]) -> Vectors:
        """As `Embeddings.embed`, taking what is known from the cache and adding what is not."""
        out = np.zeros((len(texts), self._embeddings.dimension), dtype=np.float32)
        positions = iter(range(len(texts)))
        while batch := list(islice(positions, BATCH)):
            out[batch] = self._batch([texts[i] for i in batch])
        return out

    def _batch(self, texts: list[str]) -> Vectors:
        keys = [text_key(text) for text in texts]
        known = dict(self._known(set(keys)))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            fresh = self._embeddings.embed(list(missing.values()))
            new = {key: fresh[i] for i, key in enumerate(missing)}
            rows = [
                {"model": self._embeddings.name, "text_sha256": key, "vector": vector.astype("<f4").tobytes()}
                for key, vector in new.items()
            ]
            with self._engine.begin() as connection:
                insert_missing(connection, store.embeddings, rows)
            known.update(new)
        return np.stack([known[key] for key in keys])

    def _known(self, keys: set[str]) -> Iterator[tuple[str, Vectors]]:
        table = store.embeddings
        query = sa.select(table.c.text_sha256, table.c.vector).where(
            table.c.model == self._embeddings.name, table.c.text_sha256.in_(keys)
        )
        with self._engine.connect() as connection:
            for key, blob in connection.execute(query):
                vector = np.frombuffer(blob, dtype="<f4")
                if vector.shape == (self._embeddings.dimension,):
                    yield key, vector.astype(np.float32)
