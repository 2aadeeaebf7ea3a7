"""`civicdesk audit prove` and `check-proof` prove log entries against a root kept elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli.installations import opened
from assistant.cli.log_pages import log_entries
from tests.cli.office import Command
from tests.cli.test_audit import spoil


@pytest.fixture
def logged(civicdesk: Command) -> str:
    """The id of something the log knows."""
    with opened() as installation:
        return next(log_entries(installation.store)).object_id


def test_a_proof_holds_after_the_database_is_gone(civicdesk: Command, logged: str, tmp_path: Path) -> None:
    """X-13: the proof verifies offline against the root of the day."""
    file, root = tmp_path / "proof.json", civicdesk.json("audit", "root")["root"]
    file.write_text(civicdesk("audit", "prove", logged).stdout, encoding="utf-8")
    (civicdesk.folder / "civicdesk.sqlite").unlink()
    result = civicdesk("audit", "check-proof", str(file), "--case", logged, "--root", root)
    assert (result.exit_code, result.stdout.startswith("Proved: ")) == (0, True)


def test_a_changed_proof_does_not_hold(civicdesk: Command, logged: str, tmp_path: Path) -> None:
    """Exit code 4, as for every check that fails."""
    file, root = tmp_path / "proof.json", civicdesk.json("audit", "root")["root"]
    proof = json.loads(civicdesk("audit", "prove", logged).stdout)
    proof["entries"][0]["actor"] = "somebody"
    file.write_text(json.dumps(proof), encoding="utf-8")
    result = civicdesk("audit", "check-proof", str(file), "--case", logged, "--root", root)
    assert (result.exit_code, "does not hold" in result.stderr) == (4, True)


def test_a_broken_chain_proves_nothing(civicdesk: Command, logged: str) -> None:
    """No proof is made from a log that was changed."""
    spoil(civicdesk, "UPDATE audit_entries SET actor = 'other' WHERE seq = 2")
    result = civicdesk("audit", "prove", logged)
    assert (result.exit_code, result.stdout) == (4, "")


def test_what_the_log_does_not_know_cannot_be_proved(civicdesk: Command) -> None:
    """A plain refusal, and no empty proof."""
    assert civicdesk("audit", "prove", "nothing").exit_code == 1
