"""Whether what a draft quotes may still be told, looked up in the knowledge base."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, tzinfo

from knowledge_base import Audience, KnowledgeBase, UnknownObject


class KnowledgeSourceStatus:
    """Implements the port `SourceStatus`."""

    def __init__(self, base: KnowledgeBase, time_zone: tzinfo) -> None:
        self._base = base
        self._time_zone = time_zone

    def in_force(self, version_ids: Collection[str], at: datetime) -> frozenset[str]:
        """Those published, served by the active index, public, and in force on that day in the town."""
        day = at.astimezone(self._time_zone).date()
        return frozenset(one for one in set(version_ids) if self._may_be_told(one, day))

    def _may_be_told(self, version_id: str, day: date) -> bool:
        try:
            version = self._base.version(version_id)
            document = self._base.document(version.document_id).document
        except UnknownObject:
            return False
        return version.served and version.in_force_on(day) and document.audience is Audience.PUBLIC
