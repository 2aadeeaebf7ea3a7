"""Passages of policies for competence checks, looked up in the knowledge base."""

from __future__ import annotations

from assistant.services.competence_checks import PolicyPassage
from knowledge_base import KnowledgeBase, UnknownObject


class KnowledgePassages:
    """Implements the port `PolicyPassages`."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def passage(self, passage_id: str) -> PolicyPassage | None:
        """None if there is no such passage."""
        try:
            passage, document, version = self._base.passage(passage_id)
        except UnknownObject:
            return None
        return PolicyPassage(document.id, version.id, passage.text)
