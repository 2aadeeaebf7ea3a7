"""Work that is due by the clock goes on whatever fails in it, and begins early when something changed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from assistant.adapters.rounds import Rounds

LIMIT_S = 10.0


class Work:
    """Counts how often it was called, and fails as long as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.calls = 0

    def __call__(self) -> None:
        """Done once more."""
        self.calls += 1
        if self.failures:
            self.failures -= 1
            raise OSError("no space left")


def eventually(true: Callable[[], bool]) -> bool:
    """Whether it comes true in time."""
    give_up = time.monotonic() + LIMIT_S
    while not true() and time.monotonic() < give_up:
        time.sleep(0.005)
    return true()


def test_a_failing_work_keeps_none_of_the_others_back() -> None:
    """Each is tried in each round; the names of those that failed are told."""
    broken, sound = Work(failures=1), Work()
    rounds = Rounds({"broken": broken, "sound": sound})
    assert rounds.run() == ("broken",)
    assert rounds.run() == ()
    assert (broken.calls, sound.calls) == (2, 2)


def test_the_first_round_begins_at_once_and_ends_with_its_thread() -> None:
    """The process may have been away over midnight; and whoever stops need not wait for the minute."""
    work = Work()
    rounds = Rounds({"work": work}, every_s=LIMIT_S * 10)
    rounds.start()
    try:
        assert eventually(lambda: work.calls == 1)
    finally:
        rounds.stop()
    assert not any(one.name == "rounds" and one.is_alive() for one in threading.enumerate())


def test_another_mark_begins_a_round_before_its_minute() -> None:
    """What another process published is noticed by looking; a mark that cannot be read stops nothing."""
    work, marks = Work(), [1]

    def mark() -> int:
        if not marks:
            raise OSError("database is locked")
        return marks[0]

    rounds = Rounds({"work": work}, every_s=LIMIT_S * 10, mark=mark, look_every_s=0.01)
    rounds.start()
    try:
        assert eventually(lambda: work.calls == 1)
        marks[0] = 2
        assert eventually(lambda: work.calls == 2)
        marks.clear()
        assert eventually(lambda: work.calls == 3)
        time.sleep(0.1)
        assert work.calls == 3
    finally:
        rounds.stop()


def test_a_round_that_was_stopped_does_not_begin_the_next_work() -> None:
    """Ending the process waits for the piece of work in hand only."""
    later = Work()
    rounds: Rounds | None = None

    def ends() -> None:
        assert rounds is not None
        rounds.stop()

    rounds = Rounds({"ends": ends, "later": later})
    rounds.run()
    assert later.calls == 0
