"""The parent's side of the parser process: one worker, started when needed, killed when it misbehaves."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from knowledge_base.errors import UnreadableFile
from knowledge_base.parsing import wire
from knowledge_base.parsing.blocks import ParsedDocument
from knowledge_base.parsing.kinds import file_name_only
from knowledge_base.parsing.limits import (
    FILES_PER_PROCESS,
    MAX_FILE_BYTES,
    MAX_RECOGNISED_PAGES,
    PARSE_SECONDS,
)
from knowledge_base.parsing.malware_scan import MalwareScan
from knowledge_base.parsing.refusals import REFUSAL_MESSAGES, RefusalReason, Refused

_ROOT = Path(__file__).resolve().parents[2]


class ParserProcess:
    """Parses files one at a time in a child process with limited memory and time, and an empty environment.

    The child is reused, so that loading a folder costs one start. Safe to call from several threads.
    """

    def __init__(self, seconds: float = PARSE_SECONDS, scan: MalwareScan | None = None) -> None:
        self._seconds = seconds
        self._scan = scan
        self._child: subprocess.Popen[bytes] | None = None
        self._served = 0
        self._lock = threading.Lock()

    def parse(self, file_name: str, content: bytes) -> ParsedDocument:
        """The parsed file. Raises UnreadableFile with a RefusalReason; the next call works in any case."""
        if len(content) > MAX_FILE_BYTES:
            raise _unreadable(RefusalReason.TOO_LARGE)
        name = file_name_only(file_name)
        if self._scan is not None:
            try:
                self._scan.check(name, content)
            except Refused as refused:
                raise _unreadable(refused.reason) from refused
        data = self._answer(wire.Job(name), content)
        try:
            return wire.decode(data)
        except (KeyError, ValueError, TypeError) as error:
            raise _unreadable(RefusalReason.PARSER_FAILED) from error

    def page_image(self, content: bytes, page: int) -> bytes:
        """A page of a PDF (from one) as a PNG. Raises UnreadableFile with a RefusalReason."""
        data = self._answer(wire.Job("page.pdf", page), content)
        try:
            return wire.decode_image(data)
        except (KeyError, ValueError, TypeError) as error:
            raise _unreadable(RefusalReason.PARSER_FAILED) from error

    @property
    def process_id(self) -> int | None:
        """The child's process id while it runs."""
        return self._child.pid if self._child else None

    def close(self) -> None:
        """Stop the child if one runs."""
        with self._lock:
            self._stop()

    def _answer(self, job: wire.Job, content: bytes) -> dict[str, object]:
        with self._lock:
            if self._served >= FILES_PER_PROCESS:
                self._stop()
            data = self._exchange(job, content)
        if "refused" in data:
            try:
                reason = RefusalReason(str(data["refused"]))
            except ValueError:
                reason = RefusalReason.PARSER_FAILED
            raise _unreadable(reason)
        return data

    def _exchange(self, job: wire.Job, content: bytes) -> dict[str, object]:
        if self._child is not None and self._child.poll() is not None:  # killed from outside while it waited
            self._stop()
        child = self._child = self._child or self._start()
        assert child.stdin is not None
        assert child.stdout is not None
        watch = _Watch(child, self._seconds)
        try:
            wire.send(child.stdin, job.encode())
            wire.send(child.stdin, content)
            answer = wire.receive(child.stdout)
            # A page that is read by text recognition takes seconds: each one starts the clock anew, up to the limit.
            for _ in range(MAX_RECOGNISED_PAGES):
                if answer != wire.GOING_ON:
                    break
                watch.restart()
                answer = wire.receive(child.stdout)
        except OSError:
            answer = None
        finally:
            watch.stop()
        self._served += 1
        if answer is None:
            self._stop()
            return {"refused": RefusalReason.TIMED_OUT if watch.expired else RefusalReason.PARSER_FAILED}
        try:
            data = json.loads(answer)
        except ValueError:
            data = None
        if not isinstance(data, dict):
            self._stop()
            return {"refused": RefusalReason.PARSER_FAILED}
        if data.get("refused") in (RefusalReason.OUT_OF_MEMORY, RefusalReason.PARSER_FAILED):
            self._stop()
        return data

    def _start(self) -> subprocess.Popen[bytes]:
        self._served = 0
        return subprocess.Popen(
            [sys.executable, "-m", "knowledge_base.parsing"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=tempfile.gettempdir(),
            env={"PYTHONPATH": str(_ROOT), "LANG": "C.UTF-8", "PYTHONIOENCODING": "utf-8"},
            close_fds=True,
        )

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue
        child.wait()


class _Watch:
    """Kills a child that does not answer in time."""

    def __init__(self, child: subprocess.Popen[bytes], seconds: float) -> None:
        self.expired = False
        self._child = child
        self._seconds = seconds
        self._timer: threading.Timer | None = None
        self.restart()

    def restart(self) -> None:
        self.stop()
        self._timer = threading.Timer(self._seconds, self._expire)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _expire(self) -> None:
        self.expired = True
        self._child.kill()


def _unreadable(reason: RefusalReason) -> UnreadableFile:
    return UnreadableFile(reason.value, REFUSAL_MESSAGES[reason])
