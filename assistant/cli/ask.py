"""`civicdesk ask`: one question through the whole pipeline, nothing stored."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Annotated, Any, assert_never

import typer

from assistant.cli.commands import command
from assistant.cli.failures import WrongInput
from assistant.cli.installations import opened
from assistant.cli.terminal import say, say_json
from assistant.domain.questions import Language, Question
from assistant.domain.reasons import REASON_TEXTS
from assistant.domain.routing import (
    AskBack,
    Courtesy,
    ReleaseUnderCertificate,
    ShowEmergency,
    ToPerson,
    Working,
)

if TYPE_CHECKING:
    from assistant.bootstrap import Installation

ASKED_AT = time(12)
"""The hour that `--as-of` means in the town's time zone: any, as long as it lies within the day everywhere it is read."""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "ask")(ask)


def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="As a citizen would write it.")],
    language: Annotated[
        Language | None,
        typer.Option(help="The language of the page; left out: that of the question."),
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Answer as on that day."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")] = False,
) -> None:
    """Ask the answer engine and see what it would do: the route, why, the draft with its quotes, the time each step took.

    Nothing is stored and nobody is told.

    Example: `civicdesk ask "How much does a resident parking permit cost?"`
    """
    if not question.strip():
        raise WrongInput("QUESTION: write a question.")
    with opened() as installation:
        asked = _question(installation, question, language or _language_of(question), as_of)
        working = installation.engine.run(asked)
        found = described(working)
    say_json(found) if as_json else _print(found)


def described(working: Working) -> dict[str, Any]:
    """What the engine made of a question, as plain values."""
    draft = working.draft
    titles = {one.document_id: one.document_title for one in working.evidence}
    return {
        **_route(working),
        "reasons": [
            {"code": reason.value, "text": REASON_TEXTS[reason].en}
            for reason in dict.fromkeys((*_reasons(working), *working.reasons))
        ],
        "department": working.department_id,
        "topic": working.topic_id,
        "confidence": round(working.confidence, 4),
        "draft": draft.text() if draft is not None else None,
        "quotes": [
            {
                "number": number,
                "text": quote.text,
                "document_id": quote.document_id,
                "document": titles.get(quote.document_id, quote.document_id),
                "version_id": quote.version_id,
            }
            for number, quote in enumerate(draft.quotes() if draft is not None else (), start=1)
        ],
        "findings": [
            {"code": finding.reason.value, "claim": finding.claim + 1, "detail": finding.detail}
            for finding in (working.verdict.findings if working.verdict is not None else ())
        ],
        "index_version": working.index_version,
        "timings_ms": {stage.value: round(taken, 2) for stage, taken in working.timings_ms.items()},
    }


def _route(working: Working) -> dict[str, Any]:
    match working.route:
        case ReleaseUnderCertificate(certificate_id=certificate):
            return {"route": "answer", "certificate": certificate}
        case ToPerson() | None:
            return {"route": "review"}
        case AskBack(options=options):
            return {"route": "clarify", "options": list(options)}
        case Courtesy(kind=kind, text=text):
            return {"route": "courtesy", "kind": kind.value, "reply": text}
        case ShowEmergency(contacts=contacts):
            language = working.language or Language.EN
            shown = [{"name": one.name[language], "phone": one.phone} for one in contacts]
            return {"route": "emergency", "contacts": shown}
        case other:
            assert_never(other)


def _reasons(working: Working) -> tuple[Any, ...]:
    match working.route:
        case ToPerson(reasons=reasons) | ShowEmergency(reasons=reasons):
            return reasons
        case _:
            return ()


def _question(installation: Installation, text: str, language: Language, as_of: datetime | None) -> Question:
    at = installation.clock.now()
    if as_of is not None:
        local = datetime.combine(as_of.date(), ASKED_AT, tzinfo=installation.directory.time_zone)
        at = local.astimezone(UTC)
    return Question(installation.ids.new_id(), "command-line", text, language, at)


def _language_of(text: str) -> Language:
    from knowledge_base.text import is_chinese

    return Language.ZH if is_chinese(text) else Language.EN


def _print(found: dict[str, Any]) -> None:
    under = f" under certificate {found['certificate']}" if "certificate" in found else ""
    say(f"Route       {found['route']}{under}")
    for reason in found["reasons"]:
        say(f"Reason      {reason['text']} ({reason['code']})")
    for option in found.get("options", ()):
        say(f"Option      {option}")
    if "reply" in found:
        say(f"Reply       {found['reply']}")
    for contact in found.get("contacts", ()):
        say(f"Contact     {contact['name']}: {contact['phone']}")
    say(f"Topic       {found['topic'] or 'not known'} (department: {found['department'] or 'not known'})")
    say(f"Confidence  {found['confidence']:.2f}")
    if found["draft"] is not None:
        say(f"\n{found['draft']}\n")
    for quote in found["quotes"]:
        say(f"[{quote['number']}] {quote['document']} ({quote['document_id']})\n    “{quote['text']}”")
    for finding in found["findings"]:
        say(f"Problem in sentence {finding['claim']}: {finding['code']} ({finding['detail']})")
    timings = found["timings_ms"]
    steps = ", ".join(f"{stage} {taken:.1f}" for stage, taken in timings.items())
    say(f"\nTook {sum(timings.values()):.1f} ms: {steps}")
