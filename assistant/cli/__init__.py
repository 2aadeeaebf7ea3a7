"""The command `civicdesk`."""

from __future__ import annotations


def main() -> None:
    """The entry point of the installed command."""
    from assistant.cli.app import app

    app(prog_name="civicdesk")
