"""`civicdesk audit`: the hash chain of the audit log."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from itertools import takewhile
from typing import Annotated

import typer

from assistant.cli.commands import command, group
from assistant.cli.exit_codes import NOT_INTACT
from assistant.cli.failures import WrongInput
from assistant.cli.installations import opened
from assistant.cli.log_pages import log_entries
from assistant.cli.log_proofs import check_proof, prove_case
from assistant.cli.log_roots import export_root
from assistant.cli.terminal import complain, say, say_json
from assistant.domain.audit_chain import Anchor, ChainVerdict, merkle_root, verify
from assistant.domain.errors import NotFound

app = group("Verify the audit log and export what can be kept elsewhere to prove it later.")


def verify_chain(
    anchors: Annotated[
        list[str] | None,
        typer.Option(
            "--anchor", metavar="SEQ:HASH", help="A hash kept elsewhere that must be met; repeatable."
        ),
    ] = None,
) -> None:
    """Recompute the whole chain. Exit code 0 if it is intact, 4 if it is not: the first wrong entry is named.

    A log cut off at its end still holds together. Keep the head that this command prints somewhere else and give it
    as `--anchor` next time: then a cut shows as well.

    Example: `civicdesk audit verify --anchor 120:9f86d081…`
    """
    kept = [_anchor(one) for one in anchors or ()]
    with opened() as installation:
        verdict = verify(log_entries(installation.store), kept)
    _tell(verdict)


def replay(
    number: Annotated[
        str, typer.Argument(metavar="NUMBER", help="The number of a case, e.g. CD-2026-000123.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")] = False,
) -> None:
    """Rebuild a case from the log alone and hold it against what is stored. Exit code 4 if they do not agree.

    Example: `civicdesk audit replay CD-2026-000123`
    """
    with opened() as installation:
        try:
            with installation.store.read() as work:
                found = installation.desk.replays.of(work, number)
        except NotFound as error:
            raise WrongInput(f"NUMBER: {error}") from error
    said = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(found.rebuilt).items()
    }
    if as_json:
        say_json({**said, "differences": list(found.differences), "erased": found.erased})
    else:
        for name, value in said.items():
            shown = ", ".join(value) if isinstance(value, tuple) else value
            say(f"{name}: {shown if shown not in (None, '') else '-'}")
    if found.differences:
        complain(f"The log and the store do not agree: {', '.join(found.differences)}.")
        raise typer.Exit(NOT_INTACT)
    if not as_json:
        say("The log alone rebuilds this case, and the store says the same.")


def root(
    day: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="A day in UTC; left out: today."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")] = False,
) -> None:
    """The Merkle root (RFC 6962) of all entries up to the end of a day, to be published or kept elsewhere.

    The chain is verified first; a broken one has no root (exit code 4).

    Example: `civicdesk audit root --day 2027-01-31`
    """
    with opened() as installation:
        verdict = verify(log_entries(installation.store))
        if not verdict.intact:
            _tell(verdict)
        until = (day or installation.clock.now()).date()
        upto = list(
            takewhile(lambda one: one.at.astimezone(UTC).date() <= until, log_entries(installation.store))
        )
    found = {
        "day": until.isoformat(),
        "entries": len(upto),
        "root": merkle_root([one.hash for one in upto]),
        "head": upto[-1].hash if upto else None,
    }
    if as_json:
        say_json(found)
        return
    for name, value in found.items():
        say(f"{name:<8} {value if value is not None else 'none'}")


def _tell(verdict: ChainVerdict) -> None:
    problem = verdict.problem
    if problem is None:
        say(f"Intact: {verdict.entries} entries. Head to keep elsewhere: {verdict.entries}:{verdict.head}")
        return
    complain(
        f"civicdesk: entry {problem.seq} is wrong: {problem.detail}. The {verdict.entries} before it are intact."
    )
    raise typer.Exit(NOT_INTACT)


def _anchor(given: str) -> Anchor:
    seq, _, value = given.partition(":")
    if not seq.isdigit() or len(value) != 64 or set(value) - set("0123456789abcdef"):
        raise WrongInput("--anchor: give SEQ:HASH, a number and 64 hexadecimal digits.")
    return Anchor(int(seq), value)


command(app, "verify")(verify_chain)
command(app, "root")(root)
command(app, "prove")(prove_case)
command(app, "check-proof")(check_proof)
command(app, "export")(export_root)
command(app, "replay")(replay)
