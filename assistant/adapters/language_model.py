"""Drafts and rewritten questions from any server that speaks OpenAI's chat completions.

Only masked text and published passages leave the process. Passages are data: they go out under random tokens between
random markers, and what comes back is taken only if every quote stands in its passage.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.adapters.model_output import (
    SHAPE,
    OutputFault,
    OutputMode,
    draft_schema,
    read_claims,
    read_question,
)
from assistant.adapters.prompt_files import Prompt, PromptFiles
from assistant.domain.answers import Claim, Draft, DraftMethod, ModelUse
from assistant.domain.evidence import Evidence
from assistant.domain.model_budgets import ChargedTo, Purpose
from assistant.domain.questions import Author, Language, Question, Turn
from assistant.domain.reasons import Reason
from assistant.services.ports import Clock, Ids, ModelFailure, ModelMeter, NothingAnswers

if TYPE_CHECKING:
    from assistant.adapters.language_model_endpoints import Answer, Endpoints
    from assistant.adapters.language_model_server import Message, Said

ATTEMPTS = 2
"""The second one carries what was wrong with the first: at most two calls in sequence."""

PASSAGES_SENT = 6
"""Passages a model gets: the extractive drafter reads as many."""

TOKEN_LENGTH = 8
"""Characters of a passage's token: 32 random bits tell six passages apart, and a model copies so few without slips."""

MARKER_LENGTH = 16
"""Characters of a marker: 64 random bits, drawn after the passage was written, are not guessed."""

NOTHING_SAID = "…"
"""Stands for an empty answer in the second request: servers reject an empty message."""

_DRAFT = "draft"
_REWRITE = "rewrite"
_TRANSLATE = "translate"


@dataclass(frozen=True, slots=True)
class EndpointAddress:
    """One configured endpoint. `output_mode` None: the strictest one the server accepts is found at first use."""

    base_url: str
    model: str
    api_key: str = ""
    output_mode: OutputMode | None = None

    @property
    def answering(self) -> Mapping[str, str]:
        """What decides its answers: not the host and not the key."""
        mode = self.output_mode.value if self.output_mode else "found"
        return {"model": self.model, "path": urlsplit(self.base_url).path, "output_mode": mode}


def connect(
    addresses: Sequence[EndpointAddress], max_retries: int, meter: ModelMeter, clock: Clock
) -> Endpoints:
    """The endpoints, in the order in which they are asked."""
    # Imported here: langchain takes seconds to load, and the service runs without any model by default.
    from assistant.adapters.language_model_endpoints import Endpoints
    from assistant.adapters.language_model_server import ModelServer

    servers = [
        ModelServer(one.base_url, one.api_key, one.model, max_retries, one.output_mode) for one in addresses
    ]
    return Endpoints(servers, meter, clock)


class OpenAiCompatibleModel:
    """Implements the port `ChatModel`. Safe to use from several threads."""

    def __init__(
        self,
        endpoints: Endpoints,
        addresses: Sequence[EndpointAddress],
        timeout_s: float,
        prompts: PromptFiles,
        ids: Ids,
    ) -> None:
        """`timeout_s` bounds a whole draft, retries and stand-ins included, however slowly a server drips its answer.

        Raises PromptFault if a prompt is missing.
        """
        for name in (_DRAFT, _REWRITE, _TRANSLATE):
            for language in Language:
                prompts.get(name, language)
        self._endpoints = endpoints
        self._addresses = tuple(addresses)
        self._timeout_s = timeout_s
        self._prompts = prompts
        self._ids = ids

    @property
    def fingerprint(self) -> str:
        """Models, paths, parameters, modes, schema and prompts; not the hosts, which change no answer."""
        from assistant.adapters.language_model_server import MAX_TOKENS, TEMPERATURE

        parts = {
            "endpoints": [one.answering for one in self._addresses],
            "parameters": [TEMPERATURE, MAX_TOKENS, PASSAGES_SENT],
            "schema": draft_schema(),
            "prompts": self._prompts.hashes(),
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    def draft(
        self, question: Question, standalone: str, evidence: Sequence[Evidence], charged: ChargedTo
    ) -> Draft:
        """A draft of claims with exact quotes. `question.text` and `standalone` must be masked. Raises ModelFailure,
        NothingAnswers where the model says that the passages do not answer.
        """
        prompt = self._prompts.get(_DRAFT, question.language)
        passages = {f"P{random_token(self._ids, TOKEN_LENGTH)}": one for one in evidence[:PASSAGES_SENT]}
        marker = new_marker(self._ids)
        messages = [
            ("system", f"{prompt.filled(delimiter=marker)}\n\n{SHAPE}"),
            ("human", _asked(standalone or question.text, passages, marker)),
        ]
        claims, sent, answers = self._drafted(messages, passages, charged)
        if not claims:
            raise NothingAnswers
        use = use_of(prompt, sent, answers, {"passages": str(len(passages))})
        return Draft(claims, question.language, DraftMethod.GENERATIVE, use)

    def rewrite(self, text: str, history: Sequence[Turn], language: Language, charged: ChargedTo) -> str:
        """The last message as one standalone question, from masked text. Raises ModelFailure."""
        marker = new_marker(self._ids)
        prompt = self._prompts.get(_REWRITE, language).filled(delimiter=marker)
        messages = [("system", prompt), ("human", _dialogue(text, history, marker))]
        return self._question(messages, Purpose.REWRITE, charged)

    def translate(self, text: str, into: Language, charged: ChargedTo) -> str:
        """A masked question in the language `into`. Raises ModelFailure."""
        marker = new_marker(self._ids)
        prompt = self._prompts.get(_TRANSLATE, into).filled(delimiter=marker)
        messages = [("system", prompt), ("human", "\n".join((marker, text, marker)))]
        return self._question(messages, Purpose.TRANSLATION, charged)

    def _question(self, messages: list[Message], purpose: Purpose, charged: ChargedTo) -> str:
        deadline = self._endpoints.deadline(self._timeout_s, charged)
        answer = self._endpoints.ask(messages, None, purpose, charged, deadline)
        try:
            return read_question(usable(answer.said))
        except OutputFault as fault:
            raise unusable(fault) from None

    def _drafted(
        self, messages: list[Message], passages: Mapping[str, Evidence], charged: ChargedTo
    ) -> tuple[tuple[Claim, ...], list[Message], list[Answer]]:
        """The claims, asked for once more with the fault if the first output cannot be used; what was sent last; and
        the answers paid for."""
        deadline = self._endpoints.deadline(self._timeout_s, charged)
        answers: list[Answer] = []
        while True:
            answer = self._endpoints.ask(messages, draft_schema(), Purpose.DRAFT, charged, deadline)
            answers.append(answer)
            try:
                return read_claims(usable(answer.said), passages), messages, answers
            except OutputFault as fault:
                if len(answers) == ATTEMPTS:
                    raise unusable(fault) from None
                answers[-1] = replace(answer, call=replace(answer.call, fault=str(fault)))
                messages = [
                    *messages,
                    ("ai", answer.said.content or NOTHING_SAID),
                    ("human", correction(fault)),
                ]


def usable(said: Said) -> str:
    """The text of an answer. Raises OutputFault for one that may be asked for again, ModelFailure for a refusal."""
    from assistant.adapters.language_model_server import Ending

    match said.ending:
        case Ending.WHOLE:
            return said.content
        case Ending.CUT_OFF:
            raise OutputFault("it was cut off at the limit of its length, be brief")
        case Ending.EMPTY:
            raise OutputFault("it was empty")
        case Ending.TOOL_CALL:
            raise OutputFault("it called a tool: there are none, answer in the message itself")
        case Ending.REFUSED:
            raise ModelFailure(Reason.MODEL_REFUSED, "the model refused")


def unusable(fault: OutputFault) -> ModelFailure:
    """The port's error for an output that nothing can be done with."""
    return ModelFailure(Reason.MODEL_INVALID, f"the output cannot be used: {fault}")


def random_token(ids: Ids, length: int) -> str:
    """Hexadecimal digits of a new id's hash: unlike the id's own, the first ones differ whatever the id looks like."""
    return hashlib.sha256(ids.new_id().encode()).hexdigest()[:length]


def new_marker(ids: Ids) -> str:
    """What stands around data: drawn for one request, and named in its prompt."""
    return f"<<{random_token(ids, MARKER_LENGTH)}>>"


def use_of(
    prompt: Prompt, sent: Sequence[Message], answers: Sequence[Answer], parameters: Mapping[str, str]
) -> ModelUse:
    """What stands on a draft about the calls that made it; the last one is the one that was taken."""
    last, calls = answers[-1], tuple(answer.call for answer in answers)
    request = json.dumps([list(message) for message in sent], ensure_ascii=False)
    return ModelUse(
        model=last.call.model,
        prompt_name=prompt.name,
        prompt_version=prompt.version,
        prompt_sha256=prompt.sha256,
        parameters={**parameters, **last.said.manner.told()},
        prompt_tokens=_sum(call.prompt_tokens for call in calls),
        completion_tokens=_sum(call.completion_tokens for call in calls),
        duration_ms=sum(call.duration_ms for call in calls),
        request=request,
        request_sha256=hashlib.sha256(request.encode("utf-8", "surrogatepass")).hexdigest(),
        cost=sum(call.cost for call in calls),
        stand_in=last.stand_in,
        calls=calls,
    )


def _asked(question: str, passages: Mapping[str, Evidence], marker: str) -> str:
    """The user message: the question, then each passage under its token, all between markers nobody could guess."""
    parts = ["Question:", marker, question, marker, "Passages:"]
    for token, passage in passages.items():
        title = " > ".join((passage.document_title, *passage.heading_path[1:]))
        parts += [f"token {token}", marker, " ".join(title.split()), passage.text, marker]
    return "\n".join(parts)


def _dialogue(text: str, history: Sequence[Turn], marker: str) -> str:
    names = {Author.CITIZEN: "citizen", Author.ASSISTANT: "office", Author.PERSON: "office"}
    said_before = [f"{names[turn.author]}: {turn.text}" for turn in history]
    return "\n".join((marker, *said_before, f"last message of the citizen: {text}", marker))


def correction(fault: OutputFault) -> str:
    """What is said to a model whose output could not be used."""
    return f"A program could not use this: {fault}. Return the whole reply again, corrected."


def _sum(counts: Iterable[int | None]) -> int | None:
    """None as soon as one count is unknown: a part is not the whole."""
    known: list[int] = []
    for count in counts:
        if count is None:
            return None
        known.append(count)
    return sum(known)
