"""How many of the truly nearest passages the approximate search finds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge_base import Audience, StaticEmbeddings
from knowledge_base.index_files import vectors_path
from knowledge_base.vectors import VectorIndex

NEAREST = 100
"""As many as the dense leg hands to the fusion."""

MOST_QUESTIONS = 200
"""Exact search reads every vector; so many questions give the share to a percentage point."""


def recall_at_100(index: Path, questions: Sequence[str]) -> float:
    """The share (0..1) of the 100 nearest passages of each question that the index returns."""
    asked = [q for q in questions[:MOST_QUESTIONS] if q.strip()]
    probes = StaticEmbeddings().embed(asked)
    vectors = VectorIndex(vectors_path(index))
    try:
        best: list[dict[str, float]] = [{} for _ in asked]
        for ids, rows in vectors.everything(Audience.PUBLIC):
            scores = rows @ probes.T
            top = min(NEAREST, len(ids))
            for column, known in enumerate(best):
                places = np.argpartition(-scores[:, column], top - 1)[:top]
                known.update((ids[i], float(scores[i, column])) for i in places.tolist())
        shares = []
        for probe, known in zip(probes, best, strict=True):
            if not probe.any():
                continue
            exact = sorted(known, key=lambda i: -known[i])[:NEAREST]
            # Equal texts have equal vectors, and which of them is found does not matter.
            floor = known[exact[-1]] - 1e-5
            found = vectors.search(probe, Audience.PUBLIC, NEAREST)
            shares.append(
                sum(known.get(i, -1.0) >= floor or s >= floor for i, s in found.items()) / len(exact)
            )
        return round(float(np.mean(shares)), 4) if shares else 0.0
    finally:
        vectors.close()
