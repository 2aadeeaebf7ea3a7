"""Brings a database's tables up to date with the migrations packaged here, wherever the process was started."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from assistant.adapters.database.conflicts import TRY_AGAIN, busy_as_conflict
from assistant.domain.errors import Conflict

MIGRATION_TURNS = 30
"""How often a process that starts waits LOCK_WAIT_S for another one's migration: five minutes in all. Copying a large
table may take minutes, and giving up sooner would make a second process fail for no fault."""

_POSTGRESQL_LOCK = 7_412_900_113
"""The advisory lock that stands for migrating this application's tables: a random number, the same in every process."""


def upgrade(engine: sa.Engine) -> None:
    """Run the migrations that are missing, all or none. Processes that start at once take turns.

    Raises Conflict("try_again") if another process's migration takes too long.
    """
    for _ in range(MIGRATION_TURNS - 1):
        try:
            return _upgrade(engine)
        except Conflict as conflict:
            if conflict.code != TRY_AGAIN:
                raise
    return _upgrade(engine)


def _upgrade(engine: sa.Engine) -> None:
    # SQLite's write lock or the advisory lock is taken before it is looked up what is missing.
    with busy_as_conflict(), engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_POSTGRESQL_LOCK)))
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_current(engine: sa.Engine) -> bool:
    """True if no migration is missing."""
    return current_revision(engine) == newest_revision()


def current_revision(engine: sa.Engine) -> str | None:
    """The last migration that ran here, None in an empty database."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """The last migration that there is."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
