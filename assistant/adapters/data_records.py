"""What is kept in the data folder beside the database: which conversations were erased, and which backups were made.

Each is a file of one JSON value a line, only ever added to. A restored database knows neither, so `restore` carries both
files over.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

ERASURES = "erasures.jsonl"
BACKUPS = "backups.jsonl"
RECORDS = (ERASURES, BACKUPS)


def append_record(path: Path, record: dict[str, str]) -> None:
    """Add a line, on the disk when this returns. One write each, so that two processes never mix their lines; a line
    that a crash cut off is ended first."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, b"\n" + json.dumps(record, sort_keys=True).encode() + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)


def read_records(path: Path) -> Iterator[dict[str, str]]:
    """The lines, oldest first; none if there is no such file. A line that a crash cut off is left out."""
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return
    for line in lines:
        try:
            record = json.loads(line) if line.strip() else None
        except ValueError:
            continue
        if isinstance(record, dict):
            yield {str(key): str(value) for key, value in record.items()}


def merge_records(target: Path, sources: Iterable[Path]) -> None:
    """Every different line of the sources, in their order, in `target`; no file if there is none."""
    lines = dict.fromkeys(
        json.dumps(record, sort_keys=True) for source in sources for record in read_records(source)
    )
    if lines:
        target.write_text("".join(f"{line}\n" for line in lines))
        target.chmod(0o600)


class ErasureFile:
    """Implements the port `Tombstones`: ids and times, nothing of any content."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / ERASURES

    def add(self, conversation_id: str, at: datetime) -> None:
        """As the port says."""
        append_record(self._path, {"erase": conversation_id, "at": at.isoformat()})

    def done(self, conversation_id: str, at: datetime) -> None:
        """As the port says."""
        append_record(self._path, {"erased": conversation_id, "at": at.isoformat()})

    def to_do(self) -> tuple[str, ...]:
        """As the port says."""
        waiting: dict[str, None] = {}
        for record in read_records(self._path):
            if "erase" in record:
                waiting[record["erase"]] = None
            waiting.pop(record.get("erased", ""), None)
        return tuple(waiting)

    def all(self) -> tuple[str, ...]:
        """As the port says."""
        found = (record.get("erase") for record in read_records(self._path))
        return tuple(dict.fromkeys(one for one in found if one is not None))


class BackupFile:
    """Implements the port `BackupRegister`, and takes down each backup as it is made."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / BACKUPS

    def add(self, file: Path, at: datetime) -> None:
        """A backup is about to be written there."""
        append_record(self._path, {"made_at": at.isoformat(), "file": str(file.resolve())})

    def made_at(self) -> tuple[datetime, ...]:
        """As the port says: a backup whose folder is there without it was deleted."""
        found = []
        for record in read_records(self._path):
            file = Path(record.get("file", ""))
            if file.exists() or not file.parent.exists():
                found.append(datetime.fromisoformat(record["made_at"]))
        return tuple(sorted(found))
