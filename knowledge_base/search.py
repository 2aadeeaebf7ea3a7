"""Hybrid search: the legs over the active index version, fused, then checked against the database.

Earlier messages of a conversation are a second, lighter query: "yes" or "and the fee?" mean nothing alone.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sqlalchemy as sa

from knowledge_base import records, store
from knowledge_base.embeddings import Embeddings
from knowledge_base.errors import IndexUnavailable, InvalidInput
from knowledge_base.fusion import ranks, shares
from knowledge_base.index_files import IndexReader
from knowledge_base.index_versions import IndexVersions
from knowledge_base.lexical import BODY, LexicalIndex
from knowledge_base.records import Content
from knowledge_base.search_legs import LEGS, MAX_QUERY_CHARACTERS, Legs, probe
from knowledge_base.search_values import Hit, SearchQuery, SearchResult
from knowledge_base.store_batches import chunks
from knowledge_base.text import content_terms, is_chinese, search_tokens

Row = Any
"""A joined row: its columns are checked by the tests, not by the type checker."""


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

MAX_HISTORY = 12
"""Earlier messages that are looked at, the latest ones."""

HISTORY = "history"
"""The group of a hit's explanation that holds what the earlier messages add over all legs."""


@dataclass(frozen=True, slots=True)
class _Ranking:
    """The candidates, best first, with their fused score, and what the legs said of them for the question."""

    ordered: tuple[tuple[str, float], ...]
    scores: Mapping[str, Mapping[str, float]]
    ranks: Mapping[str, Mapping[str, int]]
    explanations: Mapping[str, Mapping[str, float]]


class Search:
    """Searches the active index version."""

    def __init__(self, engine: sa.Engine, indexes: IndexVersions, embeddings: Embeddings) -> None:
        self._engine = engine
        self._indexes = indexes
        self._embeddings = embeddings
        self.weights = {"en": ENGLISH_WEIGHTS, "zh": CHINESE_WEIGHTS}

    def search(self, query: SearchQuery) -> SearchResult:
        """The passages for a question, best first. Raises IndexUnavailable; InvalidInput for a limit below 1.

        Only passages of published versions that the active index serves, in force on `query.as_of` and visible to
        `query.audience` come out (G-08). A question without a letter or digit finds nothing.
        """
        if query.limit < 1:
            raise InvalidInput("limit", "The limit must be at least 1.")
        started = time.perf_counter()
        with self._engine.connect() as connection:
            index_id = records.active_index_id(connection)
        if index_id is None:
            raise IndexUnavailable("No index version is active; build one first.")
        reader = self._indexes.reader(index_id)
        try:
            ranking = self._ranked(reader, query)
        except Exception as error:
            raise IndexUnavailable(f"Index version {index_id} failed: {type(error).__name__}.") from error
        ranked = time.perf_counter()
        with self._engine.connect() as connection:
            hits = self._admitted(
                connection, index_id, query, ranking, _Rarity(reader.passages(query.audience))
            )
        loaded = time.perf_counter()
        timings = {"rank": (ranked - started) * 1000, "load": (loaded - ranked) * 1000}
        return SearchResult(tuple(hits), index_id, timings)

    def _ranked(self, reader: IndexReader, query: SearchQuery) -> _Ranking:
        history = [text for text in query.history if text.strip()][-MAX_HISTORY:]
        weights = self.weights["zh" if is_chinese(" ".join([query.text, *history[-1:]])) else "en"]
        probes = [probe([query.text], self._embeddings, 1.0)]
        if history:
            probes.append(probe(history, self._embeddings, weights.history, weights.decay))
        ids, scores = Legs(reader, query.audience, weights.heading).scores(probes)
        parts = {group: np.zeros(len(ids)) for group in (*LEGS, *([HISTORY] if history else []))}
        for number, (each, by_leg) in enumerate(zip(probes, scores, strict=True)):
            for leg in LEGS:
                share = shares(by_leg[leg], ids, from_weakest=leg == "dense")
                parts[HISTORY if number else leg] += each.weight * getattr(weights, leg) * share
        total = sum(parts.values(), np.zeros(len(ids)))
        order = sorted(range(len(ids)), key=lambda i: (-total[i], ids[i]))
        ordered = tuple((ids[i], float(total[i])) for i in order)
        explanations = {ids[i]: {group: float(part[i]) for group, part in parts.items()} for i in order}
        places = {leg: ranks(found_by) for leg, found_by in scores[0].items()}
        return _Ranking(ordered, scores[0], places, explanations)

    def _admitted(
        self, connection: sa.Connection, index_id: str, query: SearchQuery, ranking: _Ranking, rarity: _Rarity
    ) -> list[Hit]:
        """The best candidates that may be shown, loaded in small lots until there are enough."""
        terms = rarity.of(_subject(query))
        hits: list[Hit] = []
        for lot in chunks(ranking.ordered, max(20, query.limit * 3)):
            rows = _load(connection, index_id, [i for i, _ in lot])
            for passage_id, score in lot:
                row = rows.get(passage_id)
                hit = _hit(row, query, passage_id, score, ranking, terms) if row is not None else None
                if hit is not None:
                    hits.append(hit)
                if len(hits) == query.limit:
                    return hits
        return hits


class _Rarity:
    """Inverse document frequency of terms in the index searched."""

    def __init__(self, index: LexicalIndex) -> None:
        self._index = index

    def of(self, terms: frozenset[str]) -> dict[str, float]:
        count = len(self._index)
        found = {term: self._index.document_frequency(BODY, term) for term in terms}
        return {term: math.log(1 + (count - n + 0.5) / (n + 0.5)) for term, n in found.items()}


def _subject(query: SearchQuery) -> frozenset[str]:
    """The content terms of the question; of the latest message that has any if the question has none."""
    for text in (query.text, *reversed(query.history)):
        if terms := content_terms(text[:MAX_QUERY_CHARACTERS]):
            return terms
    return frozenset()


def _load(connection: sa.Connection, index_id: str, ids: Sequence[str]) -> dict[str, Row]:
    p, v, d, c = store.passages, store.versions, store.documents, store.index_contents
    query = (
        sa.select(
            *(column.label(f"p_{column.name}") for column in p.c),
            *(column.label(f"v_{column.name}") for column in v.c),
            *(column.label(f"d_{column.name}") for column in d.c),
            c.c.version_id.label("c_version_id"),
            c.c.effective_from.label("c_from"),
            c.c.effective_to.label("c_to"),
        )
        .select_from(p)
        .join(v, v.c.id == p.c.version_id)
        .join(d, d.c.id == v.c.document_id)
        # An outer join: otherwise SQLite starts from every version in the index instead of the few passages.
        .outerjoin(c, sa.and_(c.c.version_id == v.c.id, c.c.index_version_id == index_id))
        .where(p.c.id.in_(list(ids)))
    )
    return {row.p_id: row for row in connection.execute(query)}


class _Prefixed:
    """The part of a joined row whose columns carry a prefix, read like a row of that table."""

    def __init__(self, row: Row, prefix: str) -> None:
        self._row, self._prefix = row, prefix

    def __getattr__(self, name: str) -> object:
        return getattr(self._row, self._prefix + name)


def _hit(
    row: Row,
    query: SearchQuery,
    passage_id: str,
    score: float,
    ranking: _Ranking,
    terms: Mapping[str, float],
) -> Hit | None:
    """The hit, or None if its version is withdrawn, not in force on the day, or not for this reader."""
    content = Content(row.v_id, row.c_from, row.c_to) if row.c_version_id is not None else None
    version = records.version(_Prefixed(row, "v_"), content)
    document = records.document(_Prefixed(row, "d_"))
    if (
        not version.served
        or not version.in_force_on(query.as_of)
        or not document.audience.admits(query.audience)
    ):
        return None
    passage = records.passage(_Prefixed(row, "p_"))
    return Hit(
        passage=passage,
        document=document,
        version=version,
        score=score,
        leg_scores={leg: found[passage_id] for leg, found in ranking.scores.items() if passage_id in found},
        leg_ranks={leg: found[passage_id] for leg, found in ranking.ranks.items() if passage_id in found},
        term_coverage=_coverage(terms, " ".join((*passage.heading_path, passage.text))),
        dense_similarity=ranking.scores["dense"].get(passage_id, 0.0),
        explanation=ranking.explanations[passage_id],
    )


def _coverage(terms: Mapping[str, float], text: str) -> float:
    present = set(search_tokens(text))
    whole = sum(terms.values())
    return sum(weight for term, weight in terms.items() if term in present) / whole if whole else 0.0
