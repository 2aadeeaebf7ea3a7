"""In which words an approved answer may be asked for, and that neither these nor the answer speak of one person."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.answers import Citation
from assistant.domain.approved_answers import Wording, repeats
from assistant.domain.errors import Conflict, Invalid
from assistant.domain.personal_data import find_personal_data
from assistant.domain.questions import Language
from assistant.services.ports import Directory
from assistant.services.steps.screen import published_contacts
from assistant.services.steps.wording_key import wording_key
from knowledge_base.text import is_chinese

MAX_WORDING = 500
"""Characters of one wording, as of a test question: a sentence or two."""

MAX_WORDINGS = 20
"""Wordings at once; more are added one by one, each with a look at it."""


class WordingRules:
    """Checks wordings and replies before they are kept in clear, outside any conversation."""

    def __init__(self, directory: Directory) -> None:
        self._published = published_contacts(directory)

    def checked(
        self,
        wordings: Sequence[str],
        language: Language,
        said: Sequence[str],
        conversation_id: str | None,
    ) -> tuple[Wording, ...]:
        """The wordings, each key once. One that repeats what the citizen wrote (`said`) is filed as theirs.

        Raises Invalid(wordings).
        """
        if not 0 < len(wordings) <= MAX_WORDINGS:
            raise Invalid("wordings", f"Give 1 to {MAX_WORDINGS} wordings.")
        theirs = {wording_key(text) for text in said}
        found: dict[str, Wording] = {}
        for written in wordings:
            text = " ".join(written.split())
            key = self._key(text, language)
            own = key in theirs or any(repeats(one, text) for one in said)
            found.setdefault(key, Wording(text, key, conversation_id if own else None))
        return tuple(found.values())

    def check_reply(self, text: str, citations: Sequence[Citation], said: Sequence[str]) -> None:
        """Raises Conflict("personal_data") for a reply that is about one person or says again what they wrote."""
        own = text
        for citation in citations:
            own = own.replace(citation.quote, " ")
        if find_personal_data(text, self._published) or any(repeats(one, own) for one in said):
            raise Conflict(
                "personal_data", "This reply speaks of one person or repeats their words. It cannot be kept."
            )

    def _key(self, text: str, language: Language) -> str:
        if not text or len(text) > MAX_WORDING:
            raise Invalid("wordings", f"Write 1 to {MAX_WORDING} characters.")
        if find_personal_data(text, self._published):
            raise Invalid("wordings", "This holds personal data. Ask about the matter, not about a person.")
        if is_chinese(text) != (language is Language.ZH):
            raise Invalid("wordings", "Write the wordings in the language of the answer.")
        key = wording_key(text)
        if key is None:
            raise Invalid("wordings", f"“{text}” says too little: it would be found for other questions too.")
        return key
