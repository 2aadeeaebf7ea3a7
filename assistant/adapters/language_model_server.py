"""One model behind one address that speaks OpenAI's chat completions, through langchain.

Servers differ in what they accept. What each of them rejects is left out and remembered, so that only the first question
pays for finding out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import httpx
import openai
from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage

from assistant.adapters.language_model_wire import EndpointFault, Wire
from assistant.adapters.model_output import OutputMode
from assistant.domain.reasons import Reason

Message = tuple[str, str]
"""A role (`system`, `human` or `ai`) and its text."""

TEMPERATURE = 0.0
"""Drafts should not differ from one run to the next."""

MAX_TOKENS = 1_200
"""Of one output: six claims of two sentences with their quotes take about 900."""

_LIMITS = ("max_tokens", "max_completion_tokens")
"""Both are sent: Ollama knows the first only and ignores the other, some of OpenAI's models reject the first."""

_DROPPABLE = ("temperature", *_LIMITS)
_WEAKER = {OutputMode.JSON_SCHEMA: OutputMode.JSON_OBJECT, OutputMode.JSON_OBJECT: OutputMode.PROMPT}


class Ending(StrEnum):
    """How an answer ended."""

    WHOLE = "whole"
    CUT_OFF = "cut_off"
    EMPTY = "empty"
    TOOL_CALL = "tool_call"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a server is asked: for JSON in which way, and without which parameters."""

    mode: OutputMode
    without: frozenset[str] = frozenset()

    def told(self) -> dict[str, str]:
        """As it stands on a draft."""
        sent = {"temperature": str(TEMPERATURE)} if "temperature" not in self.without else {}
        limits = {name: str(MAX_TOKENS) for name in _LIMITS if name not in self.without}
        return {**sent, **limits, "output_mode": self.mode.value}


@dataclass(frozen=True, slots=True)
class Said:
    """One answer, whatever it is worth."""

    content: str
    ending: Ending
    manner: Manner
    prompt_tokens: int | None
    completion_tokens: int | None


class ModelServer:
    """One model behind one address. Safe to use from several threads."""

    def __init__(
        self,
        base_url: str,
        api_key: str,
        model: str,
        max_retries: int,
        output_mode: OutputMode | None,
    ) -> None:
        """`output_mode` None: the strictest mode the server accepts is found at first use and kept."""
        self.name = model
        self._wire = Wire(base_url, api_key)
        self._max_retries = max_retries
        self._mode_is_given = output_mode is not None
        self._manner = Manner(output_mode or OutputMode.JSON_SCHEMA)
        with self._wire.client(1.0) as http:
            # Loads the library now, which takes seconds, so that no citizen's first question pays for it.
            self._model(http, 1.0)

    def ask(self, messages: Sequence[Message], schema: Mapping[str, Any] | None, seconds: float) -> Said:
        """One answer; as JSON if a schema is given. Raises ModelFailure, an EndpointFault where another may do better."""
        return self._wire.within(seconds, lambda http: self._asked(http, messages, schema, seconds))

    def _asked(
        self,
        http: httpx.Client,
        messages: Sequence[Message],
        schema: Mapping[str, Any] | None,
        seconds: float,
    ) -> Said:
        """A server that rejects one way of asking is asked more plainly.

        Only a plainer way that worked is kept: a request that is rejected for its content is rejected in every mode,
        and must not cost later ones their schema.
        """
        model = self._model(http, seconds)
        manner = self._manner if schema else replace(self._manner, mode=OutputMode.PROMPT)
        while True:
            try:
                said = _said(model, messages, manner, schema)
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                plainer = self._plainer(manner, error)
                if plainer is None:
                    raise
                manner = plainer
            else:
                kept = manner.mode if schema else self._manner.mode
                self._manner = Manner(kept, manner.without)
                return said

    def _plainer(self, manner: Manner, error: openai.APIStatusError) -> Manner | None:
        """Without the parameter that the error names, else the next weaker mode; None if there is none."""
        named = [name for name in _DROPPABLE if name not in manner.without and _names(error, name)]
        if named:
            return replace(manner, without=manner.without | {named[0]})
        if self._mode_is_given or manner.mode not in _WEAKER:
            return None
        return replace(manner, mode=_WEAKER[manner.mode])

    def _model(self, http: httpx.Client, seconds: float) -> BaseChatModel:
        model: BaseChatModel = init_chat_model(
            self.name,
            model_provider="openai",
            base_url=self._wire.base_url,
            api_key=self._wire.api_key,
            use_responses_api=False,
            timeout=seconds,
            max_retries=self._max_retries,
            http_client=http,
            openai_proxy=None,
            cache=False,
        )
        return model


def _names(error: openai.APIStatusError, parameter: str) -> bool:
    """Whether the server says which parameter it does not want. Only the name is looked for; nothing is kept."""
    body = error.body if isinstance(error.body, dict) else {}
    if body.get("param"):
        return bool(body["param"] == parameter)
    return f"'{parameter}'" in str(body.get("message", ""))


def _said(
    model: BaseChatModel, messages: Sequence[Message], manner: Manner, schema: Mapping[str, Any] | None
) -> Said:
    """One call."""
    bound = model.bind(**_parameters(manner), **_response_format(manner.mode, schema))
    try:
        message = bound.invoke(list(messages))
    except openai.LengthFinishReasonError:
        return Said("", Ending.CUT_OFF, manner, None, None)
    if not isinstance(message, AIMessage):
        raise EndpointFault(Reason.MODEL_INVALID, "the model returned no message")
    content = _text(message.content)
    usage = message.usage_metadata
    tokens = (usage["input_tokens"], usage["output_tokens"]) if usage else (None, None)
    return Said(content, _ending(message, content), manner, *tokens)


def _ending(message: AIMessage, content: str) -> Ending:
    finish = message.response_metadata.get("finish_reason")
    if message.additional_kwargs.get("refusal") or finish == "content_filter":
        return Ending.REFUSED
    if message.tool_calls or message.invalid_tool_calls:
        return Ending.TOOL_CALL
    if finish == "length":
        return Ending.CUT_OFF
    return Ending.WHOLE if content.strip() else Ending.EMPTY


def _text(content: str | list[str | dict[Any, Any]]) -> str:
    """The text of an answer that some servers send in parts; thoughts and whatever else is among them are left aside."""
    if isinstance(content, str):
        return content
    texts = [part if isinstance(part, str) else part.get("text", "") for part in content]
    return "".join(text for text in texts if isinstance(text, str))


def _parameters(manner: Manner) -> dict[str, Any]:
    parameters: dict[str, Any] = {}
    if "temperature" not in manner.without:
        parameters["temperature"] = TEMPERATURE
    if "max_completion_tokens" not in manner.without:
        parameters["max_completion_tokens"] = MAX_TOKENS
    if "max_tokens" not in manner.without:
        # The library would rename it to the other one.
        parameters["extra_body"] = {"max_tokens": MAX_TOKENS}
    return parameters


def _response_format(mode: OutputMode, schema: Mapping[str, Any] | None) -> dict[str, Any]:
    match mode:
        case OutputMode.JSON_SCHEMA:
            return {"response_format": {"type": "json_schema", "json_schema": schema}}
        case OutputMode.JSON_OBJECT:
            return {"response_format": {"type": "json_object"}}
        case OutputMode.PROMPT:
            return {}
