"""Explanations as the API tells them to staff."""

from __future__ import annotations

from review_console.transport import Wire


class Paragraph(Wire):
    """One part of an explanation."""

    part: str
    heading: str
    sentences: tuple[str, ...] = ()


class Explanation(Wire):
    """How a case came about, in the citizen's words."""

    language: str
    paragraphs: tuple[Paragraph, ...] = ()
