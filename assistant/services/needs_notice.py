"""What somebody who had asked is shown when a text exists at last: the passage nearest to their question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.domain.departments import Department
from assistant.domain.errors import NotFound
from assistant.domain.personal_data import masked
from assistant.domain.questions import Language
from assistant.domain.staff import Right, Staff
from assistant.services.decide_case import deciding_role
from assistant.services.fixed_texts import unit_label
from assistant.services.needs_memory import text_of
from assistant.services.ports import Directory
from assistant.services.stores import Store
from knowledge_base import (
    Audience,
    IndexUnavailable,
    InvalidInput,
    KnowledgeBase,
    Passage,
    SearchQuery,
    UnknownObject,
)

LOOKED_AT = 10
"""Passages searched for one of the version that serves; where none is among them, its first passage is shown."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The text that now exists, and whose it is."""

    title: str
    passage: Mapping[str, object]
    department: Department | None

    def label(self, releaser: Staff | None, language: Language) -> str:
        """Who lets it out, as the citizen reads it: role and unit, never a person's name (S-15)."""
        department = self.department
        if department is None:
            return ""
        if releaser is None or not releaser.may(Right.DECIDE_CASES, department.id):
            return department.name[language]
        return unit_label(department, deciding_role(releaser, department.id), language)


class NoticeSource:
    """Finds in a version what a question was about."""

    def __init__(
        self, store: Store, base: KnowledgeBase, directory: Directory, today: Callable[[], date]
    ) -> None:
        self._store = store
        self._base = base
        self._directory = directory
        self._today = today

    def of(self, version_id: str, question_id: str) -> Notice:
        """Raises NotFound if there is no such version or it has no text."""
        try:
            preview = self._base.preview(version_id)
        except UnknownObject as error:
            raise NotFound("There is no such version.") from error
        passage = self._nearest(version_id, question_id) or next(iter(preview.passages), None)
        if passage is None:
            raise NotFound("This version has no text.")
        owner = preview.document.department_id
        department = next((one for one in self._directory.departments() if one.id == owner), None)
        shown: dict[str, object] = {
            "passage_id": passage.id,
            "document_id": passage.document_id,
            "version_id": version_id,
            "document_title": preview.version.title,
            "heading_path": list(passage.heading_path),
            "text": passage.text,
            "start": passage.start,
            "end": passage.end,
        }
        return Notice(preview.version.title, shown, department)

    def _nearest(self, version_id: str, question_id: str) -> Passage | None:
        with self._store.read() as work:
            record = work.questions.get(question_id)
            text = text_of(work, record.message_id) if record is not None else None
        if text is None:
            return None
        try:
            result = self._base.search(
                SearchQuery(masked(text), self._today(), Audience.PUBLIC, limit=LOOKED_AT)
            )
        except (IndexUnavailable, InvalidInput):
            return None
        return next((hit.passage for hit in result.hits if hit.version.id == version_id), None)
