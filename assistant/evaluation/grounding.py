"""`civicdesk evaluate grounding`: judges answers that somebody else wrote by the checks that drafts go through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.domain.verification.figure_agreement import is_date, same_value, turned_sides
from assistant.domain.verification.negation_modality import disagreements
from assistant.domain.verification.reading import figures_of
from assistant.domain.verification.sentences import sentences
from assistant.domain.verification.support import SUPPORTED, answer_support, sentence_support
from assistant.domain.verification.support_features import Source, best_sentences, read_source
from assistant.evaluation.dataset_rows import GroundingRow

EVIDENCE_SENTENCES = 3
"""Passage sentences that an answer's sentence is held against for must, may and not."""


def ground_rows(rows: Iterable[GroundingRow]) -> Iterator[dict[str, object]]:
    """One row of output for each row of input, in order: `id`, `score`, `sentences`.

    `score` is the probability that the passages support the whole answer. A sentence has `text`, `supported`, `score`
    and `problems`: `number`, `date`, `negation`, `modality`, `unsupported`.
    """
    for row in rows:
        source = read_source(row.passages)
        yield {
            "id": row.id,
            "score": round(answer_support(row.answer, source), 6) if any(row.passages) else 0.0,
            "sentences": [_judged(row.answer[start:end], source) for start, end in sentences(row.answer)],
        }


def _judged(sentence: str, source: Source) -> dict[str, object]:
    score = sentence_support(sentence, source)
    problems = list(dict.fromkeys(_problems(sentence, source, score)))
    return {
        "text": sentence,
        "supported": not problems,
        "score": round(score, 6),
        "problems": problems,
    }


def _problems(sentence: str, source: Source, score: float) -> Iterator[str]:
    for figure in figures_of(sentence):
        if not figure.weak and not any(same_value(figure, other) for other in source.figures):
            yield "date" if is_date(figure) else "number"
    if score < SUPPORTED:
        yield "unsupported"
        return
    evidence = best_sentences(sentence, source, EVIDENCE_SENTENCES)
    for difference in disagreements(sentence, evidence):
        yield "negation" if difference.denial else "modality"
    if any(turned_sides(sentence, evidence)):
        yield "modality"
