"""The sentences of the passages found, each scored by how well it answers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.evidence import Evidence
from assistant.services.extraction.wants import Want, tells, wants
from knowledge_base.sentences import sentences
from knowledge_base.text import content_terms

HEADING_SHARE = 0.45
"""What a question's term counts where it stands in the headings above a sentence and not in the sentence itself."""

PASSAGE_WEIGHT = 0.9
TELLS_WEIGHT = 0.55
NEIGHBOUR_SHARE = 0.25
SHORTEST = {True: 6, False: 18}
"""Characters below which a line is a label or a heading, not a statement: Chinese and other."""

LONGEST = 700


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
    answers: bool

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.passage.text[self.start : self.end]


def candidates(question: str, passages: Sequence[Evidence]) -> list[Candidate]:
    """All sentences that could be said, unsorted; empty where no passage holds a statement."""
    asked = content_terms(question)
    wanted = wants(question)
    spans = [(rank, passage, _statements(passage)) for rank, passage in enumerate(passages)]
    weights = _rarity(asked, [p.text[a:b] for _, p, found in spans for _, a, b in found])
    top = max((p.score for p in passages), default=1.0) or 1.0
    return [
        one
        for rank, passage, found in spans
        for one in _scored(passage, rank, found, asked, weights, wanted, passage.score / top)
    ]


def _statements(passage: Evidence) -> list[tuple[int, int, int]]:
    """(order, start, end) of each sentence that states something."""
    headings = {part.strip().casefold() for part in passage.heading_path}
    found = []
    for order, (start, end) in enumerate(sentences(passage.text)):
        text = passage.text[start:end]
        bare = text.lstrip("#*_ ").strip()
        chinese = any("\u3400" <= character <= "\u9fff" for character in bare)
        if text.startswith("#") or bare.casefold() in headings or bare.endswith((":", "：")):
            continue
        if SHORTEST[chinese] <= len(bare) <= LONGEST:
            found.append((order, start, end))
    return found


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
        out.append(Candidate(passage, rank, order, start, end, score, carried, answers))
    return out


def _rarity(asked: frozenset[str], texts: Sequence[str]) -> dict[str, float]:
    """How much each of the question's terms tells sentences apart; a term in none of them counts as the rarest."""
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update(asked & content_terms(text))
    n = len(texts) + 1
    return {term: math.log(1 + n / (1 + seen[term])) for term in asked}
