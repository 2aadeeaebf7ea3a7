"""A real server process on loopback, and citizens who open a conversation, ask, and wait on the event stream."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from assistant.evaluation.bench_answers_values import ServedTimes
from assistant.evaluation.bench_search_values import Spread
from assistant.serving_environment import ONE_AT_A_TIME
from assistant.settings import PREFIX

EACH = 10
"""Questions of one conversation: under the limit of messages a minute, so that no citizen is told to wait."""

STARTS_WITHIN_S = 120.0
ANSWERS_WITHIN_S = 60.0
"""How long a server and an answer are waited for; beyond it the run counts as failed, not as slow."""


class ServerFailed(Exception):
    """The server did not start, or ended. The message says so."""


@dataclass
class _Found:
    accepted: list[float] = field(default_factory=list)
    outcome: list[float] = field(default_factory=list)
    failed: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def server_process(folder: Path, database_url: str, more: Mapping[str, str] | None = None) -> Iterator[int]:
    """The chat and the API on a data folder while the block is open; its port. Raises ServerFailed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    own = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    settings = {
        "DATA_DIR": str(folder),
        "DATABASE_URL": database_url,
        "SAMPLE_TOWN": "false",
        "PORT": str(port),
        "LOG_LEVEL": "ERROR",
        **(more or {}),
    }
    env = own | ONE_AT_A_TIME | {f"{PREFIX}{name}": value for name, value in settings.items()}
    # In the data folder, away from any file of settings where the command was called.
    process = subprocess.Popen([sys.executable, "-m", "assistant.serve"], env=env, cwd=folder)
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=60)


def ask_served(port: int, questions: Sequence[str], citizens: int) -> ServedTimes:
    """Every question once, shared out among so many citizens who ask one after the other."""
    found = _Found()
    began = time.perf_counter()
    threads = [
        threading.Thread(target=_asks, args=(port, number, questions[number::citizens], found), daemon=True)
        for number in range(citizens)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - began
    if not found.outcome:
        raise ServerFailed("no question was answered")
    return ServedTimes(
        citizens=citizens,
        questions=len(found.outcome),
        failed=found.failed,
        per_second=round(len(found.outcome) / elapsed, 1),
        accepted=Spread.of(found.accepted),
        outcome=Spread.of(found.outcome),
    )


def _asks(port: int, citizen: int, questions: Sequence[str], found: _Found) -> None:
    for start in range(0, len(questions), EACH):
        part = questions[start : start + EACH]
        # Limits count people by address, as a proxy names them; every citizen of the bench is somebody else.
        address = f"10.{citizen % 250}.{start // EACH % 250}.{start // EACH // 250}"
        try:
            _one_conversation(port, address, part, found)
        except (OSError, http.client.HTTPException, ServerFailed, KeyError, ValueError):
            with found.lock:
                found.failed += len(part)


def _one_conversation(port: int, address: str, questions: Sequence[str], found: _Found) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWERS_WITHIN_S)
    forwarded = {"X-Forwarded-For": address}
    notice = _told(connection, "GET", "/api/disclosure?language=en", None, forwarded)
    opening = {"language": "en", "disclosure_version": notice["version"]}
    receipt = _told(connection, "POST", "/api/conversations", opening, forwarded)
    path = f"/api/conversations/{receipt['conversation_id']}"
    headers = forwarded | {"Authorization": f"Receipt {receipt['secret']}"}
    listening = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWERS_WITHIN_S)
    listening.request("GET", f"{path}/events", headers=headers)
    stream = listening.getresponse()
    for number, question in enumerate(questions):
        began = time.perf_counter()
        body = {"text": question, "client_id": f"{address}-{number}"}
        asked = _told(connection, "POST", f"{path}/messages", body, headers)
        accepted = time.perf_counter()
        _until_outcome(stream, int(str(_part(asked, "message", "seq"))))
        ended = time.perf_counter()
        with found.lock:
            found.accepted.append((accepted - began) * 1000)
            found.outcome.append((ended - began) * 1000)
    listening.close()
    connection.close()


def _until_outcome(stream: http.client.HTTPResponse, after: int) -> None:
    """Read events up to the first message of the office that follows this one."""
    event = b""
    while line := stream.readline():
        if line.startswith(b"event:"):
            event = line[6:].strip()
        elif line.startswith(b"data:") and event == b"message":
            message = json.loads(line[5:])
            if message["seq"] > after and message["author"] != "citizen":
                return
    raise ServerFailed("the stream ended before the outcome")


def _told(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: object,
    headers: Mapping[str, str],
) -> dict[str, object]:
    sent = json.dumps(body) if body is not None else None
    connection.request(method, path, sent, {**headers, "Content-Type": "application/json"})
    answer = connection.getresponse()
    text = answer.read()
    if answer.status >= http.client.BAD_REQUEST:
        raise ServerFailed(f"{method} {answer.status}")
    value: dict[str, object] = json.loads(text)
    return value


def _part(value: dict[str, object], *names: str) -> object:
    found: object = value
    for name in names:
        if not isinstance(found, dict):
            raise ValueError(name)
        found = found[name]
    return found


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until:
        if process.poll() is not None:
            raise ServerFailed("the server ended before it served")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            _told(connection, "GET", "/api/disclosure?language=en", None, {})
            return
        except (OSError, http.client.HTTPException, ServerFailed):
            time.sleep(0.1)
        finally:
            connection.close()
    raise ServerFailed("the server did not start in time")
