"""What a need is called: the commonest words that tell it from others, and never a word that one person alone used.

Personal data are masked before anything is counted, and a word counts only if several conversations share it: what
one person wrote about themselves names nothing (S-16).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.needs import SHARED_BY
from assistant.domain.personal_data import find_personal_data, mask
from knowledge_base.text import content_terms, normalise

NAME_WORDS = 4
"""English words in a name: what fits a line of a list and still says what about."""

NAME_GRAMS = 3
"""Chinese expressions in a name; each is two to six characters."""

LONGEST_GRAM = 6
"""Characters of the longest Chinese expression looked for: most terms of regulations have four or less."""

_MASKED = re.compile(r"\[[A-Z_]+\]")
_WORD = re.compile(r"[^\W\d_][\w'’-]*", re.UNICODE)
_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_ASKING = frozenset(
    [
        "may",
        "can",
        "could",
        "will",
        "would",
        "should",
        "shall",
        "must",
        "might",
        "want",
        "need",
        "like",
        "please",
        "help",
        "know",
        "tell",
        "get",
        "got",
        "give",
        "take",
        "there",
        "any",
        "some",
        "one",
        "use",
        "using",
        "let",
        "anyone",
        "someone",
        "somebody",
        "question",
        "ask",
        "thanks",
        "hello",
    ]
)
"""Words of asking, not of a matter: they are in every question and would name it."""

_EMPTY = frozenset(
    "的了吗呢吧么啊我你您他她它们这那是有在和与及或就都也还要能可以会想请问怎样哪什为何多少几个到去把被给让"
)
"""Characters that say nothing about a matter; an expression does not begin or end with one."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a question contributes to names: its expressions as written, with their place, by the term they stand for."""

    question_id: str
    conversation_id: str
    language: str
    written: Mapping[str, tuple[str, int]]

    @classmethod
    def of(cls, question_id: str, conversation_id: str, language: str, text: str) -> Wording:
        """From the text as typed; personal data never get in."""
        masked = _MASKED.sub(" ", mask(text, find_personal_data(text)))
        found = _grams(masked) if language == "zh" else _words(masked)
        return cls(question_id, conversation_id, language, found)


def _words(text: str) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for place, match in enumerate(_WORD.finditer(normalise(text))):
        word = match.group().lower()
        terms = content_terms(word)
        if len(word) > 2 and len(terms) == 1 and word not in _ASKING:
            found.setdefault(next(iter(terms)), (word, place))
    return found


def _grams(text: str) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for run in _CHINESE.finditer(normalise(text)):
        said = run.group()
        for start in range(len(said) - 1):
            for end in range(start + 2, min(len(said), start + LONGEST_GRAM) + 1):
                gram = said[start:end]
                if gram[0] not in _EMPTY and gram[-1] not in _EMPTY:
                    found.setdefault(gram, (gram, run.start() + start))
    return found


class Names:
    """Names needs, knowing all the questions there are."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        self._conversations: dict[str, set[str]] = defaultdict(set)
        self._questions = 0
        for wording in wordings:
            self._questions += 1
            for term in wording.written:
                self._conversations[term].add(wording.conversation_id)

    def of(self, members: Sequence[Wording]) -> tuple[str, ...]:
        """The words that name these questions, in the order of a typical one; none if nobody shares any.

        Questions of two languages are named in both, the commoner one first: each reader is to know the need.
        """
        languages = Counter(one.language for one in members).most_common()
        named = (self._in(language, members) for language, _ in languages)
        return tuple(dict.fromkeys(word for words in named for word in words))

    def _in(self, language: str, members: Sequence[Wording]) -> tuple[str, ...]:
        spoken = [one for one in members if one.language == language]
        asked_by: dict[str, set[str]] = defaultdict(set)
        for one in spoken:
            for term in one.written:
                asked_by[term].add(one.conversation_id)
        shared = {term: len(who) for term, who in asked_by.items() if self._shared(term)}
        ranked = sorted(shared, key=lambda term: (-self._weight(term, shared[term]), term))
        most = NAME_GRAMS if language == "zh" else NAME_WORDS
        chosen = _apart(ranked, most) if language == "zh" else ranked[:most]
        return tuple(_written(term, spoken) for term in _in_order(chosen, spoken))

    def _shared(self, term: str) -> bool:
        return len(self._conversations[term]) >= SHARED_BY

    def _weight(self, term: str, used_by: int) -> float:
        """How many here use it, times how rare it is elsewhere; a longer Chinese expression says more."""
        rarity = math.log1p(self._questions / len(self._conversations[term]))
        length = math.sqrt(len(term)) if _CHINESE.fullmatch(term) else 1.0
        return used_by * rarity * length


def _apart(ranked: Sequence[str], most: int) -> list[str]:
    """The first expressions of which none overlaps another."""
    chosen: list[str] = []
    for gram in ranked:
        pairs = {gram[i : i + 2] for i in range(len(gram) - 1)}
        if all(not pairs & {other[i : i + 2] for i in range(len(other) - 1)} for other in chosen):
            chosen.append(gram)
        if len(chosen) == most:
            break
    return chosen


def _written(term: str, spoken: Sequence[Wording]) -> str:
    forms = Counter(one.written[term][0] for one in spoken if term in one.written)
    return min(forms, key=lambda form: (-forms[form], form))


def _in_order(chosen: Sequence[str], spoken: Sequence[Wording]) -> list[str]:
    """As they stand in the question that has the most of them, the shortest of such; others follow."""
    if not chosen:
        return []

    def typical(one: Wording) -> tuple[int, int, str]:
        return (-sum(term in one.written for term in chosen), len(one.written), one.question_id)

    places = min(spoken, key=typical).written
    return sorted(chosen, key=lambda term: (term not in places, places.get(term, ("", 0))[1], term))
