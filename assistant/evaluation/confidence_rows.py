"""Labelled questions with the figures that the pipeline measured: what confidence is trained and judged on.

A set of labelled queries is answered by the whole pipeline over its corpora. With `gaps`, the queries whose gold
documents fall into one half are answered once more without that half: nothing there answers them, and what is found
is of the same kind. Real unanswerable questions are rare in such sets, and an office's are exactly these.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from assistant.adapters.system import SystemClock
from assistant.domain.routing import Working
from assistant.domain.would_answer import only_autonomy_is_missing
from assistant.evaluation.answers import sample_engine, throwaway_engine, timed
from assistant.evaluation.dataset_rows import QueryRow, query_rows
from assistant.services.sample_town import asked
from assistant.services.sample_town import is_right as answers_rightly
from assistant.settings import Settings
from knowledge_base.sample_policies import sample_questions
from knowledge_base.text import content_terms

ENOUGH = 0.5
"""Share of the gold text's content terms that the draft must say to count as right."""

GAP_WEIGHT = 0.3
"""How often a question counts that is asked again without its documents, against one time with them: as many as both
would teach that every third question has no answer, which no office's questions are like."""

SAMPLE = "sample"
"""The name of the set made of the sample town's own questions."""

HELD_OUT_TOPICS = frozenset({"resident-parking", "waste-collection", "residence-registration"})
"""Topics whose labels are kept for certificates."""


@dataclass(frozen=True, slots=True)
class LabelledQueries:
    """Corpora and queries of one data set, and how often each of its rows counts."""

    name: str
    weight: float
    gaps: bool
    corpora: tuple[Path, ...]
    queries: Path


@dataclass(frozen=True, slots=True)
class ConfidenceRow:
    """The figures of one question and its labels.

    `answers`: the first document found is a right one, and there is one. `right`: the draft says it; None where nobody
    wrote down what it should say. `group` keeps rows together in cross-validation that know of each other.
    """

    set: str
    group: str
    first_turn: bool
    signals: Mapping[str, float]
    answerable: bool
    answers: bool
    right: bool | None
    weight: float


def labelled_rows(given: LabelledQueries, settings: Settings, every: int = 1) -> list[ConfidenceRow]:
    """One row for each query with a draft; with gaps, one more for each that then has no gold document.

    Only each `every`-th query is asked, where answering them all takes too long.
    """
    labels = _labels(given.queries)
    queries = list(zip(query_rows(given.queries), labels, strict=True))[::every]
    rows = list(_answered(given, given.corpora, queries, settings))
    if given.gaps:
        unserved = [(query, label) for query, label in queries if _golds(label) and _all_left_out(label)]
        with tempfile.TemporaryDirectory(prefix="civicdesk-gaps-") as folder:
            corpora = [_with_gaps(path, Path(folder) / f"{i}.jsonl") for i, path in enumerate(given.corpora)]
            found = _answered(given, corpora, unserved, settings)
            rows += [replace(row, weight=row.weight * GAP_WEIGHT) for row in found]
    return rows


def sample_rows(weight: float, settings: Settings) -> list[ConfidenceRow]:
    """One row for each sample question that the score alone decides about, outside the held-out topics."""
    rows = []
    with sample_engine(settings) as engine:
        for question in sample_questions():
            working = engine.run(asked(question, SystemClock()))
            held_out = bool({question.topic_id, working.topic_id} & HELD_OUT_TOPICS)
            if working.signals and not held_out and only_autonomy_is_missing(working, topic_matters=False):
                assert working.draft is not None
                golds = set(question.document_ids)
                rows.append(
                    ConfidenceRow(
                        set=SAMPLE,
                        group=question.id,
                        first_turn=not question.history,
                        signals=dict(working.signals),
                        answerable=bool(golds),
                        answers=working.evidence[0].document_id in golds,
                        right=answers_rightly(question, working.draft),
                        weight=weight,
                    )
                )
    return rows


def draft_is_right(working: Working, gold_documents: Sequence[str], gold_text: str) -> bool:
    """Whether the draft quotes a gold document first and says enough of the gold text."""
    if working.draft is None or not working.draft.quotes():
        return False
    if working.draft.quotes()[0].document_id not in gold_documents:
        return False
    gold = content_terms(gold_text)
    said = content_terms(working.draft.plain_text())
    return bool(gold) and len(gold & said) / len(gold) >= ENOUGH


def write_rows(path: Path, rows: Iterable[ConfidenceRow]) -> None:
    """One JSON object a line, so that weights can be trained again without answering everything anew."""
    path.write_text("".join(json.dumps(asdict(row)) + "\n" for row in rows), encoding="utf-8")


def read_rows(path: Path) -> list[ConfidenceRow]:
    """What `write_rows` wrote."""
    return [ConfidenceRow(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _answered(
    given: LabelledQueries,
    corpora: Sequence[Path],
    queries: Sequence[tuple[QueryRow, Mapping[str, Any]]],
    settings: Settings,
) -> Iterator[ConfidenceRow]:
    held = {
        json.loads(line)["id"] for path in corpora for line in path.read_text("utf-8").splitlines() if line
    }
    with throwaway_engine(corpora, lambda *_: None, settings) as (engine, _):
        for query, label in queries:
            working, _ms = timed(engine, query)
            if working.signals:
                yield _row(given, query, label, working, held)


def _row(
    given: LabelledQueries,
    query: QueryRow,
    label: Mapping[str, Any],
    working: Working,
    held: set[str],
) -> ConfidenceRow:
    golds = [gold for gold in _golds(label) if gold in held]
    answerable = bool(label.get("answerable", True)) and bool(golds)
    text = label.get("gold_text") or ""
    gold_text = " ".join(text) if isinstance(text, list) else text
    return ConfidenceRow(
        set=given.name,
        group=_group(label),
        first_turn=not query.history,
        signals=dict(working.signals),
        answerable=answerable,
        answers=answerable and working.evidence[0].document_id in golds,
        right=(answerable and draft_is_right(working, golds, gold_text)) if gold_text else None,
        weight=given.weight,
    )


def _group(label: Mapping[str, Any]) -> str:
    """By gold document, so that no page is trained and judged on; by conversation where that shares several pages."""
    golds = _golds(label)
    return str(label.get("conversation_id") or (golds[0] if golds else label["id"]))


def _golds(label: Mapping[str, Any]) -> list[str]:
    return list(label.get("gold_doc_ids") or label.get("gold_passage_ids") or [])


def _labels(queries: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in queries.read_text(encoding="utf-8").splitlines() if line.strip()]


def _left_out(document_id: str) -> bool:
    return hashlib.sha256(document_id.encode()).digest()[0] % 2 == 1


def _all_left_out(label: Mapping[str, Any]) -> bool:
    return all(map(_left_out, _golds(label)))


def _with_gaps(corpus: Path, target: Path) -> Path:
    lines = [line for line in corpus.read_text(encoding="utf-8").splitlines() if line.strip()]
    kept = [line for line in lines if not _left_out(json.loads(line)["id"])]
    target.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")
    return target
