"""The scripted server, one for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.scripted_model.server import ScriptedModel, serve_model


@pytest.fixture
def server() -> Iterator[ScriptedModel]:
    """A scripted model that answers well until told otherwise."""
    with serve_model() as running:
        yield running
