"""The second stage of a search: the first candidates again, by a linear model over many more figures.

A sum of weighted figures can be read: what each group of signals adds, against the other candidates, is part of the
hit. The weights are learned (`assistant.evaluation.train_ranker`, decision 0018), one set for each language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from knowledge_base.ranker_weights import CHINESE, ENGLISH
from knowledge_base.ranking_question import Features, Figures
from knowledge_base.text import is_chinese

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("lexical", ("q_lexical",)),
    ("dense", ("q_dense", "similarity")),
    ("learned", ("q_learned",)),
    ("title", ("q_title", "q_in_title", "q_in_heading", "a_in_title", "a_in_heading")),
    ("document", ("q_document", "document_", "within_document")),
    ("history", ("h_",)),
    ("wording", ("q_in_", "a_in_", "q_times", "a_times", "q_all_found", "a_all_found")),
    ("nearness", ("q_window", "a_window", "q_pairs", "a_pairs")),
    ("meaning", ("q_alike", "a_alike")),
    ("place", ("place",)),
    ("position", ("beside", "opens", "ordinal", "length")),
)
"""The groups of signals a hit is explained by, and how the names of their figures begin; the first that fits counts."""


GROUND = 2.0
"""What the weakest candidate's score is, in spans between weakest and best: two thirds of the best. Drafts and confidence
read scores as shares of the best; with 0 they leant on the first passage too much (sample town: 377 of 477 English drafts
right, with 0.5 and 1 380, with 2 382), and the order of the passages is the same with any."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One candidate: its number, its score (positive), and what each group adds to every candidate."""

    candidate: int
    score: float
    added: Mapping[str, Figures]

    @property
    def explanation(self) -> Mapping[str, float]:
        """What each group adds to its score, against the candidates' mean."""
        return {group: float(part[self.candidate]) for group, part in self.added.items()}


def group_of(name: str) -> str:
    """The group a figure belongs to. Raises KeyError for a name no group knows."""
    for group, beginnings in GROUPS:
        if name.startswith(beginnings):
            return group
    raise KeyError(name)


@lru_cache(maxsize=16)
def _rows_of_groups(names: tuple[str, ...]) -> Mapping[str, Sequence[int]]:
    rows: dict[str, list[int]] = {}
    for row, name in enumerate(names):
        rows.setdefault(group_of(name), []).append(row)
    return rows


def weights_for(text: str) -> Mapping[str, float]:
    """The weights for a question in this language."""
    return CHINESE if is_chinese(text) else ENGLISH


def ranked(
    figures: Features, weights: Mapping[str, float], ties: Sequence[tuple[object, ...]]
) -> list[Ranked]:
    """All candidates, best first. Equal scores stand in the order of `ties`, so that no random id decides."""
    count = len(ties)
    if not count:
        return []
    table = np.stack([figures[name] for name in weights])
    parts = np.array(list(weights.values()))[:, None] * (table - table.mean(axis=1, keepdims=True))
    added: dict[str, Figures] = {
        group: parts[rows].sum(axis=0) for group, rows in _rows_of_groups(tuple(weights)).items()
    }
    total = parts.sum(axis=0)
    span = float(total.max() - total.min())
    scores = total - total.min() + GROUND * span if span > 0 else np.ones(count)
    # Sums of the same figures in another order differ in the last digits, which must not decide either.
    order = sorted(range(count), key=lambda i: (-round(float(scores[i]), 9), ties[i]))
    return [Ranked(i, float(scores[i]), added) for i in order]
