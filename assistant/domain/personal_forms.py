"""How a kind of personal data is told: the form it is written in, and what a match must fulfil besides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assistant.domain.privacy import PersonalDataType

Found = tuple[int, int, PersonalDataType]
"""Start and end in the folded text, and what it is."""

_DIGIT = re.compile(r"\d")
_GAPS = re.compile(r"[ .\-]")


def _always(_match: re.Match[str]) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of personal data and its form.

    `group` is the part that is personal, as words before a number may only announce it. `hints` are strings of which
    one stands in any text that can match, in lower case; they spare most texts the search. None means: any text.
    """

    type: PersonalDataType
    pattern: re.Pattern[str]
    accept: Callable[[re.Match[str]], bool] = _always
    group: int = 0
    hints: tuple[str, ...] | None = None


def find_forms(forms: Iterable[Form], text: str) -> Iterator[Found]:
    """All spans of a folded text in one of the forms, form by form; spans may overlap."""
    lower = text.lower()
    for form in forms:
        if form.hints is not None and not any(hint in lower for hint in form.hints):
            continue
        for match in form.pattern.finditer(text):
            if form.accept(match):
                yield (*match.span(form.group), form.type)


def compact(match: re.Match[str]) -> str:
    """The match in upper case without the blanks, dots and hyphens that group it."""
    return _GAPS.sub("", match.group()).upper()


def has_digits(least: int) -> Callable[[re.Match[str]], bool]:
    """A condition: so many digits in the last group, or in the whole where there is no group."""
    return lambda match: len(_DIGIT.findall(match.group(match.lastindex or 0))) >= least


def announced(words: str, number: str) -> re.Pattern[str]:
    """A number (group 1) behind the words that announce it: "passport no. is", "护照号码是"."""
    between = r"(?:[\s:#.=]|numbers?|no\b|nr\b|num\b|n°|id\b|card|is\b|was\b|号码?|证件?|为|是|后|[(（]){0,6}"
    return re.compile(rf"(?:{words}){between}({number})(?![A-Za-z0-9])", re.IGNORECASE)
