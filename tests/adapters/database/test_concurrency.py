"""Many writers at once, on each database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from assistant.adapters.database import engine as engine_module
from assistant.adapters.database.cipher import Cipher
from assistant.adapters.database.engine import make_engine
from assistant.adapters.database.store import DatabaseStore
from assistant.domain.audit_chain import verify
from assistant.domain.cases import CaseEventKind
from assistant.domain.errors import Conflict
from tests.adapters.database.builders import (
    NOW,
    a_case,
    a_conversation,
    a_decision,
    a_finished_question,
    a_message,
    a_reply,
    an_event,
    with_case,
    with_question,
)
from tests.adapters.database.stores import FILE_NAME, MASTER_KEY, make_sqlite_store

WRITERS = 20


def at_once(work: Callable[[int], object]) -> list[object]:
    """Run the work in as many threads as there are writers; a conflict's code stands for its result."""
    barrier = Barrier(WRITERS)

    def run(number: int) -> object:
        barrier.wait()
        try:
            return work(number)
        except Conflict as conflict:
            return conflict.code

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(run, range(WRITERS)))


def test_writers_of_one_case_leave_no_gap_and_lose_nothing(store: DatabaseStore) -> None:
    """Twenty writers who only append all succeed and are numbered from 1 to 20."""
    with_case(store)

    def append(number: int) -> int:
        with store.begin() as work:
            return work.cases.append(an_event(CaseEventKind.READ, actor=f"s{number}")).seq

    assert sorted(map(str, at_once(append))) == sorted(map(str, range(1, WRITERS + 1)))
    with store.read() as work:
        events = work.cases.events("k1")
    assert [event.seq for event in events] == list(range(1, WRITERS + 1))
    assert {event.actor for event in events} == {f"s{number}" for number in range(WRITERS)}


def test_one_of_many_claims_a_case(store: DatabaseStore) -> None:
    """Twenty colleagues who each read that the case is free and then claim it: one gets it."""
    with_case(store)

    def claim(number: int) -> str:
        with store.begin() as work:
            if any(event.kind is CaseEventKind.CLAIMED for event in work.cases.events("k1")):
                return "taken"
            work.cases.append(an_event(CaseEventKind.CLAIMED, actor=f"s{number}"))
            return "claimed"

    results = at_once(claim)
    assert results.count("claimed") == 1
    assert set(results) <= {"claimed", "taken", "case_changed"}
    with store.read() as work:
        assert len(work.cases.events("k1")) == 1


def test_a_decision_on_an_old_reading_is_refused(new_postgres: Callable[[bool], str]) -> None:
    """On PostgreSQL, where writers do not queue at the start, what was read must still be true at the append."""
    store = DatabaseStore(make_engine(new_postgres(True)), Cipher(MASTER_KEY))
    with_case(store)
    with store.begin() as work:
        work.cases.append(an_event(CaseEventKind.OPENED))
    with store.begin() as slow:
        slow.cases.events("k1")
        with store.begin() as quick:
            quick.cases.append(an_event(CaseEventKind.CLAIMED))
        slow.cases.events("k1")
        with pytest.raises(Conflict) as refused:
            slow.cases.append(an_event(CaseEventKind.CLAIMED))
    assert refused.value.code == "case_changed"


def test_writers_of_the_chain_leave_no_gap_and_lose_nothing(store: DatabaseStore) -> None:
    """Twenty writers of the audit log make one chain of twenty entries that verifies."""

    def audit(number: int) -> str:
        with store.begin() as work:
            return work.oversight.audit(f"s{number}", "read", "case", "k1", {}, NOW).hash

    hashes = at_once(audit)
    with store.read() as work:
        entries = work.oversight.audit_entries()
    assert {entry.hash for entry in entries} == set(hashes)
    assert len(entries) == WRITERS
    assert verify(entries).intact


def test_writers_of_one_conversation_leave_no_gap(store: DatabaseStore) -> None:
    """Twenty messages at once are numbered from 1 to 20."""
    with store.begin() as work:
        work.conversations.add(a_conversation())

    def append(number: int) -> int:
        with store.begin() as work:
            return work.conversations.append(a_message(f"m{number}")).seq

    assert set(at_once(append)) == set(range(1, WRITERS + 1))
    with store.read() as work:
        assert [message.seq for message in work.conversations.messages("c1")] == list(range(1, WRITERS + 1))


def test_one_message_sent_many_times_at_once_is_stored_once(store: DatabaseStore) -> None:
    """A page that sends again and again gets one message, and each refusal can name it."""
    with store.begin() as work:
        work.conversations.add(a_conversation())

    def send(number: int) -> str:
        with store.begin() as work:
            try:
                return work.conversations.append(a_message(f"m{number}", client_id="tab-1")).id
            except Conflict:
                first = work.conversations.by_client_id("c1", "tab-1")
                assert first is not None
                return first.id

    assert len(set(at_once(send))) == 1
    with store.read() as work:
        assert len(work.conversations.messages("c1")) == 1


def test_cases_opened_at_once_get_different_numbers(store: DatabaseStore) -> None:
    """Twenty cases have twenty numbers in a row."""
    for number in range(WRITERS):
        with_question(store, f"q{number}")

    def open_case(number: int) -> str:
        with store.begin() as work:
            return work.cases.open(a_case(f"k{number}", question_id=f"q{number}")).number

    expected = {f"CD-2026-{number:06d}" for number in range(1, WRITERS + 1)}
    assert set(at_once(open_case)) == expected


def test_one_of_many_opens_the_case_of_a_question(store: DatabaseStore) -> None:
    """A question that is routed twenty times at once has one case."""
    with_question(store)

    def open_case(number: int) -> str:
        with store.begin() as work:
            work.cases.open(a_case(f"k{number}"))
            return "opened"

    results = at_once(open_case)
    assert (results.count("opened"), results.count("case_exists")) == (1, WRITERS - 1)


def test_one_of_many_releases_a_reply(store: DatabaseStore) -> None:
    """Twenty releases at once send one reply under one decision, and finish the question once."""
    with_question(store)

    def release(number: int) -> str:
        with store.begin() as work:
            work.questions.add_decision(a_decision(f"x{number}"), f"key-{number}")
            work.questions.add_reply(a_reply(f"r{number}"), f"x{number}")
            work.questions.finish(a_finished_question())
            return "released"

    results = at_once(release)
    assert (results.count("released"), results.count("already_decided")) == (1, WRITERS - 1)
    with store.read() as work:
        decisions, replies = work.questions.decisions("q1"), work.questions.replies_of("c1")
    assert [decision.id[1:] for decision in decisions] == [reply.id[1:] for reply in replies]


def test_two_that_wait_for_each_other_end_in_one_conflict(new_postgres: Callable[[bool], str]) -> None:
    """On PostgreSQL a deadlock costs one of the two its transaction, with a conflict that says to try again."""
    store = DatabaseStore(make_engine(new_postgres(True)), Cipher(MASTER_KEY))
    with_case(store)
    with store.begin() as work:
        work.oversight.audit("s1", "first", "case", "k1", {}, NOW)
    barrier = Barrier(2)

    def chain_first() -> str:
        with store.begin() as work:
            work.oversight.audit("s1", "read", "case", "k1", {}, NOW)
            barrier.wait()
            work.cases.append(an_event())
        return "done"

    def case_first() -> str:
        with store.begin() as work:
            work.cases.append(an_event())
            barrier.wait()
            work.oversight.audit("s1", "read", "case", "k1", {}, NOW)
        return "done"

    def outcome(run: Callable[[], str]) -> str:
        try:
            return run()
        except Conflict as conflict:
            return conflict.code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(outcome, [chain_first, case_first])) == ["done", "try_again"]
    with store.read() as work:
        assert len(work.cases.events("k1")) == 1
        assert len(work.oversight.audit_entries()) == 2


def test_a_writer_that_waits_too_long_gets_a_conflict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SQLite a write lock that is never given back ends in a conflict; afterwards the store works again."""
    monkeypatch.setattr(engine_module, "LOCK_WAIT_S", 0.05)
    store = make_sqlite_store(tmp_path)
    hog = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    hog.execute("BEGIN IMMEDIATE")
    with pytest.raises(Conflict) as refused, store.begin():
        pass
    assert refused.value.code == "try_again"
    hog.rollback()
    hog.close()
    with store.begin() as work:
        work.conversations.add(a_conversation())
