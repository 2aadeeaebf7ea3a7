"""What a model must return, and the check that turns it into claims with exact quotes or into a fault with its reason."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.domain.answers import Claim, Quote
from assistant.domain.evidence import Evidence
from knowledge_base.text import find_quote

MAX_CLAIMS = 8
"""The prompt asks for six at most; two more are not worth throwing a sound reply away."""

MAX_CLAIM = 600
"""Characters of one claim: a sentence of 100 English words. A longer one is a text that no reader checks."""

MAX_QUESTION = 500
"""Characters of a rewritten question: a follow-up and what it refers to, several times over."""

SHAPE = (
    "Return JSON only, of exactly this shape: "
    '{"claims": [{"text": "...", "quotes": [{"passage": "token", "quote": "..."}]}]}'
)
"""Said in every mode: some servers accept a schema and then ignore it."""

_ADDRESS = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)


class OutputMode(StrEnum):
    """How a server is asked for JSON, from the strictest to the plainest."""

    JSON_SCHEMA = "json_schema"
    JSON_OBJECT = "json_object"
    PROMPT = "prompt"


class OutputFault(Exception):
    """The output cannot be used. The message goes back to the model once; it holds tokens and rules, no content."""


class QuoteOut(BaseModel):
    """Words copied from a passage."""

    model_config = ConfigDict(extra="forbid")

    passage: str = Field(description="token of the passage")
    quote: str = Field(description="words copied from it exactly")


class ClaimOut(BaseModel):
    """One sentence of the reply."""

    model_config = ConfigDict(extra="forbid")

    text: str
    quotes: list[QuoteOut]


class DraftOut(BaseModel):
    """The whole reply; no claims means that the passages do not answer."""

    model_config = ConfigDict(extra="forbid")

    claims: list[ClaimOut]


def draft_schema() -> dict[str, Any]:
    """The JSON schema sent to servers that enforce one."""
    return {"name": "draft", "strict": True, "schema": DraftOut.model_json_schema()}


def read_claims(content: str, passages: Mapping[str, Evidence]) -> tuple[Claim, ...]:
    """The claims of an output; empty if the model says that nothing answers.

    Raises OutputFault for anything but the schema, for an unknown passage, for a quote that does not stand in its
    passage, and for a claim without a quote or with a web address.
    """
    try:
        found = DraftOut.model_validate(json_in(content))
    except ValidationError as error:
        raise OutputFault(misfit(error, DraftOut, ClaimOut, QuoteOut)) from None
    if len(found.claims) > MAX_CLAIMS:
        raise OutputFault(f"more than {MAX_CLAIMS} claims")
    return tuple(_claim(number, claim, passages) for number, claim in enumerate(found.claims, start=1))


def read_question(content: str) -> str:
    """The rewritten question. Raises OutputFault if it is empty, overlong or more than one line."""
    question = _THOUGHTS.sub("", content).strip().strip('"“”')
    if not question or len(question) > MAX_QUESTION or "\n" in question or question.startswith("{"):
        raise OutputFault("one line with one question is expected")
    if _ADDRESS.search(question):
        raise OutputFault("a question holds no web address")
    return question


def json_in(content: str) -> Any:
    """The object in an answer; thoughts before it and a code fence or a greeting around it are left aside."""
    answer = _THOUGHTS.sub("", content)
    try:
        return json.loads(answer[answer.find("{") : answer.rfind("}") + 1])
    except (ValueError, RecursionError):
        raise OutputFault("this is not JSON") from None


def misfit(error: ValidationError, *shapes: type[BaseModel]) -> str:
    """What does not fit the schema, in names of the schema only: a key that the model made up may hold anything."""
    first = error.errors()[0]
    known = {name for shape in shapes for name in shape.model_fields}
    place = ".".join(str(part) for part in first["loc"] if isinstance(part, int) or part in known)
    return f"at {place or 'top level'}: {first['type']}"


def _claim(number: int, claim: ClaimOut, passages: Mapping[str, Evidence]) -> Claim:
    text = " ".join(claim.text.split())
    if not text or len(text) > MAX_CLAIM:
        raise OutputFault(f"claim {number}: between 1 and {MAX_CLAIM} characters are expected")
    if _ADDRESS.search(text):
        raise OutputFault(f"claim {number}: no web addresses")
    if not claim.quotes:
        raise OutputFault(f"claim {number}: a quote is missing")
    return Claim(text, tuple(_quote(number, one, passages) for one in claim.quotes))


def _quote(number: int, quoted: QuoteOut, passages: Mapping[str, Evidence]) -> Quote:
    passage = passages.get(quoted.passage)
    if passage is None:
        raise OutputFault(f"claim {number}: there is no passage with this token")
    span = find_quote(quoted.quote, passage.text) if quoted.quote.strip() else None
    if span is None:
        raise OutputFault(f"claim {number}: a quote does not stand word for word in passage {quoted.passage}")
    start, end = span
    return Quote(
        passage_id=passage.passage_id,
        version_id=passage.version_id,
        document_id=passage.document_id,
        text=passage.text[start:end],
        start=passage.start + start,
        end=passage.start + end,
    )
