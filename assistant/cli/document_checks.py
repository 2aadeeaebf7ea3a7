"""`civicdesk documents checks` and `release`: what is to be known before a publication, and letting a file through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.commands import command
from assistant.cli.installations import Actor, acting, opened
from assistant.cli.terminal import say

if TYPE_CHECKING:
    from assistant.domain.publication_checks import PublicationReport

VersionId = Annotated[str, typer.Argument(metavar="ID", help="A version's id, as `documents list` shows it.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to the group of documents."""
    command(app, "checks")(checks)
    command(app, "release")(release)


def checks(version: VersionId, actor: Actor) -> None:
    """What holds a version back, what it contradicts or repeats, and what the change touches; each with its id.

    Example: `civicdesk documents checks 4f1c… --actor sam`
    """
    with opened() as installation:
        staff = acting(installation, actor)
        _tell(installation.desk.knowledge.publication_checks.report(staff, version))


def release(
    version: VersionId,
    finding: Annotated[list[str], typer.Option(help="A quarantined place, by its id; may be repeated.")],
    why: Annotated[str, typer.Option(help="Why it is harmless; it goes on record.")],
    actor: Actor,
) -> None:
    """Let quarantined places of a file through, as somebody who did not upload it.

    Example: `civicdesk documents release 4f1c… --finding 9ab2… --why "Quoted as an example" --actor sam`
    """
    with opened() as installation:
        staff = acting(installation, actor)
        _tell(installation.desk.knowledge.publication_checks.release(staff, version, finding, why))


def _tell(report: PublicationReport) -> None:
    from assistant.domain.publication_checks import Check

    for check in Check:
        say(f"{check.value}: {report.standing(check).value}")
    for place in report.quarantined:
        state = f"released by {place.release.by}: {place.release.why}" if place.release else "waits"
        say(f"  {place.id}  {place.kind} ({place.detail}), {state}")
        say(f"      …{place.before}[{place.words}{place.hidden}]{place.after}…".replace("\n", " "))
    for one in report.contradictions:
        say(f"  {one.id}  contradicts {one.theirs.document_id} ({one.theirs.department_id})")
        say(f"      this version: {one.ours.sentence}".replace("\n", " "))
        say(f"      published:    {one.theirs.sentence}".replace("\n", " "))
    for same in report.duplicates:
        say(f"  {same.id}  {same.share:.0%} of it stands in {same.document_id} ({same.department_id})")
    for gap in report.incomplete:
        say(f"  {gap.id}  {gap.check.value}: {gap.gap.value} {gap.detail}")
    touched = report.touched
    say(f"  open cases: {len(touched.cases) + touched.other_cases}, replies: {touched.replies}")
