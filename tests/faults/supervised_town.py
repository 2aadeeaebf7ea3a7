"""A supervisor over small programs that behave as told. Run as `python -m tests.faults.supervised_town FOLDER …`."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import sys
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from assistant import supervise
from assistant.run_lock import held
from assistant.supervise import Program, ProgramFailed, StopWish, Supervisor


@dataclass(frozen=True, slots=True)
class Child:
    """A process that wrote its number into the folder when it started."""

    name: str
    process_id: int

    @classmethod
    def all(cls, folder: Path) -> list[Child]:
        """Oldest first."""
        written = sorted(folder.glob("*.process"), key=lambda path: path.stat().st_mtime_ns)
        return [cls(path.name.split(".")[0], int(path.name.split(".")[1])) for path in written]

    @classmethod
    def named(cls, folder: Path, name: str) -> list[Child]:
        """Those of one program."""
        return [child for child in cls.all(folder) if child.name == name]

    def alive(self) -> bool:
        """Whether it runs; a process that ended and was not yet collected does not."""
        try:
            return Path(f"/proc/{self.process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        except (FileNotFoundError, ProcessLookupError):
            return False

    def kill(self) -> None:
        """End it for good."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process_id, signal.SIGKILL)


class _Yes(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _write_number(folder: str, name: str) -> None:
    (Path(folder) / f"{name}.{os.getpid()}.process").touch()


def _wait_for_ever() -> None:
    while True:
        time.sleep(60)


def behave(folder: str, name: str, port: str, behaviour: str) -> None:
    """Be the program: `obeys`, `ignores` (SIGTERM), `forks` (a child that ignores it) or `fails`."""
    if behaviour == "fails":
        raise SystemExit(7)
    if behaviour == "forks" and os.fork() == 0:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        _write_number(folder, f"{name}-child")
        _wait_for_ever()
    if behaviour == "ignores":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    server = HTTPServer(("127.0.0.1", int(port)), _Yes)
    _write_number(folder, name)
    server.serve_forever()


def main(folder: str, *behaviours: str) -> int:
    """Supervise programs until a signal comes, as `civicdesk run` does; the exit code."""
    logging.basicConfig()
    supervise.STOP_WITHIN_S = 1.0
    programs = []
    for number, behaviour in enumerate(behaviours):
        port = free_port()
        argv = [sys.executable, "-m", __spec__.name, "--be", folder, str(number), str(port), behaviour]
        programs.append(Program(f"program {number}", argv, dict(os.environ), "127.0.0.1", port, "/"))
    wish = StopWish()
    try:
        with held(Path(folder)) as lock, wish.heard():
            supervisor = Supervisor(programs, wish, (lock,))
            with supervisor.started():
                (Path(folder) / "ready").touch()
                supervisor.watch()
    except ProgramFailed as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[0] == "--be":
        behave(*arguments[1:])
    sys.exit(main(*arguments))
