"""Turns the database's refusals into the domain's conflicts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import psycopg.errors
import sqlalchemy as sa

from assistant.domain.errors import Conflict

TRY_AGAIN = "try_again"
"""The conflict's code when a transaction lost a wait for another one's lock; trying again may well succeed."""

_SQLITE_UNIQUE = ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY")
_SQLITE_BUSY = ("SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED")
_POSTGRESQL_BUSY = (
    psycopg.errors.DeadlockDetected,
    psycopg.errors.LockNotAvailable,
    psycopg.errors.SerializationFailure,
)


@contextmanager
def unique_or(connection: sa.Connection, code: str, message: str) -> Iterator[None]:
    """Raises Conflict(code, message) if the one statement of the block breaks a unique key.

    A conflict undoes that statement alone and the transaction stays usable. PostgreSQL needs a savepoint for it; SQLite
    takes back a statement that breaks a key by itself, which spares every question a dozen statements.
    """
    with _conflict(code, message):
        with nullcontext() if connection.dialect.name == "sqlite" else connection.begin_nested():
            yield


@contextmanager
def all_unique_or(connection: sa.Connection, code: str, message: str) -> Iterator[None]:
    """As `unique_or` for a block of several statements: a conflict undoes all of them, on every database."""
    with _conflict(code, message), connection.begin_nested():
        yield


@contextmanager
def _conflict(code: str, message: str) -> Iterator[None]:
    try:
        yield
    except sa.exc.IntegrityError as error:
        if _breaks_unique_key(error.orig):
            raise Conflict(code, message) from error
        raise


@contextmanager
def busy_as_conflict() -> Iterator[None]:
    """Raises Conflict("try_again") if the block lost a wait for another transaction's lock."""
    try:
        yield
    except sa.exc.OperationalError as error:
        if _is_busy(error.orig):
            raise Conflict(
                "try_again", "Someone else is changing the same thing. Please try again."
            ) from error
        raise


def _breaks_unique_key(error: BaseException | None) -> bool:
    if isinstance(error, sqlite3.Error):
        return error.sqlite_errorname in _SQLITE_UNIQUE
    return isinstance(error, psycopg.errors.UniqueViolation)


def _is_busy(error: BaseException | None) -> bool:
    if isinstance(error, sqlite3.Error):
        return error.sqlite_errorname in _SQLITE_BUSY
    return isinstance(error, _POSTGRESQL_BUSY)
