"""Real parts for the tests of the services."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adapters.database.stores import make_sqlite_store
from tests.services.asking_room import AskingRoom
from tests.services.auditing_room import AuditingRoom
from tests.services.review_room import Room
from tests.services.staff_office import Office


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """A room where nothing has happened yet."""
    return Room(make_sqlite_store(tmp_path))


@pytest.fixture
def asking(tmp_path: Path) -> AskingRoom:
    """The same with a way in for citizens."""
    return AskingRoom(make_sqlite_store(tmp_path))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office with two accounts."""
    return Office(make_sqlite_store(tmp_path))


@pytest.fixture
def auditing(tmp_path: Path) -> AuditingRoom:
    """A room where nothing has been answered."""
    return AuditingRoom(make_sqlite_store(tmp_path))
