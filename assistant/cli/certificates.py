"""`civicdesk certify`: what the labels of a topic carry, and signing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.commands import command
from assistant.cli.exit_codes import FAILED
from assistant.cli.failures import WrongInput
from assistant.cli.installations import acting, opened
from assistant.cli.terminal import complain, say, say_table
from assistant.domain.questions import Language
from assistant.domain.staff import Grant, Role, Staff

if TYPE_CHECKING:
    from assistant.services.certificates import Trial

READER = Staff("system", "system", "Command line", (Grant(Role.SUPERVISOR),))
"""Reads a trial where no account is named; never signs, since a signature is a person's."""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "certify")(certify)


def certify(
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help="A topic's id.")],
    language: Annotated[Language, typer.Argument(metavar="LANGUAGE", help="en or zh.")],
    alpha: Annotated[float, typer.Option(help="The highest share of wrong answers that is promised.")],
    delta: Annotated[float, typer.Option(help="The chance that this promise is itself wrong.")],
    sign: Annotated[
        bool, typer.Option("--sign", help="Sign the certificate if the labels carry it.")
    ] = False,
    actor: Annotated[
        str | None, typer.Option(metavar="USERNAME", help="Who signs: a supervisor's account.")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Why it is signed; it goes on record.")] = None,
) -> None:
    """Try what a topic's blind labels carry in one language: risk and coverage at each threshold.

    Nobody chooses a threshold: the procedure gives it, or says how many labels are missing (exit code 1).

    Example: `civicdesk certify resident-parking en --alpha 0.1 --delta 0.1 --sign --actor sam --reason "Quarterly review"`
    """
    if sign and (actor is None or reason is None):
        raise WrongInput(f"{'--actor' if actor is None else '--reason'}: needed to sign.")
    with opened() as installation:
        certificates = installation.desk.certificates
        staff = acting(installation, actor) if actor is not None else READER
        trial = certificates.trial(staff, topic, language, alpha, delta)
        carried = _print(trial)
        if carried and sign:
            signed = certificates.sign(staff, topic, language, alpha, delta, reason or "")
            say(f"Signed: {signed.id}, valid until {signed.expires_at:%Y-%m-%d %H:%M} UTC.")
    if not carried:
        raise typer.Exit(FAILED)


def _print(trial: Trial) -> bool:
    """Show it; whether the labels carry a certificate."""
    rows = [
        (f"{point.threshold:.2f}", str(point.n), str(point.k), f"{point.risk:.3f}", f"{point.coverage:.3f}")
        for point in trial.risk_coverage
    ]
    say_table(("threshold", "answered", "wrong", "risk", "coverage"), rows)
    if trial.figures is not None:
        figures = trial.figures
        say(
            f"Carried from threshold {figures.threshold:.2f}: {figures.k} wrong of {figures.n}, at most "
            f"{figures.risk_upper:.3f} wrong; {figures.coverage:.0%} of the questions would be answered."
        )
        return True
    if trial.missing is not None:
        have, need = trial.missing.have, trial.missing.need
        complain(
            f"civicdesk: not carried: {have} usable labels, at least {need} are needed, all of them right."
        )
    else:
        complain("civicdesk: not carried: too many of the answers were wrong at the strictest threshold.")
    return False
