"""A language model in a process of its own that quotes the first sentence it is shown, and tells how long it took.

`python -m assistant.evaluation.bench_answers_model` prints its port and serves on 127.0.0.1 until its input ends.
`GET /spent` gives the milliseconds it has spent on completions so far.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_PASSAGE = re.compile(r"token (P\w+)\n(<<\w+>>)\n[^\n]*\n(.*?)\n\2", re.DOTALL)
_SENTENCE = re.compile(r".+?(?:[.!?。](?=\s|$)|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ModelProcess:
    """A running one."""

    url: str

    def spent_ms(self) -> float:
        """What it has spent on completions since it started."""
        with urllib.request.urlopen(f"{self.url}/spent", timeout=10) as answer:  # noqa: S310 - our own, on loopback
            return float(json.load(answer))


@contextmanager
def model_process() -> Iterator[ModelProcess]:
    """One that runs while the block is open."""
    command = [sys.executable, "-m", "assistant.evaluation.bench_answers_model"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield ModelProcess(f"http://127.0.0.1:{int(process.stdout.readline())}/v1")
    finally:
        process.stdin.close()
        process.wait(timeout=30)
        process.stdout.close()


def reply(request: dict[str, Any]) -> str:
    """One claim that quotes the first sentence of the first passage; none where no passage was sent."""
    asked = "\n".join(str(message["content"]) for message in request["messages"])
    found = _PASSAGE.search(asked)
    if found is None:
        return json.dumps({"claims": []})
    body = found.group(3).strip().splitlines()
    sentence = _SENTENCE.match(max(body, key=len) if body else "")
    quote = sentence.group(0) if sentence else ""
    claim = {"text": quote, "quotes": [{"passage": found.group(1), "quote": quote}]}
    return json.dumps({"claims": [claim]}, ensure_ascii=False)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    spent = 0.0
    lock = threading.Lock()

    def do_GET(self) -> None:
        self._send(_Handler.spent if self.path.endswith("/spent") else {"data": [{"id": "scripted"}]})

    def do_POST(self) -> None:
        began = time.perf_counter()
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        message = {"role": "assistant", "content": reply(request)}
        self._send(
            {
                "id": "c1",
                "object": "chat.completion",
                "created": int(time.time()),
                "model": request["model"],
                "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
                "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
            }
        )
        with _Handler.lock:
            _Handler.spent += (time.perf_counter() - began) * 1000

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Requests are not told: they would drown what is measured."""

    def _send(self, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    """Serve until the input ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    main()
