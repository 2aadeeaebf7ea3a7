"""The directory as a YAML file that an office edits: departments, topics, emergency contacts, the town's name.

Read once and strictly: a misspelt key or a topic nobody is responsible for stops the start, naming file and field.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from assistant.domain.contact_changes import EMERGENCY_KINDS, MAX_CONTACTS, can_be_dialled, crowded
from assistant.domain.departments import Department, EmergencyContact, Topic
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason


class DirectoryError(ValueError):
    """The directory file cannot be used. The message names the file and the field."""


class DirectoryFile:
    """Implements the port `Directory` on a file."""

    def __init__(self, path: Path) -> None:
        """Raises DirectoryError if anything in the file is missing, unknown or contradictory."""
        self.path = path
        """Where it stands: other files of the office lie beside it."""
        top = _Node.load(path)
        top.only("town", "departments", "topics", "emergency_contacts")
        town = top.node("town")
        town.only("name", "time_zone")
        self._town_name = town.texts("name")
        self._time_zone = town.zone("time_zone")
        self._departments = tuple(_department(each) for each in top.nodes("departments"))
        self._topics = tuple(_topic(each) for each in top.nodes("topics"))
        self._contacts = tuple(_contact(each) for each in top.nodes("emergency_contacts"))
        self._check(top)

    def departments(self) -> tuple[Department, ...]:
        """The departments, in the file's order; never empty."""
        return self._departments

    def topics(self) -> tuple[Topic, ...]:
        """The topics, each of exactly one of the departments."""
        return self._topics

    def emergency_contacts(self) -> tuple[EmergencyContact, ...]:
        """The contacts; there is one at least for each kind of danger."""
        return self._contacts

    def town_name(self, language: Language) -> str:
        """What the town is called in this language."""
        return self._town_name[language]

    @property
    def time_zone(self) -> ZoneInfo:
        """The town's time zone: a policy is in force from midnight there."""
        return self._time_zone

    def _check(self, top: _Node) -> None:
        departments = [department.id for department in self._departments]
        _unique(top, "departments", departments)
        _unique(top, "topics", [topic.id for topic in self._topics])
        for number, topic in enumerate(self._topics):
            if topic.department_id not in departments:
                raise top.error(f"topics[{number}].department_id", f"no department '{topic.department_id}'")
        self._check_contacts(top, departments)

    def _check_contacts(self, top: _Node, departments: list[str]) -> None:
        for number, contact in enumerate(self._contacts):
            for department in contact.department_ids:
                if department not in departments:
                    way = f"emergency_contacts[{number}].departments"
                    raise top.error(way, f"no department '{department}'")
        for kind in EMERGENCY_KINDS:
            fitting = [contact for contact in self._contacts if kind in contact.kinds]
            if not any(not contact.department_ids for contact in fitting):
                raise top.error("emergency_contacts", f"no contact of kind '{kind}' for every department")
        if (many := crowded(self._contacts, departments)) is not None:
            message = f"more than {MAX_CONTACTS} contacts of kind '{many[0]}' for '{many[1]}'"
            raise top.error("emergency_contacts", message)


class _Node:
    """A mapping of the file with the way to it, so that every error can name its field."""

    def __init__(self, file: str, way: str, data: Mapping[str, Any]) -> None:
        self._file, self._way, self._data = file, way, data

    @classmethod
    def load(cls, path: Path) -> _Node:
        try:
            data = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise DirectoryError(f"{path}: cannot be read ({type(error).__name__})") from error
        if not isinstance(data, dict):
            raise DirectoryError(f"{path}: must be a mapping")
        return cls(str(path), "", data)

    def error(self, name: str, message: str) -> DirectoryError:
        return DirectoryError(f"{self._file}: {self._way}{name}: {message}")

    def has(self, name: str) -> bool:
        return name in self._data

    def only(self, *names: str, optional: tuple[str, ...] = ()) -> None:
        for name in self._data:
            if name not in (*names, *optional):
                raise self.error(str(name), "unknown field")
        for name in names:
            if name not in self._data:
                raise self.error(name, "missing")

    def node(self, name: str) -> _Node:
        return self._as_node(name, self._data[name])

    def nodes(self, name: str) -> list[_Node]:
        found = self._data[name]
        if not isinstance(found, list) or not found:
            raise self.error(name, "must be a list with at least one entry")
        return [self._as_node(f"{name}[{number}]", each) for number, each in enumerate(found)]

    def text(self, name: str) -> str:
        return self._as_text(name, self._data[name])

    def number_to_call(self, name: str) -> str:
        """Somebody in danger presses it: words or a slip of the keyboard would ring nowhere."""
        found = self.text(name)
        if not can_be_dialled(found):
            raise self.error(name, "must be a telephone number: digits, blanks, + and - only")
        return found

    def texts(self, name: str) -> dict[Language, str]:
        node = self._in_each_language(name)
        return {language: node.text(language) for language in Language}

    def lists(self, name: str) -> dict[Language, tuple[str, ...]]:
        node = self._in_each_language(name)
        return {language: node.words(language) for language in Language}

    def words(self, name: str) -> tuple[str, ...]:
        found = self._data[name]
        if not isinstance(found, list) or not found:
            raise self.error(name, "must be a list with at least one entry")
        return tuple(self._as_text(f"{name}[{number}]", each) for number, each in enumerate(found))

    def hours(self, name: str) -> int:
        found = self._data[name]
        if not isinstance(found, int) or isinstance(found, bool) or found < 1:
            raise self.error(name, "must be a whole number of hours, at least 1")
        return found

    def share(self, name: str) -> float:
        found = self._data[name]
        if not isinstance(found, (int, float)) or isinstance(found, bool) or not 0 <= found <= 1:
            raise self.error(name, "must be a share between 0 and 1, such as 0.2")
        return float(found)

    def zone(self, name: str) -> ZoneInfo:
        try:
            return ZoneInfo(self.text(name))
        except (KeyError, ValueError, OSError) as error:
            raise self.error(name, "unknown time zone") from error

    def kinds(self, name: str) -> tuple[Reason, ...]:
        found = self.words(name)
        for kind in found:
            if kind not in EMERGENCY_KINDS:
                raise self.error(name, f"unknown kind '{kind}'")
        return tuple(Reason(kind) for kind in found)

    def _in_each_language(self, name: str) -> _Node:
        node = self.node(name)
        node.only(*Language)
        return node

    def _as_node(self, name: str, value: object) -> _Node:
        if not isinstance(value, dict):
            raise self.error(name, "must be a mapping")
        return _Node(self._file, f"{self._way}{name}.", value)

    def _as_text(self, name: str, value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.error(name, "must be a text (put numbers in quotes)")
        return value.strip()


def _unique(top: _Node, name: str, ids: list[str]) -> None:
    for number, each in enumerate(ids):
        if each in ids[:number]:
            raise top.error(f"{name}[{number}].id", f"'{each}' is used twice")


def _department(node: _Node) -> Department:
    known = ("id", "name", "phone", "address", "opening_hours", "promise_hours")
    node.only(*known, optional=("human_contact_floor",))
    return Department(
        id=node.text("id"),
        name=node.texts("name"),
        phone=node.text("phone"),
        address=node.texts("address"),
        opening_hours=node.texts("opening_hours"),
        promise_hours=node.hours("promise_hours"),
        human_contact_floor=node.share("human_contact_floor") if node.has("human_contact_floor") else None,
    )


def _topic(node: _Node) -> Topic:
    node.only("id", "department_id", "name", "terms")
    return Topic(node.text("id"), node.text("department_id"), node.texts("name"), node.lists("terms"))


def _contact(node: _Node) -> EmergencyContact:
    node.only("name", "phone", "when", "kinds", optional=("departments",))
    return EmergencyContact(
        node.texts("name"),
        node.number_to_call("phone"),
        node.texts("when"),
        node.kinds("kinds"),
        node.words("departments") if node.has("departments") else (),
    )
