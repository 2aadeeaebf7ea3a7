"""The content words of a text: English words cut to their stems, Chinese characters in pairs."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.domain.verification.plain_text import CJK, plain

_TOKEN = re.compile(rf"[a-z0-9]+(?:'[a-z]+)?|[{CJK}]")
_RUN = re.compile(rf"[a-z0-9]+(?:'[a-z]+)?|[{CJK}]+")

STOP_WORDS = frozenset(
    """
    a about after all also am an and any are as at be because been before being between both but by can could
    did do does doing done down during each either else ever every few for from further get gets got had has have
    having he her here hers him his how however i if in into is it its itself just let made make may me might more most
    much must my nor not of off on once one only onto or other our ours out over own per please same shall she should
    so some such than that the their theirs them then there therefore these they this those through to too under
    unless until up upon us very was we were what when where whether which while who whom whose why will with within
    able allowed necessary need needed needs permitted possible required requires without would yes you your yours no
    """.split()  # noqa: SIM905 - one word a line would be three pages
)
_STOP_CHARACTERS = frozenset(
    "的了和与及或在是为有其等之以于对由将把被并且而也就都还又该本此各这那个们所者地得着过吗呢吧啊"
)
_SUFFIXES = (
    "ications", "ication", "icates", "icated", "icants", "icant", "ations", "ation", "itions", "ition", "tions", "ments", "ment", "ities", "ness", "ings", "ing", "edly",
    "tion", "ity", "ies", "ied", "ers", "est", "ed", "er", "ly", "es", "al", "s", "y", "e",
)  # fmt: skip
_MIN_STEM = 3
_STEM_LENGTH = 6
"""Stems are cut to this many letters, so that "registration" and "register" meet. Chosen on paraphrases of the sample."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a plain English word; a number stays itself."""
    if word[0].isdigit():
        return word
    word = word.partition("'")[0]
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _MIN_STEM and not word.endswith("ss"):
            word = word[: -len(suffix)]
            break
    if len(word) > _MIN_STEM and word[-1] == word[-2]:
        word = word[:-1]
    return word[:_STEM_LENGTH]


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[tuple[str, int, int], ...]:
    """Words and single Chinese characters of a text in plain form, each with its span."""
    return tuple((match.group(), match.start(), match.end()) for match in _TOKEN.finditer(plain(text)))


@lru_cache(maxsize=8192)
def content_terms(text: str) -> frozenset[str]:
    """Stems without stop words; for Chinese the pairs of characters that hold no particle."""
    terms: set[str] = set()
    for match in _RUN.finditer(plain(text)):
        run = match.group()
        if run[0].isascii():
            if run not in STOP_WORDS and (len(run) > 1 or run.isdigit()):
                terms.add(stem(run))
        else:
            terms.update(_pairs(run))
    return frozenset(terms)


def _pairs(run: str) -> set[str]:
    if len(run) == 1:
        return set() if run in _STOP_CHARACTERS else {run}
    pairs = (run[position : position + 2] for position in range(len(run) - 1))
    return {pair for pair in pairs if not _STOP_CHARACTERS.intersection(pair)}


def is_stop(token: str) -> bool:
    """True for a word or character that says nothing about the subject."""
    return token in STOP_WORDS or token in _STOP_CHARACTERS


def share_found(wanted: frozenset[str], offered: frozenset[str]) -> float:
    """The share of the wanted terms that are offered; 1 where none is wanted."""
    return len(wanted & offered) / len(wanted) if wanted else 1.0
