"""Phrases of screening rules, for readers who do not know how they are written."""

from __future__ import annotations

import re

_CHOICE = re.compile(r"\(([^()]*)\)")
SHOWN_CHOICES = 4
"""Choices written out of one place in a phrase; what the longest lists hold more of is of the same kind."""


def plain_phrase(phrase: str) -> str:
    """`(a|b|) word* ... slip~` as `[a / b / –] word… ⋯ slip≈`: choices, endings, gaps and slips as signs."""
    plain = phrase.replace("...", "⋯").replace("…", "⋯")
    plain = _CHOICE.sub(lambda match: _choices(match.group(1).split("|")), plain)
    return plain.replace("~", "≈").replace("*", "…")


def _choices(found: list[str]) -> str:
    named = [one.strip() for one in found if one.strip()]
    shown = named[:SHOWN_CHOICES] + (["⋯"] if len(named) > SHOWN_CHOICES else [])
    optional = ["–"] if len(named) < len(found) else []
    return f"[{' / '.join(shown + optional)}]"
