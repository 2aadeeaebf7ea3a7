"""`civicdesk documents` works with the rights of the named account, never around them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.office import Command

FACTS = ("--department", "transport", "--language", "en", "--effective-from", "2026-02-01")
NAMED = ("--document-id", "cycling", "--title", "Cycling")


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """A file that can be read."""
    path = tmp_path / "cycling.md"
    path.write_text("# Cycling\n\nA bicycle box at the station costs 60 euros per year.\n", encoding="utf-8")
    return path


def states(civicdesk: Command, document_id: str) -> list[str]:
    """The states of a document's versions, newest first."""
    found = civicdesk.json("documents", "list")
    return [one["state"] for one in found if one["document_id"] == document_id]


def test_a_file_becomes_a_published_document_by_two_people(civicdesk: Command, policy: Path) -> None:
    """Added and submitted by one account, published by another, it is served."""
    assert civicdesk("documents", "add", str(policy), *NAMED, *FACTS, "--actor", "edith").exit_code == 0
    assert civicdesk("documents", "submit", "cycling", "--actor", "edith").exit_code == 0
    assert civicdesk("documents", "publish", "cycling", "--actor", "sam").exit_code == 0
    found = [one for one in civicdesk.json("documents", "list") if one["document_id"] == "cycling"]
    assert [(one["state"], one["served"]) for one in found] == [("published", True)]


def test_nobody_publishes_what_they_submitted(civicdesk: Command, policy: Path) -> None:
    """The second person is asked for at the command line too."""
    civicdesk("documents", "add", str(policy), *NAMED, *FACTS, "--actor", "edith")
    civicdesk("documents", "submit", "cycling", "--actor", "edith")
    result = civicdesk("documents", "publish", "cycling", "--actor", "edith")
    assert result.exit_code == 1
    assert "second person" in result.stderr
    assert states(civicdesk, "cycling") == ["submitted"]


@pytest.mark.parametrize("actor", ["andy", "ada", "hanna", "nobody"])
def test_an_account_without_the_right_adds_nothing(civicdesk: Command, policy: Path, actor: str) -> None:
    """Auditors, administrators, caseworkers and strangers are refused, and nothing is stored."""
    result = civicdesk("documents", "add", str(policy), *NAMED, *FACTS, "--actor", actor)
    assert result.exit_code == 1
    assert states(civicdesk, "cycling") == []


def test_a_closed_account_cannot_act(civicdesk: Command, policy: Path) -> None:
    """Closing an account ends its work at the command line as well."""
    civicdesk("accounts", "deactivate", "edith")
    result = civicdesk("documents", "add", str(policy), *NAMED, *FACTS, "--actor", "edith")
    assert (result.exit_code, "closed" in result.stderr) == (1, True)


def test_a_folder_takes_what_can_be_read_and_lists_the_rest(civicdesk: Command, tmp_path: Path) -> None:
    """Refused files are named with a reason, the others stay; ids come from the names."""
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "Tram Fares_2026.md").write_text("# Fares\n\nA ticket costs 2 euros.\n", encoding="utf-8")
    (folder / "programme.exe").write_bytes(b"MZ")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "tram-fares-2026.txt").write_text("A ticket costs 3 euros.", encoding="utf-8")
    (folder / "link.md").symlink_to(folder / "Tram Fares_2026.md")
    result = civicdesk("documents", "add", str(folder), *FACTS, "--actor", "edith")
    assert result.exit_code == 3
    assert states(civicdesk, "tram-fares-2026") == ["draft"]
    for name in ("programme.exe", "empty.txt", "tram-fares-2026.txt", "link.md"):
        assert name in result.stderr


def test_wrong_facts_of_a_folder_end_the_command(civicdesk: Command, tmp_path: Path, policy: Path) -> None:
    """A department that does not exist is named once; no file is taken."""
    facts = ("--department", "moon", "--language", "en", "--effective-from", "2026-02-01")
    result = civicdesk("documents", "add", str(policy.parent), *facts, "--actor", "edith")
    assert (result.exit_code, result.stderr.strip()) == (
        2,
        "civicdesk: department_id: There is no such department.",
    )


@pytest.mark.parametrize("left_out", ["--document-id", "--title"])
def test_a_file_needs_an_id_and_a_title(civicdesk: Command, policy: Path, left_out: str) -> None:
    """The option that is missing is named."""
    at = NAMED.index(left_out)
    given = NAMED[:at] + NAMED[at + 2 :]
    result = civicdesk("documents", "add", str(policy), *given, *FACTS, "--actor", "edith")
    assert (result.exit_code, left_out in result.stderr) == (2, True)


def test_withdrawing_needs_a_reason_and_ends_the_service_of_a_document(civicdesk: Command) -> None:
    """Without a reason nothing happens; with one the version is out of every search."""
    blank = civicdesk("documents", "withdraw", "resident-parking", "--actor", "sam", "--reason", " ")
    assert (blank.exit_code, blank.stderr.startswith("civicdesk: reason:")) == (2, True)
    assert states(civicdesk, "resident-parking") == ["published"]
    done = civicdesk("documents", "withdraw", "resident-parking", "--actor", "sam", "--reason", "Repealed")
    assert done.exit_code == 0
    assert states(civicdesk, "resident-parking") == ["withdrawn"]


def test_a_draft_can_be_discarded(civicdesk: Command, policy: Path) -> None:
    """A draft named by its document is dropped."""
    civicdesk("documents", "add", str(policy), *NAMED, *FACTS, "--actor", "edith")
    assert civicdesk("documents", "discard", "cycling", "--actor", "edith").exit_code == 0
    assert states(civicdesk, "cycling") == ["discarded"]


def test_a_document_with_no_fitting_version_is_told(civicdesk: Command) -> None:
    """What is published already cannot be published by the document's name."""
    result = civicdesk("documents", "publish", "resident-parking", "--actor", "sam")
    assert (result.exit_code, "None is submitted" in result.stderr) == (1, True)


def test_an_address_is_refused_where_no_site_is_listed(civicdesk: Command) -> None:
    """The line names the setting; nothing is stored."""
    address = ("add-address", "https://www.example.org/cycling.html")
    result = civicdesk("documents", *address, *NAMED, *FACTS, "--actor", "edith")
    assert (result.exit_code, "CIVICDESK_INTAKE_SITES" in result.stderr) == (2, True)
    assert states(civicdesk, "cycling") == []
