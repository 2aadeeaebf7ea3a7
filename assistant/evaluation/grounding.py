"""`civicdesk evaluate grounding`: judges answers that somebody else wrote by the checks that drafts go through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.domain.verification.anchoring import anchored
from assistant.domain.verification.exchanged_figures import exchanged
from assistant.domain.verification.figure_agreement import is_date, turned_sides
from assistant.domain.verification.negation_modality import disagreements
from assistant.domain.verification.own_counts import is_own_count
from assistant.domain.verification.plain_text import is_chinese
from assistant.domain.verification.quantifiers import turned_reach
from assistant.domain.verification.reading import figures_of
from assistant.domain.verification.sentences import sentences
from assistant.domain.verification.support import SUPPORTED, answer_support, lowered, sentence_support
from assistant.domain.verification.support_features import Source, best_sentences, read_source
from assistant.evaluation.dataset_rows import GroundingRow

EVIDENCE_SENTENCES = 3
"""Passage sentences that an answer's sentence is held against for must, may and not."""


FAULT_IN_CHINESE = 3.0
"""Log-odds that a Chinese answer loses if a rule finds a wrong figure or a turned must, may or not in all its sentences.

The score is learned from English answers, in which words tell: what people rated unsupported there speaks of other things,
and no weight for faults raises its AUROC on them (.970 without; .970, .969, .966 with 0.5, 1 and 2). For Chinese claims it
does, up to about this weight; see 0034.
"""


def ground_rows(rows: Iterable[GroundingRow]) -> Iterator[dict[str, object]]:
    """One row of output for each row of input, in order: `id`, `score`, `sentences`.

    `score` is the probability that the passages support the whole answer; in Chinese, faults found by rules lower it. A sentence has `text`, `supported`, `score`
    and `problems`: `number`, `date`, `negation`, `modality`, `unsupported`.
    """
    for row in rows:
        source = read_source(row.passages)
        judged = [judge_sentence(row.answer[start:end], source) for start, end in sentences(row.answer)]
        yield {
            "id": row.id,
            "score": round(_score(row.answer, source, judged), 6) if any(row.passages) else 0.0,
            "sentences": judged,
        }


def _score(answer: str, source: Source, judged: Sequence[dict[str, object]]) -> float:
    plainly = answer_support(answer, source)
    faulty = sum(one["problems"] not in ([], ["unsupported"]) for one in judged)
    if not faulty or not is_chinese(answer):
        return plainly
    return lowered(plainly, FAULT_IN_CHINESE * faulty / len(judged))


def judge_sentence(sentence: str, source: Source) -> dict[str, object]:
    """One sentence of an answer as a row of output names it: text, supported, score, problems."""
    score = sentence_support(sentence, source)
    problems = list(dict.fromkeys(_problems(sentence, source, score)))
    return {
        "text": sentence,
        "supported": not problems,
        "score": round(score, 6),
        "problems": problems,
    }


def _problems(sentence: str, source: Source, score: float) -> Iterator[str]:
    evidence = best_sentences(sentence, source, EVIDENCE_SENTENCES)
    yield from _wrong_figures(sentence, source, evidence)
    if score < SUPPORTED:
        yield "unsupported"
        return
    for difference in disagreements(sentence, evidence):
        yield "negation" if difference.denial else "modality"
    if any(turned_sides(sentence, evidence)) or any(turned_reach(sentence, evidence)):
        yield "modality"


def _wrong_figures(sentence: str, source: Source, evidence: tuple[str, ...]) -> Iterator[str]:
    placed = [(source.sentences[place], figure) for figure, place in source.figures]
    for figure in figures_of(sentence):
        carried = figure.weak or anchored(figure, sentence, source)
        if not carried and not is_own_count(sentence, figure, placed):
            yield "date" if is_date(figure) else "number"
    for other in exchanged(sentence, evidence):
        yield "date" if other.date else "number"
