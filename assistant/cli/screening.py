"""`civicdesk screening`: the rules of the screen, a message tried out, and changes by policy staff."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.commands import command, group
from assistant.cli.exit_codes import FAILED
from assistant.cli.installations import Actor, acting, opened
from assistant.cli.terminal import complain, say, say_json, say_table
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.screening_changes import (
    Content,
    ExceptionAdded,
    Expected,
    MessageAdded,
    PhraseAdded,
    Undone,
)
from assistant.domain.staff import Grant, Role, Staff

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.services.screening_desk import ScreeningDesk
    from assistant.services.screening_views import SeenChange

app = group("The screen: what a message must not say if a machine is to answer it.")

READER = Staff("system", "system", "Command line", (Grant(Role.AUDITOR),))
"""Reads and tries where no account is named; a change is always a person's."""

Why = Annotated[str, typer.Option("--reason", help="Why; it goes on record.")]
In = Annotated[Language, typer.Argument(metavar="LANGUAGE", help="en or zh.")]
ChangeId = Annotated[str, typer.Argument(metavar="CHANGE", help="A change's id.")]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]


@command(app, "rules")
def rules(language: In, as_json: Json = False) -> None:
    """All rules in force, in words.

    Example: `civicdesk screening rules en`
    """
    with opened() as installation:
        seen = installation.desk.screening.rules(READER)
    if as_json:
        say_json(
            [
                {
                    "name": rule.text.name,
                    "reason": rule.text.reason.value,
                    "emergency": rule.text.emergency,
                    "needed": rule.text.needed,
                    "phrases": list(rule.text.phrases[language]),
                    "except": [*rule.text.exceptions[language], *rule.added_exceptions[language]],
                }
                for rule in seen
            ]
        )
        return
    for rule in seen:
        say(f"{rule.text.name}{' (help is shown at once)' if rule.text.emergency else ''}")
        for phrase in rule.text.phrases[language]:
            say(f"  fires on  {phrase}")
        for phrase in (*rule.text.exceptions[language], *rule.added_exceptions[language]):
            say(f"  not on    {phrase}")


@command(app, "try")
def try_out(
    language: In, text: Annotated[str, typer.Argument(metavar="MESSAGE")], as_json: Json = False
) -> None:
    """Which rules fire on a message, and on which words. Nothing is stored.

    Example: `civicdesk screening try en "Your clerk was rude to me"`
    """
    with opened() as installation:
        tried = installation.desk.screening.try_out(READER, text, language)
    if as_json:
        say_json(
            {
                "masked": tried.masked,
                "personal_data": list(tried.personal_data),
                "contacts": list(tried.contacts),
                "fired": [
                    {"reason": one.reason.value, "rule": one.rule, "words": list(one.words)}
                    for one in tried.fired
                ],
            }
        )
        return
    if not tried.fired:
        say("No rule fires.")
    else:
        rows = [(one.reason.value, one.rule, " · ".join(one.words)) for one in tried.fired]
        say_table(("reason", "rule", "words seen"), rows)
    for contact in tried.contacts:
        say(f"shown at once: {contact}")
    if tried.personal_data:
        say(f"goes on as: {tried.masked}")


@command(app, "messages")
def messages() -> None:
    """The test messages, with what the rules in force make of each; exit code 1 if one fails.

    Example: `civicdesk screening messages`
    """
    with opened() as installation:
        found = installation.desk.screening.messages(READER)
    rows = [
        (
            "ok" if one.holds else "FAILS",
            one.message.expected.value,
            ", ".join(reason.value for reason in one.reasons) or "–",
            one.message.text,
        )
        for one in sorted(found, key=lambda one: one.holds)
    ]
    say_table(("", "expected", "found", "message"), rows)
    failing = sum(not one.holds for one in found)
    if failing:
        complain(f"civicdesk: {failing} of {len(found)} test messages fail with the rules in force.")
        raise typer.Exit(FAILED)


@command(app, "changes")
def changes() -> None:
    """Every change of the rules, newest first.

    Example: `civicdesk screening changes`
    """
    with opened() as installation:
        seen = installation.desk.screening.changes(READER)
    rows = [
        (
            one.change.id,
            one.change.kind.value,
            one.state.value,
            one.by,
            f"{one.at:%Y-%m-%d %H:%M}",
            _text(one),
        )
        for one in seen
    ]
    say_table(("change", "kind", "state", "by", "stated", "what"), rows)


@command(app, "phrase")
def phrase(
    reason: Annotated[
        Reason, typer.Argument(metavar="REASON", help="What it is a sign of, such as complaint.")
    ],
    language: In,
    text: Annotated[str, typer.Argument(metavar="PHRASE")],
    actor: Actor,
    why: Why,
    emergency: Annotated[bool, typer.Option("--emergency", help="Show help at once.")] = False,
) -> None:
    """Add a phrase whose messages go to a person. In force at once.

    Example: `civicdesk screening phrase complaint en "shame on you" --actor edith --reason "Seen in cases"`
    """
    _state(actor, PhraseAdded(reason, language, text, emergency), why)


@command(app, "exception")
def exception(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="A rule's name, such as complaint/complaint.")],
    language: In,
    text: Annotated[str, typer.Argument(metavar="PHRASE")],
    actor: Actor,
    why: Why,
) -> None:
    """Propose a look-alike that a rule must not look at. A second person confirms it.

    Example: `civicdesk screening exception complaint/complaint en "complaints box" --actor edith --reason "A form"`
    """
    _state(actor, ExceptionAdded(rule, language, text), why)


@command(app, "message")
def message(
    expected: Annotated[Expected, typer.Argument(metavar="EXPECTED", help="flagged or passes.")],
    language: In,
    text: Annotated[str, typer.Argument(metavar="MESSAGE")],
    actor: Actor,
    why: Why,
    reason: Annotated[Reason | None, typer.Option("--for", help="The reason it must be flagged for.")] = None,
) -> None:
    """Add a test message that no later change may break.

    Example: `civicdesk screening message passes en "Where is the complaints box?" --actor edith --reason "A form"`
    """
    _state(actor, MessageAdded(expected, language, text, reason), why)


@command(app, "confirm")
def confirm(change: ChangeId, actor: Actor, why: Why) -> None:
    """Let a proposed change take effect: never by whoever proposed it.

    Example: `civicdesk screening confirm 3f2a… --actor sam --reason "Looked at it"`
    """
    _step(actor, lambda desk, staff: desk.confirm(staff, change, why))


@command(app, "decline")
def decline(change: ChangeId, actor: Actor, why: Why) -> None:
    """End a proposed change without effect.

    Example: `civicdesk screening decline 3f2a… --actor sam --reason "Too wide"`
    """
    _step(actor, lambda desk, staff: desk.decline(staff, change, why))


@command(app, "undo")
def undo(change: ChangeId, actor: Actor, why: Why) -> None:
    """Take a change back that is in force; what that loosens waits for a second person.

    Example: `civicdesk screening undo 3f2a… --actor edith --reason "Too wide"`
    """
    _step(actor, lambda desk, staff: desk.undo(staff, change, why))


def _state(actor: str, content: Content, why: str) -> None:
    _step(actor, lambda desk, staff: desk.change(staff, content, why))


def _step(actor: str, call: Callable[[ScreeningDesk, Staff], SeenChange]) -> None:
    with opened() as installation:
        seen = call(installation.desk.screening, acting(installation, actor))
    waits = " (a second person must confirm it)" if seen.state == "proposed" else ""
    say(f"{seen.change.id}: {seen.state.value}{waits}")


def _text(seen: SeenChange) -> str:
    match seen.change.content:
        case PhraseAdded(reason=reason, phrase=text):
            return f"{reason.value}: {text}"
        case ExceptionAdded(rule=rule, phrase=text):
            return f"{rule}: {text}"
        case MessageAdded(expected=expected, text=text):
            return f"{expected.value}: {text}"
        case Undone(change_id=change_id):
            return change_id
