"""Which version of a document is in force when: what a publication does to the versions already served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge_base.records import Content


@dataclass(frozen=True, slots=True)
class Succession:
    """The contents after a publication, and the version the new one takes over from (None for a first one)."""

    contents: dict[str, Content]
    supersedes: str | None


def succeed(contents: Mapping[str, Content], siblings: frozenset[str], new: Content) -> Succession:
    """Put a new version among the served versions (`siblings`: those of the same document).

    The version in force until then ends the day before the new one starts. One that would start on the same day is
    replaced altogether. The new version ends the day before a later one, published earlier, starts.
    """
    out = dict(contents)
    before: Content | None = None
    until = new.effective_to
    replaced: str | None = None
    eve = new.effective_from - timedelta(days=1)
    for other in (contents[i] for i in sorted(siblings) if i in contents):
        if other.effective_from > new.effective_from:
            until = _earlier(until, other.effective_from - timedelta(days=1))
        elif other.effective_from == new.effective_from:
            replaced = other.version_id
            del out[other.version_id]
        elif other.effective_to is None or other.effective_to >= new.effective_from:
            out[other.version_id] = Content(other.version_id, other.effective_from, eve)
            before = other if before is None or other.effective_from > before.effective_from else before
    out[new.version_id] = Content(new.version_id, new.effective_from, until)
    return Succession(out, replaced or (before.version_id if before else None))


def _earlier(day: date | None, other: date) -> date:
    return other if day is None else min(day, other)
