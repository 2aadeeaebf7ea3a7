"""A process that serves searches, as the API does, and tells what it cost: its own, so that its memory is its own.

`python -m assistant.evaluation.bench_search_serving FOLDER` reads one JSON request a line and answers each with one.
"""

from __future__ import annotations

import importlib
import json
import sys
import threading
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from assistant.adapters.database.engine import make_engine
from knowledge_base import Audience, KnowledgeBase, SearchQuery, SearchResult
from knowledge_base.throwaway import DATABASE

DAY = date(2026, 6, 1)

_PAGE_BYTES = 4096


def opened(folder: Path) -> KnowledgeBase:
    """The base in the folder, on an engine as an installation has it."""
    return KnowledgeBase.open(make_engine(f"sqlite:///{folder / DATABASE}"), folder)


def ask(base: KnowledgeBase, question: str) -> SearchResult:
    """The production search, hits loaded from the database."""
    return base.search(SearchQuery(question, DAY, Audience.PUBLIC))


def resident_mb() -> float | None:
    """Memory of this process that is in use, in megabytes; None where the system does not tell."""
    try:
        fields = Path("/proc/self/statm").read_text(encoding="ascii").split()
    except OSError:
        return None
    return int(fields[1]) * _PAGE_BYTES / 1e6


def own_mb() -> float | None:
    """As `resident_mb`, without the pages of files that the system may drop at any time."""
    try:
        fields = Path("/proc/self/statm").read_text(encoding="ascii").split()
    except OSError:
        return None
    return (int(fields[1]) - int(fields[2])) * _PAGE_BYTES / 1e6


class _Watch:
    """Asks the same question over and over and notes when which text came first."""

    def __init__(self, base: KnowledgeBase, question: str, document_id: str) -> None:
        self._base, self._question, self._document_id = base, question, document_id
        self._stop = threading.Event()
        self._looks: list[tuple[float, float, str]] = []
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while not self._stop.is_set():
            began = time.monotonic()
            try:
                seen = [
                    hit.passage.text
                    for hit in ask(self._base, self._question).hits
                    if hit.document.id == self._document_id
                ]
                state = seen[0][:80] if seen else ""
            except Exception as error:  # noqa: BLE001 - every failure is a finding here
                state = f"failed: {type(error).__name__}"
            self._looks.append((began, time.monotonic(), state))
            time.sleep(0.005)

    def end(self) -> list[tuple[float, float, str]]:
        self._stop.set()
        self._thread.join()
        return self._looks


def _measure(base: KnowledgeBase, questions: Sequence[str]) -> dict[str, Any]:
    wall, processor = [], []
    for question in questions:
        began, used = time.perf_counter(), time.process_time()
        ask(base, question)
        wall.append((time.perf_counter() - began) * 1000)
        processor.append((time.process_time() - used) * 1000)
    return {"wall": wall, "cpu": processor, "resident_mb": resident_mb(), "own_mb": own_mb()}


def main() -> None:
    """Serve the requests: `ask`, `watch`, `seen`; the end of the input ends the process."""
    # What the API holds in memory besides the knowledge base counts too.
    for module in ("assistant.bootstrap", "assistant.web.app", "assistant.serve"):
        importlib.import_module(module)
    base = opened(Path(sys.argv[1]))
    watch: _Watch | None = None
    for line in sys.stdin:
        request = json.loads(line)
        answer: dict[str, Any] = {}
        match request["do"]:
            case "ask":
                answer = _measure(base, request["questions"])
            case "watch":
                watch = _Watch(base, request["question"], request["document_id"])
            case "seen":
                answer = {"looks": watch.end() if watch else [], "resident_mb": resident_mb()}
            case other:
                raise ValueError(f"unknown request {other!r}")
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    base.close()


if __name__ == "__main__":
    main()
