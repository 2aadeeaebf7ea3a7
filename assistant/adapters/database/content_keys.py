"""The data keys of conversations, within one transaction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import sqlalchemy as sa

from assistant.adapters.database.cipher import Cipher, ContentErased, ContentKey, Place, WrongMasterKey
from assistant.adapters.database.serialisation import from_bytes, to_bytes
from assistant.adapters.database.tables import conversation_keys, conversations, questions
from assistant.domain.errors import NotFound

# Made once: putting a statement together anew costs as much as running it, and every question needs these.
_KEY = sa.select(conversation_keys).where(conversation_keys.c.conversation_id == sa.bindparam("conversation"))
_HAS_KEY = sa.select(conversation_keys.c.conversation_id).where(
    conversation_keys.c.conversation_id == sa.bindparam("conversation")
)


@dataclass(slots=True)
class ContentKeys:
    """Seals and opens content by conversation. Unwrapped keys live as long as the transaction, no longer."""

    connection: sa.Connection
    cipher: Cipher
    erased_any: bool = False
    _unwrapped: dict[str, ContentKey] = field(default_factory=dict, repr=False)

    def create(self, conversation_id: str) -> None:
        """Give a new conversation its key."""
        self.connection.execute(
            sa.insert(conversation_keys).values(
                conversation_id=conversation_id,
                master_key_id=self.cipher.master_key_id,
                wrapped=self.cipher.new_wrapped_key(conversation_id),
            )
        )

    def erase(self, conversation_id: str) -> None:
        """Destroy the key. Raises NotFound if there is no such conversation."""
        self._require_conversation(conversation_id)
        self._unwrapped.pop(conversation_id, None)
        self.connection.execute(
            sa.delete(conversation_keys).where(conversation_keys.c.conversation_id == conversation_id)
        )
        self.erased_any = True

    def exists(self, conversation_id: str) -> bool:
        """True if the conversation's content can still be read."""
        return self.connection.execute(_HAS_KEY, {"conversation": conversation_id}).first() is not None

    def seal(self, conversation_id: str, place: Place, content: object) -> bytes:
        """The content (JSON-able) as ciphertext for this place. Raises ContentErased."""
        return self._key(conversation_id).seal(place, to_bytes(content))

    def open(self, conversation_id: str, place: Place, sealed: bytes) -> object:
        """What was sealed. Raises ContentErased, ContentDamaged."""
        return from_bytes(self._key(conversation_id).open(place, sealed))

    def unwrap_all(self, conversation_ids: Collection[str]) -> frozenset[str]:
        """Make ready to open much at once; those whose content can still be read. Raises WrongMasterKey."""
        query = sa.select(conversation_keys).where(
            conversation_keys.c.conversation_id.in_(set(conversation_ids) - set(self._unwrapped))
        )
        for row in self.connection.execute(query):
            self._unwrapped[row.conversation_id] = self._unwrapped_row(row)
        return frozenset(conversation_ids) & frozenset(self._unwrapped)

    def conversation_of(self, question_id: str) -> str:
        """The conversation of a question, whose key guards it. Raises NotFound."""
        query = sa.select(questions.c.conversation_id).where(questions.c.id == question_id)
        found: str | None = self.connection.execute(query).scalar_one_or_none()
        if found is None:
            raise NotFound("There is no such question.")
        return found

    def _key(self, conversation_id: str) -> ContentKey:
        if conversation_id not in self._unwrapped:
            self._unwrapped[conversation_id] = self._unwrap(conversation_id)
        return self._unwrapped[conversation_id]

    def _unwrap(self, conversation_id: str) -> ContentKey:
        row = self.connection.execute(_KEY, {"conversation": conversation_id}).one_or_none()
        if row is None:
            self._require_conversation(conversation_id)
            raise ContentErased("The content of this conversation has been erased.")
        return self._unwrapped_row(row)

    def _unwrapped_row(self, row: sa.Row[tuple[object, ...]]) -> ContentKey:
        if row.master_key_id != self.cipher.master_key_id:
            raise WrongMasterKey("the content was written under another master key")
        return self.cipher.unwrap(row.conversation_id, row.wrapped)

    def _require_conversation(self, conversation_id: str) -> None:
        query = sa.select(conversations.c.id).where(conversations.c.id == conversation_id)
        if self.connection.execute(query).first() is None:
            raise NotFound("There is no such conversation.")
