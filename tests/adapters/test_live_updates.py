"""Open pages are woken, by any thread, and forgotten when they close."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

from assistant.adapters.live_updates import MAX_WAITING, LivePages, Subscription
from assistant.domain.questions import Stage
from assistant.services.live import Changed, StageUpdate, Update

SOON = 5.0
AT_ONCE = 0.02


async def _all(waiting: Subscription) -> list[Update]:
    found: list[Update] = []
    while (update := await waiting.next(AT_ONCE)) is not None:
        found.append(update)
    return found


def _in_a_thread(*steps: Callable[[], None]) -> None:
    def run() -> None:
        for step in steps:
            step()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_a_page_hears_in_order_what_another_thread_tells() -> None:
    """Stages and changes arrive as they happened."""

    async def scene() -> None:
        pages = LivePages()
        with pages.subscribe("c1") as waiting:
            _in_a_thread(
                lambda: pages.stage("c1", "q1", Stage.SCREEN, "started"),
                lambda: pages.stage("c1", "q1", Stage.SCREEN, "done"),
                lambda: pages.changed("c1"),
            )
            assert await _all(waiting) == [
                StageUpdate("q1", Stage.SCREEN, "started"),
                StageUpdate("q1", Stage.SCREEN, "done"),
                Changed(),
            ]

    asyncio.run(scene())


def test_a_page_waits_until_it_is_told() -> None:
    """It wakes with the update, long before its patience ends."""

    async def scene() -> None:
        pages = LivePages()
        with pages.subscribe("c1") as waiting:
            timer = threading.Timer(0.05, pages.changed, ("c1",))
            timer.start()
            assert await waiting.next(SOON) == Changed()
            timer.join()

    asyncio.run(scene())


def test_every_page_of_a_conversation_hears_and_no_other_does() -> None:
    """Two windows of one citizen both wake; a stranger's does not."""

    async def scene() -> None:
        pages = LivePages()
        with pages.subscribe("c1") as one, pages.subscribe("c1") as two, pages.subscribe("c2") as other:
            pages.changed("c1")
            assert await one.next(SOON) == Changed()
            assert await two.next(SOON) == Changed()
            assert await other.next(AT_ONCE) is None

    asyncio.run(scene())


def test_a_page_that_does_not_read_keeps_the_newest() -> None:
    """Memory stays bounded; the oldest stages go first."""

    async def scene() -> None:
        pages = LivePages()
        with pages.subscribe("c1") as waiting:
            for number in range(MAX_WAITING + 7):
                pages.stage("c1", f"q{number}", Stage.SCREEN, "done")
            kept = await _all(waiting)
        assert len(kept) == MAX_WAITING
        assert kept[-1] == StageUpdate(f"q{MAX_WAITING + 6}", Stage.SCREEN, "done")

    asyncio.run(scene())


def test_a_closed_page_is_forgotten() -> None:
    """Nothing of it is kept, also if it closed with an error."""

    async def scene() -> None:
        pages = LivePages()
        try:
            with pages.subscribe("c1"):
                raise ConnectionError
        except ConnectionError:
            pass
        assert not pages.listening("c1")
        with pages.subscribe("c1"):
            assert pages.listening("c1")

    asyncio.run(scene())


def test_telling_a_loop_that_has_ended_is_no_error() -> None:
    """A worker may still be at work when the server has closed."""
    pages = LivePages()

    async def scene() -> None:
        stack = pages.subscribe("c1")
        stack.__enter__()

    asyncio.run(scene())
    pages.changed("c1")
    pages.changed("nobody")
