"""Screening changes on each database: stated once, decided once, read back in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from threading import Event, Thread

import pytest

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.errors import Conflict
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.screening_changes import (
    Decided,
    ExceptionAdded,
    Expected,
    MessageAdded,
    PhraseAdded,
    ScreeningChange,
    Undone,
)

WAIT_S = 20.0
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DECIDED = Decided(True, "sam", AT, "Looked at it")
CHANGES = (
    ScreeningChange(
        "c", PhraseAdded(Reason.CRISIS, Language.ZH, "没有出路", True), "why", "edith", AT, DECIDED
    ),
    ScreeningChange(
        "b", ExceptionAdded("complaint/rude", Language.EN, "noise complaint"), "why", "edith", AT
    ),
    ScreeningChange("a", MessageAdded(Expected.PASSES, Language.EN, "Where?"), "why", "sam", AT, DECIDED),
    ScreeningChange(
        "d", MessageAdded(Expected.FLAGGED, Language.EN, "Help", Reason.CRISIS), "why", "sam", AT, DECIDED
    ),
    ScreeningChange("e", Undone("c"), "why", "sam", AT),
)


@pytest.fixture
def filled(store: DatabaseStore) -> DatabaseStore:
    """With one change of each kind."""
    with store.begin() as work:
        for change in CHANGES:
            work.screening.add(change)
    return store


def test_changes_read_as_they_were_stated(filled: DatabaseStore) -> None:
    """Every kind with every field, in the order in which they were stated and not by id."""
    with filled.read() as work:
        assert work.screening.changes() == CHANGES


def test_a_change_is_decided_once(filled: DatabaseStore) -> None:
    """The first decision stands; one that is not there cannot be decided."""
    declined = Decided(False, "carol", AT, "Too wide")
    with filled.begin() as work:
        work.screening.decide("b", declined)
    for change_id in ("b", "a", "nowhere"):
        with filled.begin() as work, pytest.raises(Conflict) as caught:
            work.screening.decide(change_id, DECIDED)
        assert caught.value.code == "change_decided"
    with filled.read() as work:
        assert work.screening.changes()[1] == replace(CHANGES[1], decided=declined)


def test_the_revision_moves_with_each_decision_and_with_nothing_else(filled: DatabaseStore) -> None:
    """A proposal alone changes no rule."""
    with filled.read() as work:
        before = work.screening.revision()
    with filled.begin() as work:
        work.screening.add(replace(CHANGES[1], id="f"))
        assert work.screening.revision() == before
        work.screening.decide("f", DECIDED)
        assert work.screening.revision() == before + 1


def test_whoever_decides_is_alone_with_the_changes(filled: DatabaseStore) -> None:
    """Of two people who decide at the same moment, the second one looks at what the first one left."""
    seen: list[int] = []
    held, done = Event(), Event()

    def second() -> None:
        assert held.wait(WAIT_S)
        with filled.begin() as work:
            work.screening.hold()
            seen.append(work.screening.revision())
        done.set()

    thread = Thread(target=second)
    thread.start()
    with filled.begin() as work:
        work.screening.hold()
        held.set()
        before = work.screening.revision()
        assert not done.wait(0.1)
        work.screening.decide("b", DECIDED)
    thread.join(WAIT_S)
    assert seen == [before + 1]
