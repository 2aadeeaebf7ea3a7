"""What a second reader must return, and the check that turns it into findings or into a fault with its reason."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, assert_never

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.adapters.model_output import OutputFault, json_in, misfit
from assistant.domain.answers import Draft, Finding
from assistant.domain.reasons import Reason

MOST_FAULTS = 24
"""Three for each of the eight claims a draft can have: more is a model that repeats itself."""

OPINION_SHAPE = (
    "Return JSON only, of exactly this shape: "
    '{"faults": [{"claim": 1, "kind": "unsupported|number|negation|condition|conflict", "words": "..."}]}'
)
"""Said in every mode: some servers accept a schema and then ignore it."""


class FaultKind(StrEnum):
    """What can be wrong with a claim."""

    UNSUPPORTED = "unsupported"
    NUMBER = "number"
    NEGATION = "negation"
    CONDITION = "condition"
    CONFLICT = "conflict"

    @property
    def reason(self) -> Reason:
        """As staff know it."""
        match self:
            case FaultKind.UNSUPPORTED:
                return Reason.UNSUPPORTED_CLAIM
            case FaultKind.NUMBER:
                return Reason.NUMBER_MISMATCH
            case FaultKind.NEGATION:
                return Reason.NEGATION_MISMATCH
            case FaultKind.CONDITION:
                return Reason.CONDITION_OMITTED
            case FaultKind.CONFLICT:
                return Reason.KB_CONFLICT
        assert_never(self)


class FaultOut(BaseModel):
    """One fault of one claim."""

    model_config = ConfigDict(extra="forbid")

    claim: int = Field(description="number of the claim")
    kind: FaultKind
    words: str = Field(description="the words of the claim that are wrong, copied exactly")


class OpinionOut(BaseModel):
    """The whole opinion; no faults means that nothing is wrong."""

    model_config = ConfigDict(extra="forbid")

    faults: list[FaultOut]


def opinion_schema() -> dict[str, Any]:
    """The JSON schema sent to servers that enforce one."""
    return {"name": "opinion", "strict": True, "schema": OpinionOut.model_json_schema()}


def read_opinion(content: str, draft: Draft, detail: str) -> tuple[Finding, ...]:
    """The findings of an output, each with `detail`; empty if the reader found nothing.

    Words that do not stand in their claim put the whole claim in doubt. Raises OutputFault for anything but the schema and
    for a claim that is not there.
    """
    try:
        found = OpinionOut.model_validate(json_in(content))
    except ValidationError as error:
        raise OutputFault(misfit(error, OpinionOut, FaultOut)) from None
    if len(found.faults) > MOST_FAULTS:
        raise OutputFault(f"more than {MOST_FAULTS} faults")
    return tuple(_finding(fault, draft, detail) for fault in found.faults)


def _finding(fault: FaultOut, draft: Draft, detail: str) -> Finding:
    if not 1 <= fault.claim <= len(draft.claims):
        raise OutputFault(f"there are claims 1 to {len(draft.claims)} only")
    text = draft.claims[fault.claim - 1].text
    start = text.find(fault.words) if fault.words.strip() else -1
    start, end = (start, start + len(fault.words)) if start >= 0 else (0, len(text))
    return Finding(fault.kind.reason, fault.claim - 1, start, end, detail)
