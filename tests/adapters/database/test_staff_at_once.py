"""Reviewers and administrators who act at the same moment, on each database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.cases import CaseEventKind
from assistant.domain.errors import Conflict
from assistant.domain.staff import Grant, Role, Staff
from tests.services.review_room import CAROL, Room
from tests.services.staff_office import Office


def test_of_twenty_reviewers_at_once_one_gets_the_case_and_one_reply_goes_out(store: DatabaseStore) -> None:
    """Twenty threads claim and decide together: one claim, one reply, one decision (H-19)."""
    room = Room(store)
    case = room.open_case()
    request = room.request(case)
    people = [
        Staff(f"r{number}", f"r{number}", f"Reviewer {number}", (Grant(Role.CASEWORKER),))
        for number in range(20)
    ]
    together = Barrier(len(people))

    def work_on(staff: Staff) -> tuple[bool, bool]:
        together.wait()
        outcomes = []
        for step in (
            lambda: room.reviews.claim(staff, case.id),
            lambda: room.reviews.decide(staff, case.id, replace(request, key=staff.id)),
        ):
            try:
                step()
                outcomes.append(True)
            except Conflict:
                outcomes.append(False)
        return outcomes[0], outcomes[1]

    with ThreadPoolExecutor(len(people)) as pool:
        outcomes = list(pool.map(work_on, people))
    assert sum(claimed for claimed, _ in outcomes) == 1
    assert sum(decided for _, decided in outcomes) == 1
    with room.store.read() as work:
        kinds = [event.kind for event in work.cases.events(case.id)]
        assert len(work.questions.decisions(case.question_id)) == 1
    assert kinds.count(CaseEventKind.CLAIMED) == 1
    assert kinds.count(CaseEventKind.REPLIED) == 1
    assert room.reply(case) is not None


def test_the_same_decision_sent_ten_times_at_once_is_one_decision(store: DatabaseStore) -> None:
    """Impatient clicks give one reply; whoever is told of a decision is told of the same one."""
    room = Room(store)
    case = room.claimed_case()
    request = room.request(case)
    together = Barrier(10)

    def send(_number: int) -> str | None:
        together.wait()
        try:
            return room.reviews.decide(CAROL, case.id, request).decision_id
        except Conflict:
            return None

    with ThreadPoolExecutor(10) as pool:
        told = set(pool.map(send, range(10))) - {None}
    with store.read() as work:
        (decision,) = work.questions.decisions(case.question_id)
    assert told == {decision.id}
    assert room.reviews.decide(CAROL, case.id, request).decision_id == decision.id


def test_administrators_who_close_each_other_at_once_leave_one(store: DatabaseStore) -> None:
    """Of two who try together one succeeds: somebody can always open accounts again."""
    office = Office(store)
    first, second = office.ada, office.add("bea", Grant(Role.ADMINISTRATOR))
    together = Barrier(2)

    def close(acting: Staff, other: Staff) -> bool:
        together.wait()
        try:
            office.accounts.deactivate(acting, other.id)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        closed = list(pool.map(close, (first, second), (second, first)))
    assert sorted(closed) == [False, True]
    assert office.now(first).active != office.now(second).active
