"""HTTP to the API: one request function, one error type. No page speaks HTTP by itself."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

DEFAULT_API_URL = "http://127.0.0.1:8000"

TIMEOUT_S = 60.0
"""A redraft may wait for a language model, whose own limit is shorter; beyond this the API is taken for absent."""


class Wire(BaseModel):
    """A value read from the API. Fields the console does not know are ignored, so that the API may grow."""

    model_config = ConfigDict(frozen=True, extra="ignore")


WireT = TypeVar("WireT", bound=Wire)


class ApiError(Exception):
    """The API refused or could not be reached.

    `code` is stable, `message` plain language, `field` the input at fault, `status` the HTTP status (0: no answer).
    """

    def __init__(self, status: int, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.field = field


def api_url() -> str:
    """Where the API is, from the environment variable CIVICDESK_API_URL."""
    return os.environ.get("CIVICDESK_API_URL", DEFAULT_API_URL).rstrip("/")


class Transport:
    """Sends requests with the session's token. The token is kept here only, never in an address or a log."""

    def __init__(self, base_url: str, token: str | None = None) -> None:
        self._http = httpx.Client(base_url=base_url, timeout=TIMEOUT_S, trust_env=False)
        self.token = token

    def request(
        self,
        method: str,
        path: str,
        *,
        json: Mapping[str, Any] | None = None,
        params: Mapping[str, str | int | Sequence[str]] | None = None,
        data: Mapping[str, str] | None = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> Any:
        """The JSON of the answer (None for 204). Raises ApiError for a refusal and for no or no readable answer."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            answer = self._http.request(
                method, path, json=json, params=params, data=data, files=files, headers=headers
            )
        except httpx.HTTPError as error:
            raise ApiError(0, "api_unreachable", "The service cannot be reached.") from error
        if answer.is_success and not answer.content:
            return None
        try:
            body = answer.json()
        except ValueError as error:
            raise ApiError(answer.status_code, "unreadable_answer", "The service sent no JSON.") from error
        if not answer.is_success:
            raise _refusal(answer.status_code, body)
        return body

    def download(self, path: str, params: Mapping[str, str]) -> str:
        """The text of a file. Raises ApiError."""
        return self.file(path, params).decode("utf-8")

    def file(self, path: str, params: Mapping[str, str] | None = None) -> bytes:
        """The bytes of a file. Raises ApiError."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            answer = self._http.get(path, params=params, headers=headers)
        except httpx.HTTPError as error:
            raise ApiError(0, "api_unreachable", "The service cannot be reached.") from error
        if answer.is_success:
            return answer.content
        try:
            body = answer.json()
        except ValueError:
            body = None
        raise _refusal(answer.status_code, body)

    def read(self, model: type[WireT], method: str, path: str, **arguments: Any) -> WireT:
        """As `request`, parsed. Raises ApiError("unreadable_answer") when the answer lacks what `model` needs."""
        return parse(model, self.request(method, path, **arguments))


def parse(model: type[WireT], body: Any) -> WireT:
    """Parse one wire value; names the first field that does not fit, never its content."""
    try:
        return model.model_validate(body)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise ApiError(0, "unreadable_answer", f"The service's answer does not fit: {where}") from error


def segment(value: str) -> str:
    """One path segment: an id can never reach another route."""
    return quote(value, safe="")


def _refusal(status: int, body: Any) -> ApiError:
    if not isinstance(body, dict):
        return ApiError(status, "unreadable_answer", "The service refused without saying why.")
    field = body.get("field")
    return ApiError(
        status,
        str(body.get("code", "unknown")),
        str(body.get("message", "")),
        str(field) if field is not None else None,
    )
