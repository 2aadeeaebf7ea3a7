"""A process killed with kill -9 leaves whole transactions and nothing else, on each database."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.audit_chain import verify
from tests.adapters.database.builders import NOW, a_conversation, a_message

ROOT = Path(__file__).parents[3]


@contextmanager
def crashing(url: str, task: str) -> Iterator[IO[str]]:
    """The output of a writing process that is killed when the block ends."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.adapters.database.crashing", url, task],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout
        finally:
            process.kill()


@pytest.fixture
def opened(store: DatabaseStore) -> DatabaseStore:
    """A store with conversation c1."""
    with store.begin() as work:
        work.conversations.add(a_conversation())
    return store


def test_a_process_killed_in_mid_transaction_leaves_nothing(opened: DatabaseStore, url: str) -> None:
    """What was written and not committed is gone, its locks too, and the next writer carries on from the start."""
    with crashing(url, "half") as output:
        assert output.readline() == "half\n"
    with opened.begin() as work:
        assert work.conversations.messages("c1") == ()
        assert work.questions.of_conversation("c1") == ()
        assert work.cases.all(None) == ()
        assert work.oversight.audit_head() is None
        assert work.conversations.append(a_message()).seq == 1
        assert work.oversight.audit("s1", "read", "case", "k1", {}, NOW).seq == 1


def test_a_process_killed_at_any_moment_leaves_whole_units(opened: DatabaseStore, url: str) -> None:
    """All that was reported as committed is there, each unit is complete, and the audit chain verifies."""
    with crashing(url, "many") as output:
        for _ in range(12):
            committed = int(output.readline())
    with opened.read() as work:
        messages = [message.id for message in work.conversations.messages("c1")]
        questions = {question.id for question in work.questions.of_conversation("c1")}
        cases = [case.id for case in work.cases.all(None, limit=10_000)]
        events = work.cases.events_of(cases)
        entries = work.oversight.audit_entries(limit=10_000)
    whole = len(messages)
    assert whole >= committed
    assert messages == [f"m{number}" for number in range(1, whole + 1)]
    assert questions == {f"q{number}" for number in range(1, whole + 1)}
    assert len(cases) == whole
    assert all(len(found) == 1 for found in events.values())
    assert (verify(entries).intact, len(entries)) == (True, whole)
