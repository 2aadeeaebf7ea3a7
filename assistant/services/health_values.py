"""What is told about the health of documents and passages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.domain.ageing import Ageing, History, MeanRates
from assistant.domain.health import Exposure, Review
from knowledge_base import Audience, Version


@dataclass(frozen=True, slots=True)
class DocumentHealth:
    """One document as it is served. `never_found` is None while too few questions were asked to say so.

    `passages_quoted` are those that a reply quoted within the days looked at.
    """

    document_id: str
    title: str
    department_id: str
    language: str
    audience: Audience
    version: Version
    in_force: bool
    exposure: Exposure
    reviewed: Review | None
    open_faults: int
    history: History
    ageing: Ageing
    next_review: date
    passages: int
    passages_found: int
    passages_quoted: int
    questions: int
    never_found: int | None


@dataclass(frozen=True, slots=True)
class HealthOverview:
    """Every document the reader may see, most damage first. `counted_since`: the first week passages were counted.

    `older_cuts`: how many of their published versions another splitter cut into passages than the one in force.
    """

    today: date
    counted_since: date | None
    mean: MeanRates
    documents: tuple[DocumentHealth, ...]
    older_cuts: int = 0


@dataclass(frozen=True, slots=True)
class PassageHealth:
    """How often one passage was found and quoted within the days looked at."""

    passage_id: str
    ordinal: int
    heading_path: tuple[str, ...]
    text: str
    found: int
    quoted: int


@dataclass(frozen=True, slots=True)
class DocumentPassages:
    """A document's health with each of its passages, in their order, and its reviews, newest first."""

    health: DocumentHealth
    passages: tuple[PassageHealth, ...]
    reviews: tuple[Review, ...]
