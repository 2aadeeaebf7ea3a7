"""Any server that speaks OpenAI's chat completions, through langchain. The only importer of langchain and openai.

Only masked text and published passages leave the process. The address is always passed explicitly and the environment is
not trusted, so that no variable lying around can reroute or trace a citizen's words.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import httpx
import openai
from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langsmith import tracing_context

from assistant.adapters.model_output import OutputFault, draft_schema, read_claims, read_question
from assistant.adapters.prompt_files import Prompt, PromptFiles
from assistant.domain.answers import Draft, DraftMethod, ModelUse
from assistant.domain.evidence import Evidence
from assistant.domain.questions import Author, Language, Question, Turn
from assistant.domain.reasons import Reason
from assistant.services.ports import Ids, ModelFailure

T = TypeVar("T")

TEMPERATURE = 0.0
"""Drafts should not differ from one run to the next."""

MAX_TOKENS = 1_200
"""Of one output: eight claims of two sentences with their quotes take about 900."""

ATTEMPTS = 2
"""The second one carries what was wrong with the first: at most two calls in sequence."""

PASSAGES_SENT = 6
"""Passages a model gets: the extractive drafter reads as many."""


class OutputMode(StrEnum):
    """How a server is asked for JSON, from the strictest to the plainest."""

    JSON_SCHEMA = "json_schema"
    JSON_OBJECT = "json_object"
    PROMPT = "prompt"


_WEAKER = {OutputMode.JSON_SCHEMA: OutputMode.JSON_OBJECT, OutputMode.JSON_OBJECT: OutputMode.PROMPT}


@dataclass(frozen=True, slots=True)
class _Said:
    content: str
    prompt_tokens: int | None
    completion_tokens: int | None


class OpenAiCompatibleModel:
    """Implements the port `ChatModel`. Safe to use from several threads."""

    def __init__(
        self,
        base_url: str,
        api_key: str,
        model: str,
        timeout_s: float,
        max_retries: int,
        prompts: PromptFiles,
        ids: Ids,
    ) -> None:
        """`timeout_s` bounds a whole draft, retries included, however slowly a server drips its answer."""
        self._base_url = base_url
        self._api_key = api_key or "none"
        self._name = model
        self._timeout_s = timeout_s
        self._max_retries = max_retries
        self._prompts = prompts
        self._ids = ids
        self._mode = OutputMode.JSON_SCHEMA

    @property
    def fingerprint(self) -> str:
        """Model, parameters and prompts; not the host, since moving a server changes no answer."""
        parts = (self._name, *self._parameters().values(), *self._prompts.hashes())
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def draft(self, question: Question, standalone: str, evidence: Sequence[Evidence]) -> Draft:
        """A draft of claims with exact quotes. `question.text` and `standalone` must be masked. Raises ModelFailure."""
        prompt = self._prompts.get("draft", question.language)
        passages = {f"P{self._ids.new_id()[:8]}": passage for passage in evidence[:PASSAGES_SENT]}
        marker = f"<<{self._ids.new_id()[:16]}>>"
        messages: list[BaseMessage] = [
            SystemMessage(prompt.filled(delimiter=marker)),
            HumanMessage(_asked(standalone or question.text, passages, marker)),
        ]
        began = time.perf_counter()
        claims, said = self._within_time(
            lambda model: self._read(model, messages, lambda content: read_claims(content, passages))
        )
        if not claims:
            raise ModelFailure(Reason.MODEL_REFUSED, "the model found no answer in the passages")
        use = self._use(prompt, said, (time.perf_counter() - began) * 1000)
        return Draft(claims, question.language, DraftMethod.GENERATIVE, use)

    def rewrite(self, text: str, history: Sequence[Turn], language: Language) -> str:
        """The last message as one standalone question, from masked text. Raises ModelFailure."""
        prompt = self._prompts.get("rewrite", language)
        marker = f"<<{self._ids.new_id()[:16]}>>"
        names = {Author.CITIZEN: "citizen", Author.ASSISTANT: "office", Author.PERSON: "office"}
        said_before = [f"{names[turn.author]}: {turn.text}" for turn in history]
        dialogue = "\n".join((marker, *said_before, f"last message of the citizen: {text}", marker))
        messages: list[BaseMessage] = [
            SystemMessage(prompt.filled(delimiter=marker)),
            HumanMessage(dialogue),
        ]

        def ask(model: BaseChatModel) -> str:
            try:
                return read_question(_said(model.invoke(messages)).content)
            except OutputFault as fault:
                raise ModelFailure(Reason.MODEL_INVALID, str(fault)) from None

        return self._within_time(ask)

    def _read(
        self, model: BaseChatModel, messages: list[BaseMessage], read: Callable[[str], T]
    ) -> tuple[T, _Said]:
        """Ask, and once more with the fault if the output cannot be used."""
        for attempt in range(1, ATTEMPTS + 1):
            said = self._ask(model, messages)
            try:
                return read(said.content), said
            except OutputFault as fault:
                if attempt == ATTEMPTS:
                    raise ModelFailure(Reason.MODEL_INVALID, f"the output cannot be used: {fault}") from None
                messages = [*messages, AIMessage(said.content), HumanMessage(_correction(str(fault)))]
        raise AssertionError("unreachable")

    def _ask(self, model: BaseChatModel, messages: list[BaseMessage]) -> _Said:
        """One call in the output mode known to work; a server that rejects a mode is asked more plainly from then on."""
        while True:
            mode = self._mode
            try:
                return _said(model.bind(**_response_format(mode)).invoke([*messages, *_reminder(mode)]))
            except (openai.BadRequestError, openai.UnprocessableEntityError):
                if mode not in _WEAKER:
                    raise
                self._mode = _WEAKER[mode]

    def _within_time(self, ask: Callable[[BaseChatModel], T]) -> T:
        """Run `ask` in a thread of its own with its own connection, which is cut when the time is up."""
        http = httpx.Client(trust_env=False, timeout=self._timeout_s)
        done: list[T] = []
        failed: list[BaseException] = []

        def work() -> None:
            try:
                with tracing_context(enabled=False):
                    done.append(ask(self._model(http)))
            except BaseException as error:  # noqa: BLE001 - handed over to the thread that waits
                failed.append(error)

        thread = threading.Thread(target=work, name="language-model", daemon=True)
        thread.start()
        thread.join(self._timeout_s)
        http.close()
        if done:
            return done[0]
        if not failed:
            raise ModelFailure(Reason.MODEL_TIMEOUT, "the language model took too long")
        raise _failure(failed[0]) from None

    def _model(self, http: httpx.Client) -> BaseChatModel:
        model: BaseChatModel = init_chat_model(
            self._name,
            model_provider="openai",
            base_url=self._base_url,
            api_key=self._api_key,
            organization="",
            use_responses_api=False,
            temperature=TEMPERATURE,
            max_tokens=MAX_TOKENS,
            timeout=self._timeout_s,
            max_retries=self._max_retries,
            http_client=http,
            openai_proxy=None,
        )
        return model

    def _parameters(self) -> dict[str, str]:
        return {"temperature": str(TEMPERATURE), "max_tokens": str(MAX_TOKENS)}

    def _use(self, prompt: Prompt, said: _Said, duration_ms: float) -> ModelUse:
        return ModelUse(
            model=self._name,
            prompt_name=prompt.name,
            prompt_version=prompt.version,
            prompt_sha256=prompt.sha256,
            parameters={**self._parameters(), "output_mode": self._mode.value},
            prompt_tokens=said.prompt_tokens,
            completion_tokens=said.completion_tokens,
            duration_ms=duration_ms,
        )


def _asked(question: str, passages: Mapping[str, Evidence], marker: str) -> str:
    """The user message: the question, then each passage under its token, all between markers nobody could guess."""
    parts = ["Question:", marker, question.replace(marker, ""), marker, "Passages:"]
    for token, passage in passages.items():
        title = " > ".join((passage.document_title, *passage.heading_path[1:]))
        parts += [f"token {token}", marker, title, passage.text.replace(marker, ""), marker]
    return "\n".join(parts)


def _correction(fault: str) -> str:
    return f"A program could not use this: {fault}. Return the whole reply again, corrected."


def _response_format(mode: OutputMode) -> dict[str, Any]:
    match mode:
        case OutputMode.JSON_SCHEMA:
            return {"response_format": {"type": "json_schema", "json_schema": draft_schema()}}
        case OutputMode.JSON_OBJECT:
            return {"response_format": {"type": "json_object"}}
        case OutputMode.PROMPT:
            return {}


def _reminder(mode: OutputMode) -> list[BaseMessage]:
    """A server that enforces no schema is told the shape in words."""
    if mode is OutputMode.JSON_SCHEMA:
        return []
    shape = '{"claims": [{"text": "…", "quotes": [{"passage": "token", "quote": "…"}]}]}'
    return [SystemMessage(f"Return JSON only, of exactly this shape: {shape}")]


def _said(message: Any) -> _Said:
    """The text of an answer. Raises ModelFailure for a refusal, an empty answer, or one that was cut off."""
    if not isinstance(message, AIMessage):
        raise ModelFailure(Reason.MODEL_INVALID, "the model returned no message")
    if message.additional_kwargs.get("refusal"):
        raise ModelFailure(Reason.MODEL_REFUSED, "the model refused")
    if message.response_metadata.get("finish_reason") == "content_filter":
        raise ModelFailure(Reason.MODEL_REFUSED, "the model's filter stepped in")
    content = message.content
    if not isinstance(content, str) or not content.strip():
        raise ModelFailure(Reason.MODEL_INVALID, "the model returned nothing")
    usage = message.usage_metadata
    if usage is None:
        return _Said(content, None, None)
    return _Said(content, usage["input_tokens"], usage["output_tokens"])


def _failure(error: BaseException) -> ModelFailure:
    """Every fault as the one error of the port. Messages name the kind only: the server's words may quote a citizen."""
    kind = type(error).__name__
    match error:
        case ModelFailure():
            return error
        case openai.APITimeoutError():
            return ModelFailure(Reason.MODEL_TIMEOUT, "the language model took too long")
        case openai.APIConnectionError() | openai.RateLimitError() | openai.InternalServerError():
            return ModelFailure(Reason.MODEL_UNAVAILABLE, f"the language model cannot be used now: {kind}")
        case openai.ContentFilterFinishReasonError():
            return ModelFailure(Reason.MODEL_REFUSED, "the model's filter stepped in")
        case openai.APIStatusError():
            return ModelFailure(Reason.MODEL_REFUSED, f"the language model refuses the request: {kind}")
        case _:
            return ModelFailure(Reason.MODEL_INVALID, f"the language model's output cannot be read: {kind}")
