"""Putting the scores of several legs into one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]


def standardised(scores: Mapping[str, float], ids: Sequence[str]) -> Scores:
    """Scores of the candidates as standard scores; a candidate the leg did not find counts as 0 found.

    A leg that does not tell the candidates apart says nothing and gives zeros.
    """
    raw = np.array([scores.get(i, 0.0) for i in ids], dtype=np.float64)
    if not raw.size:
        return raw
    spread = float(raw.std())
    if spread < 1e-9:
        return np.zeros_like(raw)
    standard: Scores = (raw - raw.mean()) / spread
    return standard


def ranks(scores: Mapping[str, float]) -> dict[str, int]:
    """1-based ranks of what a leg found; equal scores in the order of their ids."""
    ordered = sorted(scores, key=lambda i: (-scores[i], i))
    return {i: position for position, i in enumerate(ordered, 1)}
