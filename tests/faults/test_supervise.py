"""Real processes: nothing stays behind, whatever ends first."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from assistant.run_lock import AlreadyRunning, held
from tests.faults.supervised_town import Child, free_port

ROOT = Path(__file__).parents[2]
OUTPUT = "output.txt"
PATIENCE_S = 20.0


@contextlib.contextmanager
def supervised(folder: Path, *behaviours: str) -> Iterator[subprocess.Popen[bytes]]:
    """A supervisor in a process of its own over programs that behave as told; killed at the end of the block."""
    argv = [sys.executable, "-m", "tests.faults.supervised_town", str(folder), *behaviours]
    with (folder / OUTPUT).open("w") as output:
        process = subprocess.Popen(
            argv, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for child in alive(folder):
            child.kill()


def wait_for(condition: Callable[[], object], seconds: float = PATIENCE_S) -> None:
    """Wait until the condition holds; fails after a while."""
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up, "it did not come to pass in time"
        time.sleep(0.02)


def ready(folder: Path) -> bool:
    """The supervisor said that everything answers."""
    return (folder / "ready").exists()


def alive(folder: Path) -> list[Child]:
    """The programs' processes, and what they started, that still run."""
    return [child for child in Child.all(folder) if child.alive()]


def started_times(folder: Path, times: int) -> bool:
    """Program 1 was started so often."""
    return len(Child.named(folder, "1")) == times


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_every_process(tmp_path: Path, number: signal.Signals) -> None:
    """Ctrl-C and SIGTERM stop both programs; the exit code says that this was in order."""
    with supervised(tmp_path, "obeys", "obeys") as process:
        wait_for(lambda: ready(tmp_path))
        assert len(alive(tmp_path)) == 2
        process.send_signal(number)
        assert process.wait(PATIENCE_S) == 0
        assert alive(tmp_path) == []


def test_a_program_that_ignores_the_wish_is_killed(tmp_path: Path) -> None:
    """SIGKILL follows when SIGTERM was not enough."""
    with supervised(tmp_path, "obeys", "ignores") as process:
        wait_for(lambda: ready(tmp_path))
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0
        assert alive(tmp_path) == []


def test_what_a_program_started_ends_with_it(tmp_path: Path) -> None:
    """A grandchild that its parent left is killed with the group."""
    with supervised(tmp_path, "obeys", "forks") as process:
        wait_for(lambda: ready(tmp_path) and len(alive(tmp_path)) == 3)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0
        wait_for(lambda: alive(tmp_path) == [])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_killing_the_supervisor_leaves_no_program(tmp_path: Path) -> None:
    """The kernel ends the programs when their parent is killed outright."""
    with supervised(tmp_path, "obeys", "ignores") as process:
        wait_for(lambda: ready(tmp_path))
        process.kill()
        process.wait(PATIENCE_S)
        wait_for(lambda: alive(tmp_path) == [])


def test_a_program_that_died_is_started_again(tmp_path: Path) -> None:
    """One death is bridged, by a process with another number."""
    with supervised(tmp_path, "obeys", "obeys") as process:
        wait_for(lambda: ready(tmp_path))
        first = Child.named(tmp_path, "1")[0]
        first.kill()
        wait_for(lambda: len(Child.named(tmp_path, "1")) == 2 and len(alive(tmp_path)) == 2)
        assert process.poll() is None


def test_a_program_that_keeps_dying_ends_everything(tmp_path: Path) -> None:
    """After three new starts in a minute everything stops with exit code 1, and the program is named."""
    with supervised(tmp_path, "obeys", "obeys") as process:
        wait_for(lambda: ready(tmp_path))
        for deaths in range(1, 5):
            wait_for(partial(started_times, tmp_path, deaths))
            Child.named(tmp_path, "1")[-1].kill()
        assert process.wait(PATIENCE_S) == 1
        assert "program 1 ended again and again" in (tmp_path / OUTPUT).read_text()
        assert alive(tmp_path) == []


def test_a_program_that_cannot_start_is_named_at_once(tmp_path: Path) -> None:
    """A first start that fails is not repeated."""
    with supervised(tmp_path, "obeys", "fails") as process:
        assert process.wait(PATIENCE_S) == 1
        assert "program 1 did not start (exit code 7)" in (tmp_path / OUTPUT).read_text()
        assert alive(tmp_path) == []


def test_the_lock_is_held_until_the_last_program_is_gone(tmp_path: Path) -> None:
    """A folder counts as in use while a program inherits its lock, and is free after the end."""
    with supervised(tmp_path, "obeys", "obeys") as process:
        wait_for(lambda: ready(tmp_path))
        with pytest.raises(AlreadyRunning), held(tmp_path):
            pass
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE_S)
        with held(tmp_path) as descriptor:
            assert os.fstat(descriptor).st_size == 0


def test_two_holders_of_one_folder_cannot_be(tmp_path: Path) -> None:
    """The second one is refused without waiting; the folder's name is told."""
    with held(tmp_path), pytest.raises(AlreadyRunning, match=tmp_path.name), held(tmp_path):
        pass


def test_a_free_port_is_free() -> None:
    """The probe used here gives a port that can be bound."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", free_port()))
