"""Where the quotes of an approved answer stand in the texts in force now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.domain.answers import Citation
from assistant.domain.recalls import QuoteFate
from assistant.services.quotes_then_and_now import QuotesThenAndNow
from knowledge_base import KnowledgeBase

VERBATIM = (QuoteFate.SAME, QuoteFate.MOVED, QuoteFate.IN_FORCE)
"""The same words, under whatever heading: a person looks at them before they renew the answer."""


def renewed_citations(
    base: KnowledgeBase, citations: Sequence[Citation], day: date
) -> tuple[Citation, ...] | None:
    """The citations, with their numbers, on what is in force on the day; None if the words of one stand nowhere."""
    found = []
    for compared in QuotesThenAndNow(base, day).of(citations):
        if compared.fate not in VERBATIM or compared.now is None:
            return None
        found.append(replace(compared.now, number=compared.then.number))
    return tuple(found)
