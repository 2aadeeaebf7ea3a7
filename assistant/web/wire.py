"""Bases of the values on the wire."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, field_validator


class Wire(BaseModel):
    """A request body: unknown fields are refused, so that a typing error is told and not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)

    @field_validator("*")
    @classmethod
    def _whole_characters(cls, value: object) -> object:
        """Half of a surrogate pair is legal in JSON, but no text: it could be stored and never be sent again."""
        if isinstance(value, str) and not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError:
                raise ValueError("must be whole characters") from None
        return value


class Shown(BaseModel):
    """A value in an answer."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class Problem(Shown):
    """Every refusal: a stable code, plain words, and the field at fault where there is one."""

    code: str
    message: str
    field: str | None = None
