"""`civicdesk simulate`: what certificates and their alarms do in towns whose truth is known."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.commands import command, group
from assistant.cli.terminal import say, say_table

app = group(
    "How often certificates break their promise, and how soon their alarms notice, in simulated towns whose truth is known."
)

Alpha = Annotated[
    float, typer.Option(min=0.001, max=0.2, help="The highest share of wrong answers that is promised.")
]
Delta = Annotated[
    float, typer.Option(min=0.001, max=0.2, help="The chance that this promise is itself wrong.")
]
Seed = Annotated[int, typer.Option(help="Fixes what is drawn.")]


@command(app, "certificates")
def simulate_certificates(
    alpha: Alpha = 0.05,
    delta: Delta = 0.05,
    labels: Annotated[int, typer.Option(min=30, max=20_000, help="Labels of one calibration.")] = 600,
    runs: Annotated[int, typer.Option(min=100, max=100_000, help="Calibrations of each kind.")] = 2_000,
    seed: Seed = 1,
) -> None:
    """The share of calibrations whose true risk lies above alpha (C-03), for the method in use and for others.

    The share of the method in use must not exceed delta by more than chance; that of the naive ones does.

    Example: `civicdesk simulate certificates --alpha 0.1 --labels 300`
    """
    from assistant.evaluation.certificate_worlds import WORLDS, calibrations

    rows = [
        (one.world, one.method, f"{one.passed:.3f}", f"{one.violated:.4f}", f"{one.coverage:.3f}")
        for world in WORLDS
        for one in calibrations(world, alpha, delta, labels, runs, seed)
    ]
    say(f"alpha {alpha}, delta {delta}, {labels} labels, {runs} calibrations")
    say_table(("score", "method", "passed", "violated", "answered"), rows)


@command(app, "alarm")
def simulate_alarm(
    alpha: Alpha = 0.05,
    delta: Delta = 0.05,
    audits: Annotated[int, typer.Option(min=10, max=20_000, help="Audits of one run.")] = 2_000,
    runs: Annotated[int, typer.Option(min=100, max=100_000, help="Runs at each risk.")] = 2_000,
    seed: Seed = 1,
) -> None:
    """How often a certificate's alarm is raised, and after how many audits, at several true risks (C-09).

    Two alarms watch each certificate, at half of delta each; the figures are those of one. At a risk of alpha the share
    raised is the share of false alarms, and must stay below half of delta.

    Example: `civicdesk simulate alarm --alpha 0.1`
    """
    from assistant.evaluation.certificate_worlds import alarm_runs
    from assistant.services.alarm_bell import MONITORS

    level = delta / MONITORS
    risks = [alpha * times for times in (0.5, 1.0, 1.5, 2.0, 3.0, 4.0)]
    rows = [
        (
            f"{one.risk:.3f}",
            f"{one.raised:.4f}",
            f"{one.median:.0f}" if one.median is not None else "-",
            f"{one.upper_decile:.0f}" if one.upper_decile is not None else "-",
        )
        for one in alarm_runs(alpha, level, risks, audits, runs, seed)
    ]
    say(f"alpha {alpha}, level {level}, at most {audits} audits, {runs} runs")
    say_table(("true risk", "raised", "median audits", "nine in ten by"), rows)
