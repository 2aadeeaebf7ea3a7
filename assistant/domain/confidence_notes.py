"""What the figures behind a confidence mean, as closed codes that a screen turns into plain sentences (C-14).

Staff see these instead of a number: "the second document is nearly as good" tells where to look, ".62" does not.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class SignalNote(StrEnum):
    """What the engine noticed about a draft and where it comes from."""

    WORDS_FOUND = "words_found"
    WORDS_MISSING = "words_missing"
    ONE_DOCUMENT = "one_document"
    RIVAL_DOCUMENT = "rival_document"
    OTHER_DOCUMENT = "other_document"
    SEARCHES_AGREE = "searches_agree"
    SEARCHES_DISAGREE = "searches_disagree"
    ONE_STATEMENT = "one_statement"
    RIVAL_STATEMENTS = "rival_statements"
    KIND_TOLD = "kind_told"
    KIND_NOT_TOLD = "kind_not_told"
    NOT_CARRIED = "not_carried"
    LEANS_ON_EARLIER = "leans_on_earlier"
    LONG_SENTENCES = "long_sentences"
    COLD_TONE = "cold_tone"


class Side(StrEnum):
    """Whether a note speaks for the draft."""

    FOR = "for"
    AGAINST = "against"


SIDES: Mapping[SignalNote, Side] = {
    SignalNote.WORDS_FOUND: Side.FOR,
    SignalNote.WORDS_MISSING: Side.AGAINST,
    SignalNote.ONE_DOCUMENT: Side.FOR,
    SignalNote.RIVAL_DOCUMENT: Side.AGAINST,
    SignalNote.OTHER_DOCUMENT: Side.AGAINST,
    SignalNote.SEARCHES_AGREE: Side.FOR,
    SignalNote.SEARCHES_DISAGREE: Side.AGAINST,
    SignalNote.ONE_STATEMENT: Side.FOR,
    SignalNote.RIVAL_STATEMENTS: Side.AGAINST,
    SignalNote.KIND_TOLD: Side.FOR,
    SignalNote.KIND_NOT_TOLD: Side.AGAINST,
    SignalNote.NOT_CARRIED: Side.AGAINST,
    SignalNote.LEANS_ON_EARLIER: Side.AGAINST,
    SignalNote.LONG_SENTENCES: Side.AGAINST,
    SignalNote.COLD_TONE: Side.AGAINST,
}

NEAR = 1.0
"""Log odds below which another document is "nearly as good": it then has more than a quarter of the chance."""

CLEAR = 3.0
"""Log odds above which a document stands out: all others together have less than one chance in twenty."""

FEW_WORDS = 0.5
"""Share of the question's words below which too much of it is left out to speak of an answer to it."""

ALONE = 0.5
"""Share of the odds from which a statement outweighs all others together."""

CROWDED = 0.15
"""Share of the odds below which the leading statement is one of seven or more that fit about as well."""

AGREE = 0.75
"""Mean of one over the places that the searches gave the first passage: three of four put it first."""

DISAGREE = 0.2
"""The same, where on average it came fifth or worse."""


@dataclass(frozen=True, slots=True)
class _Rule:
    note: SignalNote
    signal: str
    holds: Callable[[float], bool]


_RULES = (
    _Rule(SignalNote.WORDS_FOUND, "words_found", lambda share: share >= 1),
    _Rule(SignalNote.WORDS_MISSING, "words_found", lambda share: share < FEW_WORDS),
    _Rule(SignalNote.ONE_DOCUMENT, "document_odds", lambda odds: odds >= CLEAR),
    _Rule(SignalNote.RIVAL_DOCUMENT, "document_odds", lambda odds: odds < NEAR),
    _Rule(SignalNote.OTHER_DOCUMENT, "draft_from_top", lambda same: same < 1),
    _Rule(SignalNote.SEARCHES_AGREE, "legs_agree", lambda share: share >= AGREE),
    _Rule(SignalNote.SEARCHES_DISAGREE, "legs_agree", lambda share: share <= DISAGREE),
    _Rule(SignalNote.ONE_STATEMENT, "draft_share", lambda share: share >= ALONE),
    _Rule(SignalNote.RIVAL_STATEMENTS, "draft_share", lambda share: share <= CROWDED),
    _Rule(SignalNote.KIND_TOLD, "kind_told", lambda yes: yes >= 1),
    _Rule(SignalNote.KIND_NOT_TOLD, "kind_told", lambda yes: yes < 1),
    _Rule(SignalNote.NOT_CARRIED, "least_supported", lambda share: share < 1),
    _Rule(SignalNote.LEANS_ON_EARLIER, "leans_on_earlier", lambda yes: yes >= 1),
    _Rule(SignalNote.LONG_SENTENCES, "plain_sentences", lambda share: share < 1),
    _Rule(SignalNote.COLD_TONE, "cold_words", lambda count: count >= 1),
)


def signal_notes(signals: Mapping[str, float]) -> tuple[SignalNote, ...]:
    """What can be said of these figures, what speaks against the draft first; a missing or broken figure says nothing."""
    told = [
        rule.note
        for rule in _RULES
        if math.isfinite(signals.get(rule.signal, math.nan)) and rule.holds(signals[rule.signal])
    ]
    return tuple(sorted(told, key=lambda note: SIDES[note] is Side.FOR))
