"""The queue page by page, its search, and tests that stand among the cases."""

from __future__ import annotations

from datetime import timedelta

from assistant.domain.queue_entries import Priority, WaitingFor
from assistant.domain.reasons import Reason
from assistant.domain.seeds import SeedPlace, SeedShowing
from assistant.domain.staff import Staff
from assistant.services.case_views import UNTOLD
from assistant.services.queue_entry_store import Holding, QueueFilter, QueueState
from tests.services.auditing_room import AuditingRoom
from tests.services.review_room import CAROL, CHEN, EXCEPTION, FEE, HANNA, Room, a_draft, a_working, invalid
from tests.services.test_seeded_errors import _stocked

EVERYTHING = QueueFilter(state=QueueState.ALL)


def numbers(room: Room, wanted: QueueFilter = EVERYTHING, staff: Staff = CAROL) -> list[str]:
    """The ids of one large page."""
    return [one.row.id for one in room.reviews.paging.page(staff, wanted, None, 100).rows]


def test_a_case_reads_the_same_in_both_queues(room: Room) -> None:
    """A line of a page says what the case itself says."""
    held, free = room.claimed_case(), room.open_case()
    page = room.reviews.paging.page(CAROL, QueueFilter(), None, 10)
    assert tuple(one.row for one in page.rows) == room.reviews.queue(CAROL)
    assert [(one.row.id, one.row.claimed_by_me) for one in page.rows] == [(held.id, True), (free.id, False)]


def test_pages_count_everything_and_show_a_part(room: Room) -> None:
    """The counts are real, however few rows are shown; the last page names no further one."""
    cases = [room.open_case() for _ in range(5)]
    room.clock.turn(timedelta(days=30))
    seen: list[str] = []
    after: str | None = None
    for size in (2, 2, 1):
        page = room.reviews.paging.page(CAROL, QueueFilter(), after, 2)
        assert (page.matching, page.overdue, len(page.rows)) == (5, 5, size)
        seen, after = seen + [one.row.id for one in page.rows], page.after
    assert (seen, after) == ([case.id for case in cases], None)


def test_nobody_reads_the_queue_of_another_department(room: Room) -> None:
    """X-09: neither rows nor counts of it, whatever is asked."""
    room.open_case(text="Where is the depot?")
    for wanted in (EVERYTHING, QueueFilter(department_id="transport"), QueueFilter(text="depot")):
        page = room.reviews.paging.page(HANNA, wanted, None, 10)
        assert (page.rows, page.matching) == ((), 0)


def test_cases_are_not_looked_for_by_what_reviewers_are_not_told(room: Room) -> None:
    """H-02: neither by "drawn for a check" nor by how sure the engine was; it is refused by name."""
    room.open_case()
    for untold in UNTOLD:
        with invalid("reason"):
            numbers(room, QueueFilter(reason=untold))


def test_words_of_the_question_find_it_in_both_languages(room: Room) -> None:
    """Every word must stand in the question, in any case of letters and without spaces in Chinese."""
    english, chinese = (
        room.open_case(text="How much is a PERMIT for visitors?"),
        room.open_case(text="居住证怎么办理？"),
    )
    assert numbers(room, QueueFilter(text="permit visitor")) == [english.id]
    assert numbers(room, QueueFilter(text="居住证")) == [chinese.id]
    assert numbers(room, QueueFilter(text="permit dog")) == []
    assert numbers(room, QueueFilter(text=chinese.number.lower())) == [chinese.id]
    later = room.open_case(text="A permit again")
    assert numbers(room, QueueFilter(text="permit")) == [english.id, later.id]


def test_an_erased_question_is_found_no_more_and_forgotten(room: Room) -> None:
    """L-11: at once not found, and out of memory with the next round."""
    case = room.open_case(text="My secret allotment")
    search = room.reviews.paging.search
    assert numbers(room, QueueFilter(text="allotment")) == [case.id]
    with room.store.begin() as work:
        work.conversations.erase(case.conversation_id)
    assert numbers(room, QueueFilter(text="allotment")) == []
    assert search.settle() == 0


def test_a_place_that_is_none_is_refused(room: Room) -> None:
    """Whatever a client sends as the place of a page, it gets a plain refusal."""
    for wrong in (
        "x",
        "danger~yesterday~1",
        "danger~2026-01-01T00:00:00~1",
        f"danger~2026-01-01T00:00:00Z~{2**70}",
    ):
        with invalid("after"):
            room.reviews.paging.page(CAROL, QueueFilter(), wrong, 10)
    with invalid("limit"):
        room.reviews.paging.page(CAROL, QueueFilter(), None, 201)
    with invalid("text"):
        room.reviews.paging.page(CAROL, QueueFilter(text="x" * 201), None, 10)


def test_a_vulnerable_person_comes_before_a_sooner_promise(room: Room) -> None:
    """The order is danger, who may need help more, then the promise."""
    first = room.open_case()
    room.clock.turn(timedelta(hours=3))
    tender = room.open_case(a_working(a_draft(FEE, EXCEPTION), reasons=(Reason.SENSITIVE,)))
    assert numbers(room) == [tender.id, first.id]
    assert numbers(room, QueueFilter(priority=Priority.VULNERABLE)) == [tender.id]


def test_a_test_stands_among_the_cases_of_one_person(auditing: AuditingRoom) -> None:
    """H-06: found by its words, its number and every filter, counted, and there for nobody else."""
    seed = _stocked(auditing)
    with auditing.store.begin() as work:
        number = work.cases.next_number(auditing.clock.now())
        showing = SeedShowing(
            auditing.ids.new_id(), seed.id, "chen", SeedPlace.CASES, number, auditing.clock.now()
        )
        work.seeds.show(showing)
    paging = auditing.reviews.paging
    whole = paging.page(CHEN, QueueFilter(), None, 100)
    row = next(one.row for one in whole.rows if one.row.id == showing.id)
    assert whole.matching == len(whole.rows)
    word = row.question_preview.split()[0]
    for wanted in (
        QueueFilter(text=word),
        QueueFilter(text=number),
        QueueFilter(topic_id=row.topic_id, language=row.language, state=QueueState.WAITING),
        QueueFilter(holding=Holding.NOBODY, waiting_for=WaitingFor.NOBODY),
    ):
        assert showing.id in [one.row.id for one in paging.page(CHEN, wanted, None, 100).rows]
        assert showing.id not in [one.row.id for one in paging.page(CAROL, wanted, None, 100).rows]
    assert showing.id not in [
        one.row.id for one in paging.page(CHEN, QueueFilter(text="nowhere said"), None, 100).rows
    ]
    after = None
    seen: list[str] = []
    while True:
        page = paging.page(CHEN, EVERYTHING, after, 1)
        seen, after = seen + [one.row.id for one in page.rows], page.after
        if after is None:
            break
    assert sorted(seen) == sorted(set(seen))
    assert showing.id in seen
