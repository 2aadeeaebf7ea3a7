"""What the knowledge base says now and did not say at an earlier moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, time, tzinfo

from knowledge_base import KnowledgeBase, UnknownObject, Version

UNKNOWN = "unknown"
"""Stands for the document of a passage that the knowledge base does not know."""


class KnowledgeChangedTexts:
    """Implements the port `ChangedTexts` on the versions and their dates: nothing has to be noticed first."""

    def __init__(self, base: KnowledgeBase, time_zone: tzinfo) -> None:
        self._base = base
        self._time_zone = time_zone

    def changed_since(self, passage_ids: Collection[str], since: datetime, /) -> Mapping[str, datetime]:
        """By document, when the newest of its changed words came into force."""
        found: dict[str, datetime] = {}
        for passage_id in passage_ids:
            try:
                passage, document, version = self._base.passage(passage_id)
            except UnknownObject:
                found[UNKNOWN] = since
                continue
            began = self._began(version)
            if began > since and not self._stood_before(passage.text, document.id, since):
                found[document.id] = max(began, found.get(document.id, began))
        return found

    def _began(self, version: Version) -> datetime:
        """When it came into force: published, and its first day begun."""
        first_day = datetime.combine(version.effective_from, time(), self._time_zone).astimezone(UTC)
        return max(first_day, version.published_at) if version.published_at is not None else first_day

    def _stood_before(self, text: str, document_id: str, since: datetime) -> bool:
        words = _plain(text)
        return any(
            words in _plain(self._base.version_text(one.id))
            for one in self._base.document(document_id).versions
            if one.published_at is not None and self._began(one) <= since
        )


def _plain(text: str) -> str:
    return " ".join(text.split())
