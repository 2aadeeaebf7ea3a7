"""Hybrid search: the legs over the active index version, fused, then checked against the database.

Earlier messages of a conversation are a second, lighter query: "yes" or "and the fee?" mean nothing alone.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
from knowledge_base.text import content_terms, is_chinese, tokens_among
from knowledge_base.versions import VersionState

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


_WAITING = (VersionState.DRAFT, VersionState.SUBMITTED)


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
        with self._engine.connect() as connection:
            index_id = records.active_index_id(connection)
        if index_id is None:
            raise IndexUnavailable("No index version is active; build one first.")
        return self._searched(query, index_id, None)

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
            try:
                ranking = self._ranked(opened.files, query)
            except Exception as error:
                raise IndexUnavailable(f"Index version {index_id} failed: {type(error).__name__}.") from error
            ranked = time.perf_counter()
            rarity = _Rarity(opened.files.passages(query.audience))
            with self._engine.connect() as connection:
                contents = opened.contents if trial is None else trial
                hits = self._admitted(connection, contents, query, ranking, rarity, trial=trial is not None)
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
        self,
        connection: sa.Connection,
        contents: Mapping[str, Content],
        query: SearchQuery,
        ranking: _Ranking,
        rarity: _Rarity,
        *,
        trial: bool,
    ) -> list[Hit]:
        """The best candidates that may be shown, loaded in small lots until there are enough."""
        terms = rarity.of(_subject(query))
        hits: list[Hit] = []
        for lot in chunks(ranking.ordered, max(20, query.limit * 3)):
            rows = _load(connection, [i for i, _ in lot])
            for passage_id, score in lot:
                row = rows.get(passage_id)
                if row is None:
                    continue
                hit = _hit(row, contents.get(row.v_id), query, score, ranking, terms, trial=trial)
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


def _loading() -> sa.Select[Any]:
    p, v, d = store.passages, store.versions, store.documents
    return (
        sa.select(
            *(column.label(f"p_{column.name}") for column in p.c),
            *(column.label(f"v_{column.name}") for column in v.c),
            *(column.label(f"d_{column.name}") for column in d.c),
        )
        .select_from(p)
        .join(v, v.c.id == p.c.version_id)
        .join(d, d.c.id == v.c.document_id)
        .where(p.c.id.in_(sa.bindparam("ids", expanding=True)))
    )


_LOADING = _loading()
"""Made once: putting the statement together takes longer than running it."""


def _load(connection: sa.Connection, ids: Sequence[str]) -> dict[str, Row]:
    return {row.p_id: row for row in connection.execute(_LOADING, {"ids": list(ids)})}


class _Prefixed:
    """The part of a joined row whose columns carry a prefix, read like a row of that table."""

    def __init__(self, row: Row, prefix: str) -> None:
        self._row, self._prefix = row, prefix

    def __getattr__(self, name: str) -> object:
        return getattr(self._row, self._prefix + name)


def _hit(
    row: Row,
    content: Content | None,
    query: SearchQuery,
    score: float,
    ranking: _Ranking,
    terms: Mapping[str, float],
    *,
    trial: bool,
) -> Hit | None:
    """The hit, or None if its version is withdrawn, not in force on the day, or not for this reader."""
    passage_id = row.p_id
    version = records.version(_Prefixed(row, "v_"), content)
    if trial and content is not None and version.state in _WAITING:
        version = replace(version, state=VersionState.PUBLISHED, served=True)
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
    present = tokens_among(terms, text)
    whole = sum(terms.values())
    return sum(weight for term, weight in terms.items() if term in present) / whole if whole else 0.0
