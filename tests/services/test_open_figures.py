"""Open figures equal a recount, and nobody can be recognised in open data."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.answers import Draft
from assistant.domain.cases import DecisionKind
from assistant.domain.questions import Outcome
from assistant.domain.service_times import PLAIN, ServiceTimes
from assistant.services.open_figures import FRESH_FOR, LOOKED_BACK, SMALLEST_GROUP, OpenCounts
from tests.adapters.database.stores import make_sqlite_store
from tests.services.asking_room import AskingRoom, a_certificate_for_parking, releasable
from tests.services.review_room import CAROL, FEE, a_draft, a_working


class CountingRoom(AskingRoom):
    """Where things happen that are counted."""

    def __init__(self, directory: Path) -> None:
        super().__init__(make_sqlite_store(directory))
        self.counts = OpenCounts(self.store, self.clock, ServiceTimes(PLAIN))

    def decided(self, kind: DecisionKind, after: timedelta = timedelta(hours=1)) -> None:
        """A case that Carol decides so long after it was opened."""
        question_id = self.process(a_working(a_draft(FEE)))
        with self.store.read() as work:
            case = work.cases.of_question(question_id)
        assert case is not None
        self.clock.turn(after)
        self.reviews.claim(CAROL, case.id)
        request = self.request(case, key=f"k-{case.id}")
        if kind is DecisionKind.WRITTEN:
            request = self.own_reply(key=f"k-{case.id}")
        self.reviews.decide(CAROL, case.id, request)


@pytest.fixture
def room(tmp_path: Path) -> CountingRoom:
    """Nothing has happened."""
    return CountingRoom(tmp_path)


def test_promises_are_kept_or_not_both_sides_of_the_hour(room: CountingRoom) -> None:
    """S-07: a reply in the very moment promised counts as kept, one a second later does not."""
    promised = timedelta(hours=24)
    room.decided(DecisionKind.APPROVED, promised)
    room.decided(DecisionKind.APPROVED, promised + timedelta(seconds=1))
    shown = room.counts.figures().promises
    assert (shown.replied, shown.kept) == (2, 1)


def test_promises_are_about_the_time_looked_back_at(room: CountingRoom) -> None:
    """What was replied to before does not count any more; without replies there is no median."""
    room.decided(DecisionKind.APPROVED)
    room.clock.turn(LOOKED_BACK + timedelta(hours=2))
    shown = room.counts.figures().promises
    assert (shown.replied, shown.kept, shown.median_hours) == (0, 0, None)


def test_figures_are_counted_anew_after_a_minute(room: CountingRoom) -> None:
    """Until then the page says as of when it counts."""
    before = room.counts.figures()
    room.decided(DecisionKind.WRITTEN, timedelta(seconds=1))
    assert room.counts.figures() is before
    room.clock.turn(FRESH_FOR)
    after = room.counts.figures()
    assert (after.released_changed, after.at) == (1, room.clock.now())


def test_small_groups_are_left_out_of_open_data(room: CountingRoom) -> None:
    """S-29: one question fewer than ten and the group is not there; with the tenth it is."""
    conversation = room.conversation()
    for _ in range(SMALLEST_GROUP - 1):
        room.process(a_working(a_draft(FEE)), conversation)
    assert room.counts.data() == ()
    room.process(a_working(a_draft(FEE)), conversation)
    (group,) = room.counts.data()
    assert (group.topic_id, group.outcome, group.questions) == ("parking", "reviewed", SMALLEST_GROUP)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["auto", "approved", "written", "waiting"]), max_size=6))
def test_figures_equal_a_recount(tmp_path_factory: pytest.TempPathFactory, happens: list[str]) -> None:
    """S-07 as a property: whatever happened, in whatever order, the page tells exactly that."""
    room = CountingRoom(tmp_path_factory.mktemp("counts"))
    room.sign(a_certificate_for_parking(room))
    for one in happens:
        match one:
            case "auto":
                room.process(releasable())
            case "waiting":
                nothing: Draft | None = None
                room.process(a_working(nothing))
            case _:
                room.decided(DecisionKind(one))
    shown = room.counts.figures()
    assert shown.outcomes.get(Outcome.ANSWERED, 0) == happens.count("auto")
    assert shown.outcomes.get(Outcome.REVIEWED, 0) == len(happens) - happens.count("auto")
    assert shown.released_unchanged == happens.count("approved")
    assert shown.released_changed == happens.count("written")
    assert shown.promises.replied == happens.count("approved") + happens.count("written")
