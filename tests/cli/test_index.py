"""`civicdesk index` keeps versions of the index, checks them and goes back to one."""

from __future__ import annotations

import shutil
import sqlite3
from typing import Any

from tests.cli.office import Command


def indexes(civicdesk: Command) -> list[dict[str, Any]]:
    """Newest first."""
    found: list[dict[str, Any]] = civicdesk.json("index", "list")
    return found


def test_a_build_makes_a_new_version_that_answers(civicdesk: Command) -> None:
    """The old one stays in the list, with the same content."""
    before = indexes(civicdesk)
    assert civicdesk("index", "build").exit_code == 0
    after = indexes(civicdesk)
    assert len(after) == len(before) + 1
    assert [one["active"] for one in after] == [True] + [False] * len(before)
    assert after[0]["content_hash"] == before[0]["content_hash"]


def test_going_back_takes_the_right_to_publish_everywhere(civicdesk: Command) -> None:
    """An auditor is refused; a supervisor goes back, with a reason."""
    old = indexes(civicdesk)[0]["id"]
    civicdesk("index", "build")
    reason = ("--reason", "Wrong fees")
    assert civicdesk("index", "rollback", old, "--actor", "andy", *reason).exit_code == 1
    assert civicdesk("index", "rollback", old, "--actor", "sam", *reason).exit_code == 0
    assert next(one["id"] for one in indexes(civicdesk) if one["active"]) == old


def test_a_sound_index_passes_its_check(civicdesk: Command) -> None:
    """Exit code 0, with the version's id."""
    result = civicdesk("index", "check")
    assert (result.exit_code, indexes(civicdesk)[0]["id"] in result.stdout) == (0, True)


def test_a_damaged_index_is_told_and_can_be_built_again(civicdesk: Command) -> None:
    """Exit code 4 while its files are missing, 0 after a build."""
    shutil.rmtree(civicdesk.folder / "indexes" / indexes(civicdesk)[0]["id"])
    assert civicdesk("index", "check").exit_code == 4
    assert civicdesk("index", "build").exit_code == 0
    assert civicdesk("index", "check").exit_code == 0


def test_versions_of_an_older_splitter_are_told_and_cut_anew(civicdesk: Command) -> None:
    """The check names the command; it cuts, builds and is on record, and then nothing is told any more."""
    with sqlite3.connect(civicdesk.folder / "civicdesk.sqlite") as database:
        database.execute("UPDATE kb_versions SET splitter = 'structure/1'")
    assert "index recut" in civicdesk("index", "check").stdout
    result = civicdesk("index", "recut")
    assert result.exit_code == 0
    assert "Cut anew: 0, as before: 1, left because the file is read differently now: 0." in result.stdout
    assert "answers now" in result.stdout
    checked = civicdesk("index", "check")
    assert (checked.exit_code, "recut" in checked.stdout) == (0, False)
    with sqlite3.connect(civicdesk.folder / "civicdesk.sqlite") as database:
        ((count,),) = database.execute("SELECT count(*) FROM audit_entries WHERE action = 'version_cut_anew'")
    assert count == 1


def test_an_unknown_version_is_refused(civicdesk: Command) -> None:
    """It is named in the line."""
    result = civicdesk("index", "check", "nowhere")
    assert (result.exit_code, "nowhere" in result.stderr) == (1, True)
