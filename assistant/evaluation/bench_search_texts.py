"""Policies that nobody wrote, for measuring: deterministic, in both languages, from the words of the sample policies.

A document is about a matter: a few words that recur in it among the ordinary ones, so that vectors come in clusters
and a question has passages that fit it better than others. Words are drawn by Zipf's law, as in real texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge_base.sample_policies import SAMPLE_FOLDER
from knowledge_base.throwaway import RawDocument

PASSAGES_EACH = 10
"""Passages of a document: the sample policies have 8 to 14."""

CHINESE_SHARE = 0.25
"""Every fourth document is Chinese, as roughly in the sample town."""

_MATTERS = 2_000
_MATTER_WORDS = 12
_MATTER_SHARE = 0.25
"""Share of the words of a document that belong to its matter; in the sample policies a quarter of the running words
are among the twelve commonest content words of their document."""

_ZIPF = 1.07
"""Exponent of the word frequencies; the sample policies lie at 1.0 to 1.1 in both languages."""

_COMMON = 1_000
"""Words of the samples that come first in the order of frequency, before the invented names mix in."""

_NAMES = 40_000
"""Invented names of streets and offices beside the words of the samples: a large corpus keeps bringing new words."""

_PARAGRAPH_WORDS = {"en": (130, 175), "zh": (170, 230)}
"""Words of a paragraph, chosen so that each becomes a passage of its own."""

_LATIN = re.compile(r"[A-Za-z]{2,}")
_CHINESE_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_SYLLABLES = [
    "al",
    "ber",
    "cor",
    "dun",
    "esk",
    "far",
    "gar",
    "hol",
    "inn",
    "ker",
    "lo",
    "mar",
    "nor",
    "ost",
    "pel",
    "quin",
    "ros",
    "sten",
    "tor",
    "ul",
    "ver",
    "wick",
    "yar",
    "zel",
]
_TEMPLATES = {
    "en": (
        "how do I apply for a {} {} with {}?",
        "What does the {} cost if I have a {} and {}",
        "can my {} get {} when we {} {}?",
        "do I still need {} after {} {}",
        "Who decides about {} {} for {} {} {}?",
    ),
    "zh": ("{}怎么办理{}？", "{}的{}要交多少钱", "没有{}可以{}{}吗？", "{}之后{}还有效吗", "{}{}由谁决定？"),
}


@dataclass(frozen=True, slots=True)
class _Language:
    code: str
    words: tuple[str, ...]
    joint: str
    stop: str


class Texts:
    """The generator. The same seed and size give the same documents and questions on every machine."""

    def __init__(self, passages: int, seed: int = 20_250_601) -> None:
        """For documents that are cut into about so many passages."""
        self._seed = seed
        self._random = np.random.default_rng(seed)
        self._languages = [
            _Language("en", _words("en"), " ", ". "),
            _Language("zh", _words("zh"), "", "。"),
        ]
        self._odds = [_odds(len(language.words)) for language in self._languages]
        self._matters = [
            # Two thirds are words of the samples, from where grammar ends, the rest may be any rare name.
            np.concatenate(
                [
                    self._random.integers(100, _COMMON, (_MATTERS, 2 * _MATTER_WORDS // 3)),
                    self._random.integers(_COMMON, len(language.words), (_MATTERS, _MATTER_WORDS // 3)),
                ],
                axis=1,
            )
            for language in self._languages
        ]
        count = max(1, passages // PASSAGES_EACH)
        self._chinese = self._random.random(count) < CHINESE_SHARE
        self._matter_of = self._random.integers(_MATTERS, size=count)

    def documents(self) -> Iterator[RawDocument]:
        """The documents; the same ones each time."""
        self._random = np.random.default_rng(self._seed + 1)
        for number, (chinese, matter) in enumerate(zip(self._chinese, self._matter_of, strict=True)):
            yield self._document(f"d{number}", int(chinese), int(matter))

    def questions(self, count: int) -> list[str]:
        """Questions in everyday form about what the documents are about; the same ones each time."""
        self._random = np.random.default_rng(self._seed + 2)
        asked = self._random.integers(len(self._matter_of), size=count)
        return [self._question(int(self._chinese[i]), int(self._matter_of[i])) for i in asked]

    def _document(self, document_id: str, which: int, matter: int) -> RawDocument:
        language = self._languages[which]
        low, high = _PARAGRAPH_WORDS[language.code]
        subject = self._words_of(which, matter, 4)
        title = language.joint.join(subject)
        parts = []
        for _ in range(PASSAGES_EACH):
            words = self._sample(which, matter, int(self._random.integers(low, high)))
            sentences = [
                language.joint.join(words[start : start + 14]) + language.stop
                for start in range(0, len(words), 14)
            ]
            parts.append("".join(sentences).strip())
        return RawDocument(document_id, title[:1].upper() + title[1:], "\n\n".join(parts), language.code)

    def _sample(self, which: int, matter: int, count: int) -> list[str]:
        words = self._languages[which].words
        drawn = np.searchsorted(self._odds[which], self._random.random(count))
        own = self._random.random(count) < _MATTER_SHARE
        chosen = self._matters[which][matter][self._random.integers(_MATTER_WORDS, size=count)]
        return [words[i] for i in np.where(own, chosen, np.minimum(drawn, len(words) - 1))]

    def _words_of(self, which: int, matter: int, count: int) -> list[str]:
        chosen = self._random.permutation(self._matters[which][matter])[:count]
        return [self._languages[which].words[i] for i in chosen]

    def _question(self, which: int, matter: int) -> str:
        templates = _TEMPLATES[self._languages[which].code]
        template = templates[int(self._random.integers(len(templates)))]
        return template.format(*self._words_of(which, matter, template.count("{}")))


def _words(language: str) -> tuple[str, ...]:
    """The words of the sample policies, commonest first, with invented names between the rarer ones."""
    pattern = _LATIN if language == "en" else _CHINESE_RUN
    counts: Counter[str] = Counter()
    for path in sorted((SAMPLE_FOLDER / language).glob("*.md")):
        for run in pattern.findall(path.read_text(encoding="utf-8")):
            counts.update([run.lower()] if language == "en" else _pieces(run))
    known = [word for word, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]
    names = _names(language, known)
    common, rare = known[:_COMMON], known[_COMMON:]
    step = max(1, len(names) // (len(rare) + 1))
    for position, word in enumerate(rare):
        names.insert(position * (step + 1), word)
    return (*common, *names)


def _pieces(run: str) -> list[str]:
    """Chinese has no spaces: pieces of two characters stand for words."""
    return [run[i : i + 2] for i in range(0, len(run) - 1, 2)]


def _names(language: str, known: Sequence[str]) -> list[str]:
    random = np.random.default_rng(7)
    parts = list(_SYLLABLES) if language == "en" else sorted({c for word in known for c in word})
    chosen = random.integers(len(parts), size=(_NAMES, 3))
    return list(dict.fromkeys("".join(parts[i] for i in row) for row in chosen))


def _odds(count: int) -> np.typing.NDArray[np.float64]:
    weights = 1.0 / np.arange(1, count + 1) ** _ZIPF
    cumulative: np.typing.NDArray[np.float64] = np.cumsum(weights) / weights.sum()
    return cumulative
