"""A second opinion on drafts from a language model: it reads for faults and can only add to what the rules found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.adapters.language_model import (
    ATTEMPTS,
    NOTHING_SAID,
    EndpointAddress,
    correction,
    new_marker,
    unusable,
    usable,
)
from assistant.adapters.model_output import OutputFault
from assistant.adapters.opinion_output import OPINION_SHAPE, opinion_schema, read_opinion
from assistant.adapters.prompt_files import PromptFiles
from assistant.domain.answers import Draft, Finding
from assistant.domain.evidence import Evidence
from assistant.domain.model_budgets import ChargedTo, Purpose
from assistant.domain.questions import Language
from assistant.services.ports import Ids

if TYPE_CHECKING:
    from assistant.adapters.language_model_endpoints import Endpoints
    from assistant.adapters.language_model_server import Message

SAID_BY_MODEL = "a second reader doubts it"
"""Detail of its findings: staff see that no rule found this."""

_OPINION = "opinion"


class ModelOpinion:
    """Implements the port `SecondOpinion`. Safe to use from several threads.

    It gets claims, quotes and the passages quoted, not the question: what a citizen wrote is not needed to see whether a quote carries a
    claim, so it is not sent.
    """

    def __init__(
        self,
        endpoints: Endpoints,
        addresses: Sequence[EndpointAddress],
        timeout_s: float,
        prompts: PromptFiles,
        ids: Ids,
    ) -> None:
        """`timeout_s` bounds one opinion, retries and stand-ins included. Raises PromptFault if a prompt is missing."""
        for language in Language:
            prompts.get(_OPINION, language)
        self._endpoints = endpoints
        self._addresses = tuple(addresses)
        self._timeout_s = timeout_s
        self._prompts = prompts
        self._ids = ids

    @property
    def fingerprint(self) -> str:
        """Models, paths, modes, schema and prompts; not the hosts, which change no answer."""
        parts = {
            "endpoints": [dict(one.answering) for one in self._addresses],
            "schema": opinion_schema(),
            "prompts": [self._prompts.get(_OPINION, language).sha256 for language in Language],
        }
        digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
        return f"model-opinion/{digest[:16]}"

    def findings(self, draft: Draft, evidence: Sequence[Evidence], charged: ChargedTo) -> Sequence[Finding]:
        """What the reader doubts; empty where it doubts nothing. Raises ModelFailure where its output is not usable."""
        prompt = self._prompts.get(_OPINION, draft.language)
        marker = new_marker(self._ids)
        messages: list[Message] = [
            ("system", f"{prompt.filled(delimiter=marker)}\n\n{OPINION_SHAPE}"),
            ("human", _shown(draft, evidence, marker)),
        ]
        deadline = self._endpoints.deadline(self._timeout_s, charged)
        for attempt in range(1, ATTEMPTS + 1):
            answer = self._endpoints.ask(
                messages, opinion_schema(), Purpose.SECOND_OPINION, charged, deadline
            )
            try:
                return read_opinion(usable(answer.said), draft, SAID_BY_MODEL)
            except OutputFault as fault:
                if attempt == ATTEMPTS:
                    raise unusable(fault) from None
                said = answer.said.content or NOTHING_SAID
                messages = [*messages, ("ai", said), ("human", correction(fault))]
        raise AssertionError("the last attempt returns or raises")


def _shown(draft: Draft, evidence: Sequence[Evidence], marker: str) -> str:
    """Each claim with its quotes, then the passages quoted, all between markers nobody could guess."""
    parts: list[str] = []
    for number, claim in enumerate(draft.claims, start=1):
        parts += [f"Claim {number}:", marker, claim.text, marker, "Its quotes:"]
        for quote in claim.quotes:
            parts += [marker, quote.text, marker]
    quoted = {quote.passage_id for quote in draft.quotes()}
    for passage in evidence:
        if passage.passage_id in quoted:
            parts += ["A passage that was quoted:", marker, passage.text, marker]
    return "\n".join(parts)
