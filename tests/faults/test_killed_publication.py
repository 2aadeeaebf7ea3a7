"""A publication that is killed leaves the old state or the new one, and nothing of itself."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from knowledge_base import KnowledgeBase, VersionState, store
from tests.faults.publishing_process import POINTS
from tests.knowledge_base.builders import TODAY, an_upload, found, published

ROOT = Path(__file__).parents[2]
OLD = "A resident permit costs 30 euros."
NEW = "A resident permit costs 45 euros."


@dataclass(frozen=True, slots=True)
class Killed:
    """A base in which a publication of `version_id` was killed at `point`."""

    base: KnowledgeBase
    folder: Path
    version_id: str
    point: str


@pytest.fixture(scope="module")
def children(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, str]]:
    """For each point a folder with a base and a child that was killed there."""
    root = tmp_path_factory.mktemp("killed")
    engine = sa.create_engine(f"sqlite:///{root / 'base.sqlite'}")
    store.create_tables(engine)
    base = KnowledgeBase.open(engine, root / "kb")
    published(base, an_upload(OLD))
    version = base.add(an_upload(NEW, effective_from=TODAY), "ann")
    base.submit(version.id, "ann")
    base.close()
    engine.dispose()
    folders = {point: root.with_name(f"{root.name}-{number}") for number, point in enumerate(POINTS)}
    for folder in folders.values():
        shutil.copytree(root, folder)
    command = (
        sys.executable,
        "-m",
        "tests.faults.publishing_process",
        version.id,
        *map(str, folders.values()),
    )
    ended = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    assert ended == [str(-signal.SIGKILL)] * len(POINTS)
    return {point: (folder, version.id) for point, folder in folders.items()}


@pytest.fixture(params=list(POINTS))
def killed(request: pytest.FixtureRequest, children: dict[str, tuple[Path, str]]) -> Iterator[Killed]:
    """Each of them, opened again."""
    folder, version_id = children[request.param]
    engine = sa.create_engine(f"sqlite:///{folder / 'base.sqlite'}")
    base = KnowledgeBase.open(engine, folder / "kb")
    yield Killed(base, folder / "kb" / "indexes", version_id, request.param)
    base.close()
    engine.dispose()


def test_killed_publication_leaves_one_state_whole(killed: Killed) -> None:
    """The text before answers until the commit, the new one after it; the check agrees, what is left over goes with
    the next publication, and that one works."""
    done = killed.point == "after the commit"
    assert found(killed.base, "resident permit cost") == [NEW if done else OLD]
    state = killed.base.version(killed.version_id).state
    assert state is (VersionState.PUBLISHED if done else VersionState.SUBMITTED)
    assert killed.base.check_index().healthy
    if done:
        published(killed.base, an_upload("Dogs need a licence.", document_id="dogs"))
    else:
        killed.base.publish(killed.version_id, "bob")
    assert found(killed.base, "resident permit cost")[0] == NEW
    known = {index.id for index in killed.base.index_versions()}
    assert {path.name for path in killed.folder.iterdir()} == known
