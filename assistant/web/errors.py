"""Refusals as HTTP: one shape `{code, message, field?}` for every error, and no detail of ours in a 500."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.domain import errors
from knowledge_base import (
    IndexUnavailable,
    InvalidInput,
    KnowledgeBaseError,
    LifeCycleConflict,
    SecondPersonNeeded,
    UnknownObject,
    UnreadableFile,
)

log = logging.getLogger(__name__)

STATUS: tuple[tuple[type[Exception], int], ...] = (
    (errors.NotFound, 404),
    (errors.Forbidden, 403),
    (errors.NotSignedIn, 401),
    (errors.Conflict, 409),
    (errors.Invalid, 422),
    (errors.TooMany, 429),
    (errors.FetchFailed, 502),
    (UnknownObject, 404),
    (InvalidInput, 422),
    (UnreadableFile, 422),
    (SecondPersonNeeded, 403),
    (LifeCycleConflict, 409),
    (IndexUnavailable, 503),
)


def problem(
    status: int, code: str, message: str, field: str | None = None, retry_after_s: int | None = None
) -> JSONResponse:
    """The answer that refuses a request."""
    body = {"code": code, "message": message} | ({"field": field} if field else {})
    headers = {} if retry_after_s is None else {"Retry-After": str(max(1, retry_after_s))}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body, status_code=status, headers=headers)


async def refuse(_request: Request, error: Exception) -> JSONResponse:
    """A domain or knowledge base error as its status."""
    status = next((status for kind, status in STATUS if isinstance(error, kind)), 500)
    if status == 500:
        return await fail(_request, error)
    field = getattr(error, "field", None) or ("file" if isinstance(error, UnreadableFile) else None)
    code = str(getattr(error, "code", "error"))
    return problem(status, code, str(error), field, getattr(error, "retry_after_s", None))


async def refuse_input(_request: Request, error: Exception) -> JSONResponse:
    """A body or parameter that does not fit: names the first field, never repeats its value."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return problem(422, "invalid", "body: This is not valid JSON.", "body")
    place = [str(part) for part in first["loc"] if part not in ("body", "query", "path", "header")]
    field = ".".join(place) or "body"
    return problem(422, "invalid", f"{field}: {first['msg']}", field)


async def refuse_http(_request: Request, error: Exception) -> JSONResponse:
    """What the framework itself refuses: unknown path, wrong method."""
    assert isinstance(error, HTTPException)
    codes = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}
    answer = problem(error.status_code, codes.get(error.status_code, "refused"), str(error.detail))
    answer.headers.update(error.headers or {})
    return answer


async def fail(request: Request, error: Exception) -> JSONResponse:
    """Anything unforeseen. The log gets the kind and the place, not the message: it could hold personal data."""
    while isinstance(error, ExceptionGroup) and len(error.exceptions) == 1:
        error = error.exceptions[0]  # what a stream's task group wraps around the one thing that went wrong
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = f"{frame.tb_frame.f_code.co_qualname}:{frame.tb_lineno}" if frame is not None else "unknown"
    route = getattr(request.scope.get("route"), "path", "unknown route")
    log.error("%s %s failed: %s at %s", request.method, route, type(error).__name__, where)
    return problem(500, "internal", "Something went wrong here. It has been noted; please try again.")


class CaughtFailures:
    """Answers whatever a route lets through. Were it left to the server, the log would get the exception's own text,
    which may be what a citizen wrote, and the answer none of our headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and catch."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Exception as error:  # noqa: BLE001 - see above
            answer = await fail(Request(scope), error)
            if not begun:  # an answer that broke off stays broken off: the server closes the connection
                await answer(scope, receive, send)


def install(app: FastAPI) -> None:
    """Register the handlers, for every answer that routes give or fail to give."""
    app.add_middleware(CaughtFailures)
    handlers: dict[type[Exception], Callable[[Request, Exception], Awaitable[JSONResponse]]] = {
        errors.DomainError: refuse,
        KnowledgeBaseError: refuse,
        RequestValidationError: refuse_input,
        HTTPException: refuse_http,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)
