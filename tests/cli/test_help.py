"""The help teaches: every command has an example, and the exit codes are written down."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
import typer

from assistant.cli import exit_codes
from assistant.cli.app import app
from tests.cli.office import Command


def paths(group: typer.Typer, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command's words."""
    for one in group.registered_commands:
        yield (*before, str(one.name))
    for inner in group.registered_groups:
        assert inner.typer_instance is not None
        yield from paths(inner.typer_instance, (*before, str(inner.name)))


COMMANDS = sorted(paths(app))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_shows_an_example_of_itself(civicdesk: Command, words: tuple[str, ...]) -> None:
    """The example begins with the command it explains."""
    result = civicdesk(*words, "--help")
    said = " ".join(re.sub(r"[│╭╰─]", " ", result.stdout).split())
    assert result.exit_code == 0
    assert re.search(rf"Example: (CIVICDESK_\w+=\S+ )?civicdesk {' '.join(words)}", said)


def test_all_commands_are_there() -> None:
    """What the README names can be called."""
    assert {words[0] for words in COMMANDS} == {
        "run",
        "conversations",
        "ask",
        "documents",
        "index",
        "accounts",
        "approved",
        "certify",
        "simulate",
        "confidence",
        "sample",
        "spending",
        "screening",
        "audit",
        "backup",
        "restore",
        "evaluate",
        "bench",
    }


def test_every_exit_code_stands_in_the_help(civicdesk: Command) -> None:
    """Each constant is explained."""
    codes = {value for name, value in vars(exit_codes).items() if name.isupper() and isinstance(value, int)}
    assert codes == set(exit_codes.MEANINGS)
    said = civicdesk("--help").stdout
    for code, meaning in exit_codes.MEANINGS.items():
        assert re.search(rf"{code}: {meaning[:20]}", said)


def test_help_loads_no_heavy_library() -> None:
    """Asking what there is takes no seconds: neither models nor the database are loaded."""
    program = (
        "import sys, assistant.cli.app; "
        "print([one for one in ('sqlalchemy', 'chromadb', 'tantivy', 'scipy', 'fastapi', 'openai') if one in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
