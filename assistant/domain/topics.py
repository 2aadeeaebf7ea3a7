"""Which topic a question belongs to, by the terms of the directory (S-05: each topic has one department)."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.departments import Topic
from assistant.domain.simplified import simplified

Terms = Callable[[str], frozenset[str]]
"""The subject-bearing terms of a text: stemmed words, pairs of Chinese characters."""

MARGIN = 1.5
"""How many times the weight of the next topic the best one must have; else the question lies between the two."""

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Matter:
    """What a question is about: a topic, only its department where two topics of it are as near, or neither."""

    department_id: str | None = None
    topic_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    topic: Topic
    written: tuple[tuple[str, frozenset[str], bool], ...]
    """Each name and term in small letters, its words, and whether it has a Chinese character."""
    words: frozenset[str]


class TopicTerms:
    """Finds the topic of a text. A term shared by several topics weighs less."""

    def __init__(self, topics: Sequence[Topic], terms: Terms) -> None:
        self._terms = terms
        self._known = tuple(_known(topic, terms) for topic in topics)
        spread = Counter(word for known in self._known for word in known.words)
        self._weights: Mapping[str, float] = {
            word: math.log(1 + len(self._known) / count) for word, count in spread.items()
        }

    def matter(self, text: str) -> Matter:
        """The topic whose terms the text holds; nothing where no term occurs or two topics are as near."""
        text = simplified(text)
        found, lower = self._terms(text), text.lower()
        scored = sorted(
            ((self._score(known, found, lower), known.topic) for known in self._known),
            key=lambda pair: -pair[0],
        )
        best, topic = scored[0] if scored else (0.0, None)
        if topic is None or best <= 0:
            return Matter()
        rivals = [rival for score, rival in scored[1:] if score * MARGIN > best]
        if not rivals:
            return Matter(topic.department_id, topic.id)
        if all(rival.department_id == topic.department_id for rival in rivals):
            return Matter(topic.department_id)
        return Matter()

    def _score(self, known: _Known, found: frozenset[str], lower: str) -> float:
        """The weight of the words it shares with the topic; those of terms that are there as a whole count twice."""
        whole = [
            words
            for written, words, chinese in known.written
            if (words and words <= found) or (chinese and written in lower)
        ]
        return self._sum(known.words & found) + self._sum(frozenset().union(*whole))

    def _sum(self, words: frozenset[str]) -> float:
        return sum(self._weights[word] for word in words)


def _known(topic: Topic, terms: Terms) -> _Known:
    written = [
        *(simplified(name) for name in topic.name.values()),
        *(simplified(term) for each in topic.terms.values() for term in each),
    ]
    read = tuple((term.lower(), terms(term), _HAN.search(term) is not None) for term in written)
    return _Known(topic, read, frozenset().union(*(words for _, words, _ in read)))
