"""Reading the fields of a sample file, so that a slip in one is reported with its file and field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from knowledge_base.errors import KnowledgeBaseError

_Closed = TypeVar("_Closed", bound=StrEnum)


class SampleFault(KnowledgeBaseError):
    """A sample file says something that cannot be used. `file` and `field` name the place."""

    code = "sample_fault"

    def __init__(self, file: str, field: str, problem: str) -> None:
        super().__init__(f"{file}: {field}: {problem}")
        self.file = file
        self.field = field


@dataclass(frozen=True, slots=True)
class Fields:
    """One mapping of a sample file. `path` is where it stands in the file, empty at the top.

    Each method raises SampleFault if the field is missing or not of the wanted kind.
    """

    file: str
    path: str
    data: object

    def fault(self, name: str, problem: str) -> SampleFault:
        """The error for one field of this mapping."""
        return SampleFault(self.file, f"{self.path}.{name}" if self.path else name, problem)

    def value(self, name: str) -> object:
        """Whatever the field holds, None included."""
        if not isinstance(self.data, Mapping):
            raise self.fault(name, "this must be a mapping of fields")
        if name not in self.data:
            raise self.fault(name, "the field is missing")
        found: object = self.data[name]
        return found

    def text(self, name: str) -> str:
        """A text with at least one visible character."""
        found = self.value(name)
        if not isinstance(found, str) or not found.strip():
            raise self.fault(name, f"this must be a text, not {found!r}")
        return found

    def day(self, name: str) -> date | None:
        """A calendar day or None."""
        found = self.value(name)
        if found is not None and type(found) is not date:
            raise self.fault(name, f"this must be a day such as 2026-01-31 or null, not {found!r}")
        return found

    def one_of(self, name: str, closed: type[_Closed]) -> _Closed:
        """A member of a closed set."""
        found = self.text(name)
        try:
            return closed(found)
        except ValueError as error:
            raise self.fault(name, f"{found!r} is none of {', '.join(closed)}") from error

    def items(self, name: str) -> tuple[object, ...]:
        """A list of anything."""
        found = self.value(name)
        if not isinstance(found, list):
            raise self.fault(name, f"this must be a list, not {found!r}")
        return tuple(found)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        return self.texts_of(name, self.items(name))

    def text_groups(self, name: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of texts, none of them empty."""
        groups: list[tuple[str, ...]] = []
        for group in self.items(name):
            if not isinstance(group, list) or not group:
                raise self.fault(name, f"this must hold lists of texts, not {group!r}")
            groups.append(self.texts_of(name, tuple(group)))
        return tuple(groups)

    def texts_of(self, name: str, found: tuple[object, ...]) -> tuple[str, ...]:
        """The values, all of them texts."""
        texts = tuple(item for item in found if isinstance(item, str) and item.strip())
        if len(texts) != len(found):
            raise self.fault(name, f"this must hold texts only, not {list(found)!r}")
        return texts

    def entries(self, name: str) -> tuple[Fields, ...]:
        """A list of mappings."""
        here = f"{self.path}.{name}" if self.path else name
        return tuple(Fields(self.file, f"{here}[{i}]", entry) for i, entry in enumerate(self.items(name)))
