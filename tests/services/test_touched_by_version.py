"""What stands on the text that a version would supersede."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant.domain.publication_checks import Touched
from assistant.domain.staff import Staff
from assistant.services.touched_by_version import superseded, touched_by
from knowledge_base import Audience, Document, DocumentSummary, MediaType, Version, VersionState
from tests.adapters.database.stores import make_sqlite_store
from tests.fakes import MORNING
from tests.services.review_room import CAROL, EDITH, FEE, HANNA, Room, a_draft, a_working

TODAY = date(2026, 11, 24)


def touched(room: Room, staff: Staff, *version_ids: str) -> Touched:
    """What this person is told."""
    with room.store.read() as work:
        return touched_by(work, staff, version_ids, room.clock.now()).touched


def test_open_cases_and_replies_on_the_text_are_named_to_who_may_read_them(tmp_path: Path) -> None:
    """Others learn how many there are; a case that is closed counts as its reply."""
    room = Room(make_sqlite_store(tmp_path))
    open_one = room.open_case()
    answered = room.claimed_case()
    room.reviews.decide(CAROL, answered.id, room.request(answered))
    reply = room.reply(answered)
    assert reply is not None
    seen = touched(room, CAROL, "v1")
    assert [case.number for case in seen.cases] == [open_one.number]
    assert seen.cases[0].state == "waiting"
    assert (seen.replies, seen.reply_ids) == (1, (reply.id,))
    assert seen.topics == ("parking",)
    for outsider in (HANNA, EDITH):
        told = touched(room, outsider, "v1")
        assert (told.cases, told.other_cases, told.replies, told.reply_ids) == ((), 1, 1, ())
    assert touched(room, CAROL, "v2") == Touched(version_ids=("v2",))


def test_a_case_without_a_quote_of_it_is_not_touched(tmp_path: Path) -> None:
    """Neither one without a draft, nor one whose conversation was erased."""
    room = Room(make_sqlite_store(tmp_path))
    room.open_case(a_working(None))
    gone = room.open_case()
    with room.store.begin() as work:
        work.conversations.erase(gone.conversation_id)
    assert touched(room, CAROL, "v1").cases == ()


def version(number: int, **changes: object) -> Version:
    """A version of one document, served from the first of January on."""
    facts: dict[str, object] = {
        "id": f"v{number}",
        "document_id": "d",
        "number": number,
        "title": "D",
        "state": VersionState.PUBLISHED,
        "effective_from": date(2026, 1, 1),
        "effective_to": None,
        "media_type": MediaType.TEXT,
        "file_name": "d.txt",
        "source_sha256": "",
        "text_sha256": "",
        "created_by": "eve",
        "created_at": MORNING,
        "served": True,
    }
    return Version(**(facts | changes))  # type: ignore[arg-type]


def test_the_version_in_force_when_the_new_one_begins_is_superseded() -> None:
    """Not one that ends before, not one that is not served; of a published version the one it replaced."""
    document = Document("d", "transport", "D", "en", Audience.PUBLIC)
    ended = version(1, effective_to=date(2026, 3, 1))
    held = version(2)
    rolled_back = version(3, served=False)
    new = version(4, state=VersionState.SUBMITTED, served=False, effective_from=date(2027, 1, 1))
    summary = DocumentSummary(document, (new, rolled_back, held, ended))
    assert superseded(summary, new, TODAY) == ("v2",)
    assert superseded(summary, version(5, supersedes="v2"), TODAY) == ("v2",)
    assert superseded(summary, held, TODAY) == ()


def test_a_draft_is_touched_by_any_of_several_versions(tmp_path: Path) -> None:
    """One quote is enough."""
    room = Room(make_sqlite_store(tmp_path))
    case = room.open_case(a_working(a_draft(FEE)))
    assert [one.id for one in touched(room, CAROL, "v9", "v1").cases] == [case.id]
