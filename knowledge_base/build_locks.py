"""Who is building which index version: a lock that ends with its holder, however it ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

_SUFFIX = ".lock"


class BuildLock:
    """A lock on the files of one build, held until `release` or the end of the process."""

    def __init__(self, path: Path, descriptor: int) -> None:
        """Use `take` or `inherit`."""
        self._path = path
        self._descriptor = descriptor

    def release(self) -> None:
        """Give up the lock; its file goes with it."""
        self._path.unlink(missing_ok=True)
        os.close(self._descriptor)


def take(directory: Path, build_id: str) -> BuildLock:
    """The lock of a new build. Raises OSError if another build goes by the same id."""
    path = directory / (build_id + _SUFFIX)
    return BuildLock(path, _locked(path, os.O_RDWR | os.O_CREAT | os.O_EXCL))


def inherit(directory: Path, build_id: str) -> BuildLock | None:
    """The lock of a build whose process has ended; None if it lives, or if there is no lock to tell."""
    path = directory / (build_id + _SUFFIX)
    try:
        return BuildLock(path, _locked(path, os.O_RDWR))
    except OSError:
        return None


def build_ids(directory: Path) -> set[str]:
    """The builds that have a lock file, whether or not it is held."""
    return {path.name.removesuffix(_SUFFIX) for path in directory.glob(f"*{_SUFFIX}")}


def _locked(path: Path, flags: int) -> int:
    descriptor = os.open(path, flags | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor
