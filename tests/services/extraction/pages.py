"""Passages of small pages, and a likeness that knows no meaning at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.domain.evidence import Evidence
from assistant.domain.questions import Language
from assistant.services.extraction.drafting import Extracted, extract
from tests.services.engine_parts import a_passage


class NoLikeness:
    """Implements the port `Likeness`: nothing resembles anything, so that only words and places count."""

    def to(self, text: str, others: Sequence[str]) -> Sequence[float]:
        """Zero for each."""
        return [0.0] * len(others)


class LikenessOf:
    """Implements the port `Likeness`: only a text that holds the given words resembles the question."""

    def __init__(self, words: str) -> None:
        self._words = words

    def to(self, text: str, others: Sequence[str]) -> Sequence[float]:
        """One for texts with the words, else zero."""
        return [float(self._words in other) for other in others]


def passage(
    text: str,
    *,
    document_id: str = "parking",
    heading: str = "Parking",
    start: int = 0,
    score: float = 1.0,
) -> Evidence:
    """A passage with this text that begins at `start` of its version."""
    return replace(
        a_passage(document_id=document_id, title="Parking", heading=heading),
        passage_id=f"{document_id}-{start}",
        text=text,
        start=start,
        end=start + len(text),
        score=score,
    )


def drafted(question: str, *passages: Evidence, language: Language = Language.EN) -> Extracted:
    """What is extracted; there must be something."""
    found = extract(question, language, passages, NoLikeness())
    assert found is not None
    return found


def said(question: str, *passages: Evidence, language: Language = Language.EN) -> list[str]:
    """The claims' texts."""
    return [claim.text for claim in drafted(question, *passages, language=language).draft.claims]
