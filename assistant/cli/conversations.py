"""`civicdesk conversations`: erasing one for a citizen who asked otherwise than in the chat."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.commands import command, group
from assistant.cli.installations import Actor, acting, opened
from assistant.cli.terminal import say

app = group("Erase conversations for citizens, as an administrator.")


def erase(
    conversation: Annotated[
        str, typer.Argument(metavar="ID", help="The conversation's id, as on the citizen's receipt.")
    ],
    actor: Actor,
    reason: Annotated[str, typer.Option(help="Why; it goes on record.")],
) -> None:
    """Erase a conversation for good: its messages, drafts, replies and notes, and what was derived from them.

    Example: `civicdesk conversations erase 9c41… --actor ada --reason "Asked for by letter"`
    """
    with opened() as installation:
        erased = installation.desk.erasure.erase_for(acting(installation, actor), conversation, reason)
        say(f"{conversation} is erased.")
        for copy in erased.copies:
            made, kept = f"{copy.made_at:%Y-%m-%d %H:%M}", f"{copy.kept_until:%Y-%m-%d}"
            say(f"The backup of {made} UTC still holds it and is to be deleted by {kept}.")


command(app, "erase")(erase)
