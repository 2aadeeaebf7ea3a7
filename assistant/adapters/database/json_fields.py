"""Strict reading of stored JSON: every key is expected, present and of its type, or nothing is read at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

_T = TypeVar("_T")
_E = TypeVar("_E", bound=StrEnum)


class Unreadable(Exception):
    """Stored JSON does not have the shape that its version promises. The message never shows content."""


class Fields:
    """The keys of one JSON object, each to be taken once; `done` refuses what nobody asked for."""

    def __init__(self, value: object, what: str) -> None:
        if not isinstance(value, dict):
            raise Unreadable(f"{what} is not an object")
        self._left: dict[str, object] = dict(value)
        self._what = what

    def done(self) -> None:
        """Raises Unreadable if keys are left over."""
        if self._left:
            raise Unreadable(f"{self._what} has keys that nobody knows")

    def has(self, key: str) -> bool:
        """True if the key is there and not yet taken."""
        return key in self._left

    def take(self, key: str) -> object:
        """The raw value."""
        if key not in self._left:
            raise Unreadable(f"{self._what} lacks {key}")
        return self._left.pop(key)

    def text(self, key: str) -> str:
        """A string."""
        value = self.take(key)
        if not isinstance(value, str):
            raise self._wrong(key, "a string")
        return value

    def whole(self, key: str) -> int:
        """A whole number."""
        value = self.take(key)
        if type(value) is not int:
            raise self._wrong(key, "a whole number")
        return value

    def whole_or_none(self, key: str) -> int | None:
        """A whole number or null."""
        return None if self._is_null(key) else self.whole(key)

    def number(self, key: str) -> float:
        """A number."""
        return self._number(key, self.take(key))

    def day(self, key: str) -> date:
        """A date as YYYY-MM-DD."""
        try:
            return date.fromisoformat(self.text(key))
        except ValueError as error:
            raise self._wrong(key, "a date") from error

    def day_or_none(self, key: str) -> date | None:
        """A date or null."""
        return None if self._is_null(key) else self.day(key)

    def member(self, key: str, kind: type[_E]) -> _E:
        """A member of a closed set."""
        try:
            return kind(self.text(key))
        except ValueError as error:
            raise self._wrong(key, f"a {kind.__name__}") from error

    def items(self, key: str, read: Callable[[object], _T]) -> tuple[_T, ...]:
        """A list, each item read by `read`."""
        value = self.take(key)
        if not isinstance(value, list):
            raise self._wrong(key, "a list")
        return tuple(read(item) for item in value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings."""
        return self.items(key, lambda item: self._text(key, item))

    def numbers(self, key: str) -> tuple[float, ...]:
        """A list of numbers."""
        return self.items(key, lambda item: self._number(key, item))

    def text_map(self, key: str) -> Mapping[str, str]:
        """An object of strings."""
        return {name: self._text(key, value) for name, value in self.mapping(key).items()}

    def number_map(self, key: str) -> Mapping[str, float]:
        """An object of numbers."""
        return {name: self._number(key, value) for name, value in self.mapping(key).items()}

    def mapping(self, key: str) -> dict[str, object]:
        """Any object."""
        value = self.take(key)
        if not isinstance(value, dict):
            raise self._wrong(key, "an object")
        return value

    def optional(self, key: str, read: Callable[[object], _T]) -> _T | None:
        """A value read by `read`, or null."""
        value = self.take(key)
        return None if value is None else read(value)

    def _is_null(self, key: str) -> bool:
        if key in self._left and self._left[key] is None:
            del self._left[key]
            return True
        return False

    def _text(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            raise self._wrong(key, "made of strings")
        return value

    def _number(self, key: str, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._wrong(key, "a number")
        return float(value)

    def _wrong(self, key: str, expected: str) -> Unreadable:
        return Unreadable(f"{key} of {self._what} is not {expected}")
