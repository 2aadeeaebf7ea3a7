"""The sentences of the passages found, each scored by how well it answers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.domain.evidence import Evidence
from assistant.services.extraction.wants import Want, tells, wants
from assistant.services.ports import Likeness
from knowledge_base.sentences import sentences
from knowledge_base.text import content_terms

HEADING_SHARE = 0.45
"""What a question's term counts where it stands in the headings above a sentence and not in the sentence itself."""

PASSAGE_WEIGHT = 0.9
TELLS_WEIGHT = 0.55
NEIGHBOUR_SHARE = 0.15
ALIKE_WEIGHT = 0.8
"""The weights of a sentence's parts: the question's terms it carries (1), its passage's place in the search, whether it has
what the question asks for, its neighbours' terms, its likeness in meaning. Set on the hand-out part of Doc2Dial (token
F1 of the first turns .26 to .29 over the range tried) and on the sample questions (right answers .62 without likeness,
.66 with it); none of them moves the result by more than .02 when halved."""

SHORTEST = {True: 6, False: 18}
"""Characters below which a line is a label or a heading, not a statement: Chinese and other."""

LONGEST = 700

ENDS = tuple(".!?。！？；;”’」』）)")
"""How a sentence ends."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a passage. `start`/`end` are offsets in the passage's text; `order` counts from its beginning."""

    passage: Evidence
    rank: int
    order: int
    start: int
    end: int
    score: float
    carried: float
    alike: float
    answers: bool

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.passage.text[self.start : self.end]


def candidates(question: str, passages: Sequence[Evidence], likeness: Likeness) -> list[Candidate]:
    """All sentences that could be said, unsorted; empty where no passage holds a statement."""
    asked = content_terms(question)
    wanted = wants(question)
    spans = [(rank, passage, _statements(passage)) for rank, passage in enumerate(passages)]
    weights = _rarity(asked, [p.text[a:b] for _, p, found in spans for _, a, b in found])
    top = max((p.score for p in passages), default=1.0) or 1.0
    scored = [
        one
        for rank, passage, found in spans
        for one in _scored(passage, rank, found, asked, weights, wanted, passage.score / top)
    ]
    alike = likeness.to(question, [f"{one.passage.heading_path[-1]} {one.text}" for one in scored])
    return [
        replace(one, alike=cosine, score=one.score + ALIKE_WEIGHT * cosine)
        for one, cosine in zip(scored, alike, strict=True)
    ]


def _statements(passage: Evidence) -> list[tuple[int, int, int]]:
    """(order, start, end) of each sentence that states something."""
    headings = {part.strip().casefold() for part in passage.heading_path}
    found = []
    for order, (start, end) in enumerate(sentences(passage.text)):
        text = passage.text[start:end]
        bare = text.lstrip("#*_ ").strip()
        chinese = any("\u3400" <= character <= "\u9fff" for character in bare)
        if text.startswith("#") or bare.casefold() in headings or not _is_statement(bare):
            continue
        if SHORTEST[chinese] <= len(bare) <= LONGEST:
            found.append((order, start, end))
    return found


def _is_statement(text: str) -> bool:
    """A sentence has an end, a table row has cells; what has neither is a heading, a label or a piece of a list."""
    return text.endswith(ENDS) or " | " in text


def _scored(
    passage: Evidence,
    rank: int,
    found: Sequence[tuple[int, int, int]],
    asked: frozenset[str],
    weights: dict[str, float],
    wanted: tuple[Want, ...],
    share: float,
) -> list[Candidate]:
    above = content_terms(" ".join(passage.heading_path))
    total = sum(weights[term] for term in asked) or 1.0
    texts = [passage.text[start:end] for _, start, end in found]
    here = [content_terms(text) for text in texts]
    direct = [sum(weights[term] for term in asked & terms) / total for terms in here]
    out = []
    for index, (order, start, end) in enumerate(found):
        lifted = sum(weights[term] for term in (asked & above) - here[index]) / total
        near = max(
            (direct[other] for other in (index - 1, index + 1) if 0 <= other < len(found)), default=0.0
        )
        carried = min(1.0, direct[index] + HEADING_SHARE * lifted)
        answers = any(tells(texts[index], want) for want in wanted)
        fit = TELLS_WEIGHT if answers and wanted != (Want.ANYTHING,) else 0.0
        score = carried + NEIGHBOUR_SHARE * near + PASSAGE_WEIGHT * share + fit * (0.3 + carried)
        out.append(Candidate(passage, rank, order, start, end, score, carried, 0.0, answers))
    return out


def _rarity(asked: frozenset[str], texts: Sequence[str]) -> dict[str, float]:
    """How much each of the question's terms tells sentences apart; a term in none of them counts as the rarest."""
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update(asked & content_terms(text))
    n = len(texts) + 1
    return {term: math.log(1 + n / (1 + seen[term])) for term in asked}
