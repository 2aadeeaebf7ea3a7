"""Opening the installation that the settings name, and finding the person who acts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.domain.errors import Forbidden
from assistant.domain.staff import Staff
from assistant.settings import Settings, load_settings

if TYPE_CHECKING:
    from assistant.bootstrap import Installation

Actor = Annotated[
    str, typer.Option("--actor", metavar="USERNAME", help="The account in whose name and with whose rights.")
]

QUIET_LEVEL = "WARNING"
"""Commands tell what they did themselves; INFO is for the service's log."""


@contextmanager
def opened(settings: Settings | None = None) -> Iterator[Installation]:
    """The installation, closed at the end. Its database is brought up to date first."""
    # Imported here, because it loads every library of the product, and `--help` needs none of them.
    from assistant.bootstrap import build, set_up_logging

    settings = settings or load_settings()
    set_up_logging(QUIET_LEVEL if settings.log_level == "INFO" else settings.log_level)
    installation = build(settings)
    try:
        yield installation
    finally:
        installation.close()


def acting(installation: Installation, username: str) -> Staff:
    """The account of that name, to act with its rights and no others. Raises NotFound, Forbidden if it is closed."""
    from assistant.services.accounts import Operator

    staff = installation.desk.accounts.by_username(Operator.COMMAND_LINE, username)
    if not staff.active:
        raise Forbidden(f"The account {staff.username} is closed.")
    return staff
