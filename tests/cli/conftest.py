"""An office for each test, copied from one that was opened once."""

from __future__ import annotations

import functools
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import bootstrap, bootstrap_screening
from tests.cli.office import Command, open_office


@pytest.fixture(scope="module", autouse=True)
def _loaded_once() -> Iterator[None]:
    """What every command reads and compiles anew, a second's work, is kept from one to the next."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name in (
            (bootstrap_screening, "load_screening_rules"),
            (bootstrap_screening, "Py3LangidDetector"),
            (bootstrap_screening, "load_rule_texts"),
            (bootstrap, "StaticEmbeddings"),
        ):
            patch.setattr(module, name, functools.cache(getattr(module, name)))
        yield


@pytest.fixture(scope="session")
def opened_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Opened once; tests work on copies."""
    return open_office(tmp_path_factory.mktemp("office") / "data")


@pytest.fixture
def civicdesk(opened_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command on a copy of the office, away from any `.env`."""
    folder = tmp_path / "data"
    shutil.copytree(opened_office, folder)
    monkeypatch.chdir(tmp_path)
    return Command(folder)


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    """Commands set up logging for their process; here the process goes on."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
