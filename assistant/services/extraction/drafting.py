"""An answer made of the policies' own sentences: what was asked first, then the conditions the source attaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.answers import Claim, Draft, DraftMethod, Quote
from assistant.domain.evidence import Evidence
from assistant.domain.questions import Language
from assistant.services.extraction.candidates import Candidate, candidates
from assistant.services.extraction.wants import CONDITION
from assistant.services.ports import Likeness

MOST_CLAIMS = 4
"""Sentences of a draft: with more, the words that answer drown (measured by token F1, decision 0013)."""

SECOND_SHARE = 0.88
"""A further sentence must reach this share of the best one's score."""

PASSAGES_READ = 6
"""Passages whose sentences are looked at."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """A draft and the figures of its making that confidence is computed from."""

    draft: Draft
    signals: Mapping[str, float]


def extract(
    question: str, language: Language, evidence: Sequence[Evidence], likeness: Likeness
) -> Extracted | None:
    """A draft whose claims are verbatim sentences, or None if no passage states anything.

    Claims come from one document, the best sentence's, in the order of the text except that the best one leads.
    """
    found = candidates(question, evidence[:PASSAGES_READ], likeness)
    if not found:
        return None
    best = max(found, key=lambda one: (one.score, -one.rank, -one.order))
    chosen = [best, *_conditions(best, found), *_further(best, found)]
    kept = _in_order(_distinct(chosen)[:MOST_CLAIMS])
    draft = Draft(tuple(map(_claim, kept)), language, DraftMethod.EXTRACTIVE)
    return Extracted(draft, _signals(best, found))


def _signals(best: Candidate, found: Sequence[Candidate]) -> dict[str, float]:
    """How clearly the best sentence won: over other documents' sentences, and over its own document's."""
    others = [one.score for one in found if one.passage.document_id != best.passage.document_id]
    siblings = sorted(
        (one.score for one in found if one.passage.document_id == best.passage.document_id), reverse=True
    )
    second = siblings[1] if len(siblings) > 1 else 0.0
    return {
        "draft_carried": best.carried,
        "draft_alike": best.alike,
        "draft_answers": float(best.answers),
        "draft_passage_rank": 1 / (1 + best.rank),
        "draft_lead": (best.score - max(others, default=0.0)) / best.score,
        "draft_sentence_lead": (best.score - second) / best.score,
    }


def _conditions(best: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    """The sentences right after the best one that limit or except it."""
    after = sorted(
        (one for one in found if one.passage is best.passage and one.order > best.order),
        key=lambda one: one.order,
    )
    out = []
    for step, one in enumerate(after, start=1):
        if one.order != best.order + step or not CONDITION.search(one.text):
            break
        out.append(one)
    return out[:2]


def _further(best: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    """Other sentences of the same document that answer nearly as well, best first."""
    near = [
        one
        for one in found
        if one.passage.document_id == best.passage.document_id and one.score >= SECOND_SHARE * best.score
    ]
    return sorted(near, key=lambda one: -one.score)


def _distinct(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Each sentence once, also where passages overlap."""
    seen: set[tuple[str, int]] = set()
    texts: set[str] = set()
    out = []
    for one in chosen:
        place = (one.passage.version_id, one.passage.start + one.start)
        if place not in seen and one.text not in texts:
            seen.add(place)
            texts.add(one.text)
            out.append(one)
    return out


def _in_order(kept: Sequence[Candidate]) -> list[Candidate]:
    """The best first, since it answers; the rest as the text has them."""
    rest = sorted(kept[1:], key=lambda one: (one.passage.version_id, one.passage.start + one.start))
    return [kept[0], *rest]


def _claim(one: Candidate) -> Claim:
    passage = one.passage
    quote = Quote(
        passage_id=passage.passage_id,
        version_id=passage.version_id,
        document_id=passage.document_id,
        text=one.text,
        start=passage.start + one.start,
        end=passage.start + one.end,
    )
    return Claim(one.text, (quote,))
