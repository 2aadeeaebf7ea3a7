"""Replies as rows, with the versions they cite beside them in clear."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from assistant.adapters.database.cipher import Place
from assistant.adapters.database.conflicts import unique_or
from assistant.adapters.database.content_keys import ContentKeys
from assistant.adapters.database.serialisation import VERSION, versioned
from assistant.adapters.database.source_serialisation import citation_from_json, citation_to_json
from assistant.adapters.database.tables import replies, reply_sources
from assistant.domain.answers import Provenance, Reply


@dataclass(frozen=True, slots=True)
class ReplyRows:
    """Bound to one transaction."""

    connection: sa.Connection
    keys: ContentKeys

    def add(self, reply: Reply, decision_id: str) -> None:
        """Store the one reply to its question. Raises Conflict("already_replied")."""
        content = {
            "v": VERSION,
            "text": reply.text,
            "citations": [citation_to_json(citation) for citation in reply.citations],
            "meta": dict(reply.meta),
        }
        sealed = self.keys.seal(reply.conversation_id, _place(reply.id), content)
        with unique_or(self.connection, "already_replied", "This question already has its reply."):
            self.connection.execute(
                sa.insert(replies).values(
                    id=reply.id,
                    question_id=reply.question_id,
                    conversation_id=reply.conversation_id,
                    decision_id=decision_id,
                    provenance=reply.provenance,
                    released_by_kind=reply.released_by_kind,
                    released_by=reply.released_by,
                    created_at=reply.created_at,
                    sealed=sealed,
                )
            )
        sources = sorted({citation.version_id for citation in reply.citations})
        if sources:
            rows = [{"reply_id": reply.id, "version_id": version_id} for version_id in sources]
            self.connection.execute(sa.insert(reply_sources), rows)

    def get(self, reply_id: str) -> Reply | None:
        """The reply of this id."""
        return self._one(replies.c.id == reply_id)

    def of_question(self, question_id: str) -> Reply | None:
        """The reply to this question."""
        return self._one(replies.c.question_id == question_id)

    def of_conversation(self, conversation_id: str) -> tuple[Reply, ...]:
        """All replies of a conversation, oldest first."""
        query = (
            sa.select(replies)
            .where(replies.c.conversation_id == conversation_id)
            .order_by(replies.c.created_at, replies.c.id)
        )
        return tuple(self._reply(row) for row in self.connection.execute(query).all())

    def ids_quoting(self, version_id: str) -> tuple[str, ...]:
        """Ids of the replies that cite this version, oldest first."""
        query = (
            sa.select(replies.c.id)
            .join(reply_sources, reply_sources.c.reply_id == replies.c.id)
            .where(reply_sources.c.version_id == version_id)
            .order_by(replies.c.created_at, replies.c.id)
        )
        return tuple(self.connection.execute(query).scalars())

    def _one(self, condition: sa.ColumnElement[bool]) -> Reply | None:
        row = self.connection.execute(sa.select(replies).where(condition)).one_or_none()
        return None if row is None else self._reply(row)

    def _reply(self, row: sa.Row[tuple[object, ...]]) -> Reply:
        fields = versioned(self.keys.open(row.conversation_id, _place(row.id), row.sealed), "a reply")
        reply = Reply(
            id=row.id,
            question_id=row.question_id,
            conversation_id=row.conversation_id,
            text=fields.text("text"),
            provenance=Provenance(row.provenance),
            released_by_kind=row.released_by_kind,
            released_by=row.released_by,
            citations=fields.items("citations", citation_from_json),
            created_at=row.created_at,
            meta=fields.text_map("meta"),
        )
        fields.done()
        return reply


def _place(reply_id: str) -> Place:
    return Place("replies", reply_id, "sealed")
