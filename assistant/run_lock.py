"""One running service a data folder: a lock that ends with its holder, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK_FILE = "run.lock"
"""Stands in the data folder for good; what counts is who holds a lock on it, not that it is there."""


class AlreadyRunning(Exception):
    """Another process runs the service in this data folder, or restores it."""


@contextmanager
def held(data_dir: Path) -> Iterator[int]:
    """Hold the data folder's lock; the folder is created if it is missing. Yields the open file's descriptor.

    A child that is given the descriptor holds the lock as well, so that a service whose parent was killed still
    counts as running. Raises AlreadyRunning at once, without waiting.
    """
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(data_dir / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(
                f"The service is running in the data folder {data_dir} (or it is being restored). Stop it first."
            ) from None
        yield descriptor
    finally:
        os.close(descriptor)
