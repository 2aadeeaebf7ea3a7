"""The figures of a search's second stage, put together from what the first one found."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge_base.embeddings import StaticEmbeddings
from knowledge_base.fusion import Fused
from knowledge_base.lexical import BODY, LexicalIndex
from knowledge_base.passages import Passage
from knowledge_base.ranking_features import Candidates, features
from knowledge_base.ranking_question import Features, terms_of
from knowledge_base.ranking_terms import Reading, WordVectors
from knowledge_base.search_admission import Admitted
from knowledge_base.search_legs import MAX_QUERY_CHARACTERS
from knowledge_base.search_values import SearchQuery

MAX_HISTORY = 12
"""Earlier messages that are looked at, the latest ones."""

EARLIER_READ = 4
"""Earlier messages whose words the second stage compares, the latest ones."""


@dataclass(frozen=True, slots=True)
class SecondStage:
    """What may be shown of the first candidates, in the order of the first stage, and their figures by name."""

    passages: tuple[Passage, ...]
    figures: Features


def messages_before(query: SearchQuery) -> list[str]:
    """The earlier messages that say anything, oldest first."""
    return [text for text in query.history if text.strip()][-MAX_HISTORY:]


class Rarity:
    """Inverse document frequency of terms in the index searched."""

    def __init__(self, index: LexicalIndex) -> None:
        self._index = index

    def of(self, terms: frozenset[str]) -> dict[str, float]:
        """The weight of each term, the higher the fewer passages have it."""
        count = len(self._index)
        # Passages that were taken out count in the frequency until the files are written anew.
        found = {term: min(count, self._index.document_frequency(BODY, term)) for term in terms}
        return {term: math.log(1 + (count - n + 0.5) / (n + 0.5)) for term, n in found.items()}


class RankingFigures:
    """Puts the figures together. Safe to use from several threads."""

    def __init__(self, word_vectors: StaticEmbeddings) -> None:
        self._word_vectors = WordVectors(word_vectors)

    def of(
        self,
        query: SearchQuery,
        shown: Sequence[Admitted],
        fused: Fused,
        rarity: Rarity,
        reading: Reading,
    ) -> Features:
        """The figures of each passage that may be shown, in their order; there must be one at least."""
        chosen = [one.place for one in shown]
        numbers: dict[str, int] = {}
        question = terms_of([query.text[:MAX_QUERY_CHARACTERS]], rarity.of, self._word_vectors.of)
        earlier = [text[:MAX_QUERY_CHARACTERS] for text in messages_before(query)[-EARLIER_READ:]]
        conversation = (
            terms_of([*earlier, query.text[:MAX_QUERY_CHARACTERS]], rarity.of, self._word_vectors.of)
            if earlier
            else question
        )
        found = Candidates(
            {name: share[chosen] for name, share in fused.shares.items()},
            np.nan_to_num(fused.scores["dense"][chosen]),
            fused.total[chosen],
            np.array([numbers.setdefault(one.document_id, len(numbers)) for one in shown]),
            np.array([one.ordinal for one in shown]),
            reading,
        )
        return features(question, conversation, found)
