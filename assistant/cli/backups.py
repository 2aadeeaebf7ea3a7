"""`civicdesk backup` and `civicdesk restore`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from assistant.backup import write_backup
from assistant.cli.commands import command
from assistant.cli.failures import CommandRefused
from assistant.cli.terminal import progress_bars, say
from assistant.restore import restore_backup
from assistant.settings import Settings, load_settings

File = Annotated[Path, typer.Argument(metavar="FILE", dir_okay=False, help="The backup.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    command(app, "backup")(backup)
    command(app, "restore")(restore)


def backup(file: File) -> None:
    """Copy the whole installation into one file, also while the service runs.

    It holds the database of one moment, the index versions and the keys, with a list of hashes. It is as secret as
    the data folder, and what is erased later stays readable in it: keep it no longer than your erasures may take.

    Example: `civicdesk backup /backups/monday.tar`
    """
    settings = _embedded(load_settings())
    with progress_bars() as progress:
        manifest = write_backup(settings.data_dir, file, _now(), progress)
    say(f"{file}: {len(manifest.files)} files, {manifest.size / 1e6:.1f} MB.")


def restore(
    file: File,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Replace what is there; the old folder is kept under another name."),
    ] = False,
    erasures: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="The file erasures.jsonl of the lost data folder: what was erased since the backup.",
        ),
    ] = None,
) -> None:
    """Put a backup in place of the data folder. Everything in it is checked before anything is replaced.

    Refused while the service runs, and for a data folder that is not empty unless `--replace` is given. What citizens
    erased since the backup was made is erased again: the old data folder tells, or its file `erasures.jsonl`.

    Example: `civicdesk restore --replace /backups/monday.tar`
    """
    settings = _embedded(load_settings())
    with progress_bars() as progress:
        kept = restore_backup(file, settings.data_dir, _now(), progress, replace=replace, erasures=erasures)
    say(f"Restored into {settings.data_dir}.")
    if kept is not None:
        say(f"What was there lies in {kept}.")


def _now() -> datetime:
    from assistant.adapters.system import SystemClock

    return SystemClock().now().astimezone(UTC)


def _embedded(settings: Settings) -> Settings:
    if not settings.embedded:
        raise CommandRefused(
            "The database is not in the data folder (CIVICDESK_DATABASE_URL is set): use pg_dump and pg_restore, and "
            "copy the data folder (master.key and indexes) at the same time."
        )
    return settings
