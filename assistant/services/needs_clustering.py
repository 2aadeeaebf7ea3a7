"""Which questions ask for the same thing: pure, deterministic, one question at a time, by meaning and by words.

A question is a direction made of two parts: the installation's vector, and its words weighted by rarity. How alike a
question and a group are is the mean of its likeness with each member, which the sum of the members' directions gives
without comparing them one by one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]

DENSE_SHARE: Mapping[str, float] = {"en": 0.5, "zh": 0.2}
"""How much of the likeness is the vectors', the rest the words'. Measured on public questions grouped by the document
or article that answers them, three orders each: 316 first turns to US agencies, pairwise F1 .576 at .5, against .535
for the best threshold on the cosine alone; 500 lay questions on Chinese law .201 at .2, against .087, because the
built-in vectors find all Chinese alike."""

JOINS_FROM: Mapping[str, float] = {"en": 0.35, "zh": 0.3}
"""Likeness from which a question joins a group: the best F1 in steps of .05 on the same questions (precision and recall
.58 each for English; .19 and .22 for Chinese, where most questions are the only one with their article). On the sample
questions, of which many ask for different things of one document, five pairs in six are of one document."""

MERGES_FROM: Mapping[str, float] = {"en": 0.35, "zh": 0.3}
"""Mean likeness from which two groups are one: the same bar as for one question, as a group of one is a question."""

OTHER_LANGUAGE_FROM = 0.75
"""Cosine from which a question joins a group of another language, by meaning alone. With the built-in vectors no
pair of an English and a Chinese sample question comes above .36, so these never join languages; those of a model
that knows both may."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A question as the grouping sees it: its content terms and its vector, no text."""

    question_id: str
    language: str
    terms: frozenset[str]
    vector: Vector


@dataclass(slots=True)
class Group:
    """The questions of one need in one language, as sums."""

    need_id: str
    language: str
    vector: Vector
    members: list[str] = field(default_factory=list)
    words: dict[str, float] = field(default_factory=dict)


class Rarity:
    """How much a term tells, from the questions themselves: log of all by those that use it."""

    def __init__(self, sketches: Iterable[Sketch]) -> None:
        self._in: Counter[str] = Counter()
        self._all = 0
        for sketch in sketches:
            self._all += 1
            self._in.update(sketch.terms)

    def of(self, term: str) -> float:
        """Never below zero; highest for a term nobody used."""
        return math.log((1 + self._all) / (1 + self._in[term])) + 1

    def words(self, terms: Iterable[str]) -> dict[str, float]:
        """The terms as a direction of length one."""
        weights = {term: self.of(term) for term in terms}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {term: weight / length for term, weight in weights.items()}


class Groups:
    """Groups that take in questions."""

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self._groups: dict[str, dict[str, Group]] = {}

    def add(self, need_id: str, sketch: Sketch) -> None:
        """Put a question into a group, founding it if it is new."""
        nothing = np.zeros_like(sketch.vector)
        spoken = self._groups.setdefault(need_id, {})
        group = spoken.setdefault(sketch.language, Group(need_id, sketch.language, nothing))
        group.members.append(sketch.question_id)
        group.vector = group.vector + sketch.vector
        for term, weight in self._rarity.words(sketch.terms).items():
            group.words[term] = group.words.get(term, 0.0) + weight

    def best(self, sketch: Sketch) -> str | None:
        """The group this question belongs to; None if it is like none. The older group wins a tie.

        In a need that a person joined from two languages, a question is held against those of its own.
        """
        found, most = None, 0.0
        words = self._rarity.words(sketch.terms)
        for need_id, spoken in self._groups.items():
            own = spoken.get(sketch.language)
            for group in spoken.values() if own is None else (own,):
                alike, enough = self._alike(sketch, words, group)
                if alike >= enough and (found is None or alike - enough > most):
                    found, most = need_id, alike - enough
        return found

    def languages(self) -> dict[str, str]:
        """The language of each need's first question."""
        return {need_id: next(iter(spoken)) for need_id, spoken in self._groups.items()}

    def _alike(self, sketch: Sketch, words: Mapping[str, float], group: Group) -> tuple[float, float]:
        size = len(group.members)
        dense = float(sketch.vector @ group.vector) / size
        if sketch.language != group.language:
            return dense, OTHER_LANGUAGE_FROM
        lexical = (
            sum(weight * group.words[term] for term, weight in words.items() if term in group.words) / size
        )
        return _mixed(sketch.language, dense, lexical), JOINS_FROM[sketch.language]

    def merge(self, changed: Collection[str], free: Collection[str]) -> list[tuple[str, str]]:
        """Join the changed groups to what they have grown like; (kept, dissolved) in order, likest first.

        Only a group in `free` dissolves; of two such the later one. What nobody changed was compared before.
        """
        done: list[tuple[str, str]] = []
        grown = set(changed)
        while (pair := self._likest(grown, free)) is not None:
            kept, gone = pair
            for language, group in self._groups.pop(gone).items():
                _poured(group, self._groups[kept].setdefault(language, _empty(group, kept)))
            grown.discard(gone)
            grown.add(kept)
            done.append(pair)
        return done

    def _likest(self, grown: Collection[str], free: Collection[str]) -> tuple[str, str] | None:
        found, most = None, 0.0
        order = list(self._groups)
        for position, one in enumerate(order):
            for other in order[position + 1 :]:
                pair = _kept_and_gone(one, other, free)
                if pair is None or not {one, other} & set(grown):
                    continue
                over = max(
                    self._over(ours, theirs)
                    for ours in self._groups[one].values()
                    for theirs in self._groups[other].values()
                )
                if over >= 0 and (found is None or over > most):
                    found, most = pair, over
        return found

    def _over(self, one: Group, other: Group) -> float:
        pairs = len(one.members) * len(other.members)
        dense = float(one.vector @ other.vector) / pairs
        if one.language != other.language:
            return dense - OTHER_LANGUAGE_FROM
        small, large = sorted((one.words, other.words), key=len)
        lexical = sum(weight * large[term] for term, weight in small.items() if term in large) / pairs
        return _mixed(one.language, dense, lexical) - MERGES_FROM[one.language]


def _empty(of: Group, need_id: str) -> Group:
    return Group(need_id, of.language, np.zeros_like(of.vector))


def _poured(gone: Group, kept: Group) -> None:
    kept.members += gone.members
    kept.vector = kept.vector + gone.vector
    for term, weight in gone.words.items():
        kept.words[term] = kept.words.get(term, 0.0) + weight


def _kept_and_gone(one: str, other: str, free: Collection[str]) -> tuple[str, str] | None:
    if other in free:
        return one, other
    return (other, one) if one in free else None


def _mixed(language: str, dense: float, lexical: float) -> float:
    share = DENSE_SHARE[language]
    return share * dense + (1 - share) * lexical
