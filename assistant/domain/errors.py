"""Broken promises of the domain. Each has a stable `code`; the web layer maps it to a status, the CLI to a message."""

from __future__ import annotations


class DomainError(Exception):
    """Base. The message is plain language and safe to show to the actor."""

    code = "error"


class NotFound(DomainError):
    """The object does not exist, or the actor may not know that it does (HTTP 404)."""

    code = "not_found"


class Forbidden(DomainError):
    """The actor is known but lacks the right for this object (HTTP 403)."""

    code = "forbidden"


class CheckNeeded(Forbidden):
    """The actor has not passed the check that the right asks for, or it has expired (HTTP 403, S-23)."""

    code = "check_needed"


class NotSignedIn(DomainError):
    """No valid session or receipt (HTTP 401)."""

    code = "not_signed_in"


class Conflict(DomainError):
    """The object's state does not allow the action (HTTP 409). `code` says which rule."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Invalid(DomainError):
    """A field's value is refused (HTTP 422). `field` names it."""

    code = "invalid"

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class TooMany(DomainError):
    """A limit is reached (HTTP 429); `retry_after_s` says when to try again."""

    code = "too_many"

    def __init__(self, message: str, retry_after_s: int) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class FetchFailed(DomainError):
    """Another site did not give what it was asked for (HTTP 502)."""

    code = "fetch_failed"
