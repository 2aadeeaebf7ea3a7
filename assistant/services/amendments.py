"""A citizen puts right what they wrote before: it stands beside the first words, for everybody who reads these (L-11, L-19)."""

from __future__ import annotations

from assistant.domain.conversations import Conversation, Message, MessageKind
from assistant.domain.errors import Conflict, NotFound
from assistant.domain.questions import Author
from assistant.services.conversations import MAX_MESSAGE
from assistant.services.danger_beside import DangerBeside
from assistant.services.live import LiveUpdates
from assistant.services.ports import Clock, Ids
from assistant.services.stores import Store
from assistant.services.waiting_for_citizen import citizen_wrote
from assistant.services.written_words import require_client_id, written_words


class Amendments:
    """No engine reads an amendment: whoever works on the case does."""

    def __init__(
        self, store: Store, clock: Clock, ids: Ids, live: LiveUpdates, danger: DangerBeside | None = None
    ) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._live = live
        self._danger = danger

    def make(self, conversation: Conversation, message_id: str, text: str, client_id: str) -> Message:
        """Store it below everything said; the same `client_id` again gives the same one.

        Raises Invalid(text, client_id), NotFound unless it is an own message of this conversation,
        Conflict("client_id_used") for another message under the same id.
        """
        said = written_words("text", text, MAX_MESSAGE, missing="Please write what is right.")
        require_client_id(client_id)
        with self._store.begin() as work:
            before = work.conversations.by_client_id(conversation.id, client_id)
            if before is not None:
                if before.kind is not MessageKind.AMENDMENT or before.text != said:
                    raise Conflict("client_id_used", "Another message was sent under this id.")
                return before
            amended = work.conversations.message(message_id)
            if (
                amended is None
                or amended.conversation_id != conversation.id
                or amended.author is not Author.CITIZEN
            ):
                raise NotFound("There is no such message.")
            now = self._clock.now()
            stored = work.conversations.append(
                Message(
                    id=self._ids.new_id(),
                    conversation_id=conversation.id,
                    seq=0,
                    author=Author.CITIZEN,
                    kind=MessageKind.AMENDMENT,
                    text=said,
                    payload={"amends": amended.id},
                    created_at=now,
                    client_id=client_id,
                )
            )
            citizen_wrote(work, conversation.id, now)
            data = {"conversation": conversation.id, "amends": amended.id}
            work.oversight.audit("citizen", "message_amended", "message", stored.id, data, now)
        self._live.changed(conversation.id)
        if self._danger is not None:
            self._danger.look(conversation, stored.id, said, f"amendment:{stored.id}", stored.created_at)
        return stored
