"""Hits of a tried search on the wire, with what their places are due to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from assistant.services.search_trial import SeenHit, SeenHits, Trial
from assistant.web.wire import Shown, Wire
from knowledge_base import Audience
from knowledge_base.whereabouts import Whereabouts

Text = Annotated[str, Field(max_length=2_000)]


class TrialRequest(Wire):
    """A question to try; `history` are earlier messages, oldest first."""

    q: Text
    as_of: date
    audience: Audience = Audience.PUBLIC
    history: tuple[Text, ...] = Field(default=(), max_length=50)

    def trial(self) -> Trial:
        """What the service takes."""
        return Trial(self.q, self.as_of, self.audience, self.history)


class WhereaboutsRequest(TrialRequest):
    """The question, and the document to look for."""

    document_id: str = Field(max_length=400)


class SpanShown(Shown):
    """A stretch of a text (code points)."""

    start: int
    end: int


class HitShown(Shown):
    """A passage found and why: with its document's owner and level (S-03)."""

    passage_id: str
    document_id: str
    document_title: str
    department_id: str
    level: str
    audience: str
    heading_path: tuple[str, ...]
    text: str
    matched: tuple[SpanShown, ...]
    score: float
    explanation: Mapping[str, float]
    leg_ranks: Mapping[str, int]
    leg_scores: Mapping[str, float]
    version_number: int
    effective_from: date
    effective_to: date | None


class HitsShown(Shown):
    """The hits, best first."""

    hits: tuple[HitShown, ...]
    index_version: str


class ForceShown(Shown):
    """A version and when it is in force."""

    number: int
    state: str
    served: bool
    effective_from: date
    effective_to: date | None


class WhereaboutsShown(Shown):
    """Where a document stands for a question."""

    standing: str
    document_id: str
    document_title: str
    rank: int | None
    considered: int
    heading_path: tuple[str, ...]
    text: str
    missing: tuple[str, ...]
    explanation: Mapping[str, float]
    versions: tuple[ForceShown, ...]


def hits_shown(seen: SeenHits) -> HitsShown:
    """On the wire."""
    return HitsShown(hits=tuple(map(_hit, seen.hits)), index_version=seen.index_version)


def _hit(seen: SeenHit) -> HitShown:
    hit = seen.hit
    return HitShown(
        passage_id=hit.passage.id,
        document_id=hit.document.id,
        document_title=hit.version.title,
        department_id=hit.document.department_id,
        level=hit.document.level.value,
        audience=hit.document.audience.value,
        heading_path=hit.passage.heading_path,
        text=hit.passage.text,
        matched=tuple(SpanShown(start=start, end=end) for start, end in seen.matched),
        score=hit.score,
        explanation=hit.explanation,
        leg_ranks=hit.leg_ranks,
        leg_scores=hit.leg_scores,
        version_number=hit.version.number,
        effective_from=hit.version.effective_from,
        effective_to=hit.version.effective_to,
    )


def whereabouts_shown(found: Whereabouts) -> WhereaboutsShown:
    """On the wire. Of a version that may not be seen nothing is told beyond the documents' list."""
    passage = found.passage
    return WhereaboutsShown(
        standing=found.standing.value,
        document_id=found.document.id,
        document_title=found.document.title,
        rank=found.rank,
        considered=found.considered,
        heading_path=passage.heading_path if passage is not None else (),
        text=passage.text if passage is not None else "",
        missing=found.missing,
        explanation=found.hit.explanation if found.hit is not None else {},
        versions=tuple(map(ForceShown.model_validate, found.versions)),
    )
