"""Characters that people cannot see: taken out of a text, named, and read where they spell something (X-02)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from knowledge_base.parsing.warning_kinds import MAX_REPORTED, WarningKind
from knowledge_base.text import CONTROL, INVISIBLE

_SOFT_HYPHEN = "\u00ad"
_SPACERS = "\ufeff\u200b\u2060"
_NAMED_CHARACTERS = 3
"""Characters of a run that are named one by one; a longer run is of one kind anyway."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A run of characters that was taken out, where it was in the text that remains, and what it spells if anything."""

    position: int
    kind: WarningKind
    detail: str
    spelled: str


def strip_invisible(text: str) -> tuple[str, list[Removed]]:
    """The text without invisible, bidi, private-use and control characters, and the first runs of them."""
    if text.isascii() and text.isprintable():
        return text, []
    out: list[str] = []
    removed: list[Removed] = []
    run: list[str] = []
    for character in text:
        if INVISIBLE.match(character) or CONTROL.match(character):
            run.append(character)
            continue
        if run:
            removed.append(_removed(out, run, character))
            run = []
        out.append(character)
    if run:
        removed.append(_removed(out, run, ""))
    return "".join(out), removed[:MAX_REPORTED]


def _removed(out: list[str], run: list[str], following: str) -> Removed:
    kind = WarningKind.INVISIBLE_CHARACTERS
    if len(run) == 1 and _is_layout(out[-1] if out else "", run[0], following):
        kind = WarningKind.LAYOUT_CHARACTERS
    return Removed(len(out), kind, _describe(run), spelled_by(run))


def _is_layout(before: str, character: str, following: str) -> bool:
    """What word processors leave behind: a soft hyphen in a word, a spacer at an end, a selector behind a symbol."""
    if character == _SOFT_HYPHEN:
        return True
    if character in _SPACERS:
        return not before or not following
    return character in "\ufe0e\ufe0f" and bool(before) and not before.isalpha() and following != ""


def _describe(run: list[str]) -> str:
    named = [
        f"U+{ord(c):04X} {unicodedata.name(c, 'private or control character')}"
        for c in run[:_NAMED_CHARACTERS]
    ]
    more = f" and {len(run) - _NAMED_CHARACTERS} more" if len(run) > _NAMED_CHARACTERS else ""
    return "removed " + ", ".join(named) + more


def spelled_by(run: list[str]) -> str:
    """What a run of tag characters or variation selectors spells; empty for other characters."""
    spelled = bytearray()
    for character in run:
        code = ord(character)
        if 0xE0020 <= code <= 0xE007E:  # tag characters mirror ASCII
            spelled.append(code - 0xE0000)
        elif 0xFE00 <= code <= 0xFE0F:  # 256 variation selectors: one byte each
            spelled.append(code - 0xFE00)
        elif 0xE0100 <= code <= 0xE01EF:
            spelled.append(code - 0xE0100 + 16)
    text = spelled.decode("utf-8", errors="ignore")
    return "".join(c for c in text if c.isprintable()) if len(spelled) > 1 else ""
