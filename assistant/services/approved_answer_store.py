"""The store of approved answers, part of a unit of work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from assistant.domain.approved_answers import ApprovedAnswer, ApprovedEvent, ApprovedFacts, Wording
from assistant.domain.questions import Language


class ApprovedAnswerStore(Protocol):
    """Answers with their wordings and events; an answer is never written over, an event is added."""

    def add(self, facts: ApprovedFacts, wordings: Sequence[Wording]) -> None:
        """Raises Conflict("already_kept") if this decision's reply was kept before."""
        ...

    def get(self, answer_id: str) -> ApprovedAnswer | None: ...
    def of_decision(self, decision_id: str) -> ApprovedAnswer | None: ...
    def all(self) -> tuple[ApprovedAnswer, ...]:
        """Newest first."""
        ...

    def with_wording(self, key: str, topic_id: str, language: Language) -> tuple[ApprovedAnswer, ...]:
        """Those of the topic and language with a wording of this key, oldest first."""
        ...

    def add_wording(self, answer_id: str, wording: Wording) -> None:
        """One more way to ask. A wording whose key the answer has already changes nothing."""
        ...

    def append(self, answer_id: str, seq: int, event: ApprovedEvent) -> None:
        """Store an event; `seq` counts from 0. Raises Conflict("answer_changed") if somebody else was faster."""
        ...

    def used(self, answer_id: str, week: date) -> None:
        """Count that the answer took the place of a draft."""
        ...

    def forget(self, conversation_id: str) -> tuple[str, ...]:
        """Delete the wordings that came from a conversation; the ids of the answers that had them."""
        ...
