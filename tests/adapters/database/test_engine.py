"""What a transaction promises, on each database."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest
import sqlalchemy as sa

from assistant.adapters.database.engine import make_engine
from assistant.adapters.database.store import DatabaseStore
from assistant.adapters.database.tables import conversations
from tests.adapters.database.builders import a_conversation, a_message
from tests.adapters.database.stores import make_sqlite_store, sqlite_url

REFUSED = (sa.exc.OperationalError, sa.exc.InternalError)


def test_a_reading_block_cannot_write(store: DatabaseStore) -> None:
    """The database itself refuses to write in `read`, and writing works again afterwards."""
    with pytest.raises(REFUSED), store.read() as work:
        work.conversations.add(a_conversation())
    with store.begin() as work:
        work.conversations.add(a_conversation())
    with store.read() as work:
        assert work.conversations.get("c1") is not None


def test_a_reading_block_sees_one_moment(store: DatabaseStore) -> None:
    """What another transaction commits meanwhile stays invisible until the next block."""
    with store.read() as work:
        assert work.conversations.get("c1") is None
        writer = Thread(target=lambda: _add(store))
        writer.start()
        writer.join()
        assert work.conversations.get("c1") is None
    with store.read() as work:
        assert work.conversations.get("c1") is not None


def test_readers_do_not_wait_for_a_writer(store: DatabaseStore, engine: sa.Engine) -> None:
    """Neither `read` nor a plain connection waits for the write lock, and neither sees what is not committed."""
    with store.begin() as work:
        work.conversations.add(a_conversation())
        with store.read() as reader:
            assert reader.conversations.get("c1") is None
        with engine.connect() as connection:
            assert connection.execute(sa.select(sa.func.count()).select_from(conversations)).scalar_one() == 0


def test_the_engine_itself_begins_to_write_with_the_lock(tmp_path: Path) -> None:
    """On SQLite `engine.begin()` waits for the writer before it instead of failing at its first write."""
    store = make_sqlite_store(tmp_path)
    engine = make_engine(sqlite_url(tmp_path))

    def read_then_write() -> None:
        with engine.begin() as connection:
            connection.execute(sa.select(conversations)).all()
            connection.execute(sa.update(conversations).values(disclosure_version="later"))

    with store.begin() as work:
        work.conversations.add(a_conversation())
        other = Thread(target=read_then_write)
        other.start()
        other.join(timeout=0.2)
        assert other.is_alive()
    other.join()
    with store.read() as reader:
        conversation = reader.conversations.get("c1")
    assert conversation is not None
    assert conversation.disclosure_version == "later"


def test_errors_do_not_show_values(store: DatabaseStore) -> None:
    """A refused statement names its table and never what somebody wrote into it."""
    _add(store)
    with pytest.raises(sa.exc.IntegrityError) as refused:
        _add(store)
    assert "conversations" in str(refused.value)
    # PostgreSQL repeats the key itself; the other values never appear.
    assert "2026-01" not in str(refused.value)


def test_sqlite_keeps_what_it_committed_and_forgets_what_it_deleted(tmp_path: Path) -> None:
    """Connections log ahead, sync fully, check references and overwrite deleted rows."""
    make_sqlite_store(tmp_path)
    engine = make_engine(sqlite_url(tmp_path))
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 10_000,
    }


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/civicdesk"])
def test_other_databases_are_refused(url: str) -> None:
    """A database that is lost at the end, or that was never tried, is not used."""
    with pytest.raises(ValueError, match=r"sqlite|file"):
        make_engine(url)


def test_a_block_is_of_no_use_after_it_ended(store: DatabaseStore) -> None:
    """A unit of work that leaked out of its block cannot write any more."""
    with store.begin() as work:
        work.conversations.add(a_conversation())
    with pytest.raises(sa.exc.ResourceClosedError):
        work.conversations.append(a_message())


def _add(store: DatabaseStore) -> None:
    with store.begin() as work:
        work.conversations.add(a_conversation())
