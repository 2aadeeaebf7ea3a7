"""Finds sentences that address a language model, also where letters are disguised (X-02)."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.parsing.instruction_phrases import COMPILED, RUN_TOGETHER
from knowledge_base.parsing.look_alikes import folded_letter
from knowledge_base.parsing.warning_kinds import MAX_REPORTED

_DIGIT_LETTERS = str.maketrans("0134578@$", "oieastbas")
_DIGITS_IN_WORDS = re.compile(r"[A-Za-z]+[0134578@$]+[A-Za-z]|\b[0134578@$]+[A-Za-z]{2,}")
_SET_APART = re.compile(r"(?<![^\W_])(?:[A-Za-z][ \t.\-_*|·]{1,3}){9,}[A-Za-z](?![^\W_])")
_SENTENCE_ENDS = ".!?。！？;；:："
_ROT13_HINTS = ("vtaber", "qvfertneq", "vafgehpgvba", "cebzcg")
_BACKWARD_HINTS = ("erongi", "dragersid", "snoitcurtsni", "tpmorp", "略忽", "视无", "令指")


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text in plain letters with line breaks inside a sentence as spaces; `at[i]` is where character i came from."""

    text: str
    at: list[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        if self.at is None:
            return start, end
        return self.at[start], self.at[end - 1] + 1


def find_instructions(text: str) -> list[tuple[int, int, str]]:
    """Spans of text that read like an instruction to a language model, English and Chinese, in order."""
    folded = _fold(text)
    found: dict[tuple[int, int], str] = {}
    for start, end, detail in _all_matches(folded.text):
        found.setdefault(folded.span(start, end), detail)
    return [(start, end, detail) for (start, end), detail in sorted(found.items())][:MAX_REPORTED]


def _all_matches(text: str) -> Iterator[tuple[int, int, str]]:
    yield from _matches(text)
    if _DIGITS_IN_WORDS.search(text):
        for start, end, detail in _matches(text.translate(_DIGIT_LETTERS)):
            yield start, end, detail
    for run in _SET_APART.finditer(text):
        if RUN_TOGETHER.search(re.sub(r"[^A-Za-z]", "", run.group())):
            yield run.start(), run.end(), "an instruction with its letters set apart"
    lowered = text.lower()
    if any(hint in lowered for hint in _ROT13_HINTS):
        for start, end, detail in _matches(codecs.encode(text, "rot13")):
            yield start, end, f"{detail}, in rotated letters"
    if any(hint in lowered for hint in _BACKWARD_HINTS):
        for start, end, detail in _matches(text[::-1]):
            yield len(text) - end, len(text) - start, f"{detail}, written backwards"


def _matches(text: str) -> Iterator[tuple[int, int, str]]:
    for pattern, detail in COMPILED:
        for match in pattern.finditer(text):
            if match.end() > match.start():
                yield match.start(), match.end(), detail


def _fold(text: str) -> _Folded:
    joined = _lines_joined(text)
    if joined.isascii():
        return _Folded(joined, None)
    out: list[str] = []
    at: list[int] = []
    for position, character in enumerate(joined):
        if character > "\u02ff" and unicodedata.category(character) == "Mn":
            continue
        if (
            character == " "
            and out
            and _is_chinese(out[-1])
            and _is_chinese(joined[position + 1 : position + 2])
        ):
            continue  # Chinese is written without spaces; set apart, it is a disguise
        out.append(character if _is_plain(character) else folded_letter(character))
        at.append(position)
    return _Folded("".join(out), at)


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _is_plain(character: str) -> bool:
    return character < "\u0080" or "\u3000" <= character <= "\u9fff"


def _lines_joined(text: str) -> str:
    """Line breaks inside a sentence become spaces: a phrase broken over lines, cells or items is still read on."""
    if "\n" not in text:
        return text
    pieces = re.split(r"(\n+)", text)
    for index in range(1, len(pieces), 2):
        before = pieces[index - 1].rstrip()
        if before and before[-1] not in _SENTENCE_ENDS and len(pieces[index]) == 1:
            pieces[index] = " "
    return "".join(pieces)
