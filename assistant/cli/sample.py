"""`civicdesk sample`: the fictional town."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.commands import command, group
from assistant.cli.installations import acting, opened
from assistant.cli.terminal import progress_bars, say

app = group("The fictional town that a first start loads.")


@app.callback()
def _only_a_group() -> None:
    """The fictional town that a first start loads."""


def certify(
    actor: Annotated[
        str, typer.Option(metavar="USERNAME", help="Who signs: a supervisor's account.")
    ] = "sam",
) -> None:
    """Label the sample questions with the pipeline as it is now, and sign every certificate that they carry.

    Needed after settings, model or prompts changed: another pipeline voids every certificate.

    Example: `civicdesk sample certify`
    """
    from assistant.first_start import certify_sample_town

    with opened() as installation, progress_bars() as progress:
        signed = certify_sample_town(installation, acting(installation, actor), progress)
    say(f"{signed} certificates were signed.")


command(app, "certify")(certify)
