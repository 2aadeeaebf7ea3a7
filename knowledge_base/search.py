"""Hybrid search: the legs over the active index version, fused, checked against the database, then ranked again.

Earlier messages of a conversation are a second, lighter query: "yes" or "and the fee?" mean nothing alone.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa

from knowledge_base import records
from knowledge_base.embeddings import Embeddings, StaticEmbeddings
from knowledge_base.errors import IndexUnavailable, InvalidInput
from knowledge_base.fusion import Fused, Scores, ranks, shares
from knowledge_base.index_files import IndexReader
from knowledge_base.index_versions import IndexVersions
from knowledge_base.ranking import Ranked, ranked, weights_for
from knowledge_base.ranking_stage import RankingFigures, Rarity, SecondStage, messages_before
from knowledge_base.ranking_terms import PassageReader
from knowledge_base.records import Content
from knowledge_base.search_admission import Admitted, admitted
from knowledge_base.search_legs import LEGS, MAX_QUERY_CHARACTERS, Legs, probe
from knowledge_base.search_values import Hit, SearchQuery, SearchResult
from knowledge_base.text import content_terms, is_chinese, tokens_among


@dataclass(frozen=True, slots=True)
class SearchWeights:
    """How much each leg counts in the fused score, the heading inside the lexical leg, and the history beside the
    question (`decay`: each earlier message against the next)."""

    heading: float
    lexical: float
    title: float
    document: float
    dense: float
    history: float
    decay: float


# Chosen on public question sets, not on the sample town; the measurements stand in docs/decisions/0011. The title is
# part of the heading field, so its own leg adds nothing to the ranking; it is kept as a signal for confidence.
ENGLISH_WEIGHTS = SearchWeights(
    heading=0.85, lexical=1.0, title=0.0, document=0.3, dense=0.5, history=1.0, decay=0.85
)
# Static vectors know little Chinese, and a heading repeats the law's name in each of its articles.
CHINESE_WEIGHTS = SearchWeights(
    heading=0.3, lexical=1.0, title=0.0, document=0.3, dense=0.2, history=1.0, decay=0.85
)

RERANKED = 60
"""First candidates that the second stage puts in order: of 97 questions in 100 whose document the first stage finds at all,
it is among these; 100 cost two thirds more and changed no measure by more than .003."""


class Search:
    """Searches the active index version."""

    def __init__(self, engine: sa.Engine, indexes: IndexVersions, embeddings: Embeddings) -> None:
        """The second stage compares words by the static vectors, whatever the passages are embedded with."""
        self._engine = engine
        self._indexes = indexes
        self._embeddings = embeddings
        static = embeddings if isinstance(embeddings, StaticEmbeddings) else StaticEmbeddings()
        self._figures = RankingFigures(PassageReader(static))
        self.weights = {"en": ENGLISH_WEIGHTS, "zh": CHINESE_WEIGHTS}

    def search(self, query: SearchQuery) -> SearchResult:
        """The passages for a question, best first. Raises IndexUnavailable; InvalidInput for a limit below 1.

        Only passages of published versions that the active index serves, in force on `query.as_of` and visible to
        `query.audience` come out (G-08). A question without a letter or digit finds nothing.
        """
        return self._searched(query, self._active(), None)

    def search_among(
        self, query: SearchQuery, index_id: str, contents: Mapping[str, Content]
    ) -> SearchResult:
        """As `search`, over an index version that is built but not active, as if it answered on `contents`."""
        return self._searched(query, index_id, contents)

    def _searched(
        self, query: SearchQuery, index_id: str, trial: Mapping[str, Content] | None
    ) -> SearchResult:
        if query.limit < 1:
            raise InvalidInput("limit", "The limit must be at least 1.")
        started = time.perf_counter()
        with self._indexes.reading(index_id, answers=trial is None) as opened:
            fused = self._fused(opened.files, index_id, query)
            legs = time.perf_counter()
            shown = self._shown(opened.contents if trial is None else trial, query, fused, trial is not None)
            loaded = time.perf_counter()
            rarity = Rarity(opened.files.passages(query.audience))
            hits = self._hits(query, shown, fused, rarity)
        done = time.perf_counter()
        timings = {"legs": legs - started, "load": loaded - legs, "rank": done - loaded}
        return SearchResult(tuple(hits), index_id, {name: value * 1000 for name, value in timings.items()})

    def second_stage(self, query: SearchQuery) -> SecondStage:
        """What the second stage of this search puts in order. Raises IndexUnavailable."""
        index_id = self._active()
        with self._indexes.reading(index_id, answers=True) as opened:
            fused = self._fused(opened.files, index_id, query)
            shown = self._shown(opened.contents, query, fused, trial=False)
            rarity = Rarity(opened.files.passages(query.audience))
            return SecondStage(tuple(shown), self._figures.of(query, shown, fused, rarity) if shown else {})

    def _active(self) -> str:
        with self._engine.connect() as connection:
            index_id = records.active_index_id(connection)
        if index_id is None:
            raise IndexUnavailable("No index version is active; build one first.")
        return index_id

    def _shown(
        self, contents: Mapping[str, Content], query: SearchQuery, fused: Fused, trial: bool
    ) -> list[Admitted]:
        with self._engine.connect() as connection:
            return admitted(
                connection,
                contents,
                query,
                fused.ids,
                lot=max(RERANKED, query.limit),
                enough=max(RERANKED // 2, query.limit),
                trial=trial,
            )

    def _fused(self, files: IndexReader, index_id: str, query: SearchQuery) -> Fused:
        """The first stage: every candidate of the legs, best first."""
        try:
            return self._scored(files, query)
        except Exception as error:
            raise IndexUnavailable(f"Index version {index_id} failed: {type(error).__name__}.") from error

    def _scored(self, files: IndexReader, query: SearchQuery) -> Fused:
        history = messages_before(query)
        weights = self.weights["zh" if is_chinese(" ".join([query.text, *history[-1:]])) else "en"]
        probes = [probe([query.text], self._embeddings, 1.0)]
        if history:
            probes.append(probe(history, self._embeddings, weights.history, weights.decay))
        ids, scores = Legs(files, query.audience, weights.heading).scores(probes)
        by_name: dict[str, Scores] = {f"{side}_{leg}": np.zeros(len(ids)) for side in "qh" for leg in LEGS}
        total = np.zeros(len(ids))
        for side, each, by_leg in zip("qh", probes, scores, strict=False):
            for leg in LEGS:
                share = shares(by_leg[leg], ids, from_weakest=leg == "dense")
                by_name[f"{side}_{leg}"] = share
                total += each.weight * getattr(weights, leg) * share
        order = np.array(sorted(range(len(ids)), key=lambda i: (-total[i], ids[i])), dtype=np.int64)
        return Fused(
            tuple(ids[i] for i in order),
            total[order],
            {name: share[order] for name, share in by_name.items()},
            scores[0],
            {leg: ranks(found) for leg, found in scores[0].items()},
        )

    def _hits(self, query: SearchQuery, shown: Sequence[Admitted], fused: Fused, rarity: Rarity) -> list[Hit]:
        """The second stage: what may be shown in its final order, as many as wanted."""
        if not shown:
            return []
        figures = self._figures.of(query, shown, fused, rarity)
        ties = [(one.document.id, one.version.number, one.passage.ordinal) for one in shown]
        terms = rarity.of(_subject(query))
        best = ranked(figures, weights_for(_language_sample(query)), ties)[: query.limit]
        return [_hit(shown[one.candidate], one, fused, terms) for one in best]


def _language_sample(query: SearchQuery) -> str:
    return " ".join([query.text, *messages_before(query)[-1:]])


def _subject(query: SearchQuery) -> frozenset[str]:
    """The content terms of the question; of the latest message that has any if the question has none."""
    for text in (query.text, *reversed(query.history)):
        if terms := content_terms(text[:MAX_QUERY_CHARACTERS]):
            return terms
    return frozenset()


def _hit(one: Admitted, place: Ranked, fused: Fused, terms: Mapping[str, float]) -> Hit:
    passage_id = one.passage.id
    return Hit(
        passage=one.passage,
        document=one.document,
        version=one.version,
        score=place.score,
        leg_scores={leg: found[passage_id] for leg, found in fused.scores.items() if passage_id in found},
        leg_ranks={leg: found[passage_id] for leg, found in fused.ranks.items() if passage_id in found},
        term_coverage=_coverage(terms, " ".join((*one.passage.heading_path, one.passage.text))),
        dense_similarity=fused.scores["dense"].get(passage_id, 0.0),
        explanation=place.explanation,
    )


def _coverage(terms: Mapping[str, float], text: str) -> float:
    present = tokens_among(terms, text)
    whole = sum(terms.values())
    return sum(weight for term, weight in terms.items() if term in present) / whole if whole else 0.0
