"""Bases of the values on the wire."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Wire(BaseModel):
    """A request body: unknown fields are refused, so that a typing error is told and not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)


class Shown(BaseModel):
    """A value in an answer."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class Problem(Shown):
    """Every refusal: a stable code, plain words, and the field at fault where there is one."""

    code: str
    message: str
    field: str | None = None
