"""`civicdesk audit prove` and `audit check-proof`: one case's log entries, provable without the database (X-13)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.exit_codes import NOT_INTACT
from assistant.cli.failures import WrongInput
from assistant.cli.installations import opened
from assistant.cli.log_pages import log_entries
from assistant.cli.terminal import complain, say, say_json
from assistant.domain.audit_chain import verify
from assistant.domain.errors import NotFound
from assistant.domain.log_proofs import check, prove

ROOT_DIGITS = 64
"""Hexadecimal digits of a root: SHA-256 has 256 bits, four to a digit."""


def prove_case(
    case: Annotated[
        str, typer.Argument(metavar="CASE", help="The id of a case, or of another logged object.")
    ],
) -> None:
    """Print, as JSON, the log entries about a case and its question, with the way from each to today's root.

    The chain is verified first; a broken one proves nothing (exit code 4). Keep the root apart from the file.

    Example: `civicdesk audit prove CASE > proof.json`
    """
    with opened() as installation:
        verdict = verify(log_entries(installation.store))
        if verdict.problem is not None:
            complain(
                f"civicdesk: entry {verdict.problem.seq} is wrong: {verdict.problem.detail}. Nothing is proved."
            )
            raise typer.Exit(NOT_INTACT)
        with installation.store.read() as work:
            stored = work.cases.get(case)
        subjects = frozenset({case} if stored is None else {case, stored.question_id})
        proof = prove(log_entries(installation.store), subjects)
    if proof is None:
        raise NotFound("The log says nothing about this.")
    say_json(proof)


def check_proof(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `audit prove` printed.")],
    case: Annotated[str, typer.Option("--case", help="The id the proof must be about.")],
    root: Annotated[str, typer.Option("--root", help="The root as it was kept elsewhere.")],
) -> None:
    """Check a proof against a root that was kept elsewhere. Needs no database; exit code 4 if it does not hold.

    It shows that these entries stood in the log, not that there are no others.

    Example: `civicdesk audit check-proof proof.json --case CASE --root 9f86d081…`
    """
    if len(root) != ROOT_DIGITS or set(root) - set("0123456789abcdef"):
        raise WrongInput("--root: give 64 hexadecimal digits.")
    try:
        proof = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise WrongInput(f"{file.name}: this is not JSON.") from error
    verdict = check(proof, root, case)
    if verdict.problem is not None:
        complain(f"civicdesk: the proof does not hold: {verdict.problem}.")
        raise typer.Exit(NOT_INTACT)
    say(f"Proved: {verdict.entries} entries stood in the log under this root.")
