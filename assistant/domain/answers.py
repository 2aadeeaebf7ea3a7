"""Drafts, their claims and quotes, the checks on them, and the replies they become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from assistant.domain.answer_parts import HEADINGS, Part
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason


class DraftMethod(StrEnum):
    """How a draft came about."""

    EXTRACTIVE = "extractive"
    GENERATIVE = "generative"
    PERSON = "person"
    APPROVED = "approved"


class Provenance(StrEnum):
    """The label on each reply (L-02): who wrote and who checked.

    `approved`: words that a person had checked for another question, chosen for this one by the machine.
    """

    AI = "ai"
    AI_CHECKED = "ai_checked"
    APPROVED = "approved"
    PERSON = "person"
    FIXED_TEXT = "fixed_text"


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim span of a passage. `start`/`end` are code-point offsets within the version's text (G-03)."""

    passage_id: str
    version_id: str
    document_id: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a draft with the quotes it stands on, and the part of the reply it belongs to."""

    text: str
    quotes: tuple[Quote, ...]
    part: Part = Part.ANSWER


class StandIn(StrEnum):
    """Which of the configured endpoints wrote a draft: the first one, or another in its place."""

    NONE = "none"
    SAME_MODEL = "same_model"
    OTHER_MODEL = "other_model"


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One call to an endpoint (1 is the first configured). `fault` is empty for the output that was taken."""

    endpoint: int
    model: str
    prompt_tokens: int | None
    completion_tokens: int | None
    cost: int
    duration_ms: float
    fault: str = ""


@dataclass(frozen=True, slots=True)
class ModelUse:
    """What a draft's model calls cost and which prompt they used; None fields are unknown to the server.

    `request` is exactly what was sent last, roles and texts as JSON, and `request_sha256` the hash of it; both are empty
    on drafts that were stored before these were kept. `cost` is in millionths of the currency's unit.
    """

    model: str
    prompt_name: str
    prompt_version: str
    prompt_sha256: str
    parameters: Mapping[str, str]
    prompt_tokens: int | None
    completion_tokens: int | None
    duration_ms: float
    request: str = ""
    request_sha256: str = ""
    cost: int = 0
    stand_in: StandIn = StandIn.NONE
    calls: tuple[ModelCall, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed reply. `text()` is byte for byte what would be shown, approved and sent."""

    claims: tuple[Claim, ...]
    language: Language
    method: DraftMethod
    model_use: ModelUse | None = None

    def quotes(self) -> tuple[Quote, ...]:
        """The distinct quotes in the order of their first use: the quote at index n carries the mark [n+1]."""
        return tuple(dict.fromkeys(quote for claim in self.claims for quote in claim.quotes))

    def text(self) -> str:
        """The claims as the citizen would read them, one paragraph a claim, each with its citation marks.

        A fixed heading stands before the first claim of each part but the answer.
        """
        numbers = {quote: number for number, quote in enumerate(self.quotes(), start=1)}
        paragraphs: list[str] = []
        part = Part.ANSWER
        for claim in self.claims:
            if claim.part is not part and claim.part in HEADINGS[self.language]:
                paragraphs.append(HEADINGS[self.language][claim.part])
            part = claim.part
            marks = sorted({numbers[quote] for quote in claim.quotes})
            paragraphs.append(claim.text + "".join(f" [{number}]" for number in marks))
        return "\n\n".join(paragraphs)

    def plain_text(self) -> str:
        """The claims alone, one paragraph each, without citation marks: for measuring, never for sending."""
        return "\n\n".join(claim.text for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem found by a check: which claim (index), which words (offsets in the claim's text), why."""

    reason: Reason
    claim: int
    start: int
    end: int
    detail: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of verification. `supported[i]` is the share (0..1) of claim i that its quotes carry."""

    findings: tuple[Finding, ...]
    supported: tuple[float, ...]
    omitted_conditions: tuple[str, ...] = ()
    checker: str = ""

    @property
    def clean(self) -> bool:
        """True if nothing was found that needs a person."""
        return not self.findings and not self.omitted_conditions


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered source under a reply, enough to open the passage with the quote highlighted."""

    number: int
    document_id: str
    version_id: str
    version_number: int
    passage_id: str
    document_title: str
    department_id: str
    heading_path: tuple[str, ...]
    quote: str
    start: int
    end: int
    effective_from: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the citizen received. `released_by` is an account id or a certificate id, by `released_by_kind` (S-08)."""

    id: str
    question_id: str
    conversation_id: str
    text: str
    provenance: Provenance
    released_by_kind: str
    released_by: str
    citations: tuple[Citation, ...]
    created_at: datetime
    meta: Mapping[str, str] = field(default_factory=dict)
