"""Putting a backup back: everything is read and checked beside the data folder before anything is replaced.

What was erased since the backup is erased in it as well, as far as the old data folder or a file handed in tells.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from assistant import run_lock
from assistant.adapters.data_records import ERASURES, RECORDS, ErasureFile, merge_records
from assistant.backup import (
    BLOCK,
    DATABASE,
    FORMAT,
    INDEXES,
    LOOSE_FILES,
    MANIFEST,
    FileRecord,
    Manifest,
    Progress,
)

MAX_MANIFEST_BYTES = 64 * 1024 * 1024
"""A line of the manifest takes some 150 bytes and an index version has some twenty files: room for 20,000 versions."""


class RestoreRefused(Exception):
    """The backup cannot be trusted or the place is taken. Nothing was changed; the message says why."""


def restore_backup(
    source: Path,
    data_dir: Path,
    now: datetime,
    progress: Progress,
    *,
    replace: bool = False,
    erasures: Path | None = None,
) -> Path | None:
    """Put the backup in place of `data_dir`; where the old folder lies now, None if there was nothing in it.

    A folder that holds something is refused unless `replace` is given, and then kept beside under another name.
    `erasures` is a file of erased conversations as the data folder keeps one, where the old folder is lost.
    Raises RestoreRefused, AlreadyRunning, OSError; the data folder is as it was then.
    """
    data_dir = data_dir.resolve()
    if _occupied(data_dir) and not replace:
        raise RestoreRefused(
            f"The data folder {data_dir} is not empty; --replace keeps it under another name."
        )
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    with run_lock.held(data_dir):
        fresh = Path(tempfile.mkdtemp(prefix=f".{data_dir.name}-restoring-", dir=data_dir.parent))
        try:
            _unpack(source, fresh, progress)
            _check_database(fresh / DATABASE)
            _carry_over(data_dir, fresh, erasures)
            _erase_again(fresh)
            # Held before it has its name, so that no service starts in it half-way.
            with run_lock.held(fresh):
                return _exchange(data_dir, fresh, now)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def _occupied(data_dir: Path) -> bool:
    return data_dir.exists() and any(path.name != run_lock.LOCK_FILE for path in data_dir.iterdir())


def _exchange(data_dir: Path, fresh: Path, now: datetime) -> Path | None:
    kept = (
        data_dir.with_name(f"{data_dir.name}.replaced-{now:%Y%m%dT%H%M%S}") if _occupied(data_dir) else None
    )
    old = kept or fresh.with_name(f"{fresh.name}-old")
    data_dir.rename(old)
    try:
        fresh.rename(data_dir)
    except OSError:
        old.rename(data_dir)
        raise
    if kept is None:
        shutil.rmtree(old, ignore_errors=True)
    return kept


def _unpack(source: Path, folder: Path, progress: Progress) -> None:
    try:
        with source.open("rb") as file, tarfile.open(fileobj=file, mode="r:") as tar:
            members = _members(tar)
            manifest = _manifest(tar, members)
            for done, record in enumerate(manifest.files, start=1):
                content = tar.extractfile(members[record.path])
                assert content is not None
                _put(content, folder / record.path, record)
                progress("Checking the backup", done, len(manifest.files))
    except tarfile.TarError as error:
        raise RestoreRefused(f"{source} cannot be read as a backup: {error}") from None


def _members(tar: tarfile.TarFile) -> dict[str, tarfile.TarInfo]:
    """The files in it by name. Raises RestoreRefused for anything but plain files of a data folder."""
    members: dict[str, tarfile.TarInfo] = {}
    for member in tar:
        if not member.isreg() or member.issparse():
            raise RestoreRefused(f"The backup holds {member.name!r}, which is not a plain file.")
        if not _belongs(member.name):
            raise RestoreRefused(f"The backup holds {member.name!r}, which belongs to no data folder.")
        if member.name in members:
            raise RestoreRefused(f"The backup holds {member.name!r} twice.")
        members[member.name] = member
    return members


def _belongs(name: str) -> bool:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or path.as_posix() != name or "\\" in name or "\0" in name:
        return False
    if len(path.parts) == 1:
        return name in (DATABASE, MANIFEST, *LOOSE_FILES)
    return path.parts[0] == INDEXES and len(path.parts) > 2


def _manifest(tar: tarfile.TarFile, members: dict[str, tarfile.TarInfo]) -> Manifest:
    member = members.pop(MANIFEST, None)
    if member is None or member.size > MAX_MANIFEST_BYTES:
        raise RestoreRefused(f"The backup has no usable {MANIFEST}; it may have been cut off.")
    content = tar.extractfile(member)
    assert content is not None
    try:
        data = json.loads(content.read())
        records = tuple(FileRecord(str(f["path"]), int(f["size"]), str(f["sha256"])) for f in data["files"])
        manifest = Manifest(int(data["format"]), str(data["created_at"]), records)
    except (ValueError, KeyError, TypeError):
        raise RestoreRefused(f"The backup's {MANIFEST} cannot be read.") from None
    if manifest.format != FORMAT:
        raise RestoreRefused(f"The backup has the format {manifest.format}; this version reads {FORMAT}.")
    named = [record.path for record in records]
    if len(named) != len(members) or set(named) != set(members):
        raise RestoreRefused(f"The backup does not hold exactly the files that its {MANIFEST} names.")
    for needed in (DATABASE, LOOSE_FILES[0]):
        if needed not in members:
            raise RestoreRefused(f"The backup holds no {needed}.")
    return manifest


def _put(content: IO[bytes], target: Path, record: FileRecord) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while block := content.read(BLOCK):
            digest.update(block)
            size += len(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    if (size, digest.hexdigest()) != (record.size, record.sha256):
        raise RestoreRefused(
            f"{record.path} in the backup is damaged: its hash is not the one in {MANIFEST}."
        )


def _carry_over(old: Path, fresh: Path, erasures: Path | None) -> None:
    """What happened after the backup was made is known to the old folder only."""
    for name in RECORDS:
        handed_in = [erasures] if erasures is not None and name == ERASURES else []
        merge_records(fresh / name, [fresh / name, old / name, *handed_in])


def _erase_again(fresh: Path) -> None:
    """Destroy the keys at once, before the folder has its name; what was derived goes when the service starts."""
    erased = ErasureFile(fresh).all()
    if not erased:
        return
    with closing(sqlite3.connect(fresh / DATABASE)) as connection, connection:
        connection.execute("PRAGMA secure_delete = ON").close()
        connection.executemany(
            "DELETE FROM conversation_keys WHERE conversation_id = ?", [(one,) for one in erased]
        )


def _check_database(path: Path) -> None:
    said = None
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(path)) as connection:
        said = connection.execute("PRAGMA quick_check(1)").fetchone()
    if said != ("ok",):
        raise RestoreRefused(f"{DATABASE} in the backup is damaged.")
