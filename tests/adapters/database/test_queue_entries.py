"""The lines of the queue: pages, filters, counts, and the recount from events, on each database."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from assistant.adapters.database.queue_entry_tables import queue_entries
from assistant.adapters.database.store import DatabaseStore
from assistant.domain.cases import CLAIM_LASTS, CaseEventKind
from assistant.domain.questions import Language, Outcome
from assistant.domain.queue_entries import Priority, WaitingFor, ordinal_of
from assistant.domain.reasons import Reason
from assistant.services.queue_entry_store import Holding, QueueFilter, QueueQuery, QueueState
from assistant.services.stores import Work
from tests.adapters.database.builders import (
    NOW,
    a_case,
    a_finished_question,
    a_message,
    an_event,
    with_question,
)

STEPS = (
    CaseEventKind.CLAIMED,
    CaseEventKind.READ,
    CaseEventKind.RELEASED_CLAIM,
    CaseEventKind.REDRAFTED,
    CaseEventKind.OFFERED,
    CaseEventKind.RETURNED,
    CaseEventKind.CONSULTED,
    CaseEventKind.PART_WRITTEN,
    CaseEventKind.CITIZEN_ASKED,
    CaseEventKind.CITIZEN_ANSWERED,
    CaseEventKind.WARNED,
    CaseEventKind.REPLIED,
    CaseEventKind.WITHDRAWN,
)


def opened(store: DatabaseStore, number: int, **changes: object) -> str:
    """A case of waste, promised `number` hours from now, opened."""
    key = f"k{number}"
    with_question(store, f"q{number}")
    with store.begin() as work:
        case = a_case(key, question_id=f"q{number}", promised_at=NOW + timedelta(hours=number))
        work.cases.open(replace(case, **changes))  # type: ignore[arg-type]
        work.cases.append(an_event(CaseEventKind.OPENED, key))
    return key


def happens(store: DatabaseStore, kind: CaseEventKind, case_id: str, **changes: object) -> None:
    """One event of a case."""
    with store.begin() as work:
        work.cases.append(replace(an_event(kind, case_id), **changes))  # type: ignore[arg-type]


def asked(departments: frozenset[str] | None = None, now: datetime = NOW, **wanted: object) -> QueueQuery:
    """What s1 wants to see."""
    return QueueQuery(QueueFilter(**wanted), departments, "s1", now)  # type: ignore[arg-type]


def listed(store: DatabaseStore, query: QueueQuery) -> list[str]:
    """The ids that a query finds; its counts say the same."""
    with store.read() as work:
        found = [one.case.id for one in work.queue.page(query, None, 100)]
        assert work.queue.counts(query).matching == len(found)
    return found


def test_a_queued_case_is_the_case(store: DatabaseStore) -> None:
    """Nothing about a case is told otherwise in the queue."""
    key = opened(store, 1)
    with store.read() as work:
        (found,) = work.queue.page(asked(), None, 10)
        assert found.case == work.cases.get(key)
        assert found.entry.ordinal == ordinal_of(found.case.number)


def test_any_history_recounts_to_what_the_queue_says(store: DatabaseStore) -> None:
    """Entries that follow events one by one equal those folded from all of them."""
    chance = random.Random(20_26)
    for number in range(1, 13):
        opened(store, number)
        at = NOW
        for _step in range(chance.randrange(9)):
            at += timedelta(minutes=chance.randrange(40))
            data = {"hand_over": chance.choice("ab")}
            happens(
                store, chance.choice(STEPS), f"k{number}", actor=chance.choice(("s1", "s2")), at=at, data=data
            )
    with store.begin() as work:
        work.cases.lead("k3", "housing")
    with store.begin() as work:
        assert work.queue.recount() == 0


def test_a_recount_finds_and_mends_what_is_wrong(store: DatabaseStore) -> None:
    """A line that was changed behind the events is told and put right."""
    key = opened(store, 1)
    with store._engine.begin() as connection:
        connection.execute(sa.update(queue_entries).values(is_open=False, state="replied"))
    assert listed(store, asked()) == []
    with store.begin() as work:
        assert work.queue.recount() == 1
        assert work.queue.recount() == 0
    assert listed(store, asked()) == [key]


def test_cases_older_than_the_queue_are_entered(store: DatabaseStore) -> None:
    """A database from before the queue lists every case after the first start."""
    keys = [opened(store, number) for number in (1, 2, 3)]
    with store._engine.begin() as connection:
        connection.execute(sa.delete(queue_entries))
    with store.begin() as work:
        assert [work.queue.fill(2), work.queue.fill(2), work.queue.fill(2)] == [2, 1, 0]
        assert work.queue.recount() == 0
    assert listed(store, asked()) == keys


def test_pages_follow_each_other_without_gap_or_double(store: DatabaseStore) -> None:
    """Danger leads, then who may need help more, then by promise; closed cases end it, the newest first."""
    for number in range(1, 9):
        opened(store, number, reasons=(Reason.SENSITIVE,) if number in (4, 6) else (Reason.NO_CERTIFICATE,))
    with store.begin() as work:
        _emergency(work)
    for number in (2, 3):
        happens(store, CaseEventKind.REPLIED, f"k{number}")
    query, seen, place = asked(state=QueueState.ALL), [], None
    with store.read() as work:
        while page := work.queue.page(query, place, 2):
            seen += [(one.case.id, one.priority) for one in page]
            place = page[-1].place()
    assert seen == [
        ("urgent", Priority.DANGER),
        ("k4", Priority.VULNERABLE),
        ("k6", Priority.VULNERABLE),
        ("k1", Priority.ORDINARY),
        ("k5", Priority.ORDINARY),
        ("k7", Priority.ORDINARY),
        ("k8", Priority.ORDINARY),
        ("k3", Priority.CLOSED),
        ("k2", Priority.CLOSED),
    ]


def _emergency(work: Work) -> None:
    """A conversation of its own about danger."""
    from tests.adapters.database.builders import a_conversation

    work.conversations.add(a_conversation("c2"))
    work.conversations.append(a_message("m of danger", conversation_id="c2"))
    work.questions.add(replace(a_finished_question("qd"), conversation_id="c2", outcome=None))
    work.questions.finish(replace(a_finished_question("qd"), conversation_id="c2", outcome=Outcome.EMERGENCY))
    case = a_case("urgent", question_id="qd", promised_at=NOW + timedelta(hours=99))
    work.cases.open(replace(case, conversation_id="c2"))


def test_a_claim_that_ran_out_waits_again(store: DatabaseStore) -> None:
    """H-19: no event is needed for it."""
    held, free = opened(store, 1), opened(store, 2)
    happens(store, CaseEventKind.CLAIMED, held, actor="s1")
    assert listed(store, asked(state=QueueState.IN_HAND)) == [held]
    assert listed(store, asked(holding=Holding.ME)) == [held]
    assert listed(store, asked(holding=Holding.NOBODY)) == [free]
    later = NOW + CLAIM_LASTS
    assert listed(store, asked(state=QueueState.IN_HAND, now=later)) == []
    assert listed(store, asked(state=QueueState.WAITING, now=later)) == [held, free]


def test_each_filter_finds_its_cases(store: DatabaseStore) -> None:
    """Department, topic, language, reason, what is waited for, lateness; and never beyond the departments readable."""
    plain = opened(store, 1)
    other = opened(
        store,
        5,
        department_id="housing",
        topic_id="flats",
        language=Language.ZH.value,
        reasons=(Reason.COMPLAINT,),
    )
    happens(store, CaseEventKind.CITIZEN_ASKED, other)
    for wanted in (
        {"department_id": "housing"},
        {"topic_id": "flats"},
        {"language": "zh"},
        {"reason": Reason.COMPLAINT},
        {"waiting_for": WaitingFor.CITIZEN},
    ):
        assert listed(store, asked(**wanted)) == [other]
        assert listed(store, asked(frozenset({"waste"}), **wanted)) == []
    assert listed(store, asked(overdue=True, now=NOW + timedelta(hours=2))) == [plain]
    with store.read() as work:
        assert work.queue.counts(asked(now=NOW + timedelta(hours=2))).overdue == 1


def test_hits_and_numbers_are_found(store: DatabaseStore) -> None:
    """A search finds by number and among the cases whose words were found, however many those are."""
    first, second = opened(store, 1), opened(store, 2)
    query = asked(text="cd-2026-000001")
    assert listed(store, replace(query, hits=())) == [first]
    many = [second, *(f"nobody {number}" for number in range(40_000))]
    assert listed(store, replace(query, wanted=QueueFilter(text="bins"), hits=many)) == [second]
