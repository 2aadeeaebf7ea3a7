"""Content as JSON: explicit, versioned, strict. What was written is read back equal, or refused as Unreadable.

Each sealed value is an object with its layout's version under `v`. A change of layout gets a new number and keeps the
reader of the old one: stored content is never written again.
"""

from __future__ import annotations

import json

from assistant.adapters.database.json_fields import Fields, Unreadable
from assistant.adapters.database.source_serialisation import quote_from_json, quote_to_json
from assistant.domain.answer_parts import Part
from assistant.domain.answers import (
    Claim,
    Draft,
    DraftMethod,
    Finding,
    ModelCall,
    ModelUse,
    StandIn,
    Verdict,
)
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason

VERSION = 1
"""The layout that is written now; the first one."""


def to_bytes(content: object) -> bytes:
    """Compact JSON. Raises ValueError or TypeError for what JSON cannot carry (NaN among it)."""
    # Escapes would join halves of a character that came apart: what is read must equal what was written.
    text = json.dumps(content, separators=(",", ":"), allow_nan=False, ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")


def from_bytes(data: bytes) -> object:
    """What `to_bytes` wrote."""
    try:
        content: object = json.loads(data.decode("utf-8", "surrogatepass"))
    except ValueError as error:
        raise Unreadable("stored content is not JSON") from error
    return content


def versioned(value: object, what: str) -> Fields:
    """The fields of a sealed value, its version checked."""
    fields = Fields(value, what)
    if fields.whole("v") != VERSION:
        raise Unreadable(f"{what} has an unknown version")
    return fields


def draft_to_json(draft: Draft) -> dict[str, object]:
    """A draft."""
    return {
        "claims": [
            {
                "text": claim.text,
                "quotes": [quote_to_json(quote) for quote in claim.quotes],
                "part": claim.part,
            }
            for claim in draft.claims
        ],
        "language": draft.language,
        "method": draft.method,
        "model_use": None if draft.model_use is None else _model_use_to_json(draft.model_use),
    }


def draft_from_json(value: object) -> Draft:
    """A draft."""
    fields = Fields(value, "a draft")
    draft = Draft(
        claims=fields.items("claims", _claim_from_json),
        language=fields.member("language", Language),
        method=fields.member("method", DraftMethod),
        model_use=fields.optional("model_use", _model_use_from_json),
    )
    fields.done()
    return draft


def verdict_to_json(verdict: Verdict) -> dict[str, object]:
    """A verdict."""
    return {
        "findings": [
            {
                "reason": finding.reason,
                "claim": finding.claim,
                "start": finding.start,
                "end": finding.end,
                "detail": finding.detail,
            }
            for finding in verdict.findings
        ],
        "supported": list(verdict.supported),
        "omitted_conditions": list(verdict.omitted_conditions),
        "checker": verdict.checker,
    }


def verdict_from_json(value: object) -> Verdict:
    """A verdict."""
    fields = Fields(value, "a verdict")
    verdict = Verdict(
        findings=fields.items("findings", _finding_from_json),
        supported=fields.numbers("supported"),
        omitted_conditions=fields.texts("omitted_conditions"),
        checker=fields.text("checker"),
    )
    fields.done()
    return verdict


def _claim_from_json(value: object) -> Claim:
    """Drafts of the first releases had no parts: all their claims answer."""
    fields = Fields(value, "a claim")
    part = fields.member("part", Part) if fields.has("part") else Part.ANSWER
    claim = Claim(fields.text("text"), fields.items("quotes", quote_from_json), part)
    fields.done()
    return claim


def _finding_from_json(value: object) -> Finding:
    fields = Fields(value, "a finding")
    finding = Finding(
        reason=fields.member("reason", Reason),
        claim=fields.whole("claim"),
        start=fields.whole("start"),
        end=fields.whole("end"),
        detail=fields.text("detail"),
    )
    fields.done()
    return finding


def _model_use_to_json(use: ModelUse) -> dict[str, object]:
    return {
        "model": use.model,
        "prompt_name": use.prompt_name,
        "prompt_version": use.prompt_version,
        "prompt_sha256": use.prompt_sha256,
        "parameters": dict(use.parameters),
        "prompt_tokens": use.prompt_tokens,
        "completion_tokens": use.completion_tokens,
        "duration_ms": use.duration_ms,
        "request": use.request,
        "request_sha256": use.request_sha256,
        "cost": use.cost,
        "stand_in": use.stand_in,
        "calls": [_model_call_to_json(call) for call in use.calls],
    }


def _model_call_to_json(call: ModelCall) -> dict[str, object]:
    return {
        "endpoint": call.endpoint,
        "model": call.model,
        "prompt_tokens": call.prompt_tokens,
        "completion_tokens": call.completion_tokens,
        "cost": call.cost,
        "duration_ms": call.duration_ms,
        "fault": call.fault,
    }


def _model_use_from_json(value: object) -> ModelUse:
    """Drafts of the first releases kept nothing of what was sent: those keys are either all there or none of them."""
    fields = Fields(value, "a model use")
    detailed = fields.has("request")
    use = ModelUse(
        model=fields.text("model"),
        prompt_name=fields.text("prompt_name"),
        prompt_version=fields.text("prompt_version"),
        prompt_sha256=fields.text("prompt_sha256"),
        parameters=fields.text_map("parameters"),
        prompt_tokens=fields.whole_or_none("prompt_tokens"),
        completion_tokens=fields.whole_or_none("completion_tokens"),
        duration_ms=fields.number("duration_ms"),
        request=fields.text("request") if detailed else "",
        request_sha256=fields.text("request_sha256") if detailed else "",
        cost=fields.whole("cost") if detailed else 0,
        stand_in=fields.member("stand_in", StandIn) if detailed else StandIn.NONE,
        calls=fields.items("calls", _model_call_from_json) if detailed else (),
    )
    fields.done()
    return use


def _model_call_from_json(value: object) -> ModelCall:
    fields = Fields(value, "a model call")
    call = ModelCall(
        endpoint=fields.whole("endpoint"),
        model=fields.text("model"),
        prompt_tokens=fields.whole_or_none("prompt_tokens"),
        completion_tokens=fields.whole_or_none("completion_tokens"),
        cost=fields.whole("cost"),
        duration_ms=fields.number("duration_ms"),
        fault=fields.text("fault"),
    )
    fields.done()
    return call
