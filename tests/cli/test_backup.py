"""A backup is whole, is checked before it replaces anything, and answers as before."""

from __future__ import annotations

import io
import json
import stat
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant.bootstrap import build
from assistant.run_lock import LOCK_FILE, held
from tests.cli.office import Command, settings_of

QUESTION = "How much does a resident parking permit cost per year?"


def answer(civicdesk: Command) -> dict[str, Any]:
    """What the engine makes of the question, without the times."""
    found: dict[str, Any] = civicdesk.json("ask", QUESTION)
    found.pop("timings_ms")
    return found


@pytest.fixture
def saved(civicdesk: Command, tmp_path: Path) -> Path:
    """A backup of the office."""
    target = tmp_path / "office.tar"
    result = civicdesk("backup", str(target))
    assert result.exit_code == 0, result.output
    return target


def rewritten(saved: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The backup with its files changed, but with its own manifest unless the change is to that."""
    with tarfile.open(saved) as tar:
        files = {one.name: content.read() for one in tar if (content := tar.extractfile(one)) is not None}
    change(files)
    target = saved.with_name("changed.tar")
    with tarfile.open(target, "w") as tar:
        for name, changed in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(changed)
            tar.addfile(entry, io.BytesIO(changed))
    return target


@contextmanager
def writing(folder: Path) -> Iterator[list[int]]:
    """Another installation appends to the audit log as fast as it can; yields what it wrote so far."""
    installation = build(settings_of(folder))
    done, wrote, first = threading.Event(), [], threading.Event()

    def write() -> None:
        while not done.is_set():
            with installation.store.begin() as work:
                data = {"filler": "x" * 500}
                entry = work.oversight.audit("system", "noted", "test", "1", data, installation.clock.now())
            wrote.append(entry.seq)
            first.set()

    thread = threading.Thread(target=write)
    thread.start()
    assert first.wait(10)
    try:
        yield wrote
    finally:
        done.set()
        thread.join()
        installation.close()


def test_a_backup_made_during_writes_restores_to_a_whole(civicdesk: Command, tmp_path: Path) -> None:
    """The chain verifies up to one moment between first and last write, and a question is answered the same."""
    before = answer(civicdesk)
    with writing(civicdesk.folder) as wrote:
        assert civicdesk("backup", str(tmp_path / "office.tar")).exit_code == 0
    elsewhere = Command(tmp_path / "elsewhere")
    restored = elsewhere("restore", str(tmp_path / "office.tar"))
    assert restored.exit_code == 0, restored.output
    verified = elsewhere("audit", "verify")
    assert verified.exit_code == 0, verified.output
    entries = int(verified.stdout.split()[1])
    assert wrote[0] <= entries <= wrote[-1]
    assert answer(elsewhere) == before
    assert before["quotes"]


def test_a_backup_is_for_its_owner_only(saved: Path) -> None:
    """It holds the keys."""
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


def test_nothing_unfinished_is_left_beside_a_backup(saved: Path) -> None:
    """The temporary copy of the database and the unfinished file are gone."""
    assert sorted(path.name for path in saved.parent.iterdir()) == ["data", "office.tar"]


def test_a_folder_that_holds_something_is_not_replaced_unasked(civicdesk: Command, saved: Path) -> None:
    """Without --replace nothing is touched."""
    result = civicdesk("restore", str(saved))
    assert (result.exit_code, "--replace" in result.stderr) == (1, True)


def test_what_is_replaced_is_kept_under_another_name(civicdesk: Command, saved: Path, tmp_path: Path) -> None:
    """The old folder lies beside, with what happened since."""
    civicdesk("accounts", "add", "late", "--name", "Late", "--role", "auditor")
    assert civicdesk("restore", "--replace", str(saved)).exit_code == 0
    names = [one["username"] for one in civicdesk.json("accounts", "list")]
    (kept,) = tmp_path.glob("data.replaced-*")
    assert "late" not in names
    assert "late" in [one["username"] for one in Command(kept).json("accounts", "list")]


def test_restoring_is_refused_while_the_service_runs(civicdesk: Command, saved: Path, tmp_path: Path) -> None:
    """Whoever holds the folder's lock keeps it."""
    with held(civicdesk.folder):
        result = civicdesk("restore", "--replace", str(saved))
    assert (result.exit_code, "running" in result.stderr) == (1, True)
    assert not list(tmp_path.glob("data.replaced-*"))


def _damage(files: dict[str, bytes]) -> None:
    name = next(name for name in files if name.startswith("indexes/") and files[name])
    files[name] = bytes([files[name][0] ^ 1]) + files[name][1:]


def _shorten(files: dict[str, bytes]) -> None:
    files["master.key"] = files["master.key"][:-2]


def _drop_manifest(files: dict[str, bytes]) -> None:
    del files["manifest.json"]


def _drop_key(files: dict[str, bytes]) -> None:
    manifest = json.loads(files["manifest.json"])
    manifest["files"] = [one for one in manifest["files"] if one["path"] != "master.key"]
    files["manifest.json"] = json.dumps(manifest).encode()
    del files["master.key"]


def _another_format(files: dict[str, bytes]) -> None:
    files["manifest.json"] = files["manifest.json"].replace(b'"format": 1', b'"format": 2')


def _add(name: str) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        files[name] = b"x"

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_damage, "is damaged"),
        (_shorten, "master.key in the backup is damaged"),
        (_drop_manifest, "no usable manifest.json"),
        (_drop_key, "holds no master.key"),
        (_another_format, "format 2"),
        (_add("../outside"), "belongs to no data folder"),
        (_add("/tmp/outside"), "belongs to no data folder"),
        (_add("indexes/a/../../../outside"), "belongs to no data folder"),
        (_add("unknown.txt"), "belongs to no data folder"),
        (_add("indexes/a/unlisted"), "exactly the files"),
    ],
    ids=["bit", "short", "manifest", "key", "format", "up", "root", "inner-up", "unknown", "unlisted"],
)
def test_a_backup_that_is_not_what_it_was_replaces_nothing(
    civicdesk: Command, saved: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None], said: str
) -> None:
    """It is told what is wrong; the data folder stays and nothing is left beside it."""
    result = civicdesk("restore", "--replace", str(rewritten(saved, change)))
    assert (result.exit_code, said in result.stderr) == (1, True), result.stderr
    assert civicdesk("audit", "verify").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["changed.tar", "data", "office.tar"]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_are_refused(civicdesk: Command, saved: Path, tmp_path: Path, kind: bytes) -> None:
    """Only plain files are restored."""
    changed = tmp_path / "changed.tar"
    entry = tarfile.TarInfo("indexes/a/link")
    entry.type, entry.linkname = kind, "/etc/passwd"
    with tarfile.open(changed, "w") as tar:
        tar.addfile(entry)
    result = civicdesk("restore", "--replace", str(changed))
    assert (result.exit_code, "not a plain file" in result.stderr) == (1, True)


def test_what_is_no_backup_is_told(civicdesk: Command, tmp_path: Path) -> None:
    """Any other file is refused in words."""
    (tmp_path / "note.txt").write_text("hello")
    result = civicdesk("restore", "--replace", str(tmp_path / "note.txt"))
    assert (result.exit_code, "cannot be read as a backup" in result.stderr) == (1, True)


def test_a_database_elsewhere_is_left_to_its_own_tools(civicdesk: Command, tmp_path: Path) -> None:
    """PostgreSQL is not copied as if it were a file; the address is not repeated."""
    url = "postgresql+psycopg://desk:secret@127.0.0.1:1/desk"
    result = civicdesk("backup", str(tmp_path / "x.tar"), database_url=url)
    assert (result.exit_code, "pg_dump" in result.stderr, "secret" in result.output) == (1, True, False)


def test_an_empty_folder_has_nothing_to_back_up(tmp_path: Path) -> None:
    """Nothing is created, neither here nor there."""
    result = Command(tmp_path / "none")("backup", str(tmp_path / "x.tar"))
    assert (result.exit_code, "no database" in result.stderr) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_a_restored_folder_is_for_its_owner_only(saved: Path, tmp_path: Path) -> None:
    """Folder and files keep others out, as before."""
    elsewhere = Command(tmp_path / "elsewhere")
    assert elsewhere("restore", str(saved)).exit_code == 0
    assert stat.S_IMODE(elsewhere.folder.stat().st_mode) == 0o700
    modes = {stat.S_IMODE(path.stat().st_mode) for path in elsewhere.folder.rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert (elsewhere.folder / LOCK_FILE).exists()
