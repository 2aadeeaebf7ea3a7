"""Makes right sentences wrong: the edits that the check of drafts is measured on, and three of the sense (H-06)."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date

from assistant.domain.answers import Claim
from assistant.domain.conversations import StoredDraft
from assistant.domain.questions import Language
from assistant.domain.seeds import SeedKind
from assistant.domain.verification.sentences import sentences
from assistant.evaluation.mutants import mutants
from assistant.evaluation.mutants_of_sense import without_condition, wrong_names
from assistant.services.ports import Clock, Directory
from knowledge_base import KnowledgeBase, UnknownObject

LIKE_ENOUGH = 0.75
"""How alike (difflib's ratio) an old sentence and today's must be to be two wordings of one rule; below three quarters
pairs of different rules on one matter begin to turn up."""


class KnownBadEdits:
    """Implements the port `SeedEdits` on the mutation kinds, the departments' names and the versions that have ended."""

    def __init__(self, base: KnowledgeBase, directory: Directory, clock: Clock) -> None:
        self._base = base
        self._directory = directory
        self._clock = clock

    def of(self, claim: Claim, stored: StoredDraft) -> Iterator[tuple[SeedKind, str]]:
        """Every wrong sentence, with what was done. None of them equals the claim."""
        language = stored.draft.language
        quote = " ".join(one.text for one in claim.quotes)
        for mutant in mutants(claim.text, language, quote):
            yield SeedKind(mutant.edit.value), mutant.text
        for text in wrong_names(claim.text, language, self._others(stored, language)):
            yield SeedKind.WRONG_JURISDICTION, text
        for text in without_condition(claim.text, language):
            if text.strip():
                yield SeedKind.MISSING_EXCEPTION, text
        for text in self._expired(claim):
            yield SeedKind.EXPIRED_RULE, text

    def _others(self, stored: StoredDraft, language: Language) -> tuple[str, ...]:
        """The names of departments that the sources do not belong to."""
        owners = {one.department_id for one in stored.evidence}
        return tuple(one.name[language] for one in self._directory.departments() if one.id not in owners)

    def _expired(self, claim: Claim) -> Iterator[str]:
        """What an ended version of a cited document said of the same matter, where today's text says otherwise."""
        today = self._clock.now().date()
        for quote in claim.quotes:
            for old in self._ended(quote.document_id, today):
                for start, end in sentences(old):
                    sentence = old[start:end].strip()
                    alike = difflib.SequenceMatcher(None, sentence, claim.text).ratio()
                    if LIKE_ENOUGH <= alike < 1.0 and sentence not in claim.text:
                        yield sentence

    def _ended(self, document_id: str, today: date) -> Iterator[str]:
        try:
            versions = self._base.document(document_id).versions
        except UnknownObject:
            return
        now = [self._base.version_text(one.id) for one in versions if one.in_force_on(today) and one.served]
        for version in versions:
            begun = version.published_at is not None and version.effective_from <= today
            if begun and not (version.served and version.in_force_on(today)):
                text = self._base.version_text(version.id)
                if text not in now:
                    yield text
