"""How a failed command ends: one plain line that names the field, and an exit code."""

from __future__ import annotations

import os
import sqlite3

from assistant.backup import BackupRefused
from assistant.cli.exit_codes import FAILED, WRONG_INPUT
from assistant.domain.errors import DomainError, Invalid
from assistant.evaluation.dataset_rows import RowError
from assistant.restore import RestoreRefused
from assistant.run_lock import AlreadyRunning
from assistant.settings import PREFIX, SettingsError
from assistant.supervise import ProgramFailed
from knowledge_base import InvalidInput, KnowledgeBaseError

LOG_LEVEL = f"{PREFIX}LOG_LEVEL"


class WrongInput(Exception):
    """An argument or a line of a file is wrong. The message names it."""


class CommandRefused(Exception):
    """The command cannot be done here. The message says why, and what to do instead."""


_PLAIN: tuple[type[Exception], ...] = (
    DomainError,
    KnowledgeBaseError,
    AlreadyRunning,
    BackupRefused,
    CommandRefused,
    ProgramFailed,
    RestoreRefused,
)
"""Errors whose message is written for people."""


def debugging() -> bool:
    """Whether tracebacks are wanted. Asked of the environment alone, since the settings may be what is wrong."""
    return os.environ.get(LOG_LEVEL, "").upper() == "DEBUG"


def told(error: Exception) -> tuple[str, int]:
    """The line to show and the exit code."""
    match error:
        case Invalid(field=field) | InvalidInput(field=field):
            return f"{field}: {error}", WRONG_INPUT
        case SettingsError() | WrongInput() | RowError():
            return str(error), WRONG_INPUT
        case FileNotFoundError() if error.filename is not None:
            return f"{error.filename}: there is no such file or folder", FAILED
        case OSError() if error.filename is not None:
            return f"{error.filename}: {error.strerror}", FAILED
        case OSError():
            return error.strerror or str(error) or type(error).__name__, FAILED
        case _ if isinstance(error, _PLAIN):
            return str(error), FAILED
        case _ if _of_database(error):
            return f"The database cannot be used ({type(error).__name__}). {_more()}", FAILED
        case _ if type(error).__module__.partition(".")[0] in ("assistant", "knowledge_base"):
            return str(error) or type(error).__name__, FAILED
        case RuntimeError():
            return f"{error}. {_more()}", FAILED
        case _:
            # The message could hold what somebody wrote; the name of the class cannot.
            kind = f"{type(error).__module__}.{type(error).__name__}".removeprefix("builtins.")
            return f"Something unforeseen went wrong ({kind}). {_more()}", FAILED


def _of_database(error: Exception) -> bool:
    return isinstance(error, sqlite3.Error) or type(error).__module__.partition(".")[0] in (
        "sqlalchemy",
        "psycopg",
        "alembic",
    )


def _more() -> str:
    return f"{LOG_LEVEL}=DEBUG shows the details."
