"""Headers on every answer, and a bound on every request body (X-07, X-08, X-12)."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
MAX_BODY = 64 * 1024
"""Bytes of an ordinary body: a message of 4,000 characters takes at most 16 KiB as JSON, an edited reply 40 KiB."""

MAX_UPLOAD = 26 * 1024 * 1024
"""Bytes of a policy upload, form included: the parser itself takes files up to 25 MiB."""

TOO_LARGE = "The request is too large."

UPLOAD_PATHS = frozenset({"/api/policies"})

_ALWAYS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}


class SafeHeaders:
    """Adds the headers; what comes from the API is never cached."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wrap the answer's start."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers[name] = value
                if scope["path"].startswith("/api/"):
                    headers["Cache-Control"] = "no-store"
                if headers.get("content-type", "").startswith("text/event-stream"):
                    headers["Cache-Control"] = "no-cache, no-store"
                    headers["X-Accel-Buffering"] = "no"
            await send(message)

        await self.app(scope, receive, with_headers)


class BoundedBody:
    """Refuses a body beyond its limit before it is read, whatever length it claims."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what comes in."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = MAX_UPLOAD if scope["path"] in UPLOAD_PATHS else MAX_BODY
        claimed = Headers(scope=scope).get("content-length", "0")
        if not (claimed.isascii() and claimed.isdigit()) or int(claimed) > limit:
            await _too_large(send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                # Raised inside the route's reading of the body, which passes it on to the handler of refusals.
                raise HTTPException(413, TOO_LARGE)
            return message

        await self.app(scope, counted, send)


async def _too_large(send: Send) -> None:
    body = f'{{"code":"too_large","message":"{TOO_LARGE}"}}'.encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
