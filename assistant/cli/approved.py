"""`civicdesk approved`: which replies are kept for repeats, how often they are used, and their end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.commands import command, group
from assistant.cli.installations import Actor, acting, opened
from assistant.cli.terminal import say, say_table
from assistant.domain.approved_answers import ApprovedState

if TYPE_CHECKING:
    from assistant.domain.approved_answers import ApprovedAnswer

app = group("Approved answers: decided replies that are kept for whoever asks the same again.")

Answer = Annotated[str, typer.Argument(metavar="ANSWER", help="An approved answer's id, from `list`.")]

SHOWN_CHARACTERS = 60
"""Characters of a wording in the list: enough to tell answers apart on a line."""


@command(app, "list")
def list_answers(
    actor: Actor,
    search: Annotated[str, typer.Option(help="Words that the question or the answer must hold.")] = "",
    state: Annotated[ApprovedState | None, typer.Option(help="Only those in this state.")] = None,
) -> None:
    """List the answers that the account may read, lapsed ones first.

    Example: `civicdesk approved list --actor sam --state lapsed`
    """
    with opened() as installation:
        staff = acting(installation, actor)
        found = installation.desk.approved.answers.listed(staff, search, state)
    if not found:
        say("No approved answer fits.")
        return
    say_table(("id", "state", "why", "topic", "language", "used", "asked as"), [_row(one) for one in found])


@command(app, "show")
def show(answer: Answer, actor: Actor) -> None:
    """Show one answer: how it is asked, what it says, what it stands on, what happened to it.

    Example: `civicdesk approved show 3f2a… --actor sam`
    """
    with opened() as installation:
        found = installation.desk.approved.answers.read(acting(installation, actor), answer)
    say(f"{found.facts.id}  {found.state}  {found.facts.topic_id}  {found.facts.language}  used {found.uses}")
    for wording in found.wordings:
        say(f"Asked as    {wording.text}")
    say(f"\n{found.facts.text}\n")
    for one in found.citations:
        say(f"[{one.number}] {one.document_title}, version {one.version_number} ({one.version_id})")
    say(f"Checked by  {found.facts.label}, kept {found.facts.kept_at:%Y-%m-%d %H:%M} UTC")
    for event in found.events:
        say(f"{event.at:%Y-%m-%d %H:%M}  {event.step}  {event.by}  {event.reason}".rstrip())


@command(app, "keep")
def keep(
    case: Annotated[str, typer.Argument(metavar="CASE", help="A decided case's number or id.")],
    actor: Actor,
    wording: Annotated[
        list[str], typer.Option(help="How the question is asked; may be given several times.")
    ],
) -> None:
    """Keep the reply of a decided case for whoever asks in these words.

    Example: `civicdesk approved keep CD-2026-000123 --actor carol --wording "What does a resident permit cost?"`
    """
    with opened() as installation:
        staff = acting(installation, actor)
        with installation.store.read() as work:
            known = work.cases.by_number(case)
        case_id = known.id if known is not None else case
        kept = installation.desk.approved.answers.keep(staff, case_id, wording)
    say(f"Kept: {kept.facts.id}")


@command(app, "renew")
def renew(answer: Answer, actor: Actor) -> None:
    """Use a lapsed answer again, if what it quotes stands word for word in the texts in force now.

    Example: `civicdesk approved renew 3f2a… --actor carol`
    """
    with opened() as installation:
        renewed = installation.desk.approved.answers.renew(acting(installation, actor), answer)
    say(f"In use again on {', '.join(sorted(renewed.version_ids))}.")


@command(app, "withdraw")
def withdraw(
    answer: Answer, actor: Actor, reason: Annotated[str, typer.Option(help="Why; it goes on record.")]
) -> None:
    """Use an answer no more.

    Example: `civicdesk approved withdraw 3f2a… --actor carol --reason "Says too little"`
    """
    with opened() as installation:
        installation.desk.approved.answers.withdraw(acting(installation, actor), answer, reason)
    say("Withdrawn.")


def _row(one: ApprovedAnswer) -> tuple[str, ...]:
    asked = one.wordings[0].text if one.wordings else "–"
    why = one.lapse_reason.value if one.lapse_reason is not None else ""
    facts = one.facts
    return (
        facts.id,
        one.state.value,
        why,
        facts.topic_id,
        facts.language.value,
        str(one.uses),
        asked[:SHOWN_CHARACTERS],
    )
