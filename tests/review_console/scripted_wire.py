"""One request to the scripted API, and how it is refused."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.review_console.scripted_values import Json


@dataclass
class Call:
    """A request as the routes see it."""

    token: str
    staff: Json = field(default_factory=dict)
    path: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    json: Json = field(default_factory=dict)
    form: dict[str, str] = field(default_factory=dict)
    file_name: str = ""


class Refusal(Exception):
    """An error answer."""

    def __init__(self, status: int, code: str, message: str, named: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.body: Json = {"code": code, "message": message, **({"field": named} if named else {})}
