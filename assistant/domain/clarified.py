"""What a citizen means who was asked back: an option tapped, typed, counted or described, or words of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain.questions import Author, Turn
from assistant.domain.simplified import simplified
from assistant.domain.vagueness import Terms

_COUNTED = (
    re.compile(
        r"^\W*(?:(?:the|option|number|no|nr|answer)\W+)*(?:1|one|a|first|1st)(?:\W+(?:one|option|please))*\W*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^\W*(?:(?:the|option|number|no|nr|answer)\W+)*(?:2|two|b|second|2nd)(?:\W+(?:one|option|please))*\W*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^\W*(?:(?:the|option|number|no|nr|answer)\W+)*(?:3|three|c|third|3rd)(?:\W+(?:one|option|please))*\W*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^\W*(?:(?:the|option|number|no|nr|answer)\W+)*(?:4|four|d|fourth|4th)(?:\W+(?:one|option|please))*\W*$",
        re.IGNORECASE,
    ),
)
_COUNTED_CHINESE = tuple(
    re.compile(
        rf"^\W*(?:我?(?:选|要|是|说的是|指的是|问的是))?(?:选项)?第?(?:{number})(?:个|项|种|条|号)?(?:吧|的|呢)?\W*$"
    )
    for number in ("一|1|１", "二|两|2|２", "三|3|３", "四|4|４")
)
_LAST = re.compile(
    r"^\W*(?:the\W+)?(?:last|latter)(?:\W+(?:one|option|please))*\W*$|^\W*(?:我?(?:选|要|是))?最后一?(?:个|项|种|条)\W*$",
    re.IGNORECASE,
)


def offered(history: Sequence[Turn]) -> tuple[str, ...]:
    """The options that were offered and not yet answered: those of the last word before this message."""
    last = history[-1] if history else None
    return last.options if last is not None and last.author is not Author.CITIZEN else ()


def chosen(text: str, options: Sequence[str], terms: Terms) -> str | None:
    """The option that is meant; None where the message does not say which, or says something else.

    By its words, by its number, or by terms that only one option has: nothing is guessed where two fit.
    """
    text = simplified(text)
    said = _plain(text)
    for option in options:
        if said and said == _plain(simplified(option)):
            return option
    if _LAST.search(text):
        return options[-1]
    for place, option in enumerate(options):
        if place < len(_COUNTED) and (_COUNTED[place].search(text) or _COUNTED_CHINESE[place].search(text)):
            return option
    return _only_one_with(terms(text), options, terms)


def _only_one_with(wanted: frozenset[str], options: Sequence[str], terms: Terms) -> str | None:
    """The one option that holds every term by which the message tells options apart."""
    found = [terms(option) for option in options]
    telling = wanted - (frozenset.intersection(*found) if found else frozenset())
    holding = [option for option, words in zip(options, found, strict=True) if telling and telling <= words]
    return holding[0] if len(holding) == 1 else None


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()
