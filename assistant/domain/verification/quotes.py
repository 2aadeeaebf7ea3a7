"""Whether each quote stands where it says it stands (G-03)."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.answers import Quote
from assistant.domain.evidence import Evidence


def fault_of(quote: Quote, evidence: Sequence[Evidence]) -> str | None:
    """Why the quote is not verbatim, or None: it must be, code point for code point, the text at its offsets."""
    passage = passage_of(quote, evidence)
    if passage is None:
        return "passage not given"
    if (quote.version_id, quote.document_id) != (passage.version_id, passage.document_id):
        return "other version"
    start, end = quote.start - passage.start, quote.end - passage.start
    if not quote.text.strip() or not 0 <= start < end <= len(passage.text):
        return "outside its passage"
    return None if passage.text[start:end] == quote.text else "other words"


def passage_of(quote: Quote, evidence: Sequence[Evidence]) -> Evidence | None:
    """The passage a quote names, if it was given to the drafter."""
    return next((passage for passage in evidence if passage.passage_id == quote.passage_id), None)
