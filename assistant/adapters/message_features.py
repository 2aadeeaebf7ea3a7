"""A message as numbers: words, pairs of words, pieces of words and frames, hashed. Training and reading both use this."""

from __future__ import annotations

import itertools
import re
import zlib

import numpy as np
import numpy.typing as npt

from assistant.adapters.message_frames import frames
from assistant.domain.screening_form import screening_form

HASH_BITS = 17
"""131,072 places: the weights take a third of a megabyte. Other sizes were not tried."""

LONGEST_READ = 8_000
"""Characters read of one message: twice what the chat page accepts. What is longer goes to a person anyway."""

Places = npt.NDArray[np.int64]
Amounts = npt.NDArray[np.float32]

_WORD = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")
_FIRST_HAN, _LAST_HAN = 0x3400, 0x9FFF
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(1_000_003)
_SHIFT = np.uint64(64 - HASH_BITS)
_LONGEST_PIECE = 4


def features(text: str) -> tuple[Places, Amounts]:
    """The places of a message and how much stands there. Words, pieces and frames weigh alike, however long it is."""
    form = screening_form(text[:LONGEST_READ])
    words = _WORD.findall(form)
    places = [
        _words(words),
        _pieces(" " + " ".join(words) + " "),
        _hashed({f"~{one}" for one in frames(text)}),
    ]
    amounts = [np.full(len(part), 1 / np.sqrt(max(1, len(part))), np.float32) for part in places]
    return np.concatenate(places), np.concatenate(amounts)


def _words(words: list[str]) -> Places:
    latin = [word if word[0] < "\u3400" else "#" for word in words]
    terms = [word for word in latin if word != "#"]
    terms += [f"{one} {two}" for one, two in itertools.pairwise(latin) if "#" not in (one, two)]
    return _hashed(set(terms))


def _hashed(terms: set[str]) -> Places:
    return _placed(np.array([zlib.crc32(term.encode()) for term in terms], np.uint64))


def _pieces(text: str) -> Places:
    """Pieces of two to four characters of what is written in letters, of one to three Chinese characters."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    han = (codes >= _FIRST_HAN) & (codes <= _LAST_HAN)
    found = [codes[han] + np.uint64(1 << 40)]
    hashed, any_han = codes, han
    for length in range(2, _LONGEST_PIECE + 1):
        hashed = hashed[:-1] * _STEP + codes[length - 1 :]
        any_han = any_han[:-1] | han[length - 1 :]
        found.append((hashed if length < _LONGEST_PIECE else hashed[~any_han]) + np.uint64(length << 56))
    return _placed(np.concatenate(found))


def _placed(hashed: npt.NDArray[np.uint64]) -> Places:
    return np.unique((hashed * _MULTIPLIER) >> _SHIFT).astype(np.int64)
