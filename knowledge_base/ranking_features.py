"""What the second-stage ranker looks at: figures of each candidate for one question, computed for all at once.

Names say the side of the question first: `q_` the question alone, `a_` together with the messages before it, `h_` those
messages alone; then the figure; `_doc` is the best passage of the same document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge_base.ranking_matches import Likeness, matches
from knowledge_base.ranking_question import Features, Figures, Terms
from knowledge_base.ranking_terms import STEM_FIELDS, Reading


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages to put in order: `shares` of the legs by `q_<leg>` and `h_<leg>`, the fused score, document numbers."""

    shares: Mapping[str, Figures]
    similarity: Figures
    fused: Figures
    documents: npt.NDArray[np.int64]
    ordinals: npt.NDArray[np.int64]
    reading: Reading


def features(question: Terms, conversation: Terms, found: Candidates) -> Features:
    """The figures of every candidate by name, each an array in the order of the candidates."""
    figures: Features = dict(found.shares)
    figures["similarity"] = found.similarity
    brief = 1 / max(1, len(question.stems))
    for name, share in found.shares.items():
        if name.startswith("h_"):
            figures[f"{name}_brief"] = share * brief
    figures |= _standing(found)
    compared = {
        f"{side}_{name}": values
        for side, part in _compared(question, conversation, found.reading).items()
        for name, values in part.items()
    }
    by_document = _best_by_document(np.stack(list(compared.values())), found.documents)
    for row, (name, values) in enumerate(compared.items()):
        figures[name] = values
        figures[f"{name}_doc"] = by_document[row]
    figures["length"] = np.log1p(found.reading.fields[0].lengths)
    return figures


def _compared(question: Terms, conversation: Terms, reading: Reading) -> dict[str, Features]:
    """The words of the question (`q`) and of the conversation (`a`) in each passage."""
    fields = reading.fields[:STEM_FIELDS]
    likeness = Likeness(reading, conversation)
    alone = matches(question, *fields) | likeness.of(question)
    if conversation is question:
        return {"q": alone, "a": alone}
    together = matches(conversation, *fields) | likeness.of(conversation)
    return {"q": alone, "a": together}


def _best_by_document(values: Figures, documents: npt.NDArray[np.int64]) -> Figures:
    """For each candidate the greatest value of its document's candidates; rows of several figures go together."""
    order = np.argsort(documents, kind="stable")
    starts = np.searchsorted(documents[order], np.arange(int(documents.max()) + 1))
    every: Figures = np.maximum.reduceat(values[..., order], starts, axis=-1)[..., documents]
    return every


def _standing(found: Candidates) -> Features:
    """How a passage and its document stand among all candidates."""
    documents, fused = found.documents, found.fused
    count = int(documents.max()) + 1
    top = max(float(fused.max()), 1e-9)
    order = np.argsort(-fused, kind="stable")
    # Equals share a place: which of them comes first is only their ids' order. The last digits are no difference.
    even = np.round(fused, 9)
    places = 1 + (even[None, :] > even[:, None]).sum(axis=1)
    best = _best_by_document(fused, documents)
    first = order[:30]
    sums = np.bincount(documents[first], weights=fused[first], minlength=count)
    counts = np.bincount(documents[first], minlength=count)
    at = {(int(d), int(o)): float(s) for d, o, s in zip(documents, found.ordinals, fused, strict=True)}
    beside = [
        max(at.get((int(d), int(o) - 1), 0.0), at.get((int(d), int(o) + 1), 0.0))
        for d, o in zip(documents, found.ordinals, strict=True)
    ]
    return {
        "place": 1 / places,
        "document_best": best / top,
        "document_sum": sums[documents] / max(float(sums.max()), 1e-9),
        "document_count": counts[documents] / 30,
        "within_document": fused / np.maximum(best, 1e-9),
        "beside": np.array(beside) / top,
        "opens": (found.ordinals == 0).astype(np.float64),
        "ordinal": np.minimum(found.ordinals, 20) / 20,
    }
