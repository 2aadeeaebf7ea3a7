"""The folder of all index versions: where each lives, what crashed builds left, what is old enough to go."""

from __future__ import annotations

import re
import shutil
import time
import uuid
from collections.abc import Callable, Collection
from pathlib import Path

from knowledge_base import build_locks
from knowledge_base.build_locks import BuildLock
from knowledge_base.errors import UnknownObject

_BUILDING = "building-"
_LEAVING = "leaving-"
_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")

ABANDONED_SECONDS = 6 * 3600
"""A directory that no index version has and no lock tells of, untouched for so long, belongs to no running build."""

KEPT_FILES = 10
"""Index versions, the last ones that answered, whose files are kept: going back to one of them takes no time. Files of
100,000 passages take 270 MB; those of an older state are built again from the database when somebody goes back to it."""


class IndexFolder:
    """The folder of the index versions of one knowledge base."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def path(self, index_version_id: str) -> Path:
        """Where an index version lives. Raises UnknownObject for an id that could be a path."""
        if not _SAFE_ID.fullmatch(index_version_id):
            raise UnknownObject(f"There is no index version {index_version_id!r}.")
        return self._directory / index_version_id

    def building_path(self, index_version_id: str) -> Path:
        """Where it lives until it is complete."""
        target = self.path(index_version_id)
        return target.with_name(_BUILDING + target.name)

    def lock(self, index_version_id: str) -> BuildLock:
        """Say that this process builds it."""
        self._directory.mkdir(parents=True, exist_ok=True)
        return build_locks.take(self._directory, self.path(index_version_id).name)

    def put(self, building: Path, index_version_id: str) -> Path:
        """Give a complete directory its name; what bore the name before goes."""
        target = self.path(index_version_id)
        self.remove(index_version_id)
        return building.rename(target)

    def remove(self, index_version_id: str) -> None:
        """Remove the files of an index version, if there are any: its name first, so that none is ever half there."""
        path = self.path(index_version_id)
        leaving = path.with_name(_LEAVING + uuid.uuid4().hex)
        try:
            path.rename(leaving)
        except FileNotFoundError:
            return
        shutil.rmtree(leaving, ignore_errors=True)

    def sweep(self, known: Callable[[], Collection[str]]) -> None:
        """Remove what crashed builds left: files of builds whose process is dead, and very old ones of nobody's.

        `known` reads the index versions that the database has; it is asked after a lock is taken over, because its
        holder may have finished a moment before.
        """
        if not self._directory.is_dir():
            return
        for build_id in build_locks.build_ids(self._directory):
            lock = build_locks.inherit(self._directory, build_id)
            if lock is None:
                continue
            shutil.rmtree(self.building_path(build_id), ignore_errors=True)
            if build_id not in known():
                self.remove(build_id)
            lock.release()
        locked = build_locks.build_ids(self._directory)
        old = [path for path in self._directory.iterdir() if path.is_dir() and _untouched(path)]
        if old:
            names = known()
            for path in old:
                if path.name not in names and path.name.removeprefix(_BUILDING) not in locked:
                    shutil.rmtree(path, ignore_errors=True)

    def prune(self, last_answering: Collection[str]) -> None:
        """Remove the files of all but the first `KEPT_FILES` of these index versions, the last one answering first."""
        for index_version_id in list(last_answering)[KEPT_FILES:]:
            self.remove(index_version_id)


def _untouched(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > ABANDONED_SECONDS
    except FileNotFoundError:
        return False
