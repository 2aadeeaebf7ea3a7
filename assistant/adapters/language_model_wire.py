"""The guarded connection to a model's server, shared by whatever asks one.

Nothing in the environment can reroute, trace, sign or log what is sent: the last hook before the wire lets through the
configured host, the configured key and the headers a server needs, and nothing else.
"""

from __future__ import annotations

import functools
import logging
import ssl
import threading
import warnings
from collections.abc import Callable
from typing import TypeVar

import httpx
import openai
from langsmith import tracing_context

from assistant.domain.reasons import Reason
from assistant.services.ports import ModelFailure

T = TypeVar("T")

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

KEYLESS = "none"
"""What stands for the key at servers that need none: the library insists on one."""


class EndpointFault(ModelFailure):
    """The endpoint is at fault, not what it was asked or what its model wrote: another one may do better.

    `answered` tells that it said so itself, before any model worked.
    """

    def __init__(self, reason: str, message: str, *, answered: bool = False) -> None:
        super().__init__(reason, message)
        self.answered = answered


class Wire:
    """One address with its key. Safe to use from several threads."""

    def __init__(self, base_url: str, api_key: str) -> None:
        self.base_url = base_url
        self.api_key = api_key or KEYLESS
        self._origin = httpx.URL(base_url)
        for name in TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
        # It would print parts of an answer that does not have the library's shape.
        warnings.filterwarnings("ignore", message="Pydantic serializer warnings")

    def client(self, timeout_s: float) -> httpx.Client:
        """A client that can reach this address only. Close it."""
        return httpx.Client(
            trust_env=False,
            verify=_trusted(),
            timeout=timeout_s,
            event_hooks={"request": [self._keep_to_the_address]},
        )

    def within(self, seconds: float, talk: Callable[[httpx.Client], T]) -> T:
        """The outcome of `talk`, which is cut off when the time is up. Raises ModelFailure and nothing else."""
        http = self.client(seconds)
        outcome: list[T | BaseException] = []

        def work() -> None:
            try:
                with tracing_context(enabled=False):
                    outcome.append(talk(http))
            except BaseException as error:  # noqa: BLE001 - handed over to the thread that waits
                outcome.append(error)

        thread = threading.Thread(target=work, name="language-model", daemon=True)
        thread.start()
        thread.join(seconds)
        too_slow = thread.is_alive()
        http.close()
        if too_slow:
            raise EndpointFault(Reason.MODEL_TIMEOUT, "the language model took too long")
        result = outcome[0]
        if isinstance(result, BaseException):
            raise failure_of(result)
        return result

    def _keep_to_the_address(self, request: httpx.Request) -> None:
        there = (request.url.scheme, request.url.host, request.url.port)
        if there != (self._origin.scheme, self._origin.host, self._origin.port):
            raise ModelFailure(Reason.MODEL_UNAVAILABLE, "something tried to send a request elsewhere")
        for name in list(request.headers):
            if name not in HEADERS_SENT:
                del request.headers[name]
        request.headers["authorization"] = f"Bearer {self.api_key}"


@functools.cache
def _trusted() -> ssl.SSLContext:
    """The certificates to trust: the library's, and this machine's, where an office adds its own authority."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


def failure_of(error: BaseException) -> ModelFailure:
    """Every fault as the one error of the port. Messages name the kind only: a server's words may quote a citizen."""
    kind = type(error).__name__
    match error:
        case ModelFailure():
            # What it came from may hold a server's words.
            error.__cause__ = error.__context__ = None
            return error.with_traceback(None)
        case openai.APITimeoutError():
            return EndpointFault(Reason.MODEL_TIMEOUT, "the language model took too long")
        case openai.APIStatusError(status_code=408):
            return EndpointFault(Reason.MODEL_TIMEOUT, "the language model took too long", answered=True)
        case openai.RateLimitError() | openai.InternalServerError():
            told = f"the language model cannot be used now: {kind}"
            return EndpointFault(Reason.MODEL_UNAVAILABLE, told, answered=True)
        case openai.APIConnectionError():
            return EndpointFault(Reason.MODEL_UNAVAILABLE, f"the language model cannot be used now: {kind}")
        case openai.ContentFilterFinishReasonError():
            return ModelFailure(Reason.MODEL_REFUSED, "the model's filter stepped in")
        case openai.BadRequestError() | openai.UnprocessableEntityError():
            # What was asked does not suit it, a text too long for one: no reason to leave the endpoint alone.
            return ModelFailure(Reason.MODEL_REFUSED, f"the language model refuses the request: {kind}")
        case openai.APIStatusError():
            told = f"the language model refuses the request: {kind}"
            return EndpointFault(Reason.MODEL_REFUSED, told, answered=True)
        case _:
            return EndpointFault(Reason.MODEL_INVALID, f"the language model's output cannot be read: {kind}")
