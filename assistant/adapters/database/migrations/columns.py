"""The kinds of columns that migrations create. What a function here makes never changes: old migrations call it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa


def text(name: str, nullable: bool = False) -> sa.Column[Any]:
    """A text of any length."""
    return sa.Column(name, sa.Text(), nullable=nullable)


def texts(*names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    """Several texts."""
    return [text(name, nullable) for name in names]


def whole(name: str, nullable: bool = False) -> sa.Column[Any]:
    """A whole number."""
    return sa.Column(name, sa.Integer(), nullable=nullable)


def numbers(*names: str) -> list[sa.Column[Any]]:
    """Several numbers with a fraction."""
    return [sa.Column(name, sa.Float(), nullable=False) for name in names]


def flags(*names: str) -> list[sa.Column[Any]]:
    """Several yes-or-no values."""
    return [sa.Column(name, sa.Boolean(), nullable=False) for name in names]


def json_value(name: str, nullable: bool = False) -> sa.Column[Any]:
    """Any JSON."""
    return sa.Column(name, sa.JSON(), nullable=nullable)


def sealed(name: str, nullable: bool = False) -> sa.Column[Any]:
    """Ciphertext."""
    return sa.Column(name, sa.LargeBinary(), nullable=nullable)


def moment(name: str, nullable: bool = False) -> sa.Column[Any]:
    """A moment in UTC."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
