"""Runs of base64, hexadecimal and percent codes that decode to text: a machine reads them, a person does not (X-02)."""

from __future__ import annotations

import base64
import binascii
import re
import urllib.parse
from collections.abc import Iterator

from knowledge_base.parsing.instructions import find_instructions

_BASE64 = re.compile(r"(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/_-]{4}\s?){4,}[A-Za-z0-9+/_-]{0,3}={0,2}")
_HEXADECIMAL = re.compile(r"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}[\s:]?){12,}(?![0-9A-Za-z])")
_PERCENT = re.compile(r"[A-Za-z0-9._~-]{0,24}(?:%[0-9A-Fa-f]{2}[A-Za-z0-9._~-]{0,24}){6,}")
_ESCAPES = re.compile(r"(?:\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|&#x?[0-9A-Fa-f]{2,6};){6,}")
_BINARY = re.compile(r"(?<![01])(?:[01]{8}\s?){8,}(?![01])")
LEAST_DECODED = 8
"""Characters a run must decode to: shorter ones are reference numbers that happen to decode."""


def find_encoded(text: str) -> Iterator[tuple[int, int, str]]:
    """Spans of a text that decode to readable text, with that text. Spans of different codes do not overlap."""
    taken: list[tuple[int, int]] = []
    for pattern, decode in _CODES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            decoded = decode(match.group())
            if decoded is not None and _is_readable(decoded):
                taken.append((start, end))
                yield start, end, decoded


def _from_base64(run: str) -> str | None:
    packed = re.sub(r"\s", "", run).translate(str.maketrans("-_", "+/")).rstrip("=")
    if packed.isalpha() and (packed.islower() or packed.isupper()):
        return None  # a long word
    for cut in (0, 1, 2, 3):  # the run may have taken in a letter or two of what follows
        piece = packed[: len(packed) - cut]
        try:
            return base64.b64decode(piece + "=" * (-len(piece) % 4), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    return None


def _from_hexadecimal(run: str) -> str | None:
    packed = re.sub(r"[\s:]", "", run)
    if packed.isdigit():
        return None  # numbers in a table
    try:
        return bytes.fromhex(packed).decode()
    except (ValueError, UnicodeDecodeError):
        return None


def _from_percent(run: str) -> str | None:
    """Addresses have codes for their spaces: those are told only if what they say talks to a language model."""
    try:
        decoded = urllib.parse.unquote(run, errors="strict")
    except UnicodeDecodeError:
        return None
    return decoded if 6 * run.count("%") > len(run) or find_instructions(decoded) else None


def _from_escapes(run: str) -> str | None:
    pieces = re.findall(r"\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})|&#x([0-9A-Fa-f]+);|&#(\d+);", run)
    codes = [int(a or b or c, 16) if a or b or c else int(d) for a, b, c, d in pieces]
    return "".join(chr(code) for code in codes if code <= 0x10FFFF and not 0xD800 <= code < 0xE000)


def _from_binary(run: str) -> str | None:
    packed = re.sub(r"\s", "", run)
    try:
        return bytes(int(packed[at : at + 8], 2) for at in range(0, len(packed) - 7, 8)).decode()
    except UnicodeDecodeError:
        return None


def _is_readable(text: str) -> bool:
    """True for text with words in it; a key or a picture does not decode to such."""
    if len(text) < LEAST_DECODED and not any("\u4e00" <= c <= "\u9fff" for c in text):
        return False
    letters = sum(c.isalpha() or c.isspace() for c in text)
    return all(c.isprintable() or c.isspace() for c in text) and letters >= 0.7 * len(text)


_CODES = (
    (_ESCAPES, _from_escapes),
    (_PERCENT, _from_percent),
    (_BINARY, _from_binary),
    (_HEXADECIMAL, _from_hexadecimal),
    (_BASE64, _from_base64),
)
