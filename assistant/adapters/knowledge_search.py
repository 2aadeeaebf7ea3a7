"""The engine's evidence: what is published, public and in force on the day of the question, by the town's calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from assistant.domain.evidence import Evidence
from assistant.services.ports import EvidenceUnavailable
from knowledge_base import Audience, Hit, IndexUnavailable, InvalidInput, KnowledgeBase, SearchQuery


@dataclass(frozen=True, slots=True)
class FoundPassages:
    """Implements the port `FoundEvidence`."""

    passages: tuple[Evidence, ...]
    index_version: str


class KnowledgeSearch:
    """Implements the port `EvidenceSearch` on the knowledge base. A citizen never sees what is for staff only."""

    def __init__(self, base: KnowledgeBase, time_zone: tzinfo) -> None:
        self._base = base
        self._time_zone = time_zone

    def find(self, text: str, history: Sequence[str], asked_at: datetime, limit: int) -> FoundPassages:
        """Passages, best first. Raises EvidenceUnavailable if the index cannot answer."""
        day = asked_at.astimezone(self._time_zone).date()
        try:
            result = self._base.search(SearchQuery(text, day, Audience.PUBLIC, tuple(history), limit))
        except (IndexUnavailable, InvalidInput) as error:
            raise EvidenceUnavailable(type(error).__name__) from error
        return FoundPassages(tuple(map(_evidence, result.hits)), result.index_version)


def _evidence(hit: Hit) -> Evidence:
    passage, version = hit.passage, hit.version
    signals = {
        "term_coverage": hit.term_coverage,
        "dense_similarity": hit.dense_similarity,
        **{f"rank_{leg}": float(rank) for leg, rank in hit.leg_ranks.items()},
    }
    return Evidence(
        passage_id=passage.id,
        document_id=passage.document_id,
        version_id=passage.version_id,
        version_number=version.number,
        document_title=version.title,
        department_id=hit.document.department_id,
        heading_path=passage.heading_path,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        page=passage.page,
        language=passage.language,
        effective_from=version.effective_from,
        effective_to=version.effective_to,
        score=hit.score,
        signals=signals,
    )
