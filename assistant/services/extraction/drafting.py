"""An answer made of the policies' own sentences: what was asked first, then its conditions, then what to do next."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.answer_parts import Part
from assistant.domain.answers import Draft, DraftMethod
from assistant.domain.evidence import Evidence
from assistant.domain.questions import Language
from assistant.domain.verification.omissions import omitted_conditions
from assistant.services.extraction.candidates import Candidate, candidates, wanted_by
from assistant.services.extraction.claims import claims_of, place
from assistant.services.extraction.next_steps import next_steps
from assistant.services.extraction.wants import CONDITION, LIMIT, Want
from assistant.services.ports import Likeness
from knowledge_base.text import query_tokens

MOST_CLAIMS = 4
"""Statements that answer or limit, conditions that must be told aside: with more, what answers drowns (decision 0013)."""

MOST_CONDITIONS = 2
"""Conditions added beyond that. A draft that would need more of them is incomplete and a person sees it."""

NEARLY_AS_GOOD = 0.5
"""How far a further statement's score may lie below the best one's: the odds that it answers are then more than 0.6 of
the best one's. At 0.8 the token F1 on Doc2Dial falls by 1.4 points and right answers in the sample town rise by
two (decision 0013)."""

ALREADY_TOLD = 0.2
"""The share of new terms up to which a further statement without a new figure only repeats what is told."""

PASSAGES_READ = 6
"""Passages whose statements are looked at."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """A draft and the figures of its making that confidence is computed from."""

    draft: Draft
    signals: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Statements by the part they tell; the first answer is the best statement."""

    answers: tuple[Candidate, ...]
    conditions: tuple[Candidate, ...] = ()
    steps: tuple[Candidate, ...] = ()


def extract(
    question: str, language: Language, evidence: Sequence[Evidence], likeness: Likeness
) -> Extracted | None:
    """A draft whose claims are verbatim statements, or None if no passage states anything.

    Claims come from one document, the best statement's: it leads, then come others that answer, conditions and next
    steps, each part in the order of the text. `question` is standalone: earlier messages a line each, what is asked now last.
    """
    found = candidates(question, evidence[:PASSAGES_READ], likeness)
    if not found:
        return None
    best = max(found, key=lambda one: (one.score, -one.rank, -one.order))
    own = tuple(one for one in found if one.passage.document_id == best.passage.document_id)
    draft = _Drafting(question, language, wanted_by(question), best, own, evidence).draft()
    return Extracted(draft, _signals(best, found))


def _signals(best: Candidate, found: Sequence[Candidate]) -> dict[str, float]:
    """How well the best statement fits, and how clearly it and its document won over all others."""
    odds = [(one, math.exp(one.score - best.score)) for one in found]
    total = sum(value for _, value in odds)
    own = sum(value for one, value in odds if one.passage.document_id == best.passage.document_id)
    return {
        "draft_score": best.score,
        "draft_carried": best.carried,
        "draft_told": best.told,
        "draft_alike": best.alike,
        "draft_passage_rank": 1 / (1 + best.rank),
        "draft_share": 1 / total,
        "draft_document_share": own / total,
    }


@dataclass(frozen=True, slots=True)
class _Drafting:
    """One question, its best statement and all statements of that one's document, `own`."""

    question: str
    language: Language
    wanted: tuple[Want, ...]
    best: Candidate
    own: tuple[Candidate, ...]
    evidence: Sequence[Evidence]

    def draft(self) -> Draft:
        """What is told: the answer, then what the check of drafts would miss beside it, then the next steps."""
        chosen = self._answering()
        chosen = self._with_conditions(chosen, self._omitted(chosen))
        told = self._written(chosen).plain_text()
        steps = next_steps(self.question, self.best, told, self.own)
        fuller = _Chosen(chosen.answers, chosen.conditions, tuple(steps))
        # Steps that bring conditions of their own, which nobody would tell, are left out.
        return self._written(chosen if steps and self._omitted(fuller) else fuller)

    def _answering(self) -> _Chosen:
        limits = self._limits_after()
        near = [one for one in self.own if one.score >= self.best.score - NEARLY_AS_GOOD]
        further = _telling_more(sorted(near, key=lambda one: -one.score), self.best)
        distinct = self._distinct([self.best, *limits, *further])[:MOST_CLAIMS]
        of_a_price = limits if Want.AMOUNT in self.wanted else []
        conditions = [one for one in distinct[1:] if one in of_a_price or LIMIT.search(one.text)]
        return _Chosen(tuple(one for one in distinct if one not in conditions), tuple(conditions))

    def _limits_after(self) -> list[Candidate]:
        """The statements right after the best one that limit or except it."""
        best = self.best
        after = sorted(
            (one for one in self.own if one.passage is best.passage and one.order > best.order),
            key=lambda one: one.order,
        )
        out = []
        for step, one in enumerate(after, start=1):
            if one.order != best.order + step or not _limits(one.text, best.text):
                break
            out.append(one)
        return out[:MOST_CONDITIONS]

    def _omitted(self, chosen: _Chosen) -> list[Candidate]:
        """The statements that the check of drafts would miss beside what is quoted."""
        missing = frozenset(omitted_conditions(self._written(chosen), self.evidence))
        return [one for one in self.own if one.text in missing]

    def _with_conditions(self, chosen: _Chosen, missing: Sequence[Candidate]) -> _Chosen:
        said = self._distinct([*chosen.answers, *chosen.conditions, *missing])
        conditions = said[len(chosen.answers) : MOST_CLAIMS + MOST_CONDITIONS]
        return _Chosen(chosen.answers, tuple(conditions))

    def _distinct(self, chosen: Sequence[Candidate]) -> list[Candidate]:
        """Each quoted place and each wording once."""
        seen: set[tuple[str, int] | str] = set()
        out = []
        for one in chosen:
            at = place(one, self.wanted)
            if at not in seen and one.text not in seen:
                seen |= {at, one.text}
                out.append(one)
        return out

    def _written(self, chosen: _Chosen) -> Draft:
        """The best statement leads, since it answers; the rest of each part as the text has it."""
        best, *rest = chosen.answers
        claims = [
            *claims_of([best, *self._in_order(rest)], self.wanted, Part.ANSWER),
            *claims_of(self._in_order(chosen.conditions), self.wanted, Part.CONDITION),
            *claims_of(self._in_order(chosen.steps), self.wanted, Part.NEXT_STEP),
        ]
        return Draft(tuple(claims), self.language, DraftMethod.EXTRACTIVE)

    def _in_order(self, some: Sequence[Candidate]) -> list[Candidate]:
        return sorted(some, key=lambda one: place(one, self.wanted))


def _limits(text: str, limited: str) -> bool:
    """Whether a statement limits or excepts the one before it: by its opening, or by naming the same matter."""
    if LIMIT.match(text):
        return True
    named = {term for term in query_tokens(text) if len(term) > 1}
    return CONDITION.search(text) is not None and not named.isdisjoint(query_tokens(limited))


def _telling_more(further: Sequence[Candidate], best: Candidate) -> list[Candidate]:
    """Those that say more than what is told before them: a table row often repeats a sentence."""
    told = set(query_tokens(best.text))
    out = []
    for one in further:
        terms = set(query_tokens(one.text))
        new = terms - told
        if len(new) > ALREADY_TOLD * len(terms) or any(term.isdigit() for term in new):
            told |= terms
            out.append(one)
    return out
