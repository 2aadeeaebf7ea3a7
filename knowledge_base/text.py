"""Text as indexing, search and the quote check see it: one normal form, one set of tokens, one idea of a sentence.

Everything here is pure and works on both languages. Offsets are code points of the string handed in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache

import Stemmer

from knowledge_base.sentences import sentences as sentences
from knowledge_base.stop_words import STOP_CHARACTERS, STOP_WORDS

TOKENIZER = "english-snowball+cjk-unigram-bigram/1"
"""Stamped on each index version; change it whenever `search_tokens` changes."""

_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_WORD = re.compile(rf"[a-z0-9]+|[{_CJK}]+")
_LATIN = re.compile("[a-z0-9]+")
_CJK_CHARACTER = re.compile(f"[{_CJK}]")
_WIDE = re.compile(f"[{_CJK}\u3000-\u303f\uff00-\uffef]")

# Characters with no visible form that can hide or reorder text: soft hyphen, combining grapheme joiner, Arabic letter
# mark, Hangul and Khmer fillers, zero-width and bidi controls, word joiner and invisible operators, variation
# selectors, byte-order mark, interlinear anchors, tag characters.
_INVISIBLE_CLASS = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
# Private-use characters have a different meaning (or none) on each machine; unpaired surrogates are not text at all.
_UNSPOKEN_CLASS = "\ue000-\uf8ff\U000f0000-\U0010ffff\ud800-\udfff"
INVISIBLE = re.compile(f"[{_INVISIBLE_CLASS}{_UNSPOKEN_CLASS}]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


_BECOMES_COMBINING = "\uff9e\uff9f\u0f73\u0f75\u0f81"
"""Characters that are no combining marks but become some in compatibility form."""


def _clusters(text: str) -> Iterator[tuple[str, int, int]]:
    """Each base character with its combining marks, in compatibility form, and its span in `text`."""
    base, base_start, base_end = "", 0, 0
    for position, character in enumerate(text):
        if INVISIBLE.match(character) or CONTROL.match(character):
            continue
        if base and (unicodedata.combining(character) or character in _BECOMES_COMBINING):
            base, base_end = base + character, position + 1
            continue
        if base:
            yield unicodedata.normalize("NFKC", base), base_start, base_end
        base, base_start, base_end = character, position, position + 1
    if base:
        yield unicodedata.normalize("NFKC", base), base_start, base_end


def _folded(text: str) -> tuple[str, list[int], list[int]]:
    """The normal form, and for each of its characters where it starts and ends in `text`."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gap: tuple[int, int] | None = None
    for cluster, start, end in _clusters(text):
        for character in cluster:
            if INVISIBLE.match(character):
                continue
            if character.isspace():
                gap = (gap[0], end) if gap else (start, end)
                continue
            if gap and out and not (_CJK_CHARACTER.match(out[-1]) and _CJK_CHARACTER.match(character)):
                out.append(" ")
                starts.append(gap[0])
                ends.append(gap[1])
            gap = None
            out.append(character)
            starts.append(start)
            ends.append(end)
    return "".join(out), starts, ends


def normalise(text: str) -> str:
    """The form in which two texts are compared; normalising twice changes nothing.

    Compatibility characters (full width, ligatures, circled digits) become their plain forms, invisible, bidi and
    control characters go, runs of white space become one space, and none between two Chinese characters (a line
    break in a PDF). Upper and lower case are kept.
    """
    if text.isascii() and not CONTROL.search(text):
        return " ".join(text.split())
    return _folded(text)[0]


_stemmer = Stemmer.Stemmer("english")


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    return str(_stemmer.stemWord(word))


def _plain(text: str) -> str:
    """Cheap normal form for tokens, where offsets do not matter."""
    if text.isascii():
        return text.lower()
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).lower()


def _cjk_tokens(run: str) -> Iterator[str]:
    for position, character in enumerate(run):
        yield character
        if position + 1 < len(run):
            yield run[position : position + 2]


def search_tokens(text: str) -> list[str]:
    """The tokens of a text in reading order: stemmed words and numbers; Chinese characters and character pairs."""
    tokens: list[str] = []
    for match in _WORD.finditer(_plain(text)):
        run = match.group()
        if run[0].isascii():
            tokens.append(_stem(run))
        else:
            tokens.extend(_cjk_tokens(run))
    return tokens


def tokens_among(terms: Collection[str], text: str) -> set[str]:
    """Those of the terms (tokens, as `search_tokens` makes them) that are tokens of the text, without making them all."""
    plain = _plain(text)
    # A Chinese token is a piece of a run, so it is one of the text's wherever its characters stand in it.
    found = {term for term in terms if not term.isascii() and term in plain}
    if len(found) < len(terms):
        stems = {_stem(word) for word in set(_LATIN.findall(plain))}
        found.update(term for term in terms if term in stems)
    return found


def _is_content(token: str) -> bool:
    return token not in _STOP_STEMS and not any(character in STOP_CHARACTERS for character in token)


_STOP_STEMS = frozenset(_stem(word) for word in STOP_WORDS)


def query_tokens(text: str) -> list[str]:
    """The tokens a query searches for: without stop words, or all tokens where nothing else is left.

    A Chinese pair with a particle in it stays: dropping those cost two points of hit@5 on lay legal questions.
    """
    tokens = search_tokens(text)
    return [token for token in tokens if token not in _STOP_STEMS and token not in STOP_CHARACTERS] or tokens


def words(text: str) -> list[str]:
    """The words of a text in reading order, not stemmed; for Chinese the pairs of characters."""
    plain = _plain(text)
    if not _CJK_CHARACTER.search(plain):
        return _LATIN.findall(plain)
    found: list[str] = []
    for run in _WORD.findall(plain):
        if run[0].isascii() or len(run) == 1:
            found.append(run)
        else:
            found.extend(run[i : i + 2] for i in range(len(run) - 1))
    return found


def stem(word: str) -> str:
    """The form in which a word of `words` is compared."""
    return _stem(word) if word[0].isascii() else word


def is_content(word: str) -> bool:
    """Whether a word of `words` says something about the subject."""
    return _is_content(stem(word))


def content_terms(text: str) -> frozenset[str]:
    """The subject-bearing terms of a text: stemmed words without stop words; for Chinese the character pairs.

    A single Chinese character counts only where it stands alone between other scripts.
    """
    terms: set[str] = set()
    for match in _WORD.finditer(_plain(text)):
        run = match.group()
        if run[0].isascii():
            terms.add(_stem(run))
        elif len(run) == 1:
            terms.add(run)
        else:
            terms.update(run[i : i + 2] for i in range(len(run) - 1))
    return frozenset(term for term in terms if _is_content(term))


def is_chinese(text: str) -> bool:
    """True if at least a third of the letters are Chinese characters (one of them says about what a word says)."""
    chinese = len(_CJK_CHARACTER.findall(text))
    return chinese > 0 and chinese * 3 >= sum(character.isalpha() for character in text)


def find_quote(quote: str, text: str) -> tuple[int, int] | None:
    """The span of `text` whose normal form is that of `quote`, or None if the quote is not verbatim.

    Case counts. The first occurrence wins, one on word boundaries before one inside a word. An empty quote is in
    nothing. `normalise(text[start:end]) == normalise(quote)` holds for every span returned.
    """
    wanted = normalise(quote)
    if not wanted:
        return None
    folded, starts, ends = _folded(text)
    fallback: tuple[int, int] | None = None
    position = folded.find(wanted)
    while position >= 0:
        last = position + len(wanted) - 1
        span = (starts[position], ends[last])
        if normalise(text[span[0] : span[1]]) == wanted:
            if _on_boundaries(folded, position, last + 1):
                return span
            fallback = fallback or span
        position = folded.find(wanted, position + 1)
    return fallback


def _on_boundaries(text: str, start: int, end: int) -> bool:
    return not (_joined(text, start) or _joined(text, end))


def _joined(text: str, cut: int) -> bool:
    """True if a cut before position `cut` would fall inside a Latin word or a number."""
    if cut <= 0 or cut >= len(text):
        return False
    left, right = text[cut - 1], text[cut]
    return left.isalnum() and right.isalnum() and not (_WIDE.match(left) or _WIDE.match(right))
