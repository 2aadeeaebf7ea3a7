"""A question as traffic: figures and codes, no words."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.questions import Language
from assistant.domain.reasons import Reason


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """What the engine made of a question."""

    topic_id: str | None
    language: Language
    confidence: float
    reasons: tuple[Reason, ...]
