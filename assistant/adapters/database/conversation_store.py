"""Conversations and their messages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from assistant.adapters.database.cipher import Place
from assistant.adapters.database.conflicts import unique_or
from assistant.adapters.database.content_keys import ContentKeys
from assistant.adapters.database.serialisation import VERSION, versioned
from assistant.adapters.database.tables import conversation_keys, conversations, messages
from assistant.domain.conversations import Conversation, Message, MessageKind
from assistant.domain.errors import NotFound
from assistant.domain.questions import Author, Language
from assistant.services.stores import ConversationStore

# Made once: putting a statement together anew costs as much as running it, and every question needs these.
_BY_ID = sa.select(conversations).where(conversations.c.id == sa.bindparam("conversation"))
_LOCK = (
    sa.select(conversations.c.id)
    .where(conversations.c.id == sa.bindparam("conversation"))
    .with_for_update(key_share=True)
)
_NEWEST = sa.select(sa.func.max(messages.c.seq)).where(
    messages.c.conversation_id == sa.bindparam("conversation")
)


@dataclass(slots=True)
class DatabaseConversations(ConversationStore):
    """Bound to one transaction."""

    connection: sa.Connection
    keys: ContentKeys

    def add(self, conversation: Conversation) -> None:
        self.connection.execute(
            sa.insert(conversations),
            {
                "id": conversation.id,
                "language": conversation.language,
                "disclosure_version": conversation.disclosure_version,
                "secret_sha256": conversation.secret_sha256,
                "created_at": conversation.created_at,
            },
        )
        self.keys.create(conversation.id)

    def get(self, conversation_id: str) -> Conversation | None:
        row = self.connection.execute(_BY_ID, {"conversation": conversation_id}).one_or_none()
        if row is None:
            return None
        return Conversation(
            row.id, Language(row.language), row.disclosure_version, row.secret_sha256, row.created_at
        )

    def append(self, message: Message) -> Message:
        self._lock(message.conversation_id)
        stored = replace(message, seq=self.newest_seq(message.conversation_id) + 1)
        content = {"v": VERSION, "text": stored.text, "payload": dict(stored.payload)}
        sealed = self.keys.seal(stored.conversation_id, _place(stored.id), content)
        with unique_or(self.connection, "already_sent", "This message has already been sent."):
            self.connection.execute(
                sa.insert(messages),
                {
                    "id": stored.id,
                    "conversation_id": stored.conversation_id,
                    "seq": stored.seq,
                    "author": stored.author,
                    "kind": stored.kind,
                    "client_id": stored.client_id,
                    "question_id": stored.question_id,
                    "created_at": stored.created_at,
                    "sealed": sealed,
                },
            )
        return stored

    def messages(self, conversation_id: str, after: int = 0) -> tuple[Message, ...]:
        query = (
            sa.select(messages)
            .where(messages.c.conversation_id == conversation_id, messages.c.seq > after)
            .order_by(messages.c.seq)
        )
        return tuple(self._message(row) for row in self.connection.execute(query))

    def newest_seq(self, conversation_id: str) -> int:
        return self.connection.execute(_NEWEST, {"conversation": conversation_id}).scalar_one() or 0

    def message(self, message_id: str) -> Message | None:
        return self._one(messages.c.id == message_id)

    def by_client_id(self, conversation_id: str, client_id: str) -> Message | None:
        return self._one(
            sa.and_(messages.c.conversation_id == conversation_id, messages.c.client_id == client_id)
        )

    def erase(self, conversation_id: str) -> None:
        self.keys.erase(conversation_id)

    def erased(self, conversation_id: str) -> bool:
        return self.get(conversation_id) is not None and not self.keys.exists(conversation_id)

    def quiet_since(self, moment: datetime) -> tuple[str, ...]:
        spoken = sa.exists().where(
            messages.c.conversation_id == conversations.c.id, messages.c.created_at >= moment
        )
        query = (
            sa.select(conversations.c.id)
            .join(conversation_keys, conversation_keys.c.conversation_id == conversations.c.id)
            .where(conversations.c.created_at < moment, ~spoken)
            .order_by(conversations.c.created_at, conversations.c.id)
        )
        return tuple(self.connection.execute(query).scalars())

    def _lock(self, conversation_id: str) -> None:
        # Writers of one conversation queue here on PostgreSQL; on SQLite they already queue at `begin`.
        if self.connection.execute(_LOCK, {"conversation": conversation_id}).first() is None:
            raise NotFound("There is no such conversation.")

    def _one(self, condition: sa.ColumnElement[bool]) -> Message | None:
        row = self.connection.execute(sa.select(messages).where(condition)).one_or_none()
        return None if row is None else self._message(row)

    def _message(self, row: sa.Row[tuple[object, ...]]) -> Message:
        fields = versioned(self.keys.open(row.conversation_id, _place(row.id), row.sealed), "a message")
        message = Message(
            id=row.id,
            conversation_id=row.conversation_id,
            seq=row.seq,
            author=Author(row.author),
            kind=MessageKind(row.kind),
            text=fields.text("text"),
            payload=fields.mapping("payload"),
            created_at=row.created_at,
            client_id=row.client_id,
            question_id=row.question_id,
        )
        fields.done()
        return message


def _place(message_id: str) -> Place:
    return Place("messages", message_id, "sealed")
