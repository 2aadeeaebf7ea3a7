"""In which words an approved answer may be asked for, and that neither these nor the answer speak of one person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain.answers import Citation
from assistant.domain.approved_answers import Wording, repeats
from assistant.domain.errors import Conflict, Invalid
from assistant.domain.personal_data import find_personal_data
from assistant.domain.questions import Language
from assistant.domain.vagueness import is_vague, subject_terms
from assistant.services.ports import Directory
from assistant.services.steps.screen import published_contacts
from assistant.services.steps.wording_key import wording_key
from knowledge_base.text import content_terms, is_chinese

MAX_WORDING = 500
"""Characters of one wording, as of a test question: a sentence or two."""

MAX_WORDINGS = 20
"""Wordings at once; more are added one by one, each with a look at it."""

TERMS_BESIDE_A_PRONOUN = 3
"""Terms of its own that a wording with "he" or "it" must have: "can he appeal the decision" is asked of everything."""

_PRONOUN = re.compile(
    r"\b(?:it|its|this|these|those|they|them|their|he|she|him|his|her|one|ones|same)\b|它|他|她|这[个种样些]|那[个种样些]|同样",
    re.IGNORECASE,
)


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
        if key is None or _leans(text):
            raise Invalid(
                "wordings",
                f"“{text}” does not say by itself what it is about: it would be found for others too.",
            )
        return key


def _leans(text: str) -> bool:
    """True if the text does not say by itself what it is about."""
    few = len(subject_terms(text, content_terms)) < TERMS_BESIDE_A_PRONOUN
    return is_vague(text, content_terms, topic_known=False) or (few and bool(_PRONOUN.search(text)))
