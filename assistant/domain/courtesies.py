"""Greetings, thanks and the like: messages in which nothing is asked, and the fixed text that each is answered with.

The phrases and texts are data (`assistant/courtesies`); this is how they are matched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.questions import Author, Language, Turn
from assistant.domain.screening_form import screening_form

MAX_COURTESY = 120
"""Characters up to which a message may be nothing but courtesy: three times the longest phrase of the data. What is
longer says something."""

_SEPARATORS = re.compile(r"[\W_]+")


class CourtesyKind(StrEnum):
    """What is meant, in the order in which kinds lead where a message holds several."""

    IDENTITY = "identity"
    ABILITY = "ability"
    WELLBEING = "wellbeing"
    THANKS = "thanks"
    FAREWELL = "farewell"
    GREETING = "greeting"
    ACKNOWLEDGED = "acknowledged"


@dataclass(frozen=True, slots=True)
class Courtesy:
    """What one language says for a kind, and the fixed text in return."""

    kind: CourtesyKind
    language: Language
    pattern: re.Pattern[str]
    reply: str


@dataclass(frozen=True, slots=True)
class Courtesies:
    """All kinds in both languages; `sayings` are, per language, the phrases of all kinds and the fillers."""

    known: tuple[Courtesy, ...]
    sayings: Mapping[Language, tuple[re.Pattern[str], ...]]

    def kind_of(self, text: str) -> CourtesyKind | None:
        """The leading kind of a message that says nothing else; None for every other message."""
        if len(text) > MAX_COURTESY:
            return None
        form = screening_form(text)
        for language in Language:
            if not _consists_of(self.sayings[language], form):
                continue
            found = {one.kind for one in self.known if one.language is language and one.pattern.search(form)}
            for kind in CourtesyKind:
                if kind in found:
                    return kind
        return None

    def reply(self, kind: CourtesyKind, language: Language) -> str:
        """The fixed text."""
        return next(one.reply for one in self.known if one.kind is kind and one.language is language)


def _consists_of(sayings: tuple[re.Pattern[str], ...], form: str) -> bool:
    """True if the form is sayings and separators only. Place by place: one pattern for all could be made to try for ever."""
    reached, waiting = set(), [0]
    while waiting:
        place = waiting.pop()
        if place in reached:
            continue
        reached.add(place)
        if place == len(form):
            return bool(form)
        matches = (pattern.match(form, place) for pattern in (_SEPARATORS, *sayings))
        waiting += [match.end() for match in matches if match is not None and match.end() > place]
    return False


def answers_something(history: tuple[Turn, ...]) -> bool:
    """True if the last word before this message was a question to the citizen: then "fine" may be an answer."""
    last = history[-1] if history else None
    if last is None or last.author is Author.CITIZEN:
        return False
    return bool(last.options) or last.text.rstrip().endswith(("?", "？"))
