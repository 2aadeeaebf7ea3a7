"""A ready store on SQLite for any test: real tables, real encryption, in a directory of the test's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.adapters.database.cipher import Cipher
from assistant.adapters.database.engine import forget_deleted, make_engine
from assistant.adapters.database.migrate import upgrade
from assistant.adapters.database.store import DatabaseStore

MASTER_KEY = bytes(range(32))
"""The same in all tests, so that a store can be opened again."""

FILE_NAME = "civicdesk.sqlite"


def make_sqlite_store(directory: Path) -> DatabaseStore:
    """An up-to-date store in this directory; one that is already there is opened again."""
    file = directory / FILE_NAME
    if not file.exists():
        directory.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_migrated_file())
    return DatabaseStore(make_engine(sqlite_url(directory)), Cipher(MASTER_KEY))


def sqlite_url(directory: Path) -> str:
    """The address of the database in this directory."""
    return f"sqlite:///{directory / FILE_NAME}"


@cache
def _migrated_file() -> bytes:
    # Migrating takes longer than many a test: done once a run, then copied.
    with TemporaryDirectory() as directory:
        engine = make_engine(sqlite_url(Path(directory)))
        upgrade(engine)
        forget_deleted(engine)
        engine.dispose()
        return (Path(directory) / FILE_NAME).read_bytes()
