"""`civicdesk audit export`: the root of each finished day as a file that belongs on another system (X-13)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, timedelta
from itertools import takewhile
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.exit_codes import NOT_INTACT
from assistant.cli.installations import opened
from assistant.cli.log_pages import log_entries
from assistant.cli.terminal import complain, say
from assistant.domain.audit_chain import merkle_root, verify
from assistant.domain.oversight import AuditEntry


def export_root(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="An existing folder, best on another system.")
    ],
) -> None:
    """Write yesterday's root (UTC) into a folder, once; exit code 4 if the file there says something else.

    Meant for the scheduler of the office: running it again changes nothing, and a day that was written is checked
    against the log instead of being written over.

    Example: `civicdesk audit export /mnt/archive/roots`
    """
    with opened() as installation:
        verdict = verify(log_entries(installation.store))
        if verdict.problem is not None:
            complain(
                f"civicdesk: entry {verdict.problem.seq} is wrong: {verdict.problem.detail}. Nothing is exported."
            )
            raise typer.Exit(NOT_INTACT)
        day = installation.clock.now().astimezone(UTC).date() - timedelta(days=1)
        hashes = hashes_until(log_entries(installation.store), day)
    found = {"day": day.isoformat(), "entries": len(hashes), "root": merkle_root(hashes)}
    text = json.dumps(found, indent=2) + "\n"
    file = folder / f"root-{day.isoformat()}.json"
    try:
        with file.open("x", encoding="utf-8") as target:
            target.write(text)
    except FileExistsError:
        if file.read_text(encoding="utf-8") != text:
            complain(f"civicdesk: {file.name} says something else than the log does now.")
            raise typer.Exit(NOT_INTACT) from None
    say(f"{file.name}: {found['entries']} entries, root {found['root']}")


def hashes_until(log: Iterable[AuditEntry], day: date) -> list[str]:
    """The hashes of all entries from the first to the end of a day in UTC, in order."""
    return [one.hash for one in takewhile(lambda one: one.at.astimezone(UTC).date() <= day, log)]
