"""`civicdesk bench queue` fills its stores as a town would."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from assistant.evaluation.bench_queue import fill
from assistant.services.queue_entry_store import QueueFilter, QueueQuery, QueueState
from tests.adapters.database.stores import make_sqlite_store

CASES = 40


def test_a_filled_store_holds_its_cases_and_recounts(tmp_path: Path) -> None:
    """Every case went through events, some are closed, and the queue says what the events say."""
    store = make_sqlite_store(tmp_path)
    told: list[tuple[int, int]] = []
    fill(store, CASES, lambda _what, done, of: told.append((done, of)))
    now = datetime.now(UTC)
    with store.begin() as work:
        every = work.queue.counts(QueueQuery(QueueFilter(state=QueueState.ALL), None, "bench", now))
        waiting = work.queue.counts(QueueQuery(QueueFilter(), None, "bench", now))
        assert work.queue.recount() == 0
        assert len(work.cases.events("kbench-0")) >= 2
    assert every.matching == CASES
    assert 0 < waiting.matching < CASES
    assert told == [(CASES, CASES)]
