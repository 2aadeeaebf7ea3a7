"""The packaged migrations, on each database."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from assistant.adapters.database import appeal_tables as appeal_tables
from assistant.adapters.database import approved_answer_tables as approved_answer_tables
from assistant.adapters.database import choice_tables as choice_tables
from assistant.adapters.database import competence_tables as competence_tables
from assistant.adapters.database import contact_tables as contact_tables
from assistant.adapters.database import hand_over_tables as hand_over_tables
from assistant.adapters.database import health_tables as health_tables
from assistant.adapters.database import migrate
from assistant.adapters.database import model_call_tables as model_call_tables
from assistant.adapters.database import need_tables as need_tables
from assistant.adapters.database import oversight_tables as oversight_tables
from assistant.adapters.database import publication_check_tables as publication_check_tables
from assistant.adapters.database import queue_entry_tables as queue_entry_tables
from assistant.adapters.database import rating_tables as rating_tables
from assistant.adapters.database import recall_tables as recall_tables
from assistant.adapters.database import reply_audit_tables as reply_audit_tables
from assistant.adapters.database import reviewing_tables as reviewing_tables
from assistant.adapters.database import saved_question_tables as saved_question_tables
from assistant.adapters.database import screening_tables as screening_tables
from assistant.adapters.database import seed_tables as seed_tables
from assistant.adapters.database import tables as tables
from assistant.adapters.database import task_tables as task_tables
from assistant.adapters.database import trial_tables as trial_tables
from assistant.adapters.database.cipher import Cipher
from assistant.adapters.database.engine import make_engine
from assistant.adapters.database.schema import metadata
from assistant.adapters.database.store import DatabaseStore
from assistant.domain.errors import Conflict
from knowledge_base import store as knowledge_base_tables
from tests.adapters.database.builders import a_conversation
from tests.adapters.database.stores import MASTER_KEY

ROOT = Path(__file__).parents[3]

UPGRADE = """
import sys
from assistant.adapters.database.engine import make_engine
from assistant.adapters.database.migrate import upgrade
engine = make_engine(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
upgrade(engine)
"""


@pytest.fixture
def empty(empty_url: str) -> sa.Engine:
    """An engine on a database without tables."""
    return make_engine(empty_url)


def test_migrations_and_tables_agree(empty: sa.Engine) -> None:
    """Nothing is left to do between what the migrations made and what the code expects."""
    migrate.upgrade(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"target_metadata": [metadata, knowledge_base_tables.metadata]}
        )
        assert compare_metadata(context, [metadata, knowledge_base_tables.metadata]) == []  # type: ignore[arg-type]


def test_a_missing_column_would_be_noticed(empty: sa.Engine) -> None:
    """The comparison above does see differences."""
    migrate.upgrade(empty)
    with empty.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE staff DROP COLUMN display_name")
    with empty.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, [metadata, knowledge_base_tables.metadata])  # type: ignore[arg-type]
    assert [difference[0] for difference in differences] == ["add_column"]


def test_upgrading_again_changes_nothing(empty: sa.Engine) -> None:
    """A store that is up to date keeps its rows through another start."""
    assert migrate.current_revision(empty) is None
    assert not migrate.is_current(empty)
    migrate.upgrade(empty)
    with DatabaseStore(empty, Cipher(MASTER_KEY)).begin() as work:
        work.conversations.add(a_conversation())
    migrate.upgrade(empty)
    assert migrate.is_current(empty)
    assert migrate.current_revision(empty) == migrate.newest_revision()
    with DatabaseStore(empty, Cipher(MASTER_KEY)).read() as work:
        assert work.conversations.get("c1") == a_conversation()


def test_processes_that_start_at_once_take_turns(empty_url: str, tmp_path: Path) -> None:
    """Four processes upgrade one empty database, from a directory of their own; none fails."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", UPGRADE, empty_url],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    problems = [process.communicate(timeout=60)[1] for process in processes]
    assert [(process.returncode, problem) for process, problem in zip(processes, problems, strict=True)] == [
        (0, "")
    ] * 4
    assert migrate.is_current(make_engine(empty_url))


def test_a_failed_migration_leaves_nothing_behind(empty: sa.Engine) -> None:
    """When the second half of a migration fails, the first half is undone as well."""
    with empty.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE staff (id TEXT)")
    with pytest.raises((sa.exc.OperationalError, sa.exc.ProgrammingError), match="staff"):
        migrate.upgrade(empty)
    assert sa.inspect(empty).get_table_names() == ["staff"]


def test_a_migration_that_never_ends_is_waited_for_and_then_given_up(
    new_postgres: Callable[[bool], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that cannot get its turn says so instead of running on old tables."""
    monkeypatch.setattr(migrate, "MIGRATION_TURNS", 2)
    url = new_postgres(False)
    holder = make_engine(url)
    impatient = make_engine(url)
    sa.event.listen(impatient, "connect", _wait_briefly)
    with holder.connect() as connection:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(migrate._POSTGRESQL_LOCK)))
        with pytest.raises(Conflict) as refused:
            migrate.upgrade(impatient)
    assert refused.value.code == "try_again"
    assert not migrate.is_current(impatient)
    migrate.upgrade(impatient)
    assert migrate.is_current(impatient)


def _wait_briefly(connection: object, _record: object) -> None:
    connection.execute("SET lock_timeout = '50ms'")  # type: ignore[attr-defined]
    connection.commit()  # type: ignore[attr-defined]
