"""`civicdesk audit` tells an intact chain from a broken one."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from assistant.domain.audit_chain import merkle_root
from tests.cli.office import Command


def spoil(civicdesk: Command, statement: str) -> None:
    """Change the database behind the service's back."""
    with closing(sqlite3.connect(civicdesk.folder / "civicdesk.sqlite")) as connection, connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)


def head(civicdesk: Command) -> str:
    """What the command says to keep elsewhere."""
    return civicdesk("audit", "verify").stdout.split()[-1]


def test_an_intact_chain_verifies(civicdesk: Command) -> None:
    """Exit code 0, with the number of entries."""
    result = civicdesk("audit", "verify")
    assert (result.exit_code, result.stdout.startswith("Intact: ")) == (0, True)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_entries SET action = 'other' WHERE seq = 3", "DELETE FROM audit_entries WHERE seq = 3"],
    ids=["changed", "removed"],
)
def test_the_first_wrong_entry_is_named(civicdesk: Command, statement: str) -> None:
    """A changed or removed entry gives exit code 4 and its number."""
    spoil(civicdesk, statement)
    result = civicdesk("audit", "verify")
    assert (result.exit_code, "entry 3 is wrong" in result.stderr) == (4, True)


def test_a_chain_cut_off_at_its_end_shows_against_a_kept_head(civicdesk: Command) -> None:
    """Without the kept head nothing is noticed; with it the missing entry is named."""
    kept = head(civicdesk)
    spoil(civicdesk, "DELETE FROM audit_entries WHERE seq = (SELECT max(seq) FROM audit_entries)")
    assert civicdesk("audit", "verify").exit_code == 0
    result = civicdesk("audit", "verify", "--anchor", kept)
    assert (result.exit_code, "missing at the end" in result.stderr) == (4, True)


@pytest.mark.parametrize("anchor", ["x", "1", "1:abc", f"a:{'0' * 64}"])
def test_a_malformed_anchor_is_wrong_input(civicdesk: Command, anchor: str) -> None:
    """It is named before anything is read."""
    result = civicdesk("audit", "verify", "--anchor", anchor)
    assert (result.exit_code, "--anchor" in result.stderr) == (2, True)


def test_the_root_is_that_of_all_entries_up_to_the_day(civicdesk: Command) -> None:
    """Today's root covers the whole chain, one of a day before covers nothing."""
    today = civicdesk.json("audit", "root")
    seq, _, last = head(civicdesk).partition(":")
    assert (today["entries"], today["head"]) == (int(seq), last)
    before = json.loads(civicdesk("audit", "root", "--day", "2020-01-01", "--json").stdout)
    assert (before["entries"], before["root"]) == (0, merkle_root([]))
    assert before["root"] != today["root"]


def test_a_broken_chain_has_no_root(civicdesk: Command) -> None:
    """Nothing is exported that would vouch for a wrong entry."""
    spoil(civicdesk, "UPDATE audit_entries SET actor = 'other' WHERE seq = 2")
    result = civicdesk("audit", "root")
    assert (result.exit_code, "root" in result.stdout) == (4, False)
