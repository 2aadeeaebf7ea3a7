"""Real services behind the routes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.staff_desk import StaffDesk


@pytest.fixture
def staff_desk(tmp_path: Path) -> StaffDesk:
    """A served desk where nothing has happened yet."""
    return StaffDesk(tmp_path)
