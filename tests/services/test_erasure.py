"""Erasing survives crashes, reaches what was derived, and leaves nobody waiting (L-12)."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assistant.adapters.data_records import ErasureFile
from assistant.domain.cases import CaseState
from assistant.domain.conversations import Conversation
from assistant.domain.errors import Forbidden, Invalid, NotFound
from assistant.services.erasure import Erasure
from tests.adapters.database.stores import make_sqlite_store
from tests.fakes import MORNING
from tests.services.asking_room import AskingRoom
from tests.services.failing_store import FailingStore
from tests.services.review_room import ADA, SAM, a_draft, a_working
from tests.services.small_recall import BACKUPS_KEPT, small_erasure


class Eraser:
    """Forgets, and fails when told to."""

    def __init__(self) -> None:
        self.forgotten: list[str] = []
        self.failures: list[Exception] = []

    def forget(self, conversation_id: str) -> None:
        """Take note, or fail."""
        if self.failures:
            raise self.failures.pop()
        self.forgotten.append(conversation_id)


class NoBackups:
    """None was ever made."""

    def made_at(self) -> tuple[datetime, ...]:
        """Nothing."""
        return ()


class Place:
    """A room with one conversation, a case in it, and something derived from it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.room = AskingRoom(make_sqlite_store(directory))
        self.conversation = self.room.conversation()
        self.case = self.room.ask(
            self.conversation, a_working(a_draft("A resident permit costs 84.00 euros a year."))
        )
        self.eraser = Eraser()
        self.erasure = small_erasure(self.room, directory, self.room.pages, (self.eraser,))

    def erased(self, conversation: Conversation | None = None) -> bool:
        """Whether its content is gone."""
        with self.room.store.read() as work:
            return work.conversations.erased((conversation or self.conversation).id)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Before anybody wished to erase anything."""
    return Place(tmp_path)


def test_erasing_reaches_the_content_what_was_derived_and_the_open_page(place: Place) -> None:
    """The content cannot be read, each eraser was asked, an open page learns of it."""
    place.room.pages.told.clear()
    erased = place.erasure.erase_own(place.conversation)
    assert (place.erased(), erased.copies) == (True, ())
    assert place.eraser.forgotten == [place.conversation.id]
    assert place.room.pages.told == [place.conversation.id]
    with pytest.raises(NotFound):
        place.room.views.messages(place.conversation)


def test_an_open_case_leaves_the_queue(place: Place) -> None:
    """Nobody is left to be answered."""
    place.erasure.erase_own(place.conversation)
    assert place.room.status(place.case).state is CaseState.WITHDRAWN
    assert [one.id for one in place.room.reviews.queue(SAM, CaseState.WAITING)] == []


def test_a_wish_survives_a_database_that_fails(place: Place) -> None:
    """What could not be erased is erased by the next round, without anybody asking again."""
    failing = FailingStore(place.room.store)
    failing.at_commit.append(OSError("the disk is full"))
    erasure = Erasure(
        failing,
        place.room.clock,
        place.room.pages,
        ErasureFile(place.directory),
        NoBackups(),
        BACKUPS_KEPT,
        (place.eraser,),
    )
    with pytest.raises(OSError, match="disk"):
        erasure.erase_own(place.conversation)
    assert not place.erased()
    assert place.erasure.settle() == 1
    assert place.erased()
    assert place.eraser.forgotten == [place.conversation.id]


def test_what_was_derived_is_forgotten_by_the_next_round_if_it_failed(place: Place) -> None:
    """An erasure is done only when all of it is; after that the round has nothing to do."""
    place.eraser.failures.append(OSError("busy"))
    with pytest.raises(OSError, match="busy"):
        place.erasure.erase_own(place.conversation)
    assert place.eraser.forgotten == []
    assert place.erasure.settle() == 1
    assert place.eraser.forgotten == [place.conversation.id]
    assert place.erasure.settle() == 0


def test_an_administrator_needs_a_reason(place: Place) -> None:
    """Who erases for somebody else says why; nobody else may, and an unknown conversation is not found."""
    with pytest.raises(Forbidden):
        place.erasure.erase_for(SAM, place.conversation.id, "Asked for by letter.")
    with pytest.raises(Invalid):
        place.erasure.erase_for(ADA, place.conversation.id, " ")
    with pytest.raises(NotFound):
        place.erasure.erase_for(ADA, "nobody's", "Asked for by letter.")
    place.erasure.erase_for(ADA, place.conversation.id, "Asked for by letter.")
    entry = place.room.log()[-1]
    assert (entry.actor, entry.action) == ("ada", "conversation_erased")


def test_a_line_cut_off_by_a_crash_costs_no_other(tmp_path: Path) -> None:
    """The records stay readable after half a line."""
    file = ErasureFile(tmp_path)
    file.add("c1", MORNING)
    path = tmp_path / "erasures.jsonl"
    path.write_bytes(path.read_bytes() + b'{"erase": "c2"')
    file.add("c3", MORNING + timedelta(hours=1))
    assert file.to_do() == ("c1", "c3")
    file.done("c1", MORNING)
    assert (file.to_do(), file.all()) == (("c3",), ("c1", "c3"))
