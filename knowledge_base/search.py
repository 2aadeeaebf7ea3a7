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
from knowledge_base.fusion import Fused, Scores, shares
from knowledge_base.index_files import IndexReader
from knowledge_base.index_versions import IndexVersions
from knowledge_base.lay_words import LayWords
from knowledge_base.ranking import Ranked, ranked, weights_for
from knowledge_base.ranking_matches import shares_found
from knowledge_base.ranking_question import Figures
from knowledge_base.ranking_stage import RankingFigures, Rarity, SecondStage, messages_before
from knowledge_base.ranking_terms import Reading
from knowledge_base.records import Content
from knowledge_base.search_admission import Admitted, Shown, admitted, shown
from knowledge_base.search_legs import LEGS, MAX_QUERY_CHARACTERS, Legs, probe
from knowledge_base.search_values import Hit, SearchQuery, SearchResult
from knowledge_base.text import content_terms, is_chinese


@dataclass(frozen=True, slots=True)
class SearchWeights:
    """How much each leg counts in the fused score, the heading inside the lexical leg, and the history beside the
    question (`decay`: each earlier message against the next)."""

    heading: float
    lexical: float
    title: float
    document: float
    dense: float
    learned: float
    history: float
    decay: float


# Chosen on public question sets, not on the sample town; the measurements stand in docs/decisions/0011. The title is
# part of the heading field, so its own leg adds nothing to the ranking; it is kept as a signal for confidence.
ENGLISH_WEIGHTS = SearchWeights(
    heading=0.85, lexical=1.0, title=0.0, document=0.3, dense=0.5, learned=0.0, history=1.0, decay=0.85
)
# On pages that no question was joined to, learned words found fewer English passages, and more Chinese ones (decision 0039).
# Static vectors know little Chinese, and a heading repeats the law's name in each of its articles.
CHINESE_WEIGHTS = SearchWeights(
    heading=0.3, lexical=1.0, title=0.0, document=0.3, dense=0.2, learned=0.4, history=1.0, decay=0.85
)

RERANKED = 60
"""First candidates that the second stage puts in order: of 97 questions in 100 whose document the first stage finds at all,
it is among these; 100 cost two thirds more and changed no measure by more than .003."""


class Search:
    """Searches the active index version."""

    def __init__(
        self,
        engine: sa.Engine,
        indexes: IndexVersions,
        embeddings: Embeddings,
        word_vectors: StaticEmbeddings,
        lay_words: LayWords,
    ) -> None:
        """`word_vectors` are those the index versions hold of the words of their passages."""
        self._engine = engine
        self._indexes = indexes
        self._embeddings = embeddings
        self._figures = RankingFigures(word_vectors)
        self._lay_words = lay_words
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
            contents = opened.contents if trial is None else trial
            fused = self._fused(opened.files, index_id, query)
            legs = time.perf_counter()
            with self._engine.connect() as connection:
                candidates = _admitted(connection, contents, query, fused, trial is not None)
                admission = time.perf_counter()
                rarity = Rarity(opened.files.passages(query.audience))
                reading = _read(opened.files, candidates)
                best = self._ordered(query, candidates, fused, rarity, reading)
                ranking = time.perf_counter()
                wanted = [candidates[one.candidate].passage_id for one in best[: query.limit]]
                texts = shown(connection, contents, wanted, trial=trial is not None)
            covered = shares_found(rarity.of(_subject(query)), reading)
            hits = [
                _hit(texts[wanted[i]], one, candidates[one.candidate].place, fused, covered)
                for i, one in enumerate(best[: query.limit])
                if wanted[i] in texts  # erased meanwhile
            ]
        done = time.perf_counter()
        timings = {
            "legs": legs - started,
            "admit": admission - legs,
            "rank": ranking - admission,
            "load": done - ranking,
        }
        return SearchResult(tuple(hits), index_id, {name: value * 1000 for name, value in timings.items()})

    def second_stage(self, query: SearchQuery, lay_words: LayWords | None = None) -> SecondStage:
        """What the second stage of this search puts in order, with another table of learned words if one is given.

        Raises IndexUnavailable.
        """
        index_id = self._active()
        with self._indexes.reading(index_id, answers=True) as opened:
            fused = self._fused(opened.files, index_id, query, lay_words)
            with self._engine.connect() as connection:
                candidates = _admitted(connection, opened.contents, query, fused, trial=False)
                texts = shown(
                    connection, opened.contents, [one.passage_id for one in candidates], trial=False
                )
            rarity = Rarity(opened.files.passages(query.audience))
            reading = _read(opened.files, candidates)
            figures = self._figures.of(query, candidates, fused, rarity, reading) if candidates else {}
            return SecondStage(tuple(texts[one.passage_id].passage for one in candidates), figures)

    def _active(self) -> str:
        with self._engine.connect() as connection:
            index_id = records.active_index_id(connection)
        if index_id is None:
            raise IndexUnavailable("No index version is active; build one first.")
        return index_id

    def _fused(
        self, files: IndexReader, index_id: str, query: SearchQuery, lay_words: LayWords | None = None
    ) -> Fused:
        """The first stage: every candidate of the legs, best first."""
        try:
            return self._scored(files, query, self._lay_words if lay_words is None else lay_words)
        except Exception as error:
            raise IndexUnavailable(f"Index version {index_id} failed: {type(error).__name__}.") from error

    def _scored(self, files: IndexReader, query: SearchQuery, lay_words: LayWords) -> Fused:
        history = messages_before(query)
        weights = self.weights["zh" if is_chinese(" ".join([query.text, *history[-1:]])) else "en"]
        table = lay_words if weights.learned else None
        probes = [probe([query.text], self._embeddings, 1.0, lay_words=table)]
        if history:
            probes.append(probe(history, self._embeddings, weights.history, weights.decay, table))
        ids, scores = Legs(files, query.audience, weights.heading).scores(probes)
        by_name: dict[str, Scores] = {f"{side}_{leg}": np.zeros(len(ids)) for side in "qh" for leg in LEGS}
        total = np.zeros(len(ids))
        for side, each, by_leg in zip("qh", probes, scores, strict=False):
            for leg in LEGS:
                share = shares(by_leg[leg], from_weakest=leg == "dense")
                by_name[f"{side}_{leg}"] = share
                total += each.weight * getattr(weights, leg) * share
        order = np.argsort(-total, kind="stable")  # equals stay in the order of their ids
        return Fused(
            tuple(map(ids.__getitem__, order.tolist())),
            order,
            total[order],
            {name: share[order] for name, share in by_name.items()},
            {leg: found[order] for leg, found in scores[0].items()},
        )

    def _ordered(
        self,
        query: SearchQuery,
        candidates: Sequence[Admitted],
        fused: Fused,
        rarity: Rarity,
        reading: Reading,
    ) -> list[Ranked]:
        """The second stage: what may be shown in its final order."""
        if not candidates:
            return []
        figures = self._figures.of(query, candidates, fused, rarity, reading)
        ties = [(one.document_id, one.version_number, one.ordinal) for one in candidates]
        return ranked(figures, weights_for(_language_sample(query)), ties)


def _read(files: IndexReader, candidates: Sequence[Admitted]) -> Reading:
    try:
        return files.words.of([one.passage_id for one in candidates])
    except Exception as error:
        raise IndexUnavailable(
            f"Index version {files.manifest.id} failed: {type(error).__name__}."
        ) from error


def _admitted(
    connection: sa.Connection,
    contents: Mapping[str, Content],
    query: SearchQuery,
    fused: Fused,
    trial: bool,
) -> list[Admitted]:
    return admitted(
        connection,
        contents,
        query,
        fused.ids,
        lot=max(RERANKED, query.limit),
        enough=max(RERANKED // 2, query.limit),
        trial=trial,
    )


def _language_sample(query: SearchQuery) -> str:
    return " ".join([query.text, *messages_before(query)[-1:]])


def _subject(query: SearchQuery) -> frozenset[str]:
    """The content terms of the question; of the latest message that has any if the question has none."""
    for text in (query.text, *reversed(query.history)):
        if terms := content_terms(text[:MAX_QUERY_CHARACTERS]):
            return terms
    return frozenset()


def _hit(one: Shown, rank: Ranked, place: int, fused: Fused, covered: Figures) -> Hit:
    scores = fused.scores_of(place)
    return Hit(
        passage=one.passage,
        document=one.document,
        version=one.version,
        score=rank.score,
        leg_scores=scores,
        leg_ranks=fused.ranks_of(place),
        term_coverage=float(covered[rank.candidate]),
        dense_similarity=scores.get("dense", 0.0),
        explanation=rank.explanation,
    )
