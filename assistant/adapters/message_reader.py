"""The learned reader of messages: a sum of weights over the pieces of a message. No model runs and nothing is sent."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.adapters.message_features import HASH_BITS, LONGEST_READ, features
from assistant.domain.message_reading import CARE_KINDS, MessageKind, Reading

READER_WEIGHTS = Path(__file__).with_name("message_reader_weights.npz")
"""Written by `python -m assistant.evaluation.train_screen`. A change of it voids certificates (C-04)."""

SHORTEST_PART = 12
"""Characters of a sentence that is read for itself; what is shorter says too little."""

LONGEST_WHOLE = 300
"""Characters of a message that is read as a whole only. Reading the sentences of short messages one by one flags more
ordinary ones: with the same share of them flagged, a third fewer held-out messages were seen."""

_ATTACK = list(MessageKind).index(MessageKind.ATTACK)
_CARE = [list(MessageKind).index(kind) for kind in CARE_KINDS]
_PARTS = re.compile(r"(?<=[.!?;])\s+|[。！？；\n]+")


class ReaderWeightsError(ValueError):
    """The weights cannot be used. The message names the file."""


class LearnedReader:
    """Implements the port `MessageReader`."""

    def __init__(
        self, weights: npt.NDArray[np.int8], scales: npt.NDArray[np.float32], bias: npt.NDArray[np.float32]
    ) -> None:
        self._weights, self._scales, self._bias = weights, scales, bias

    @classmethod
    def load(cls, path: Path = READER_WEIGHTS) -> LearnedReader:
        """Raises ReaderWeightsError, so that no installation starts without its reader."""
        try:
            with np.load(path, allow_pickle=False) as stored:
                weights, scales, bias = stored["weights"], stored["scales"], stored["bias"]
        except Exception as error:
            raise ReaderWeightsError(f"{path}: cannot be read ({type(error).__name__})") from error
        kinds = len(MessageKind)
        shapes = (weights.shape, scales.shape, bias.shape)
        if shapes != ((1 << HASH_BITS, kinds), (kinds,), (kinds,)) or weights.dtype != np.int8:
            raise ReaderWeightsError(f"{path}: these are no weights of this reader")
        if not (np.isfinite(scales).all() and np.isfinite(bias).all()):
            raise ReaderWeightsError(f"{path}: holds what is no number")
        return cls(weights, scales, bias)

    def save(self, path: Path) -> None:
        """Write the weights, the same bytes for the same weights."""
        with path.open("wb") as file:
            np.savez_compressed(file, weights=self._weights, scales=self._scales, bias=self._bias)

    def read(self, text: str) -> Reading:
        """The shares of the whole; of a long message those of the sentence that wants most care, which else is lost."""
        whole = self._shares(text)
        if len(text) <= LONGEST_WHOLE:
            return Reading(_by_kind(whole), float(whole[_ATTACK]))
        parts = [part for part in _PARTS.split(text[:LONGEST_READ]) if len(part) >= SHORTEST_PART]
        most = max([whole, *map(self._shares, parts)], key=lambda shares: float(shares[_CARE].sum()))
        return Reading(_by_kind(most), float(whole[_ATTACK]))

    def _shares(self, text: str) -> npt.NDArray[np.float64]:
        places, amounts = features(text)
        sums = (amounts @ self._weights[places].astype(np.float32)) * self._scales + self._bias
        raised = np.exp((sums - sums.max()).astype(np.float64))
        return np.asarray(raised / raised.sum())


def _by_kind(shares: npt.NDArray[np.float64]) -> dict[MessageKind, float]:
    return dict(zip(MessageKind, map(float, shares), strict=True))
