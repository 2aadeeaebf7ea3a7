"""Finding an approved answer for a question, looked at anew each time: what it stands on must be told today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from assistant.domain.answers import Citation, Draft
from assistant.domain.approved_answers import ApprovedAnswer, ApprovedState
from assistant.domain.evidence import Evidence
from assistant.domain.questions import Language
from assistant.services.ports import OpenConflicts, SourceStatus
from assistant.services.stores import Store
from knowledge_base import KnowledgeBase, UnknownObject


@dataclass(frozen=True, slots=True)
class FoundAnswer:
    """Implements the port `Approved`."""

    id: str
    draft: Draft
    evidence: tuple[Evidence, ...]


class StoredApprovedAnswers:
    """Implements the port `ApprovedAnswers` on the stores.

    It does not wait for the round that marks answers as lapsed: an answer whose version ended, whose passage is gone, or
    on which a contradiction is open is not found from that moment on.
    """

    def __init__(
        self,
        store: Store,
        base: KnowledgeBase,
        sources: SourceStatus,
        conflicts: OpenConflicts,
        time_zone: tzinfo,
    ) -> None:
        self._store = store
        self._base = base
        self._sources = sources
        self._conflicts = conflicts
        self._time_zone = time_zone

    def find(self, key: str, topic_id: str, language: Language, asked_at: datetime) -> FoundAnswer | None:
        """The answer that stands for this wording; None where two do: somebody has to say which."""
        with self._store.read() as work:
            kept = work.approved_answers.with_wording(key, topic_id, language)
        standing = [one for one in kept if one.state is ApprovedState.STANDING]
        if len(standing) != 1:
            return None
        evidence = self.told(standing[0], asked_at)
        return None if evidence is None else FoundAnswer(standing[0].facts.id, standing[0].draft(), evidence)

    def told(self, answer: ApprovedAnswer, at: datetime) -> tuple[Evidence, ...] | None:
        """The passages it stands on, each once; None if any of them may not be told at that moment."""
        if not answer.citations or self.ended(answer, at) or self.contradicted(answer, at):
            return None
        found: dict[str, Evidence] = {}
        for citation in answer.citations:
            passage = self._passage(citation)
            if passage is None:
                return None
            found[passage.passage_id] = passage
        return tuple(found.values())

    def ended(self, answer: ApprovedAnswer, at: datetime) -> bool:
        """True if a version it stands on is no longer in force, served and public."""
        return answer.version_ids != self._sources.in_force(answer.version_ids, at)

    def contradicted(self, answer: ApprovedAnswer, at: datetime) -> bool:
        """True if a contradiction about one of its passages is open."""
        day = at.astimezone(self._time_zone).date()
        return bool(self._conflicts.on({one.passage_id for one in answer.citations}, day))

    def _passage(self, citation: Citation) -> Evidence | None:
        try:
            passage, document, version = self._base.passage(citation.passage_id)
        except UnknownObject:
            return None
        start, end = citation.start - passage.start, citation.end - passage.start
        if version.id != citation.version_id or start < 0 or passage.text[start:end] != citation.quote:
            return None
        return Evidence(
            passage_id=passage.id,
            document_id=passage.document_id,
            version_id=version.id,
            version_number=version.number,
            document_title=version.title,
            department_id=document.department_id,
            heading_path=passage.heading_path,
            text=passage.text,
            start=passage.start,
            end=passage.end,
            page=passage.page,
            language=passage.language,
            effective_from=version.effective_from,
            effective_to=version.effective_to,
            score=0.0,
        )
