"""Runs programs side by side: starts them, waits until they answer, starts them again, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import http.client
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

log = logging.getLogger(__name__)

STOP_WITHIN_S = 10.0
"""Seconds between asking a program to end and killing it: a question in hand takes a second or two, and whoever pressed
Ctrl-C will not wait longer than this."""

RESTARTS, RESTART_WINDOW_S = 3, 60.0
"""How often a program that died is started again within how many seconds. A fault that comes once an hour is bridged;
one that comes at every start is told within seconds."""

READY_WITHIN_S = 90.0
"""Seconds until a program must answer. Loading takes 3 to 6 s on two slow cores; the rest is for a busy machine."""

LOOK_EVERY_S = 0.1
"""Seconds between two looks at the programs and at the wish to stop."""

_TIED = Path(__file__).with_name("tied_process.py")
_ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Program:
    """What to run. `ready_path` answers 200 at `host`:`port` once it can be used.

    What it prints on standard output is dropped; logs belong on standard error.
    """

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] = field(repr=False)
    host: str
    port: int
    ready_path: str


class ProgramFailed(Exception):
    """A program did not start, or died too often. The message names it and says what happened."""


class StopWish:
    """Whether somebody asked for the end, by Ctrl-C or a signal, and how often."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self.times = 0

    def __bool__(self) -> bool:
        return self.times > 0

    def ask(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        """Ask for the end; asking twice means: at once."""
        self.times += 1
        self._event.set()

    def wait(self, seconds: float) -> bool:
        """Sleep, but no longer than until the wish comes; whether it came."""
        return self._event.wait(seconds)

    @contextlib.contextmanager
    def heard(self) -> Iterator[None]:
        """Signals that end a process become the wish while the block is open. For the main thread only."""
        before = {number: signal.signal(number, self.ask) for number in _ENDING_SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


class _Running:
    """One program's process, and when its last ones died."""

    def __init__(self, program: Program, keep_open: Sequence[int]) -> None:
        self.program = program
        self._keep_open = keep_open
        self._deaths: deque[float] = deque(maxlen=RESTARTS + 1)
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C in the terminal reaches the supervisor only, which then ends the whole group.
        return subprocess.Popen(
            [sys.executable, "-I", "-S", str(_TIED), str(os.getpid()), *self.program.argv],
            env=dict(self.program.env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=tuple(self._keep_open),
        )

    def died(self) -> bool:
        """Whether the process ended by itself. What it started and left is killed."""
        if self.process.poll() is None:
            return False
        self.kill()
        return True

    def start_again(self) -> None:
        """Start the program anew. Raises ProgramFailed if it died too often."""
        now = time.monotonic()
        self._deaths.append(now)
        if sum(now - death < RESTART_WINDOW_S for death in self._deaths) > RESTARTS:
            raise ProgramFailed(
                f"{self.program.name} ended again and again ({_said(self.process.returncode)}); everything is stopped."
            )
        log.warning("%s ended (%s) and is started again", self.program.name, _said(self.process.returncode))
        self.process = self._start()

    def ask_to_end(self) -> None:
        """SIGTERM to the process alone: what it started is its own to end."""
        if self.process.poll() is None:
            self.process.terminate()

    def kill(self) -> None:
        """SIGKILL to the whole group. The group's number cannot be another's while one of its members lives."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Supervisor:
    """Programs that live together: all of them run, or none does."""

    def __init__(self, programs: Sequence[Program], wish: StopWish, keep_open: Sequence[int] = ()) -> None:
        """`keep_open` are file descriptors that every program inherits, such as a lock's."""
        self._programs = programs
        self._wish = wish
        self._keep_open = keep_open
        self._running: list[_Running] = []

    @contextlib.contextmanager
    def started(self) -> Iterator[None]:
        """Start the programs and wait until each answers, or until the end is wished for; end them after the block.

        Raises ProgramFailed if one ends or stays silent instead.
        """
        try:
            for program in self._programs:
                self._running.append(_Running(program, self._keep_open))
            self._wait_until_ready()
            yield
        finally:
            self._stop()

    def watch(self) -> None:
        """Start again what dies, until the end is wished for. Raises ProgramFailed if one dies too often."""
        while not self._wish.wait(LOOK_EVERY_S):
            for running in self._running:
                if running.died():
                    running.start_again()

    def _wait_until_ready(self) -> None:
        give_up = time.monotonic() + READY_WITHIN_S
        waiting = list(self._running)
        while waiting and not self._wish:
            for running in self._running:
                if running.died():
                    end = _said(running.process.returncode)
                    raise ProgramFailed(f"{running.program.name} did not start ({end}).")
            if time.monotonic() > give_up:
                names = ", ".join(running.program.name for running in waiting)
                raise ProgramFailed(f"No answer within {READY_WITHIN_S:.0f} seconds from: {names}.")
            waiting = [running for running in waiting if not answers(running.program)]
            self._wish.wait(LOOK_EVERY_S)

    def _stop(self) -> None:
        for running in self._running:
            running.ask_to_end()
        give_up = time.monotonic() + STOP_WITHIN_S
        while time.monotonic() < give_up and self._wish.times < 2:
            if all(running.process.poll() is not None for running in self._running):
                break
            time.sleep(LOOK_EVERY_S)
        for running in self._running:
            running.kill()
        self._running.clear()


def answers(program: Program) -> bool:
    """Whether the program answers its ready path with 200. Asks directly, whatever proxy the environment names."""
    connection = http.client.HTTPConnection(program.host, program.port, timeout=5)
    try:
        connection.request("GET", program.ready_path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _said(returncode: int | None) -> str:
    if returncode is not None and returncode < 0:
        return f"signal {signal.Signals(-returncode).name}"
    return f"exit code {returncode}"
