"""The database connection: SQLite in one file, or PostgreSQL through psycopg, with the same promises.

`engine.begin()` is a writing transaction and `engine.connect()` a reading one. On SQLite the first takes the write
lock at once (a transaction that reads first and writes later would fail, not wait, when another one wrote in
between); the second never does. `reading` gives a transaction that sees one moment and cannot write.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import sqlalchemy as sa

LOCK_WAIT_S = 10
"""How long a transaction waits for another one's lock before it gives up. Transactions here take milliseconds, so a
wait of seconds already means that something hangs; ten leave room for a slow disk."""

CONNECT_WAIT_S = 10
"""How long to wait for a PostgreSQL server to accept a connection: longer than a fail-over of a local pair takes."""

KEPT_CONNECTIONS, EXTRA_CONNECTIONS = 10, 30
"""Connections kept open, and opened beyond them for a while. Together as many as the web server has worker threads
(40), so that no request waits for a connection; two such processes fit into PostgreSQL's usual 100."""

_BEGIN = "civicdesk_begin"
"""Execution option that says how a transaction begins on SQLite: one of the values below."""

_IMMEDIATE, _DEFERRED, _READ_ONLY, _NONE = "immediate", "deferred", "read_only", "none"


_QUERY_ONLY = "civicdesk_query_only"
"""Where a connection to SQLite keeps whether it may write, since asking it anew costs a statement a transaction."""


class SqliteEngine(sa.Engine):
    """An engine whose `begin()` takes SQLite's write lock at once."""

    @contextmanager
    def begin(self) -> Iterator[sa.Connection]:
        """A transaction that may write; waits up to LOCK_WAIT_S for the one before it."""
        with self.connect() as connection:
            immediate = connection.execution_options(**{_BEGIN: _IMMEDIATE})
            with immediate.begin():
                yield immediate


def make_engine(url: str) -> sa.Engine:
    """An engine for this address, `sqlite:///path` or `postgresql://…`. Errors never show the values of a statement."""
    address = sa.make_url(url)
    match address.get_backend_name():
        case "sqlite":
            return _sqlite(address)
        case "postgresql":
            return _postgresql(address)
        case other:
            raise ValueError(f"the database {other} is not supported: use sqlite or postgresql")


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection in a transaction that sees the database at one moment and refuses to write."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection = connection.execution_options(**{_BEGIN: _READ_ONLY})
        else:
            connection = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        yield connection


def forget_deleted(engine: sa.Engine) -> None:
    """Write SQLite's log back and empty it, so that rows deleted before are in none of its files any more.

    Best effort: a reader that is still busy keeps the log until the next time. Does nothing on PostgreSQL, whose
    server owns its files.
    """
    if engine.dialect.name == "sqlite":
        with suppress(sa.exc.OperationalError), engine.connect() as connection:
            bare = connection.execution_options(**{_BEGIN: _NONE})
            bare.exec_driver_sql("PRAGMA query_only = OFF")
            bare.info[_QUERY_ONLY] = "OFF"
            bare.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()


def _sqlite(address: sa.URL) -> sa.Engine:
    if address.database in (None, "", ":memory:"):
        raise ValueError("a database in memory is lost at the end: name a file")
    made = sa.create_engine(address, pool_size=KEPT_CONNECTIONS, max_overflow=EXTRA_CONNECTIONS)
    engine = SqliteEngine(made.pool, made.dialect, made.url, hide_parameters=True)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions are switched off, since it would begin them late and without a lock.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {LOCK_WAIT_S * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        # A destroyed key must not linger in the free space of the file.
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: sa.Connection) -> None:
    kind = connection.get_execution_options().get(_BEGIN, _DEFERRED)
    if kind == _NONE:
        return
    # Connections go back to the pool between a reader and a writer, so each keeps what it was set to.
    wanted = "ON" if kind == _READ_ONLY else "OFF"
    if connection.info.get(_QUERY_ONLY) != wanted:
        connection.exec_driver_sql(f"PRAGMA query_only = {wanted}")
        connection.info[_QUERY_ONLY] = wanted
    connection.exec_driver_sql("BEGIN IMMEDIATE" if kind == _IMMEDIATE else "BEGIN")


def _postgresql(address: sa.URL) -> sa.Engine:
    return sa.create_engine(
        address.set(drivername="postgresql+psycopg"),
        pool_size=KEPT_CONNECTIONS,
        max_overflow=EXTRA_CONNECTIONS,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            "connect_timeout": CONNECT_WAIT_S,
            "options": f"-c lock_timeout={LOCK_WAIT_S * 1000}",
        },
    )
