"""Figures of confidence that need the words of question, passages and draft."""

from __future__ import annotations

import pytest

from assistant.services.steps.text_signals import text_signals
from tests.services.engine_parts import a_passage, a_question, checked


def _of(text: str, *earlier: str) -> dict[str, float]:
    return text_signals(checked(question=a_question(text, *earlier), masked_text=text))


def test_words_are_found_wherever_the_passages_have_them() -> None:
    """Text, heading and title count; what stands nowhere is missing."""
    assert _of("What does a resident parking permit cost?")["words_found"] == 1.0
    assert _of("What are the fees?")["words_found"] == 1.0
    assert _of("parking for my helicopter")["words_found"] == pytest.approx(0.5)
    assert _of("helicopter landing")["words_found"] == 0.0


def test_a_message_of_no_subject_word_says_nothing_about_words() -> None:
    """There is nothing to be found, which is neither good nor bad."""
    assert "words_found" not in _of("and what is it?")


def test_an_amount_that_was_asked_for_is_told_or_not() -> None:
    """A question that asks for no kind of thing has no such figure."""
    assert _of("How much is a parking permit?")["kind_told"] == 1.0
    assert _of("Which form do I fill in for parking?")["kind_told"] == 0.0
    assert "kind_told" not in _of("parking permit resident")


def test_how_easily_the_draft_reads_is_told() -> None:
    """S-20: figures of the draft itself, for the note beside it."""
    found = _of("How much is a parking permit?")
    assert (found["plain_sentences"], found["cold_words"]) == (1.0, 0.0)


def test_leaning_needs_something_to_lean_on() -> None:
    """The first message of a conversation never leans, however short."""
    assert _of("and for a van?")["leans_on_earlier"] == 0.0
    assert _of("and for a van?", "What does a parking permit cost?")["leans_on_earlier"] == 1.0


def test_without_evidence_or_draft_there_are_no_figures() -> None:
    """Nothing is known, and nothing is made up (G-07)."""
    assert text_signals(checked(evidence=())) == {}
    assert text_signals(checked(draft=None)) == {}
    assert text_signals(checked(evidence=(a_passage(),))) != {}
