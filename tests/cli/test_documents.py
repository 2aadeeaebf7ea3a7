"""`civicdesk documents` works with the rights of the named account, never around them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.bootstrap import build
from assistant.cli.installations import acting
from assistant.domain.questions import Language
from assistant.services.saved_questions import NewQuestion
from tests.cli.office import Command, settings_of

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


def test_a_folders_list_and_the_heads_of_files_say_more_than_the_options(
    civicdesk: Command, tmp_path: Path
) -> None:
    """A line of documents.csv counts before the head of a file, and both before the options."""
    folder = tmp_path / "policies"
    folder.mkdir()
    head = "---\ntitle: Dogs\nlanguage: en\neffective_from: 2026-03-01\nauthor: x\n---\n"
    (folder / "a.md").write_text(head + "# Dogs\n\nA dog tag costs 20 euros.\n", encoding="utf-8")
    (folder / "b.md").write_text("# 犬只\n\n犬牌每年二十欧元。\n", encoding="utf-8")
    (folder / "documents.csv").write_text(
        "file,document_id,title,language,audience\na.md,dog-licence,Dog licence,,staff\nb.md,zh-dog-licence,,zh,\n",
        encoding="utf-8-sig",
    )
    assert civicdesk("documents", "add", str(folder), *FACTS, "--actor", "edith").exit_code == 0
    found = {one["document_id"]: one for one in civicdesk.json("documents", "list")}
    kept = found["dog-licence"]
    assert (kept["title"], kept["audience"], kept["effective_from"]) == ("Dog licence", "staff", "2026-03-01")
    other = found["zh-dog-licence"]
    assert (other["language"], other["audience"], other["effective_from"]) == ("zh", "public", "2026-02-01")


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        ("name\na.md\n", "`file`"),
        ("file,colour\na.md,red\n", "colour"),
        ("file,audience\na.md,friends\n", "line 2: audience"),
        ("file\n../outside.md\n", "line 2"),
    ],
)
def test_a_wrong_list_takes_nothing(civicdesk: Command, tmp_path: Path, lines: str, named: str) -> None:
    """A list that names no files, unknown facts, wrong values or files elsewhere ends the command, with the line."""
    folder = tmp_path / "policies"
    folder.mkdir()
    (tmp_path / "outside.md").write_text("Outside.")
    (folder / "a.md").write_text("A dog tag costs 20 euros.")
    (folder / "documents.csv").write_text(lines)
    result = civicdesk("documents", "add", str(folder), *FACTS, "--actor", "edith")
    assert (result.exit_code, named in result.stderr) == (2, True)
    assert states(civicdesk, "a") == []


def test_a_folder_is_gone_on_with_where_it_was_stopped(civicdesk: Command, tmp_path: Path) -> None:
    """Run again, files that are there already are said to be and are no fault; new ones are added."""
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "one.md").write_text("A dog tag costs 20 euros.")
    civicdesk("documents", "add", str(folder), *FACTS, "--actor", "edith")
    (folder / "two.md").write_text("A cat tag costs nothing.")
    again = civicdesk("documents", "add", str(folder), *FACTS, "--actor", "edith")
    assert (again.exit_code, "already version 1" in again.stdout) == (0, True)
    assert (states(civicdesk, "one"), states(civicdesk, "two")) == (["draft"], ["draft"])


def test_a_file_without_a_day_is_refused(civicdesk: Command, policy: Path) -> None:
    """What neither the options nor the file say is asked for by name."""
    result = civicdesk(
        "documents",
        "add",
        str(policy),
        *NAMED,
        "--department",
        "transport",
        "--language",
        "en",
        "--actor",
        "edith",
    )
    assert (result.exit_code, "effective_from" in result.stderr) == (2, True)


def test_several_documents_are_published_with_one_index(civicdesk: Command, tmp_path: Path) -> None:
    """Published together they are served by one new index; if one cannot be published, none is."""
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "dog-tags.md").write_text("# Dog tags\n\nA dog tag costs 20 euros.")
    (folder / "tree-felling.md").write_text("# Trees\n\nFelling a tree needs a permit of the garden office.")
    civicdesk("documents", "add", str(folder), *FACTS, "--actor", "edith")
    civicdesk("documents", "submit", "dog-tags", "--actor", "edith")
    both = ("documents", "publish", "dog-tags", "tree-felling", "--actor", "sam")
    assert civicdesk(*both).exit_code != 0
    assert states(civicdesk, "dog-tags") == ["submitted"]
    civicdesk("documents", "submit", "tree-felling", "--actor", "edith")
    before = len(civicdesk.json("index", "list"))
    assert civicdesk(*both).exit_code == 0
    assert len(civicdesk.json("index", "list")) == before + 1
    assert (states(civicdesk, "dog-tags"), states(civicdesk, "tree-felling")) == (
        ["published"],
        ["published"],
    )


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


def test_a_publication_that_fails_test_questions_takes_a_reason(civicdesk: Command, policy: Path) -> None:
    """Refused with the question named, published with the reason on record."""
    civicdesk("documents", "add", str(policy), *NAMED, *FACTS, "--actor", "edith")
    installation = build(settings_of(civicdesk.folder))
    question = NewQuestion("What does a bicycle box cost?", Language.EN, must_say="70 euros")
    installation.desk.knowledge.saved_questions.add(acting(installation, "edith"), "cycling", question)
    installation.close()
    civicdesk("documents", "submit", "cycling", "--actor", "edith")
    publish = ("documents", "publish", "cycling", "--actor", "sam")
    refused = civicdesk(*publish)
    assert (refused.exit_code, question.text in refused.stderr) == (1, True)
    assert civicdesk(*publish, "--override", "Fee not settled").exit_code == 0
    assert states(civicdesk, "cycling") == ["published"]
