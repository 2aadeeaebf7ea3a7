"""Counting which words of texts go with which words of questions, from questions that people joined to texts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp

from assistant.evaluation.dataset_rows import corpus_rows
from knowledge_base.lay_words import LayWords, lines_of
from knowledge_base.text import query_tokens, search_tokens

DOUBT = 5.0
"""Sightings of a word that count for nothing yet: what one or two questions share is mostly chance. 2 to 10 found the
same within .01."""

LEAST_SEEN = 2
"""Questions in which a word must stand to be in the table."""

MOST_EACH = 40
"""Words of texts kept for each word of questions; 60 gained .004 of hit@5, 30 lost .012."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A question and the texts that answer it."""

    question: str
    texts: tuple[str, ...]


class WordCounts:
    """The words of questions and texts, counted once, so that tables can be fitted to any part of the questions."""

    def __init__(self, joined: Sequence[Joined], corpus: Sequence[str]) -> None:
        """`corpus` is every text of the collection: it tells which words are rare."""
        self._places: dict[str, int] = {}
        texts = _matrix([search_tokens(text) for text in corpus], self._places)
        answers = [[" ".join(search_tokens(text)) for text in one.texts] for one in joined]
        gold = _matrix([" ".join(one).split() for one in answers], self._places)
        asked = _matrix([list(dict.fromkeys(query_tokens(one.question))) for one in joined], self._places)
        size = len(self._places)
        for matrix in (texts, gold, asked):
            matrix.resize((matrix.shape[0], size))
        found = np.bincount(texts.indices, minlength=size)
        self._rarity = np.log(1 + (texts.shape[0] - found + 0.5) / (found + 0.5))
        gold.data = np.log1p(gold.data)
        gold = gold @ sp.diags(self._rarity)
        length = np.sqrt(np.asarray(gold.multiply(gold).sum(axis=1)).ravel())
        self._gold = (sp.diags(1 / np.maximum(length, 1e-9)) @ gold).tocsr()
        self._asked = asked

    def table(self, rows: Sequence[int]) -> dict[str, dict[str, float]]:
        """The table of these questions: how much more often a word of texts stands in what answers a word of questions
        than in what answers any question, times how rare the word of questions is."""
        names = list(self._places)
        asked, gold = self._asked[rows], self._gold[rows]
        seen = np.asarray(asked.sum(axis=0)).ravel()
        usual = np.asarray(gold.mean(axis=0)).ravel()
        together = (asked.T @ gold).tocsr()
        found: dict[str, dict[str, float]] = {}
        for word in np.flatnonzero(seen >= LEAST_SEEN).tolist():
            start, end = together.indptr[word], together.indptr[word + 1]
            others = together.indices[start:end]
            surplus = (together.data[start:end] - seen[word] * usual[others]) / (seen[word] + DOUBT)
            best = np.argsort(-surplus, kind="stable")[:MOST_EACH]
            row = {
                names[others[i]]: float(surplus[i] * self._rarity[word])
                for i in best.tolist()
                if surplus[i] > 0
            }
            if row:
                found[names[word]] = row
        return found

    def fitted(self, rows: Sequence[int]) -> LayWords:
        """The table of these questions, as search uses it."""
        return LayWords(lines_of(self.table(rows)))


def word_counts(corpora: Sequence[Path], labels: Sequence[Mapping[str, Any]]) -> WordCounts:
    """The counts of labelled questions over their corpora; a row of the counts for each label, in order."""
    texts = {row.id: f"{row.title} {row.text}" for corpus in corpora for row in corpus_rows(corpus)}
    joined = [
        Joined(str(label["question"]), tuple(texts[name] for name in label["gold_doc_ids"] if name in texts))
        for label in labels
    ]
    return WordCounts(joined, list(texts.values()))


def _matrix(texts: Sequence[Sequence[str]], places: dict[str, int]) -> Any:
    columns = [places.setdefault(token, len(places)) for tokens in texts for token in tokens]
    ends = np.concatenate([[0], np.cumsum([len(tokens) for tokens in texts])])
    matrix = sp.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(texts), max(1, len(places))))
    matrix.sum_duplicates()
    return matrix


def folds(names: Sequence[str], count: int) -> list[int]:
    """A fold for each row, the same on every machine, by its name."""
    return [int(hashlib.sha256(name.encode()).hexdigest(), 16) % count for name in names]
