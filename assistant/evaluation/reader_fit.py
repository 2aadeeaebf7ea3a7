"""Fits the weights of the learned reader: multinomial logistic regression over hashed pieces and a vector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

from assistant.adapters.message_features import HASH_BITS, features
from assistant.adapters.message_reader import LearnedReader, ReaderWeights, meanings
from assistant.domain.message_reading import MessageKind
from knowledge_base.embeddings import StaticEmbeddings

PIECES_PENALTY = 1e-5
MEANING_PENALTY = 2e-5
"""L2 on the weights, for each unit of mass. Without frames, with two files of patterns held out, .60 of them were seen so, .52 with 2e-6 on
the pieces, .42 with 1e-6 on the vector, .46 with 5e-5 on it."""

ROUNDS = 80
"""Steps of the search. Chosen for the time it takes (half a minute); more were not tried."""

SMALLEST = 2
"""Steps of 1/127 of the largest weight; smaller weights are left out, so that the file stays small."""

_PLACES = 1 << HASH_BITS


@dataclass(frozen=True, slots=True)
class Lesson:
    """One message to learn from. `group` is what must stay together when some are held out."""

    text: str
    kind: MessageKind
    weight: float
    group: str
    source: str


def matrix_of(lessons: Sequence[Lesson]) -> csr_matrix:
    """The features of all lessons, a row each: the hashed pieces, then the vector."""
    vectors = csr_matrix(meanings([lesson.text for lesson in lessons], StaticEmbeddings()))
    return hstack([_pieces_of(lessons), vectors]).tocsr()


def _pieces_of(lessons: Sequence[Lesson]) -> csr_matrix:
    found = [features(lesson.text) for lesson in lessons]
    ends = np.cumsum([0, *(len(places) for places, _ in found)])
    return csr_matrix(
        (
            np.concatenate([amounts for _, amounts in found]),
            np.concatenate([places for places, _ in found]),
            ends,
        ),
        shape=(len(lessons), _PLACES),
    )


def fit(x: csr_matrix, lessons: Sequence[Lesson]) -> LearnedReader:
    """A reader that has learned these lessons; the same for the same lessons in the same order."""
    met = np.flatnonzero(np.bincount(x.indices, minlength=x.shape[1]) >= 2)
    pieces = met[met < _PLACES]
    used = np.concatenate([pieces, np.arange(_PLACES, x.shape[1])])
    x = x[:, used].astype(np.float32)
    penalty = np.where(used < _PLACES, PIECES_PENALTY, MEANING_PENALTY)[:, None]
    kinds = list(MessageKind)
    target = np.zeros((len(lessons), len(kinds)), np.float32)
    target[np.arange(len(lessons)), [kinds.index(lesson.kind) for lesson in lessons]] = 1
    mass = np.array([lesson.weight for lesson in lessons], np.float32)
    mass /= mass.sum()
    transposed = x.T.tocsr()
    size = len(used) * len(kinds)

    def loss(given: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        weights = given[:size].reshape(len(used), len(kinds))
        sums = x @ weights.astype(np.float32) + given[size:].astype(np.float32)
        sums -= sums.max(axis=1, keepdims=True)
        raised = np.exp(sums)
        total = raised.sum(axis=1, keepdims=True)
        value = float(mass @ (np.log(total[:, 0]) - (sums * target).sum(axis=1)))
        miss = (raised / total - target) * mass[:, None]
        slope = transposed @ miss + 2 * penalty * weights
        both = np.concatenate([slope.ravel(), miss.sum(axis=0)]).astype(np.float64)
        return value + float((penalty * weights**2).sum()), both

    found = minimize(
        loss, np.zeros(size + len(kinds)), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}
    )
    weights = found.x[:size].reshape(len(used), len(kinds))
    weights = weights - weights.mean(axis=1, keepdims=True)
    steps, scales = _in_eight_bits(weights[: len(pieces)])
    whole = np.zeros((_PLACES, len(kinds)), np.int8)
    whole[pieces] = steps
    learned = ReaderWeights(
        whole, scales, weights[len(pieces) :].astype(np.float32), found.x[size:].astype(np.float32)
    )
    return LearnedReader(learned, StaticEmbeddings())


def _in_eight_bits(
    weights: npt.NDArray[np.float64],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float32]]:
    scales = np.quantile(np.abs(weights), 0.9995, axis=0) / 127
    scales = np.where(scales > 0, scales, 1.0)
    steps = np.clip(np.rint(weights / scales), -127, 127)
    steps[np.abs(steps) < SMALLEST] = 0
    return steps, scales.astype(np.float32)
