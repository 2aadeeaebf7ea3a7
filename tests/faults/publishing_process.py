"""Processes that publish a text and kill themselves at a given point, as a power cut would.

`python -m tests.faults.publishing_process VERSION FOLDER…`: a folder with a base for each of the points.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from knowledge_base import KnowledgeBase, StaticEmbeddings, index_files, index_writing
from knowledge_base.index_folder import IndexFolder
from knowledge_base.index_versions import IndexVersions
from knowledge_base.publication import Publication


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _before(owner: Any, name: str) -> None:
    """Die when the function is called."""
    setattr(owner, name, lambda *_, **__: _die())


def _after(owner: Any, name: str) -> None:
    """Die when the function has returned."""
    real: Callable[..., Any] = getattr(owner, name)

    def dying(*args: Any, **named: Any) -> Any:
        real(*args, **named)
        _die()

    setattr(owner, name, dying)


POINTS: dict[str, Callable[[], None]] = {
    "files begun": lambda: _before(index_writing, "_add_vectors"),
    "half written": lambda: _before(index_files, "write_manifest"),
    "complete, not renamed": lambda: _before(IndexFolder, "put"),
    "renamed": lambda: _after(IndexFolder, "put"),
    "in the transaction": lambda: _after(IndexVersions, "activate"),
    "before the commit": lambda: _after(Publication, "_retitle"),
    "after the commit": lambda: _before(IndexVersions, "get"),
}
"""The stages of a publication, in order."""


def main() -> None:
    """For each base named on the command line, publish in a process of its own, which does not come back."""
    importlib.import_module("chromadb")  # slow to import: once, before the processes part
    StaticEmbeddings().embed(["warm"])
    version_id, *folders = sys.argv[1:]
    for point, folder in zip(POINTS, folders, strict=True):
        child = os.fork()
        if not child:
            base = KnowledgeBase.open(sa.create_engine(f"sqlite:///{folder}/base.sqlite"), Path(folder, "kb"))
            POINTS[point]()
            base.publish(version_id, "bob")
            os._exit(0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")


if __name__ == "__main__":
    main()
