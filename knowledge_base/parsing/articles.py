"""Where an article (条) of a Chinese regulation starts, and the units that an over-long one is cut along (款, 项)."""

from __future__ import annotations

import re

_NUMBER = "[一二三四五六七八九十百千零〇两\\d]{1,8}"
NAME = re.compile(rf"第{_NUMBER}条(?:之[一二三四五六七八九十]{{1,3}})?")
"""The name of an article, wherever it stands."""

_START = re.compile(rf"[\s*　]*({NAME.pattern})(?:[\s　：:*]|【|\[|（|$)")
"""At the start of an article its name stands apart; "第一条狗" and a reference such as "第三条规定的" do not."""

ITEM = re.compile(r"[\s　]*(?:[（(][一二三四五六七八九十百\d]{1,4}[)）]|\d{1,2}[.．、]|[①-⑳])")
"""The start of an item (项) or sub-item (目)."""


def article_name(text: str, at: int = 0) -> str | None:
    """The name of the article that starts at a place of a text; None if none does."""
    match = _START.match(text, at)
    return match.group(1) if match else None


def starts_article(text: str, at: int = 0) -> bool:
    """True if an article starts at a place of a text."""
    return article_name(text, at) is not None
