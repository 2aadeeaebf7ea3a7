"""The engine's typed result: control flow is a value computed by our code, never words in a model's text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.domain.answers import Draft, Verdict
from assistant.domain.courtesies import CourtesyKind
from assistant.domain.departments import EmergencyContact
from assistant.domain.evidence import Evidence
from assistant.domain.privacy import PersonalDataSpan
from assistant.domain.questions import Language, Question, Stage
from assistant.domain.reasons import Reason


@dataclass(frozen=True, slots=True)
class ReleaseUnderCertificate:
    """The draft may go out under the named certificate."""

    certificate_id: str


@dataclass(frozen=True, slots=True)
class ToPerson:
    """A person decides. `reasons` is never empty; the first one leads."""

    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class AskBack:
    """The question is too vague; `options` are concrete things the citizen may have meant (2 to 4)."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShowEmergency:
    """Fixed human contacts at once, and a case for a person as well. `dangers` are those of the reasons that the
    contacts are for."""

    contacts: tuple[EmergencyContact, ...]
    reasons: tuple[Reason, ...]
    dangers: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Courtesy:
    """Nothing is asked; `text` is the fixed text in return. No case, no search, no draft."""

    kind: CourtesyKind
    text: str


Route = ReleaseUnderCertificate | ToPerson | AskBack | ShowEmergency | Courtesy


@dataclass(frozen=True, slots=True)
class Flag:
    """Something the screen noticed: its reason code and the rule (by name) that fired."""

    reason: Reason
    rule: str


@dataclass(frozen=True, slots=True)
class Working:
    """What the steps know so far; each step returns a new one. `route` ends the pipeline as soon as it is set."""

    question: Question
    masked_text: str = ""
    language: Language | None = None
    personal_data: tuple[PersonalDataSpan, ...] = ()
    flags: tuple[Flag, ...] = ()
    standalone: str = ""
    understood: tuple[str, ...] = ()
    vague: bool = False
    parts: tuple[Working, ...] = ()
    department_id: str | None = None
    topic_id: str | None = None
    evidence: tuple[Evidence, ...] = ()
    index_version: str | None = None
    draft: Draft | None = None
    approved_ids: tuple[str, ...] = ()
    verdict: Verdict | None = None
    signals: Mapping[str, float] = field(default_factory=dict)
    confidence: float = 0.0
    reasons: tuple[Reason, ...] = ()
    route: Route | None = None
    timings_ms: Mapping[Stage, float] = field(default_factory=dict)
    errors: tuple[str, ...] = ()
    pipeline_hash: str = ""
