"""`civicdesk documents list`."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.commands import command
from assistant.cli.installations import opened
from assistant.cli.terminal import say_json, say_table
from knowledge_base import VersionState


def add_to(app: typer.Typer) -> None:
    """Add the command to the group of documents."""
    command(app, "list")(list_documents)


def list_documents(
    state: Annotated[VersionState | None, typer.Option(help="Only versions in this state.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")] = False,
) -> None:
    """Every document with its versions, newest first.

    Example: `civicdesk documents list --state submitted`
    """
    with opened() as installation:
        found = [
            (summary.document, version)
            for summary in installation.knowledge_base.documents()
            for version in summary.versions
            if state is None or version.state is state
        ]
    if as_json:
        say_json(
            [
                {
                    "document_id": document.id,
                    "version_id": version.id,
                    "number": version.number,
                    "title": version.title,
                    "department": document.department_id,
                    "language": document.language,
                    "audience": document.audience.value,
                    "state": version.state.value,
                    "served": version.served,
                    "effective_from": version.effective_from.isoformat(),
                    "effective_to": version.effective_to.isoformat() if version.effective_to else None,
                }
                for document, version in found
            ]
        )
        return
    say_table(
        ("document", "version", "state", "in force", "department", "title", "id"),
        [
            (
                document.id,
                str(version.number),
                version.state.value,
                f"{version.effective_from} to {version.effective_to or '…'}",
                document.department_id,
                version.title,
                version.id,
            )
            for document, version in found
        ],
    )
