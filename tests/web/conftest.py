"""Real services behind the routes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.citizen_desk import CitizenDesk
from tests.web.staff_desk import StaffDesk


@pytest.fixture
def staff_desk(tmp_path: Path) -> StaffDesk:
    """A served desk where nothing has happened yet."""
    return StaffDesk(tmp_path)


@pytest.fixture
def citizen_desk(tmp_path: Path) -> Iterator[CitizenDesk]:
    """A desk served on a real port, where nothing has happened yet."""
    with CitizenDesk(tmp_path).served() as desk:
        yield desk
