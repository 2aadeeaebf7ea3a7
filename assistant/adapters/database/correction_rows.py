"""Corrections as rows, with the versions they cite beside them in clear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database.cipher import Place
from assistant.adapters.database.content_keys import ContentKeys
from assistant.adapters.database.recall_tables import correction_sources, corrections
from assistant.adapters.database.serialisation import VERSION, versioned
from assistant.adapters.database.source_serialisation import citation_from_json, citation_to_json
from assistant.domain.recalls import Correction

IN_CLEAR = (
    "id",
    "change_id",
    "reply_id",
    "question_id",
    "conversation_id",
    "actor",
    "role",
    "proposed_sha256",
    "sent_sha256",
    "created_at",
)


@dataclass(frozen=True, slots=True)
class CorrectionRows:
    """Bound to one transaction."""

    connection: sa.Connection
    keys: ContentKeys

    def add(self, correction: Correction) -> None:
        """Store it. Raises ContentErased."""
        content = {
            "v": VERSION,
            "text": correction.text,
            "citations": [citation_to_json(citation) for citation in correction.citations],
            "label": correction.label,
        }
        values = {name: getattr(correction, name) for name in IN_CLEAR}
        values["sealed"] = self.keys.seal(correction.conversation_id, _place(correction.id), content)
        self.connection.execute(sa.insert(corrections).values(values))
        sources = sorted({citation.version_id for citation in correction.citations})
        if sources:
            rows = [{"correction_id": correction.id, "version_id": one} for one in sources]
            self.connection.execute(sa.insert(correction_sources), rows)

    def get(self, correction_id: str) -> Correction | None:
        """One by its id."""
        query = sa.select(corrections).where(corrections.c.id == correction_id)
        row = self.connection.execute(query).one_or_none()
        return None if row is None else self._correction(row)

    def of_conversation(self, conversation_id: str) -> tuple[Correction, ...]:
        """Oldest first."""
        query = (
            sa.select(corrections)
            .where(corrections.c.conversation_id == conversation_id)
            .order_by(corrections.c.created_at, corrections.c.id)
        )
        return tuple(self._correction(row) for row in self.connection.execute(query).all())

    def _correction(self, row: Any) -> Correction:
        fields = versioned(self.keys.open(row.conversation_id, _place(row.id), row.sealed), "a correction")
        correction = Correction(
            **{name: getattr(row, name) for name in IN_CLEAR},
            text=fields.text("text"),
            citations=fields.items("citations", citation_from_json),
            label=fields.text("label"),
        )
        fields.done()
        return correction


def _place(correction_id: str) -> Place:
    return Place("corrections", correction_id, "sealed")
