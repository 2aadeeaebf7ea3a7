"""A text as the set of its short runs of words: two texts have in common what they have runs in common."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

Shingles = npt.NDArray[np.uint64]
"""Hashes of the runs of a text, sorted, each once."""

WORDS_IN_A_SHINGLE = 5
"""English words in a run. Shorter runs are common phrases; longer ones lose a sentence at every changed number."""

CHARACTERS_IN_A_SHINGLE = 9
"""Chinese characters in a run: about as much text as five English words, and longer than the standing phrases of
Chinese regulations (根据有关规定)."""

_WORD = re.compile(r"[a-z0-9]+|[^\W_]")
_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def shingles(text: str, chinese: bool) -> Shingles:
    """The runs of a text, of characters if it is Chinese, else of words. A text shorter than one run is a run by itself; one without a word has none.

    Case, spacing, punctuation, compatibility forms and invisible characters make no difference.
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    if chinese:
        letters = "".join(filter(str.isalnum, folded)).encode("utf-32-le", "surrogatepass")
        pieces, size = np.frombuffer(letters, np.uint32).astype(np.uint64), CHARACTERS_IN_A_SHINGLE
    else:
        words = _WORD.findall(folded)
        pieces, size = np.fromiter(map(_hash, words), np.uint64, len(words)), WORDS_IN_A_SHINGLE
    size = min(len(pieces), size)
    if not size:
        return np.empty(0, np.uint64)
    runs = np.zeros(len(pieces) - size + 1, np.uint64)
    for offset in range(size):
        runs = runs * _BASE + _mixed(pieces[offset : offset + len(runs)])
    return np.unique(_mixed(runs))


def common(ours: Shingles, theirs: Shingles) -> int:
    """How many runs two texts have in common."""
    return int(np.isin(ours, theirs, assume_unique=True).sum())


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _mixed(runs: Shingles) -> Shingles:
    """Spread evenly, so that those below a bound are a fair sample."""
    for factor in _MIX:
        runs = (runs ^ (runs >> np.uint64(31))) * factor
    return runs ^ (runs >> np.uint64(31))
