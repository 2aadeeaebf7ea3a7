"""Likeness in meaning by the vectors that search uses."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from knowledge_base import Embeddings
from knowledge_base.embeddings import Vectors

KEPT = 8_000
"""Texts whose vectors are kept, the latest used: with 256 numbers each and their words some ten megabytes. A question is
held against some forty statements of passages, and other questions come back to the same passages."""


class EmbeddingLikeness:
    """Implements the port `Likeness`. What texts are held against is kept; what was asked is not."""

    def __init__(self, embeddings: Embeddings) -> None:
        self._embeddings = embeddings
        self._kept: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def to(self, text: str, others: Sequence[str]) -> Sequence[float]:
        """The cosine with each of the others."""
        if not others:
            return []
        known = self._known(others)
        missing = [one for one in dict.fromkeys(others) if one not in known]
        vectors = self._embeddings.embed([text, *missing])
        new = dict(zip(missing, vectors[1:], strict=True))
        self._keep(new)
        known |= new
        return [float(value) for value in np.stack([known[one] for one in others]) @ vectors[0]]

    def _known(self, texts: Sequence[str]) -> dict[str, Vectors]:
        with self._lock:
            found = {one: self._kept[one] for one in texts if one in self._kept}
            for one in found:
                self._kept.move_to_end(one)
        return found

    def _keep(self, new: dict[str, Vectors]) -> None:
        # Copies: a row of a block would keep the whole block alive.
        copies = {one: vector.copy() for one, vector in new.items()}
        with self._lock:
            self._kept |= copies
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
