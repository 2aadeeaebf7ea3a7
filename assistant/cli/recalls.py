"""`civicdesk documents recall`: a version is withdrawn and the replies that cited it are listed, in one command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.commands import command
from assistant.cli.installations import Actor, acting, opened
from assistant.cli.terminal import say, say_table

if TYPE_CHECKING:
    from assistant.bootstrap import Installation
    from assistant.domain.recalls import Recall


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "recall")(recall)


def recall(
    version: Annotated[str, typer.Argument(metavar="VERSION", help="A version's id.")],
    actor: Actor,
    reason: Annotated[str, typer.Option(help="Why; it goes on record.")],
) -> None:
    """Withdraw a version at once and list every reply that cited it, so that its citizens can be told.

    Repeating it lists the same replies. Supervisors decide in the console which citizens get a correction.

    Example: `civicdesk documents recall 3f2a… --actor sam --reason "The fee was never decided"`
    """
    with opened() as installation:
        staff = acting(installation, actor)
        recalled = installation.desk.recall.emergency.recall(staff, version, reason)
        if recalled.change is None:
            say(f"{version} is withdrawn. It never was in force, so no reply can have cited it.")
            return
        say(f"{version} is withdrawn. Replies that cited it: {len(recalled.replies)}.")
        if recalled.replies:
            rows = [_row(installation, one) for one in recalled.replies]
            say_table(("reply", "case", "sent", "department", "language", "state"), rows)


def _row(installation: Installation, one: Recall) -> tuple[str, ...]:
    with installation.store.read() as work:
        case = work.cases.of_question(one.question_id)
    return (
        one.reply_id,
        case.number if case is not None else "–",
        f"{one.replied_at:%Y-%m-%d %H:%M}",
        one.department_id,
        one.language,
        one.state.value,
    )
