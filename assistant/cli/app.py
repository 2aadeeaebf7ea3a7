"""All commands under one name."""

from __future__ import annotations

import typer

from assistant.cli import (
    accounts,
    approved,
    ask,
    audit,
    backups,
    bench,
    certificates,
    confidence,
    conversations,
    documents,
    evaluate,
    indexes,
    running,
    sample,
    screening,
    simulations,
    spending,
)
from assistant.cli.commands import group
from assistant.cli.exit_codes import MEANINGS


def _help() -> str:
    codes = "\n".join(f"- {code}: {meaning}" for code, meaning in MEANINGS.items())
    return (
        "Civic Desk: a chatbot for government in which people keep the final decision.\n\n"
        "Start with `civicdesk run`. Settings come from the environment or a file `.env`; the README lists them. "
        "Commands work on the data folder of the settings (`CIVICDESK_DATA_DIR`), also while the service runs.\n\n"
        f"Exit codes:\n\n{codes}"
    )


def make_app() -> typer.Typer:
    """The command with every group."""
    app = group(_help())
    running.add_to(app)
    ask.add_to(app)
    app.add_typer(documents.app, name="documents")
    app.add_typer(indexes.app, name="index")
    app.add_typer(conversations.app, name="conversations")
    app.add_typer(accounts.app, name="accounts")
    app.add_typer(approved.app, name="approved")
    app.add_typer(screening.app, name="screening")
    certificates.add_to(app)
    app.add_typer(simulations.app, name="simulate")
    app.add_typer(confidence.app, name="confidence")
    spending.add_to(app)
    app.add_typer(sample.app, name="sample")
    app.add_typer(audit.app, name="audit")
    backups.add_to(app)
    app.add_typer(evaluate.app, name="evaluate")
    app.add_typer(bench.app, name="bench")
    return app


app = make_app()
