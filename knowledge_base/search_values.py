"""What goes into a search and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from knowledge_base.documents import Audience, Document
from knowledge_base.passages import Passage
from knowledge_base.versions import Version


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A question to the index.

    `history` holds earlier messages of the conversation, oldest first; it is weighted evidence, not the question.
    `as_of` is the day on which a version must be in force. `limit` is the number of passages wanted.
    """

    text: str
    as_of: date
    audience: Audience
    history: tuple[str, ...] = ()
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found, with its document and version, and why it was found.

    `score` is the second stage's (positive, comparable within one result only). `leg_scores` and `leg_ranks`
    (1-based) name each leg that found it: `lexical`, `dense`, `title`, `document`. `term_coverage` is the share
    (0..1) of the question's content terms, weighted by rarity, that occur in the passage or its headings.
    `explanation` says why it stands where it stands: what each group of signals adds to or takes from its score against
    the mean of the candidates. The sum is the score less a constant of the result.
    """

    passage: Passage
    document: Document
    version: Version
    score: float
    leg_scores: Mapping[str, float]
    leg_ranks: Mapping[str, int]
    term_coverage: float
    dense_similarity: float
    explanation: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits, best first, and the index version that produced them."""

    hits: tuple[Hit, ...]
    index_version: str
    timings_ms: Mapping[str, float] = field(default_factory=dict)
