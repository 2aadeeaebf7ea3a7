"""Accepted questions reach the engine, once, whatever fails or dies on the way."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.adapters import question_workers
from assistant.adapters.question_workers import LEFT_OPEN_AFTER, QuestionWorkers
from assistant.domain.errors import Conflict
from assistant.services.stores import Store, Work
from tests.adapters.database.stores import make_sqlite_store
from tests.services.asking_room import AskingRoom
from tests.services.failing_store import FailingStore

WAIT_S = 10.0


class Bench:
    """Where questions are worked on by a function of the test."""

    def __init__(self, room: AskingRoom) -> None:
        self.room = room
        self.done: list[str] = []
        self.faults: list[BaseException] = []
        self._changed = threading.Condition()

    def process(self, question_id: str) -> None:
        """Fail as told, else finish the question."""
        if self.faults:
            raise self.faults.pop(0)
        self.room.processing.process(question_id)
        with self._changed:
            self.done.append(question_id)
            self._changed.notify_all()

    def wait_for(self, number: int) -> None:
        """Until so many were finished."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.done) >= number, WAIT_S)

    def workers(
        self, process: Callable[[str], object] | None = None, store: Store | None = None, threads: int = 2
    ) -> QuestionWorkers:
        """Not started yet."""
        return QuestionWorkers(process or self.process, store or self.room.store, self.room.clock, threads)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A bench whose sweep looks every twentieth of a second."""
    monkeypatch.setattr(question_workers, "SWEEP_EVERY_S", 0.05)
    return Bench(AskingRoom(make_sqlite_store(tmp_path)))


@contextmanager
def running(workers: QuestionWorkers) -> Iterator[QuestionWorkers]:
    """Started, and stopped at the end."""
    workers.start()
    try:
        yield workers
    finally:
        workers.stop()


def test_what_is_put_is_processed(bench: Bench) -> None:
    """Each question once, by whichever thread is free."""
    with running(bench.workers()) as workers:
        asked = [bench.room.accepted() for _ in range(5)]
        for question_id in asked:
            workers.put(question_id)
        bench.wait_for(5)
    assert sorted(bench.done) == sorted(asked)


def test_what_an_earlier_process_left_is_taken_up_at_start(bench: Bench) -> None:
    """However young it is, and even if the clock was set back meanwhile."""
    question_id = bench.room.accepted()
    bench.room.clock.turn(timedelta(hours=-1))
    with running(bench.workers()):
        bench.wait_for(1)
    assert bench.done == [question_id]


def test_what_another_process_left_is_taken_up_after_a_while(bench: Bench) -> None:
    """Not before the engine's own limit has passed, so that nobody works on it any more."""
    with running(bench.workers()):
        question_id = bench.room.accepted()
        bench.room.clock.turn(LEFT_OPEN_AFTER)
        time.sleep(0.3)
        assert bench.done == []
        bench.room.clock.turn(timedelta(microseconds=1))
        bench.wait_for(1)
    assert bench.done == [question_id]


@pytest.mark.parametrize("fault", [RuntimeError("Ann Miller"), SystemExit(1), Conflict("try_again", "busy")])
def test_a_worker_survives_what_it_meets_and_the_question_comes_again(
    bench: Bench, fault: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing ends a worker, not even a library that wants to exit; the log holds no text of the fault."""
    bench.faults = [fault]
    with running(bench.workers(threads=1)) as workers, caplog.at_level(logging.ERROR):
        first, second = bench.room.accepted(), bench.room.accepted()
        workers.put(first)
        workers.put(second)
        bench.wait_for(2)
    assert sorted(bench.done) == sorted([first, second])
    assert type(fault).__name__ in caplog.text
    assert "Miller" not in caplog.text


def test_a_question_in_hand_is_not_taken_twice(bench: Bench) -> None:
    """Putting it again, and sweeping, change nothing while a thread works on it."""
    begun, go_on, calls = threading.Event(), threading.Event(), list[str]()

    def slow(question_id: str) -> None:
        calls.append(question_id)
        begun.set()
        go_on.wait(WAIT_S)
        bench.process(question_id)

    with running(bench.workers(slow)) as workers:
        question_id = bench.room.accepted()
        workers.put(question_id)
        assert begun.wait(WAIT_S)
        workers.put(question_id)
        workers.sweep(None)
        time.sleep(0.1)
        go_on.set()
        bench.wait_for(1)
    assert calls == [question_id]


class UnreadableOnce(FailingStore):
    """Reading fails the first time."""

    failures = 1

    @contextmanager
    def read(self) -> Iterator[Work]:
        """Fail, then work."""
        if self.failures:
            self.failures -= 1
            raise Conflict("try_again", "busy")
        with super().read() as work:
            yield work


def test_a_database_that_is_away_at_start_delays_and_loses_nothing(bench: Bench) -> None:
    """The first sweep that succeeds takes up all that was open, however young."""
    question_id = bench.room.accepted()
    with running(bench.workers(store=UnreadableOnce(bench.room.store))):
        bench.wait_for(1)
    assert bench.done == [question_id]


def test_stopping_waits_for_what_is_in_hand_and_leaves_the_rest_stored(bench: Bench) -> None:
    """The question in hand is finished; those that waited stay open for the next start."""
    begun, go_on = threading.Event(), threading.Event()

    def slow(question_id: str) -> None:
        begun.set()
        go_on.wait(WAIT_S)
        bench.process(question_id)

    workers = bench.workers(slow, threads=1)
    workers.start()
    first, second = bench.room.accepted(), bench.room.accepted()
    workers.put(first)
    workers.put(second)
    assert begun.wait(WAIT_S)
    stopping = threading.Thread(target=workers.stop)
    stopping.start()
    time.sleep(0.05)
    assert stopping.is_alive()
    go_on.set()
    stopping.join(WAIT_S)
    assert not stopping.is_alive()
    assert bench.done == [first]
    assert bench.room.record(second).outcome is None
    with running(bench.workers()):
        bench.wait_for(2)
    assert bench.done == [first, second]


def test_stopping_what_never_started_is_no_error(bench: Bench) -> None:
    """An application that fails while starting may still be stopped."""
    bench.workers().stop()
