"""Words of danger beside an appeal or a rating are a message of their own: help is shown at once, as everywhere (S-20)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from assistant.domain.conversations import Conversation
from assistant.domain.questions import Question
from assistant.services.conversations import Conversations
from assistant.services.help_at_once import HelpAtOnce


@dataclass(frozen=True, slots=True)
class DangerBeside:
    """Looks at free words that do not go through the engine."""

    conversations: Conversations
    helper: HelpAtOnce

    def look(self, conversation: Conversation, question_id: str, words: str, key: str, at: datetime) -> bool:
        """True if the words were filed as a message, because they tell of danger. `key` makes looking twice harmless."""
        if not words.strip():
            return False
        question = Question(question_id, conversation.id, words, conversation.language, at)
        if not self.helper.wanted(question):
            return False
        digest = hashlib.sha256(key.encode()).hexdigest()[:32]
        self.conversations.accept(conversation, words, f"danger-{digest}")
        return True
