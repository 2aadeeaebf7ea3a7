"""What the figures behind a confidence mean in words."""

from __future__ import annotations

import math

from assistant.domain.confidence_notes import SIDES, Side, SignalNote, signal_notes

STRONG = {
    "words_found": 1.0,
    "document_odds": 4.0,
    "draft_from_top": 1.0,
    "legs_agree": 1.0,
    "draft_share": 0.7,
    "kind_told": 1.0,
    "least_supported": 1.0,
    "leans_on_earlier": 0.0,
    "plain_sentences": 1.0,
    "cold_words": 0.0,
}
WEAK = {
    "words_found": 0.3,
    "document_odds": 0.2,
    "draft_from_top": 0.0,
    "legs_agree": 0.1,
    "draft_share": 0.05,
    "kind_told": 0.0,
    "least_supported": 0.6,
    "leans_on_earlier": 1.0,
    "plain_sentences": 0.5,
    "cold_words": 1.0,
}


def test_strong_figures_speak_for_the_draft_and_weak_ones_against_it() -> None:
    """C-14: the signals are told as sentences; each code is reachable and stands on one side."""
    strong, weak = signal_notes(STRONG), signal_notes(WEAK)
    assert {SIDES[note] for note in strong} == {Side.FOR}
    assert {SIDES[note] for note in weak} == {Side.AGAINST}
    assert {*strong, *weak} == set(SignalNote) == set(SIDES)


def test_figures_between_say_nothing() -> None:
    """What is neither good nor bad needs no sentence."""
    assert (
        signal_notes({"words_found": 0.8, "document_odds": 2.0, "legs_agree": 0.5, "draft_share": 0.3}) == ()
    )


def test_what_speaks_against_comes_first() -> None:
    """Staff read the doubts before the praise (H-02)."""
    told = signal_notes({**STRONG, "document_odds": 0.1})
    assert told[0] is SignalNote.RIVAL_DOCUMENT
    assert SIDES[told[-1]] is Side.FOR


def test_missing_and_broken_figures_are_not_read_as_either() -> None:
    """A figure that is no number tells nothing, and neither does one that was never taken."""
    assert signal_notes({}) == ()
    assert signal_notes(dict.fromkeys(STRONG, math.nan)) == ()
