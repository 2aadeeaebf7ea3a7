"""Threads that take accepted questions to the engine, and the sweep that finds what was left open."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from datetime import timedelta

from assistant.services.ports import Clock
from assistant.services.stores import ANY_TIME, Store

log = logging.getLogger(__name__)

SWEEP_EVERY_S = 15.0
"""Seconds between two looks for questions left open. The first look is at start, before anything else."""

LEFT_OPEN_AFTER = timedelta(seconds=180)
"""A question this old without an outcome, and not in this process's hands, was left by a process that is gone: the
engine's own hard limit is 120 s. At start nothing can be in hand, so every open question is taken up at once."""


class QuestionWorkers:
    """Implements the port `QuestionQueue`. `process` is idempotent, so that a question taken twice ends once."""

    def __init__(self, process: Callable[[str], object], store: Store, clock: Clock, threads: int) -> None:
        self._process = process
        self._store = store
        self._clock = clock
        self._queue: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._in_hand: set[str] = set()
        self._failed: set[str] = set()
        self._started = False
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._work, name=f"question-worker-{number}", daemon=True)
            for number in range(threads)
        ]
        self._sweeper = threading.Thread(target=self._sweep_forever, name="question-sweep", daemon=True)

    def start(self) -> None:
        """Take up what an earlier process left open, then wait for work."""
        self._look()
        for thread in (*self._threads, self._sweeper):
            thread.start()

    def put(self, question_id: str) -> None:
        """Queue a question that is stored already."""
        with self._lock:
            if question_id in self._in_hand:
                return
            self._in_hand.add(question_id)
        self._queue.put(question_id)

    def sweep(self, older_than: timedelta | None = LEFT_OPEN_AFTER) -> None:
        """Queue every open question of that age (None: of any), and those that failed here."""
        asked_before = ANY_TIME if older_than is None else self._clock.now() - older_than
        with self._store.read() as work:
            left = [record.id for record in work.questions.unfinished(asked_before)]
        with self._lock:
            again, self._failed = self._failed, set()
        for question_id in (*left, *again):
            self.put(question_id)

    def stop(self) -> None:
        """Finish what is in hand and end; what is queued stays stored and open for the next start."""
        self._stopping.set()
        for _ in self._threads:
            self._queue.put(None)
        for thread in (*self._threads, self._sweeper):
            if thread.is_alive():
                thread.join(timeout=30)

    def _work(self) -> None:
        while not self._stopping.is_set():
            question_id = self._queue.get()
            if question_id is None:
                return
            try:
                self._process(question_id)
            except BaseException as error:  # noqa: BLE001 - the worker must live, even if a library wants to exit
                log.error("question %s could not be processed: %s", question_id, type(error).__name__)
                with self._lock:
                    self._failed.add(question_id)
            finally:
                with self._lock:
                    self._in_hand.discard(question_id)

    def _sweep_forever(self) -> None:
        while not self._stopping.wait(SWEEP_EVERY_S):
            self._look()

    def _look(self) -> None:
        """Sweep; the first one that succeeds takes up all that is open, since until then nothing was."""
        try:
            self.sweep(LEFT_OPEN_AFTER if self._started else None)
            self._started = True
        except Exception as error:  # noqa: BLE001 - a database that is away for a moment must not end the sweep
            log.error("looking for open questions failed: %s", type(error).__name__)
