"""Explanations on the wire."""

from __future__ import annotations

from datetime import datetime

from assistant.services.explanations import Explanation
from assistant.web.wire import Shown


class ParagraphShown(Shown):
    """One part: a heading and its sentences."""

    part: str
    heading: str
    sentences: tuple[str, ...]


class ExplanationShown(Shown):
    """How a reply or a case came about."""

    language: str
    paragraphs: tuple[ParagraphShown, ...]
    at: datetime


def explanation_shown(explanation: Explanation) -> ExplanationShown:
    """On the wire."""
    return ExplanationShown.model_validate(explanation)
