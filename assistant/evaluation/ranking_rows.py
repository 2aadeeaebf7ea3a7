"""Labelled candidates for training and ablating the second-stage ranker, as production search makes them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.adapters.knowledge_search import KnowledgeSearch
from assistant.evaluation.answers import engine_over, throwaway_base, timed
from assistant.evaluation.dataset_rows import query_rows
from assistant.evaluation.lay_words_fit import folds, word_counts
from assistant.services.ports import EvidenceSearch, FoundEvidence
from assistant.settings import load_settings
from knowledge_base import Audience, SearchQuery
from knowledge_base.embeddings import StaticEmbeddings
from knowledge_base.lay_words import LayWords
from knowledge_base.ranking_stage import SecondStage
from knowledge_base.text import is_chinese

Array = npt.NDArray[np.float64]

LEARNED_FOLDS = 5
"""Parts of the questions of a set; each is ranked with words learned from the others, as a new question will be."""

SHOWN = 10
EVIDENCE_CHARACTERS = 3000
"""As the contract of `civicdesk evaluate` measures."""


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Corpora and queries of one data set, and how much it counts for each language's weights."""

    name: str
    english: float
    chinese: float
    corpora: tuple[Path, ...]
    queries: Path


@dataclass(frozen=True, slots=True)
class RankingRow:
    """The candidates of one query in the order of the first stage, with labels.

    `gold` says which are of a gold document; `evidence` is the share of the gold text's word trigrams in each.
    """

    query_id: str
    group: str
    first_turn: bool
    golds: tuple[str, ...]
    gold_trigrams: frozenset[tuple[str, ...]]
    documents: tuple[str, ...]
    texts: tuple[str, ...]
    figures: Mapping[str, Array]
    gold: Array
    evidence: Array


class _Listening:
    """Implements the port `EvidenceSearch`: notes what the pipeline searches for, and searches."""

    def __init__(self, search: EvidenceSearch) -> None:
        self._search = search
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def find(self, text: str, history: Sequence[str], asked_at: datetime, limit: int) -> FoundEvidence:
        """As the search behind it: what the pipeline searches for next depends on what it found."""
        self.asked.append((text, tuple(history)))
        return self._search.find(text, history, asked_at, limit)


MOST_SEARCHES = 2
"""Searches for one question: by itself where the subject may have changed, then with what was said before. The last one
counts. A message of several questions is searched for more often and is left out."""


def ranking_rows(given: LabelledSet) -> list[RankingRow]:
    """A row for each answerable query that the pipeline searches for."""
    lines = given.queries.read_text(encoding="utf-8").splitlines()
    labels = [json.loads(line) for line in lines if line.strip()]
    embeddings = StaticEmbeddings()
    rows = []
    tables = _tables(given, labels)
    with throwaway_base(given.corpora, lambda *_: None, embeddings) as base:
        listening = _Listening(KnowledgeSearch(base, UTC))
        engine = engine_over(listening, load_settings(), embeddings)
        for query, label in zip(query_rows(given.queries), labels, strict=True):
            golds = tuple(label.get("gold_doc_ids") or label.get("gold_passage_ids") or ())
            if not label.get("answerable", True) or not golds:
                continue
            listening.asked.clear()
            timed(engine, query)
            if 0 < len(listening.asked) <= MOST_SEARCHES:
                asked = SearchQuery(
                    listening.asked[-1][0],
                    datetime.now().astimezone().date(),
                    Audience.PUBLIC,
                    listening.asked[-1][1],
                )
                found = base.second_stage(asked, tables.get(query.id))
                rows.append(_row(query.id, not query.history, golds, _gold_text(label), found))
    return rows


def _tables(given: LabelledSet, labels: Sequence[Mapping[str, Any]]) -> Mapping[str, LayWords]:
    """The learned words for each question of a set that the built-in table was, or may have been, made from.

    A set that the Chinese weights are fitted to gets none: passages that only learned words bring would teach to mistrust
    the question's own words, and the sample town's first documents fell from .850 to .790 (decision 0039). A Chinese set
    that is only measured gets, for each question, words learned without it and its fold.
    """
    if given.chinese >= 1:
        return {str(label["id"]): LayWords(()) for label in labels}
    if given.english or given.chinese or not is_chinese("".join(str(label["question"]) for label in labels)):
        return {}
    names = [str(label["id"]) for label in labels]
    counts = word_counts(given.corpora, labels)
    fold_of = folds(names, LEARNED_FOLDS)
    fitted = {
        fold: counts.fitted([row for row, other in enumerate(fold_of) if other != fold])
        for fold in set(fold_of)
    }
    return {name: fitted[fold] for name, fold in zip(names, fold_of, strict=True)}


def _gold_text(label: Mapping[str, object]) -> str:
    wanted = label.get("gold_text") or label.get("gold_evidence") or ""
    joined = (
        wanted if isinstance(wanted, str) else " ".join(map(str, wanted if isinstance(wanted, list) else []))
    )
    return re.sub(r"<[^>]+>", " ", joined)


def _row(
    query_id: str, first_turn: bool, golds: tuple[str, ...], gold_text: str, found: SecondStage
) -> RankingRow:
    texts = tuple(one.text for one in found.passages)
    documents = tuple(one.document_id for one in found.passages)
    wanted = trigrams(gold_text) if gold_text.strip() else frozenset()
    gold = np.array([float(document in golds) for document in documents])
    told = [
        len(wanted & trigrams(text)) / len(wanted) if wanted and right else 0.0
        for text, right in zip(texts, gold, strict=True)
    ]
    group = min(golds)
    return RankingRow(
        query_id, group, first_turn, golds, wanted, documents, texts, found.figures, gold, np.array(told)
    )


def trigrams(text: str) -> frozenset[tuple[str, ...]]:
    """The word trigrams that evidence is measured by; Chinese by single characters."""
    said = re.findall(r"[a-z0-9]+|[\u4e00-\u9fff]", text.lower())
    return frozenset(tuple(said[i : i + 3]) for i in range(len(said) - 2)) or frozenset(
        (word,) for word in said
    )


def fold_of(group: str, folds: int) -> int:
    """The part of a cross-validation that everything about one gold document falls into."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % folds


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one query fared: the first document right, a right one among five, the share of the evidence shown."""

    first: bool
    five: bool
    evidence: float | None


def outcome(row: RankingRow, scores: Array) -> Outcome:
    """The measures of the contract for the candidates in the order of these scores."""
    order = np.argsort(-scores, kind="stable")[:SHOWN]
    found = list(dict.fromkeys(row.documents[i] for i in order))
    text = ""
    for i in order:
        text += " " + row.texts[i][: max(0, EVIDENCE_CHARACTERS - len(text))]
    wanted = row.gold_trigrams
    share = len(wanted & trigrams(text)) / len(wanted) if wanted else None
    return Outcome(bool(found) and found[0] in row.golds, any(one in row.golds for one in found[:5]), share)
