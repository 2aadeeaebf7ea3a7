"""The parser process: reads files from standard input, writes parsed documents to standard output.

Started by `process.ParserProcess` only. It limits its own memory before it reads the first byte.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sys
from collections.abc import Callable

from knowledge_base.parsing import wire
from knowledge_base.parsing.dispatch import parse
from knowledge_base.parsing.refusals import RefusalReason, Refused
from knowledge_base.parsing.scanned_pages import memory_bytes


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows; the time limit of the parent still holds there
        return
    most = memory_bytes()
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


_FORBIDDEN = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.bind",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.fork",
)


def _forbid(event: str, _arguments: object) -> None:
    """No library, and no file that takes one over, calls anybody or starts anything from here."""
    if event in _FORBIDDEN:
        raise PermissionError(event)


def _answer(job: wire.Job, content: bytes, going_on: Callable[[], None]) -> bytes:
    try:
        if job.page is not None:
            from knowledge_base.parsing.page_images import page_png

            return wire.encode_image(page_png(content, job.page))
        return wire.encode(parse(job.name, content, going_on))
    except Refused as refused:
        reason = refused.reason
    except MemoryError:
        reason = RefusalReason.OUT_OF_MEMORY
    except Exception:  # noqa: BLE001 - whatever a hostile file makes a library raise is a refusal, not a crash
        reason = RefusalReason.PARSER_FAILED
    return json.dumps({"refused": reason}).encode()


def main() -> None:
    """Serve files until standard input ends."""
    _limit_memory()
    sys.addaudithook(_forbid)
    logging.disable(logging.CRITICAL)
    source = sys.stdin.buffer
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # nothing a library prints may reach the wire

    def going_on() -> None:
        wire.send(sink, wire.GOING_ON)

    while (job := wire.receive(source)) is not None and (content := wire.receive(source)) is not None:
        wire.send(sink, _answer(wire.Job.decode(job), content, going_on))


if __name__ == "__main__":
    main()
