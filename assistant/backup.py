"""One file that holds a whole embedded installation, and putting it back.

The database is copied with SQLite's online copy, which sees one moment while others write. An index version never
changes once the database names it, so its files are copied after that moment. What a backup holds (the master key
among it) is as secret as the data folder; a conversation erased later is still readable in it, which is why each
backup is taken down: whoever erases a conversation is told of it.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import secrets
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from assistant.adapters.confidence_file import CONFIDENCE
from assistant.adapters.data_records import RECORDS, BackupFile

DATABASE = "civicdesk.sqlite"
MASTER_KEY = "master.key"
INDEXES = "indexes"
LOOSE_FILES = (MASTER_KEY, "sample-accounts.txt", "sample-town.done", CONFIDENCE, *RECORDS)
"""Files of the data folder beside the database and the index versions; those that are missing are left out."""

MANIFEST = "manifest.json"
FORMAT = 1
"""The layout of a backup; a file with another number is refused, not guessed at."""

BLOCK = 1024 * 1024
"""Bytes copied at a time."""

Progress = Callable[[str, int, int], None]


class BackupRefused(Exception):
    """There is nothing whole to copy here. The message says what is missing."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file of a backup: its path within the data folder, its bytes and their SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds."""

    format: int
    created_at: str
    files: tuple[FileRecord, ...]

    def to_json(self) -> bytes:
        """The form it has in the file."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode() + b"\n"

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)


def write_backup(data_dir: Path, target: Path, now: datetime, progress: Progress) -> Manifest:
    """Copy the installation in `data_dir` into the file `target`, which appears whole or not at all.

    The service may run meanwhile. An older file of this name is replaced. Raises BackupRefused, OSError.
    """
    if not (data_dir / DATABASE).is_file():
        raise BackupRefused(f"There is no database in the data folder {data_dir}.")
    if not (data_dir / MASTER_KEY).is_file():
        raise BackupRefused(f"There is no {MASTER_KEY} in the data folder: without it nothing could be read.")
    BackupFile(data_dir).add(target, now)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
        copy = Path(folder) / DATABASE
        _copy_database(data_dir / DATABASE, copy)
        sources = {DATABASE: copy, **_loose_files(data_dir), **_index_files(data_dir, copy)}
        with _appearing_whole(target) as file:
            return _write(file, sources, now, progress)


def _copy_database(source: Path, target: Path) -> None:
    """All pages in one step, hence of one moment; writers go on meanwhile, since the log is apart from the file."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(source, timeout=30)) as origin, closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)
        # The copy says that it keeps a log beside it; a file that travels is to be whole in itself.
        copy.execute("PRAGMA journal_mode = DELETE").close()


def _loose_files(data_dir: Path) -> dict[str, Path]:
    return {name: data_dir / name for name in LOOSE_FILES if (data_dir / name).is_file()}


def _index_files(data_dir: Path, database: Path) -> dict[str, Path]:
    with closing(sqlite3.connect(database)) as connection:
        named = [row[0] for row in connection.execute("SELECT id FROM kb_index_versions ORDER BY created_at")]
        active = {row[0] for row in connection.execute("SELECT index_version_id FROM kb_active_index")}
    found: dict[str, Path] = {}
    for name in named:
        folder = data_dir / INDEXES / name
        if not folder.is_dir():
            if name in active:
                raise BackupRefused(
                    f"The folder of the active index version {name} is missing; build the index."
                )
            continue
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                found[path.relative_to(data_dir).as_posix()] = path
    return found


def _write(file: IO[bytes], sources: dict[str, Path], now: datetime, progress: Progress) -> Manifest:
    records = []
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for done, (name, path) in enumerate(sources.items(), start=1):
            with path.open("rb") as content:
                size = os.fstat(content.fileno()).st_size
                reader = _Hashing(content)
                tar.addfile(_entry(name, size, now), reader)
            records.append(FileRecord(name, size, reader.sha256()))
            progress("Backing up", done, len(sources))
        manifest = Manifest(FORMAT, now.isoformat(), tuple(records))
        written = manifest.to_json()
        tar.addfile(_entry(MANIFEST, len(written), now), io.BytesIO(written))
    return manifest


def _entry(name: str, size: int, now: datetime) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, 0o600, int(now.timestamp())
    return entry


class _Hashing(io.RawIOBase):
    """Passes on what is read and hashes it, so that the manifest speaks of exactly what was written."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._digest = hashlib.sha256()

    def readable(self) -> bool:
        """It can be read."""
        return True

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        block = self._source.read(size)
        self._digest.update(block)
        return block

    def sha256(self) -> str:
        """Of everything read so far."""
        return self._digest.hexdigest()


@contextmanager
def _appearing_whole(target: Path) -> Iterator[IO[bytes]]:
    """A file for its owner only, under another name until it is written and on the disk."""
    beside = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
