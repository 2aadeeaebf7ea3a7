"""`civicdesk documents add-address`: a page of a listed site becomes a draft version."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from assistant.cli.commands import command
from assistant.cli.installations import Actor, acting, opened
from assistant.cli.terminal import say
from knowledge_base import Audience, JurisdictionLevel

DAY = ["%Y-%m-%d"]


def add_to(app: typer.Typer) -> None:
    """Add the command to the group of documents."""
    command(app, "add-address")(add_address)


def add_address(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="An https address of a listed site.")],
    actor: Actor,
    document_id: Annotated[str, typer.Option(help="The document's id.")],
    title: Annotated[str, typer.Option(help="The document's title.")],
    department: Annotated[str, typer.Option(help="The id of the department that owns it.")],
    language: Annotated[str, typer.Option(help="Language of the text, such as en or zh.")],
    effective_from: Annotated[
        datetime, typer.Option(formats=DAY, metavar="YYYY-MM-DD", help="First day in force.")
    ],
    effective_to: Annotated[
        datetime | None,
        typer.Option(formats=DAY, metavar="YYYY-MM-DD", help="Last day in force; left out: open."),
    ] = None,
    audience: Annotated[Audience, typer.Option(help="Who may find it.")] = Audience.PUBLIC,
    level: Annotated[
        JurisdictionLevel, typer.Option(help="The level it speaks for.")
    ] = JurisdictionLevel.CITY,
) -> None:
    """Fetch a document from a site that CIVICDESK_INTAKE_SITES lists, into a draft version.

    Nothing new is stored where the text there is that of the newest version fetched from this address.

    Example: `civicdesk documents add-address https://www.example.org/waste.html --document-id waste-collection
    --title "Waste collection" --department environment --language en --effective-from 2027-01-01 --actor edith`
    """
    from assistant.services.web_intake import AddressRequest

    request = AddressRequest(
        address=address,
        document_id=document_id,
        title=title,
        department_id=department,
        language=language,
        effective_from=effective_from.date(),
        effective_to=effective_to.date() if effective_to is not None else None,
        audience=audience,
        level=level,
    )
    with opened() as installation:
        fetched = installation.desk.knowledge.web_intake.add(acting(installation, actor), request)
    version = fetched.preview.version
    if not fetched.is_new:
        say(f"{version.id}  {version.document_id}: nothing new, the text is that of version {version.number}")
        return
    say(
        f"{version.id}  {version.document_id} version {version.number}, {len(fetched.preview.passages)} passages"
    )
    for warning in fetched.preview.warnings:
        say(f"    warning: {warning.kind}: {warning.detail}")
