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
        day = self._day(at)
        return frozenset(one for one in set(version_ids) if self._speaks(one, day) and self._is_public(one))

    def speaking(self, version_ids: Collection[str], at: datetime) -> frozenset[str]:
        """Those published, served by the active index and in force on that day in the town, for whatever audience."""
        day = self._day(at)
        return frozenset(one for one in set(version_ids) if self._speaks(one, day))

    def _day(self, at: datetime) -> date:
        return at.astimezone(self._time_zone).date()

    def _speaks(self, version_id: str, day: date) -> bool:
        try:
            version = self._base.version(version_id)
        except UnknownObject:
            return False
        return version.served and version.in_force_on(day)

    def _is_public(self, version_id: str) -> bool:
        try:
            document = self._base.document(self._base.version(version_id).document_id).document
        except UnknownObject:
            return False
        return document.audience is Audience.PUBLIC
