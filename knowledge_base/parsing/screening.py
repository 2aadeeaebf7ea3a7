"""What in a text talks to a machine instead of to citizens, or is hidden from them, as warnings (X-02)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge_base.parsing.encoded_text import find_encoded
from knowledge_base.parsing.instructions import find_instructions
from knowledge_base.parsing.invisible import strip_invisible
from knowledge_base.parsing.look_alikes import find_mixed_scripts
from knowledge_base.parsing.warning_kinds import MAX_HIDDEN, MAX_REPORTED, ParseWarning, WarningKind


@dataclass(frozen=True, slots=True)
class Aside:
    """Something that a parser left out of the text, at its place between the blocks.

    `hidden` is the text left out. A quiet aside is not worth a warning unless it talks to a language model: menus,
    page titles, picture descriptions.
    """

    kind: WarningKind
    detail: str
    hidden: str = ""
    quiet: bool = False


def screen(text: str) -> Iterator[ParseWarning]:
    """Warnings about visible text, in no order."""
    for start, end, detail in find_instructions(text):
        yield ParseWarning(WarningKind.INSTRUCTION_LIKE_TEXT, start, end, detail)
    for start, end, decoded in find_encoded(text):
        yield ParseWarning(WarningKind.ENCODED_TEXT, start, end, "decodes to text", decoded[:MAX_HIDDEN])
    for start, end, word in find_mixed_scripts(text):
        yield ParseWarning(WarningKind.MIXED_SCRIPTS, start, end, f"looks like “{word}”")


def screen_aside(aside: Aside, position: int) -> ParseWarning | None:
    """The warning about something left out, graver if it talks to a language model; None if it is not worth one."""
    hidden, _ = strip_invisible(aside.hidden)
    hidden = " ".join(hidden.split())
    if hidden and (find_instructions(hidden) or any(True for _ in find_encoded(hidden))):
        return ParseWarning(
            WarningKind.HIDDEN_INSTRUCTION, position, position, aside.detail, hidden[:MAX_HIDDEN]
        )
    if aside.quiet:
        return None
    return ParseWarning(aside.kind, position, position, aside.detail, hidden[:MAX_HIDDEN])


_GATHERED = frozenset({WarningKind.SIDE_TEXT, WarningKind.LAYOUT_CHARACTERS})


def gathered(warnings: Iterable[ParseWarning]) -> tuple[ParseWarning, ...]:
    """The warnings in order of place: harmless kinds as one each, others up to the number that a screen can show."""
    kept: list[ParseWarning] = []
    count: dict[WarningKind, int] = {}
    first: dict[WarningKind, int] = {}
    for warning in sorted(warnings, key=lambda one: (one.start, one.end)):
        count[warning.kind] = count.get(warning.kind, 0) + 1
        most = 1 if warning.kind in _GATHERED else MAX_REPORTED
        if count[warning.kind] <= most:
            first.setdefault(warning.kind, len(kept))
            kept.append(warning)
    for kind, index in first.items():
        more = count[kind] - (1 if kind in _GATHERED else MAX_REPORTED)
        if more > 0:
            one = kept[index]
            kept[index] = ParseWarning(kind, one.start, one.end, f"{one.detail}; {more} more", one.hidden)
    return tuple(kept)
