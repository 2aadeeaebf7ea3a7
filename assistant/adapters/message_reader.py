"""The learned reader of messages: a sum of weights over the pieces of a message and over its vector.

The vector is that of the static word vectors the search uses: numpy only, nothing is sent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.adapters.message_features import HASH_BITS, LONGEST_READ, features
from assistant.domain.message_reading import CARE_KINDS, MessageKind, Reading
from knowledge_base.embeddings import Embeddings, StaticEmbeddings

READER_WEIGHTS = Path(__file__).with_name("message_reader_weights.npz")
"""Written by `python -m assistant.evaluation.train_screen`. A change of it voids certificates (C-04)."""

SHORTEST_PART = 12
"""Characters of a sentence that is read for itself; what is shorter says too little."""

LONGEST_WHOLE = 300
"""Characters of a message that is read as a whole only. Reading the sentences of short messages one by one flags more
ordinary ones: with the same share of them flagged, a third fewer held-out messages were seen."""

LONGEST_MEANT = 2_000
"""Characters of which a vector is made. More make the vector vaguer, and longer messages are read in parts."""

_ATTACK = list(MessageKind).index(MessageKind.ATTACK)
_CARE = [list(MessageKind).index(kind) for kind in CARE_KINDS]
_PARTS = re.compile(r"(?<=[.!?;])\s+|[。！？；\n]+")
_HAN = re.compile("[\u3400-\u9fff]")

Numbers = npt.NDArray[np.float32]


def meanings(texts: Sequence[str], embeddings: Embeddings) -> Numbers:
    """The vectors of messages; zero for one with Chinese characters, whose pieces the word vectors hardly know."""
    vectors = embeddings.embed([text[:LONGEST_MEANT].lower() for text in texts]).copy()
    vectors[[bool(_HAN.search(text)) for text in texts]] = 0
    return vectors


@dataclass(frozen=True, slots=True)
class ReaderWeights:
    """What was learned: eight bits for each piece and kind with a scale for each kind, the weights of the vector, the bias."""

    pieces: npt.NDArray[np.int8]
    scales: Numbers
    meaning: Numbers
    bias: Numbers


class ReaderWeightsError(ValueError):
    """The weights cannot be used. The message names the file."""


_NAMES = tuple(field.name for field in fields(ReaderWeights))


class LearnedReader:
    """Implements the port `MessageReader`."""

    def __init__(self, weights: ReaderWeights, embeddings: Embeddings) -> None:
        self._weights, self._embeddings = weights, embeddings

    @classmethod
    def load(cls, path: Path = READER_WEIGHTS) -> LearnedReader:
        """Raises ReaderWeightsError, so that no installation starts without its reader."""
        embeddings = StaticEmbeddings()
        try:
            with np.load(path, allow_pickle=False) as stored:
                weights = ReaderWeights(*(stored[name] for name in _NAMES))
                vectors = str(stored["vectors"])
        except Exception as error:
            raise ReaderWeightsError(f"{path}: cannot be read ({type(error).__name__})") from error
        kinds = len(MessageKind)
        shapes = [getattr(weights, name).shape for name in _NAMES]
        wanted = [(1 << HASH_BITS, kinds), (kinds,), (embeddings.dimension, kinds), (kinds,)]
        if shapes != wanted or weights.pieces.dtype != np.int8 or vectors != embeddings.name:
            raise ReaderWeightsError(f"{path}: these are no weights of this reader")
        if not all(np.isfinite(numbers).all() for numbers in (weights.scales, weights.meaning, weights.bias)):
            raise ReaderWeightsError(f"{path}: holds what is no number")
        return cls(weights, embeddings)

    def save(self, path: Path) -> None:
        """Write the weights, the same bytes for the same weights."""
        with path.open("wb") as file:
            arrays = {name: getattr(self._weights, name) for name in _NAMES}
            np.savez_compressed(file, vectors=np.array(self._embeddings.name), **arrays)

    def read(self, text: str) -> Reading:
        """The shares of the whole; of a long message those of the sentence that wants most care, which else is lost."""
        whole = most = self._shares([text])[0]
        if len(text) > LONGEST_WHOLE:
            parts = [part for part in _PARTS.split(text[:LONGEST_READ]) if len(part) >= SHORTEST_PART]
            shares = np.vstack([whole, self._shares(parts)]) if parts else whole[None]
            most = shares[int(shares[:, _CARE].sum(axis=1).argmax())]
        return Reading(_by_kind(most), float(whole[_ATTACK]))

    def _shares(self, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        learned = self._weights
        found = [features(text) for text in texts]
        pieces = np.stack([amounts @ learned.pieces[places].astype(np.float32) for places, amounts in found])
        sums = pieces * learned.scales + meanings(texts, self._embeddings) @ learned.meaning + learned.bias
        raised = np.exp((sums - sums.max(axis=1, keepdims=True)).astype(np.float64))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _by_kind(shares: npt.NDArray[np.float64]) -> dict[MessageKind, float]:
    return dict(zip(MessageKind, map(float, shares), strict=True))
