"""The store of appeals, part of a unit of work."""

from __future__ import annotations

from typing import Protocol

from assistant.domain.appeals import Appeal


class AppealStore(Protocol):
    """Appeals; nothing is written over, and nothing of their content is in here."""

    def add(self, appeal: Appeal) -> None:
        """Store it. Raises Conflict("already_appealed") if the reply has an appeal with this number."""
        ...

    def of_reply(self, reply_id: str) -> tuple[Appeal, ...]:
        """In the order in which they were made."""
        ...

    def of_case(self, case_id: str) -> Appeal | None:
        """The appeal that this case is about."""
        ...

    def of_question(self, question_id: str) -> Appeal | None:
        """The appeal whose own question this is."""
        ...

    def of_conversation(self, conversation_id: str) -> tuple[Appeal, ...]:
        """Oldest first."""
        ...

    def against(self, released_by: str) -> tuple[Appeal, ...]:
        """Those against replies that this certificate or person let out, oldest first."""
        ...
