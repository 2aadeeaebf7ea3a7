"""Staff, departments and topics as the API tells them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import model_validator

from review_console.transport import Wire


class Grant(Wire):
    """A role, for one department or (None) for all."""

    role: str
    department_id: str | None = None


class Staff(Wire):
    """A staff account. `rights` is only told of oneself."""

    id: str
    username: str
    display_name: str
    grants: tuple[Grant, ...] = ()
    rights: frozenset[str] = frozenset()
    active: bool = True


class SignedIn(Wire):
    """A fresh session."""

    token: str
    staff: Staff


class Accounts(Wire):
    """All accounts."""

    accounts: tuple[Staff, ...]


class AccountCreated(Wire):
    """A fresh account; the password is told this once."""

    account: Staff
    password: str


class Topic(Wire):
    """A matter, owned by one department."""

    id: str
    department_id: str
    name: Mapping[str, str]


class Department(Wire):
    """A unit that owns cases and documents."""

    id: str
    name: Mapping[str, str]


class Directory(Wire):
    """All departments and topics. Topics may come beside the departments or inside them."""

    departments: tuple[Department, ...] = ()
    topics: tuple[Topic, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _gather_topics(cls, body: Any) -> Any:
        if not isinstance(body, dict) or "topics" in body:
            return body
        topics = [
            {"department_id": department.get("id"), **topic}
            for department in body.get("departments", ())
            for topic in department.get("topics", ())
        ]
        return {**body, "topics": topics}

    def department_name(self, department_id: str | None, language: str) -> str:
        """The name in this language, or the id where the department is not known."""
        return _named(self.departments, department_id, language)

    def topic_name(self, topic_id: str | None, language: str) -> str:
        """The name in this language, or the id where the topic is not known."""
        return _named(self.topics, topic_id, language)


def _named(things: tuple[Department, ...] | tuple[Topic, ...], wanted: str | None, language: str) -> str:
    for thing in things:
        if thing.id == wanted:
            return thing.name.get(language) or next(iter(thing.name.values()), thing.id)
    return wanted or ""
