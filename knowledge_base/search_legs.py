"""The five legs of a search: candidates from three of them, then every candidate's score in each.

`lexical` is BM25 of the passage and its headings, `dense` the cosine of the vectors, `learned` BM25 of the passage for
the words that go with those of the question (`lay_words`); `title` and `document` are BM25 of the version's title and
whole text, which each of its passages inherits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge_base.documents import Audience
from knowledge_base.embeddings import Embeddings, Vectors, unit
from knowledge_base.fusion import Scores
from knowledge_base.index_files import IndexReader, version_of
from knowledge_base.lay_words import LayWords
from knowledge_base.lexical import BODY, HEADING, TITLE
from knowledge_base.text import query_tokens

LEGS = ("lexical", "title", "document", "dense", "learned")

POOL = 100
"""Passages each candidate leg hands to the fusion; 150 changed no measure by more than .004."""
MAX_QUERY_TOKENS = 300
"""Distinct tokens of a query that are searched for, the weightiest first; a long letter pasted in costs no more."""
MAX_QUERY_CHARACTERS = 20_000

_TEXT_ALONE = {BODY: 1.0}
"""Learned words are those of texts; headings say what a text is about in words of their own."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One side of a query (the question, or the messages before it): weighted tokens, words that texts have for them, and
    one vector."""

    weight: float
    tokens: Mapping[str, float]
    learned: Mapping[str, float]
    vector: Vectors


def probe(
    texts: Sequence[str],
    embeddings: Embeddings,
    weight: float,
    decay: float = 1.0,
    lay_words: LayWords | None = None,
) -> Probe:
    """A probe of some messages, oldest first, each earlier one counting `decay` times the next."""
    shares = [decay ** (len(texts) - 1 - position) for position in range(len(texts))]
    texts = [text[:MAX_QUERY_CHARACTERS] for text in texts]
    tokens: dict[str, float] = {}
    for text, share in zip(texts, shares, strict=True):
        for token in query_tokens(text):
            tokens[token] = tokens.get(token, 0.0) + share
    kept = sorted(tokens, key=lambda token: (-tokens[token], token))[:MAX_QUERY_TOKENS]
    vectors = embeddings.embed(texts)
    mixed = unit((vectors * np.array(shares, dtype=np.float32)[:, None]).sum(axis=0, keepdims=True))[0]
    counted = {token: tokens[token] for token in kept}
    return Probe(weight, counted, lay_words.added(counted) if lay_words else {}, mixed)


class Legs:
    """The legs of one search over one opened index version, for one kind of reader."""

    def __init__(self, reader: IndexReader, audience: Audience, heading: float) -> None:
        self._passages = reader.passages(audience)
        self._documents = reader.documents(audience)
        self._vectors = reader.vectors
        self._audience = audience
        self._boosts = {BODY: 1.0, HEADING: heading}

    def scores(self, probes: Sequence[Probe]) -> tuple[list[str], list[dict[str, Scores]]]:
        """The candidates that any probe finds, by id, and for each probe the score of every candidate by leg."""
        found = [self._candidates(probe) for probe in probes]
        ids = sorted({i for legs in found for scores in legs for i in scores})
        # One look-up for all probes: fetching vectors costs more than everything done with them.
        incomplete = sorted(set(ids) - frozenset.intersection(*(frozenset(dense) for _, dense, _ in found)))
        known, rows = self._vectors.vectors(self._audience, incomplete)
        owners = [version_of(i) for i in ids]
        versions = sorted(set(owners))
        place = {version: number for number, version in enumerate(versions)}
        owned = np.array([place[owner] for owner in owners], dtype=np.int64)
        complete = []
        for probe, (lexical, dense, learned) in zip(probes, found, strict=True):
            if known and probe.vector.any():
                dense = dense | dict(zip(known, (rows @ probe.vector).tolist(), strict=True))
            lexical = lexical | self._missing(self._boosts, probe.tokens, ids, lexical)
            learned = learned | self._missing(_TEXT_ALONE, probe.learned, ids, learned)
            title = self._documents.scores({TITLE: 1.0}, probe.tokens, versions)
            whole = self._documents.scores({BODY: 1.0}, probe.tokens, versions)
            complete.append(
                {
                    "lexical": _in_order(lexical, ids),
                    "dense": _in_order(dense, ids),
                    "title": _in_order(title, versions)[owned],
                    "document": _in_order(whole, versions)[owned],
                    "learned": _in_order(learned, ids),
                }
            )
        return ids, complete

    def _candidates(self, probe: Probe) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
        lexical = self._passages.search(self._boosts, probe.tokens, POOL)
        dense = self._vectors.search(probe.vector, self._audience, POOL) if probe.vector.any() else {}
        learned = self._passages.search(_TEXT_ALONE, probe.learned, POOL)
        return lexical, dense, learned

    def _missing(
        self,
        boosts: Mapping[str, float],
        tokens: Mapping[str, float],
        ids: Sequence[str],
        known: Mapping[str, float],
    ) -> dict[str, float]:
        return self._passages.scores(boosts, tokens, [i for i in ids if i not in known])


def _in_order(scores: Mapping[str, float], ids: Sequence[str]) -> Scores:
    return np.array([scores.get(i, math.nan) for i in ids], dtype=np.float64)
