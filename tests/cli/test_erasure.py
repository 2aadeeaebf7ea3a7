"""An erased conversation is nowhere any more, and no restore brings it back (L-12)."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.bootstrap import Installation, build
from assistant.domain.audit_chain import verify
from assistant.domain.cases import DecisionKind, DecisionReason
from assistant.domain.errors import NotFound
from assistant.domain.questions import Language
from assistant.services.accounts import Operator
from assistant.services.conversations import Receipt
from assistant.services.decision_rules import DecisionRequest
from assistant.services.erasure import Erased
from assistant.services.fixed_texts import disclosure_version
from assistant.services.stores import ANY_TIME
from tests.cli.office import PARKING, Command, settings_of, upload_of

MARK = "zebraquartz731"
"""Stands in everything that the citizen and the staff write."""

ASKED = f"How much does a resident parking permit cost per year? {MARK}"


@dataclass
class Visit:
    """One citizen's conversation in an office, from the question to the correction of its reply."""

    installation: Installation
    receipt: Receipt
    wrapped_key: bytes

    def erase(self) -> Erased:
        """The citizen's own wish."""
        desk = self.installation.desk
        return desk.erasure.erase_own(
            desk.conversations.authenticate(self.receipt.conversation_id, self.receipt.secret)
        )


@dataclass(frozen=True)
class Visited:
    """A data folder after the visit."""

    folder: Path
    receipt: Receipt
    wrapped_key: bytes


@pytest.fixture(scope="module")
def visited(opened_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Visited:
    """Asked, noted, drafted anew, answered, recalled, corrected; everything is logged into the data folder."""
    folder = tmp_path_factory.mktemp("visited") / "data"
    shutil.copytree(opened_office, folder)
    root = logging.getLogger()
    handler, level = logging.FileHandler(folder / "service.log"), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    # Shows that the log is written to, whatever other tests of this process have made of the libraries' loggers.
    logging.getLogger("assistant").warning("a visit begins")
    installation = build(settings_of(folder))
    try:
        return Visited(folder, _visited(installation), _wrapped_key(installation))
    finally:
        installation.close()
        root.removeHandler(handler)
        root.setLevel(level)
        handler.close()


@pytest.fixture
def visit(visited: Visited, civicdesk: Command) -> Iterator[Visit]:
    """The office of the command after the visit."""
    shutil.rmtree(civicdesk.folder)
    shutil.copytree(visited.folder, civicdesk.folder)
    installation = build(settings_of(civicdesk.folder))
    try:
        yield Visit(installation, visited.receipt, visited.wrapped_key)
    finally:
        installation.close()


def _visited(installation: Installation) -> Receipt:
    desk = installation.desk
    sam = desk.accounts.by_username(Operator.COMMAND_LINE, "sam")
    receipt = desk.conversations.open(Language.EN, disclosure_version())
    conversation = desk.conversations.authenticate(receipt.conversation_id, receipt.secret)
    accepted = desk.conversations.accept(conversation, ASKED, "c1")
    installation.processing.process(accepted.question_id)
    with installation.store.read() as work:
        case = work.cases.of_question(accepted.question_id)
    assert case is not None
    desk.review_cases.claim(sam, case.id)
    desk.review_cases.add_note(sam, case.id, f"Called back about {MARK}.")
    desk.review_cases.redraft(sam, case.id, f"permit cost {MARK}")
    with installation.store.read() as work:
        draft = work.questions.drafts(case.question_id)[-1]
    request = DecisionRequest(
        DecisionKind.EDITED,
        DecisionReason.INCOMPLETE,
        "k",
        draft.id,
        draft.version,
        draft.sha256,
        text=f"{draft.draft.text()} Your number is {MARK}.",
        note=f"Said {MARK}.",
    )
    desk.review_cases.decide(sam, case.id, request)
    _corrected(installation)
    assert installation.rounds.run() == ()
    return receipt


def _corrected(installation: Installation) -> None:
    """The fee goes up, and Sam corrects the reply."""
    desk = installation.desk
    sam, edith = (desk.accounts.by_username(Operator.COMMAND_LINE, name) for name in ("sam", "edith"))
    upload = upload_of(PARKING.replace("120", "150"), "resident-parking", "Resident parking")
    new = desk.policies.upload(edith, upload)
    desk.policies.submit(edith, new.version.id)
    desk.policies.publish(sam, new.version.id)
    desk.recall.changes.settle()
    assert desk.recall.recalls.settle() == 1
    row = next(one for one in desk.recall.recalls.changes(sam) if any(one.counts.values()))
    (group,) = desk.recall.recalls.change(sam, row.change.id).groups
    text = {Language.EN: f"{group.proposed[Language.EN]} {MARK}"}
    chosen = [one.recall.reply_id for one in group.replies]
    assert desk.recall.recalls.correct(sam, row.change.id, group.id, chosen, text).done == tuple(chosen)


def _wrapped_key(installation: Installation) -> bytes:
    with installation.database.connect() as connection:
        return bytes(connection.exec_driver_sql("SELECT wrapped FROM conversation_keys").scalar_one())


def holding(folder: Path, sought: bytes) -> list[str]:
    """The files under the folder in which these bytes stand."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if sought in path.read_bytes()]


def test_nothing_of_an_erased_conversation_is_left_in_any_file(
    visit: Visit, civicdesk: Command, tmp_path: Path
) -> None:
    """L-12: neither what was written nor the key to its ciphertext, in database, indexes, logs and a later backup."""
    assert holding(civicdesk.folder, visit.wrapped_key) == ["civicdesk.sqlite"]
    assert (civicdesk.folder / "service.log").stat().st_size > 0
    visit.erase()
    assert visit.installation.rounds.run() == ()
    saved = tmp_path / "backups" / "after.tar"
    saved.parent.mkdir()
    assert civicdesk("backup", str(saved)).exit_code == 0
    visit.installation.close()
    written = [civicdesk.folder, saved.parent]
    for sought in (MARK.encode(), MARK.encode("utf-16-le"), visit.wrapped_key):
        assert [holding(folder, sought) for folder in written] == [[], []]
    with visit.installation.store.read() as work:
        assert verify(work.oversight.audit_entries(0, 10_000)).intact
        assert work.questions.unfinished(ANY_TIME) == ()


def test_an_erased_conversation_is_not_found_any_more(visit: Visit) -> None:
    """Its receipt opens nothing, and what was asked does not come back with the needs."""
    visit.erase()
    with pytest.raises(NotFound):
        visit.erase()
    with visit.installation.store.read() as work, pytest.raises(NotFound):
        work.conversations.messages(visit.receipt.conversation_id)


def test_whoever_erases_is_told_which_backups_still_hold_it(
    visit: Visit, civicdesk: Command, tmp_path: Path
) -> None:
    """One that was made meanwhile and still exists is named, with the day by which it is deleted."""
    for name in ("kept.tar", "deleted.tar"):
        assert civicdesk("backup", str(tmp_path / name)).exit_code == 0
    (tmp_path / "deleted.tar").unlink()
    (copy,) = visit.erase().copies
    assert copy.kept_until == copy.made_at + timedelta(days=35)


def test_a_restored_backup_does_not_bring_it_back(visit: Visit, civicdesk: Command, tmp_path: Path) -> None:
    """What was erased after the backup is erased in what is restored: from the old folder, or from its file alone."""
    saved = tmp_path / "before.tar"
    assert civicdesk("backup", str(saved)).exit_code == 0
    visit.erase()
    visit.installation.close()
    kept = tmp_path / "erasures.jsonl"
    kept.write_bytes((civicdesk.folder / "erasures.jsonl").read_bytes())
    assert civicdesk("restore", "--replace", str(saved)).exit_code == 0
    assert holding(civicdesk.folder, visit.wrapped_key) == []
    elsewhere = Command(tmp_path / "elsewhere")
    assert elsewhere("restore", str(saved), "--erasures", str(kept)).exit_code == 0
    assert holding(elsewhere.folder, visit.wrapped_key) == []
    again = build(settings_of(elsewhere.folder))
    try:
        with again.store.read() as work:
            assert work.conversations.erased(visit.receipt.conversation_id)
    finally:
        again.close()


def test_only_an_administrator_erases_from_the_command_line(visit: Visit, civicdesk: Command) -> None:
    """Others are refused; the reason and the person are in the log."""
    words = ("conversations", "erase", visit.receipt.conversation_id, "--reason", "Asked for by letter.")
    refused = civicdesk(*words, "--actor", "sam")
    assert (refused.exit_code, "may not erase" in refused.output) == (1, True)
    done = civicdesk(*words, "--actor", "ada")
    assert (done.exit_code, "is erased" in done.output) == (0, True)
    with visit.installation.store.read() as work:
        assert work.conversations.erased(visit.receipt.conversation_id)
        entries = work.oversight.audit_entries(0, 10_000)
    entry = next(one for one in entries if one.action == "conversation_erased")
    assert entry.data == {"reason": "Asked for by letter."}
