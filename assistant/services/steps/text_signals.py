"""Figures of confidence that need the words of question, passages and draft; the rest comes from search and drafting."""

from __future__ import annotations

from assistant.domain.plain_language import plain_language
from assistant.domain.routing import Working
from assistant.domain.vagueness import is_follow_up
from assistant.services.extraction.wants import told, wants
from knowledge_base.text import content_terms, tokens_among


def text_signals(working: Working) -> dict[str, float]:
    """Named figures of a question with a draft; empty without.

    `words_found`: the share of the question's subject words that stand in the passages found, titles and headings
    included. `question_words`: how many there are. `leans_on_earlier`: 1 if the message points back to earlier ones.
    `kind_told`: 1 if the draft has the kind of thing asked for (an amount, a time), 0 if not; absent if the question
    asks for no kind. `plain_sentences`: the share of the draft's sentences that are short enough. `cold_words`: how many of
    its turns of phrase sound cold.
    """
    if not working.evidence or working.draft is None or not working.draft.claims:
        return {}
    asked = working.masked_text
    words = content_terms(asked)
    ease = plain_language(working.draft.plain_text())
    signals = {
        "plain_sentences": ease.plain,
        "cold_words": float(len(ease.cold)),
        "question_words": float(len(words)),
        "leans_on_earlier": float(bool(working.question.history) and is_follow_up(asked, content_terms)),
    }
    if words:
        signals["words_found"] = 1 - len(_missing(words, working)) / len(words)
    if wanted := wants(asked):
        signals["kind_told"] = float(told(working.draft.plain_text(), wanted) > 0)
    return signals


def _missing(words: frozenset[str], working: Working) -> set[str]:
    left = set(words)
    for passage in working.evidence:
        if not left:
            break
        left -= tokens_among(left, " ".join((passage.document_title, *passage.heading_path, passage.text)))
    return left
