"""The connection to a server that speaks OpenAI's chat completions, through langchain.

Three promises are kept here and nowhere else: a talk ends in time however slowly the server answers; nothing in the
environment can reroute, trace, sign or log what is sent; every fault is a `ModelFailure`.
"""

from __future__ import annotations

import functools
import logging
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
import openai
from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage
from langsmith import tracing_context

from assistant.adapters.model_output import OutputMode
from assistant.domain.reasons import Reason
from assistant.services.ports import ModelFailure

T = TypeVar("T")
Message = tuple[str, str]
"""A role (`system`, `human` or `ai`) and its text."""

TEMPERATURE = 0.0
"""Drafts should not differ from one run to the next."""

MAX_TOKENS = 1_200
"""Of one output: six claims of two sentences with their quotes take about 900."""

HEADERS_SENT = frozenset(
    {
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "host",
        "x-stainless-raw-response",
    }
)
"""All that a server needs, and the one that the library reads back from its request. Libraries would add the machine's
particulars and whatever variables tell them to."""

TALKATIVE = ("openai", "httpx", "httpcore", "langchain", "langchain_core", "langchain_openai", "langsmith")
"""Loggers that write requests, headers or answers out when somebody turns debugging on."""

_KEYLESS = "none"
_WEAKER = {OutputMode.JSON_SCHEMA: OutputMode.JSON_OBJECT, OutputMode.JSON_OBJECT: OutputMode.PROMPT}


@dataclass(frozen=True, slots=True)
class Said:
    """One answer. `cut_off` tells that the server stopped it at the limit of tokens."""

    content: str
    cut_off: bool
    mode: OutputMode
    prompt_tokens: int | None
    completion_tokens: int | None


class Talk:
    """Questions and answers over one connection, all within one limit of time."""

    def __init__(self, server: ModelServer, model: BaseChatModel) -> None:
        self._server = server
        self._model = model

    def ask(self, messages: Sequence[Message]) -> Said:
        """An answer in plain text. Raises ModelFailure, or an error of the library."""
        return _said(self._model, messages, OutputMode.PROMPT, None)

    def ask_json(self, messages: Sequence[Message], schema: Mapping[str, Any]) -> Said:
        """An answer asked for as JSON; a server that rejects one way of asking is asked more plainly.

        Only a plainer way that worked is kept: a request that is rejected for its content is rejected in every mode,
        and must not cost later ones their schema.
        """
        mode = self._server.mode
        while True:
            try:
                said = _said(self._model, messages, mode, schema)
            except (openai.BadRequestError, openai.UnprocessableEntityError):
                if self._server.mode_is_given or mode not in _WEAKER:
                    raise
                mode = _WEAKER[mode]
            else:
                self._server.mode = mode
                return said


class ModelServer:
    """One model behind one address. Safe to use from several threads."""

    def __init__(
        self,
        base_url: str,
        api_key: str,
        model: str,
        timeout_s: float,
        max_retries: int,
        output_mode: OutputMode | None,
    ) -> None:
        """`output_mode` None: the strictest mode the server accepts is found at first use and kept."""
        self._origin = httpx.URL(base_url)
        self._base_url = base_url
        self._api_key = api_key or _KEYLESS
        self._name = model
        self._timeout_s = timeout_s
        self._max_retries = max_retries
        self.mode_is_given = output_mode is not None
        self.mode = output_mode or OutputMode.JSON_SCHEMA
        for name in TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
        with self._http() as http:
            # Loads the library now, which takes seconds, so that no citizen's first question pays for it.
            self._model(http)

    def within_time(self, talk: Callable[[Talk], T]) -> T:
        """The outcome of `talk`, which is cut off when the time is up. Raises ModelFailure and nothing else."""
        http = self._http()
        outcome: list[T | BaseException] = []

        def work() -> None:
            try:
                with tracing_context(enabled=False):
                    outcome.append(talk(Talk(self, self._model(http))))
            except BaseException as error:  # noqa: BLE001 - handed over to the thread that waits
                outcome.append(error)

        thread = threading.Thread(target=work, name="language-model", daemon=True)
        thread.start()
        thread.join(self._timeout_s)
        too_slow = thread.is_alive()
        http.close()
        if too_slow:
            raise ModelFailure(Reason.MODEL_TIMEOUT, "the language model took too long")
        result = outcome[0]
        if isinstance(result, BaseException):
            raise _failure(result)
        return result

    def _http(self) -> httpx.Client:
        return httpx.Client(
            trust_env=False,
            verify=_trusted(),
            timeout=self._timeout_s,
            event_hooks={"request": [self._keep_to_the_address]},
        )

    def _keep_to_the_address(self, request: httpx.Request) -> None:
        """The last word before the wire: the configured host, the configured key, and no other header."""
        there = (request.url.scheme, request.url.host, request.url.port)
        if there != (self._origin.scheme, self._origin.host, self._origin.port):
            raise ModelFailure(Reason.MODEL_UNAVAILABLE, "something tried to send a request elsewhere")
        for name in list(request.headers):
            if name not in HEADERS_SENT:
                del request.headers[name]
        request.headers["authorization"] = f"Bearer {self._api_key}"

    def _model(self, http: httpx.Client) -> BaseChatModel:
        model: BaseChatModel = init_chat_model(
            self._name,
            model_provider="openai",
            base_url=self._base_url,
            api_key=self._api_key,
            use_responses_api=False,
            temperature=TEMPERATURE,
            max_tokens=MAX_TOKENS,
            timeout=self._timeout_s,
            max_retries=self._max_retries,
            http_client=http,
            openai_proxy=None,
            cache=False,
        )
        return model


@functools.cache
def _trusted() -> ssl.SSLContext:
    """The certificates to trust: the library's, and this machine's, where an office adds its own authority."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


def _said(
    model: BaseChatModel, messages: Sequence[Message], mode: OutputMode, schema: Mapping[str, Any] | None
) -> Said:
    """One call. Raises ModelFailure for a refusal or an empty answer."""
    try:
        message = model.bind(**_response_format(mode, schema)).invoke(list(messages))
    except openai.LengthFinishReasonError:
        return Said("", True, mode, None, None)
    if not isinstance(message, AIMessage):
        raise ModelFailure(Reason.MODEL_INVALID, "the model returned no message")
    finish = message.response_metadata.get("finish_reason")
    if message.additional_kwargs.get("refusal") or finish == "content_filter":
        raise ModelFailure(Reason.MODEL_REFUSED, "the model refused")
    content = message.content
    if not isinstance(content, str) or not content.strip():
        raise ModelFailure(Reason.MODEL_INVALID, "the model returned nothing")
    usage = message.usage_metadata
    tokens = (usage["input_tokens"], usage["output_tokens"]) if usage else (None, None)
    return Said(content, finish == "length", mode, *tokens)


def _response_format(mode: OutputMode, schema: Mapping[str, Any] | None) -> dict[str, Any]:
    match mode:
        case OutputMode.JSON_SCHEMA:
            return {"response_format": {"type": "json_schema", "json_schema": schema}}
        case OutputMode.JSON_OBJECT:
            return {"response_format": {"type": "json_object"}}
        case OutputMode.PROMPT:
            return {}


def _failure(error: BaseException) -> ModelFailure:
    """Every fault as the one error of the port. Messages name the kind only: a server's words may quote a citizen."""
    kind = type(error).__name__
    match error:
        case ModelFailure():
            return ModelFailure(error.reason, str(error))
        case openai.APITimeoutError() | openai.APIStatusError(status_code=408):
            return ModelFailure(Reason.MODEL_TIMEOUT, "the language model took too long")
        case openai.APIConnectionError() | openai.RateLimitError() | openai.InternalServerError():
            return ModelFailure(Reason.MODEL_UNAVAILABLE, f"the language model cannot be used now: {kind}")
        case openai.ContentFilterFinishReasonError():
            return ModelFailure(Reason.MODEL_REFUSED, "the model's filter stepped in")
        case openai.APIStatusError():
            return ModelFailure(Reason.MODEL_REFUSED, f"the language model refuses the request: {kind}")
        case _:
            return ModelFailure(Reason.MODEL_INVALID, f"the language model's output cannot be read: {kind}")
