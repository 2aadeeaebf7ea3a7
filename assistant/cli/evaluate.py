"""`civicdesk evaluate`."""

from __future__ import annotations

from assistant.cli.commands import group

app = group("Measure the production code path on labelled data.")


@app.callback()
def _only_a_group() -> None:
    pass
