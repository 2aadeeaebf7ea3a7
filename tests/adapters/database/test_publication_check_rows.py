"""Contradictions on record, on each database."""

from __future__ import annotations

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.publication_checks import Conflict, Place
from tests.fakes import MORNING


def _place(version_id: str, passage_id: str) -> Place:
    return Place("permits", version_id, passage_id, "transport", "Permits", (), "84 euros", 0, 8, ((0, 2),))


def test_contradictions_are_found_by_the_versions_on_either_side(store: DatabaseStore) -> None:
    """S-05: whatever passages the versions are cut into; none of versions that have none, nor of no version."""
    first = Conflict("c1", _place("v1", "v1.0"), _place("v2", "v2.3"), MORNING)
    second = Conflict("c2", _place("v3", "v3.0"), _place("v1", "v1.1"), MORNING)
    with store.begin() as work:
        assert work.publication_checks.add_conflict(first)
        assert work.publication_checks.add_conflict(second)
    with store.read() as work:
        found = work.publication_checks.conflicts_of
        assert found({"v1"}) == (first, second)
        assert found({"v2", "v9"}) == (first,)
        assert found({"v1.0", "v"}) == ()
        assert found(()) == ()
