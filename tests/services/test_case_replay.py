"""A case is rebuilt from the log alone, and a store that says something else is found out (L-04)."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.domain.cases import Case, DecisionKind
from assistant.domain.conversations import Conversation
from assistant.domain.errors import Forbidden, NotFound
from assistant.services.case_replay import CaseReplays, Difference, Replay, rebuild
from assistant.services.release import sha256_of
from tests.adapters.database.stores import make_sqlite_store, sqlite_url
from tests.services.asking_room import AskingRoom, a_certificate_for_parking, releasable
from tests.services.review_room import ANDY, CAROL, FEE, PIPELINE, SAM, a_draft, a_working
from tests.services.small_appeals import small_appeals
from tests.services.small_recall import small_erasure


class ReplayRoom(AskingRoom):
    """Cases that went every way a case can go."""

    def __init__(self, directory: Path) -> None:
        super().__init__(make_sqlite_store(directory))
        self.directory = directory
        self.replays = CaseReplays(self.store, self.clock)
        self.citizen: Conversation = self.conversation()

    def opened(self) -> Case:
        """A case that waits."""
        question_id = self.process(a_working(a_draft(FEE)), self.citizen)
        with self.store.read() as work:
            case = work.cases.of_question(question_id)
        assert case is not None
        return case

    def approved(self) -> Case:
        """A case whose draft Carol approved."""
        case = self.opened()
        self.reviews.read(CAROL, case.id)
        self.reviews.claim(CAROL, case.id)
        self.reviews.decide(CAROL, case.id, self.request(case))
        return case

    def replay(self, case: Case) -> Replay:
        """As Andy sees it."""
        return self.replays.replay(ANDY, case.number)

    def tamper(self, statement: str) -> None:
        """Change the database behind everybody's back."""
        with sa.create_engine(sqlite_url(self.directory)).begin() as connection:
            connection.exec_driver_sql(statement)


@pytest.fixture
def room(tmp_path: Path) -> ReplayRoom:
    """Nothing has happened."""
    return ReplayRoom(tmp_path)


def test_the_log_alone_tells_everything_about_a_case(room: ReplayRoom) -> None:
    """L-04: start and end of the use, sources consulted, output, decision and the persons who verified."""
    case = room.approved()
    found = room.replay(case)
    said = rebuild(found.entries)
    assert said == found.rebuilt
    assert found.differences == ()
    assert (said.number, said.department, said.topic) == (case.number, "transport", "parking")
    assert said.asked_at == said.finished_at == room.clock.now()
    assert (said.outcome, said.reasons, said.passages) == ("reviewed", ("no_certificate",), ("p1",))
    assert (said.pipeline_hash, said.index_version) == (PIPELINE, "index-1")
    assert (said.decision_kind, said.decision_reason, said.role) == (
        DecisionKind.APPROVED.value,
        "ok",
        "caseworker",
    )
    assert (said.released_by, said.verified_by, said.state) == ("carol", ("carol",), "replied")
    assert said.sent_sha256 == sha256_of(a_draft(FEE).text())


def test_the_threshold_in_force_is_in_the_log(room: ReplayRoom) -> None:
    """L-04: that of the moment, whatever is set by hand afterwards."""
    room.sign(a_certificate_for_parking(room))
    question_id = room.process(releasable())
    with room.store.begin() as work:
        work.oversight.limit_certificate("certificate-1", 0.9, "sam", "Stricter.", room.clock.now())
        said = rebuild(work.oversight.audit_about((question_id,)))
    assert (said.certificate, said.threshold, said.released_by_kind) == (
        "certificate-1",
        "0.500000",
        "certificate",
    )


def test_open_withdrawn_and_appealed_cases_are_rebuilt_too(room: ReplayRoom) -> None:
    """L-04: whatever state a case is in, and appeals like any other case."""
    waiting = room.opened()
    assert (room.replay(waiting).differences, room.replay(waiting).rebuilt.state) == ((), "")
    room.conversations.withdraw(room.citizen, waiting.number)
    assert (room.replay(waiting).differences, room.replay(waiting).rebuilt.state) == ((), "withdrawn")
    reply = room.reply_to(room.approved().question_id)
    assert reply is not None
    appeal = small_appeals(room).make(room.citizen, reply.id, "", "a1")
    assert room.replay(appeal).differences == ()
    room.reviews.claim(SAM, appeal.id)
    room.reviews.decide(SAM, appeal.id, room.own_reply(key="appeal"))
    assert (room.replay(appeal).differences, room.replay(appeal).rebuilt.released_by) == ((), "sam")


def test_after_an_erasure_everything_but_the_text_still_fits(room: ReplayRoom) -> None:
    """X-14: the replay says what is gone and still holds the rest together."""
    case = room.approved()
    with room.store.begin() as work:
        work.conversations.erase(room.citizen.id)
    found = room.replay(case)
    assert (found.erased, found.differences) == (True, ())
    assert found.rebuilt.sent_sha256


def test_an_open_case_that_was_erased_is_rebuilt_as_withdrawn(room: ReplayRoom) -> None:
    """X-14: erasing takes open cases out of the queue, and the log says why."""
    case = room.opened()
    small_erasure(room, room.directory, room.pages).erase_own(room.citizen)
    found = room.replay(case)
    assert (found.erased, found.differences, found.rebuilt.state) == (True, (), "withdrawn")


@pytest.mark.parametrize(
    ("statement", "difference"),
    [
        ("UPDATE questions SET outcome = 'answered'", Difference.OUTCOME),
        ("UPDATE questions SET pipeline_hash = 'other'", Difference.ENGINE),
        ("UPDATE decisions SET reason = 'outdated'", Difference.DECISION),
        ("UPDATE cases SET number = 'CD-2026-000099'", Difference.NUMBER),
        (
            "UPDATE audit_entries SET at = '2020-01-01 00:00:00' WHERE action = 'case_opened'",
            Difference.ENTRY_CHANGED,
        ),
        ("DELETE FROM audit_entries WHERE action = 'question_accepted'", Difference.NOT_LOGGED),
        ("DELETE FROM case_events WHERE kind = 'replied'", Difference.STATE),
    ],
)
def test_a_store_or_log_that_was_changed_is_found_out(
    room: ReplayRoom, statement: str, difference: Difference
) -> None:
    """L-04, X-13: each change behind the service's back is named."""
    case = room.approved()
    room.tamper(statement)
    with room.store.begin() as work:
        stored = work.cases.get(case.id)
        assert stored is not None
        assert difference in room.replays.of(work, stored.number).differences


def test_only_auditors_rebuild_cases_and_that_is_on_record(room: ReplayRoom) -> None:
    """S-26: a caseworker or supervisor may not; an unknown number is not found; the reading itself is logged."""
    case = room.opened()
    for person in (CAROL, SAM):
        with pytest.raises(Forbidden):
            room.replays.replay(person, case.number)
    with pytest.raises(NotFound):
        room.replays.replay(ANDY, "CD-2026-999999")
    room.replay(case)
    assert (room.log()[-1].actor, room.log()[-1].action) == ("andy", "case_replayed")
