"""`civicdesk bench search`: what a search, a publication and the memory of a serving process cost at a given size."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.evaluation.bench_search_recall import recall_at_100
from assistant.evaluation.bench_search_serving import opened
from assistant.evaluation.bench_search_texts import Texts
from assistant.evaluation.bench_search_values import PublicationCost, SizeResult, Spread
from assistant.serving_environment import ONE_AT_A_TIME
from knowledge_base import Audience, JurisdictionLevel, KnowledgeBase, Upload
from knowledge_base.splitting import Cut
from knowledge_base.throwaway import DATABASE, Cutting, RawDocument, as_uploaded, build

Progress = Callable[[str, int, int], None]

WARM_UP = 20
"""Searches before the measured ones: the first opens files and fills caches, and is told apart."""

_DOCUMENT_ID = "bench-night-market"
_QUESTION = "What does a stall at the night market cost?"
_FEES = ("A stall at the night market costs 41 euros.", "A stall at the night market costs 57 euros.")


@dataclass(frozen=True, slots=True)
class Material:
    """The documents of one size, how to cut them, and the questions. `documents` gives the same ones each time it is called."""

    documents: Callable[[], Iterator[RawDocument]]
    cutting: Cutting
    questions: Callable[[], list[str]]


def by_paragraph(text: str) -> tuple[str, list[Cut]]:
    """Each paragraph a passage, as the splitter would cut texts made for it."""
    cuts, start = [], 0
    for paragraph in text.split("\n\n"):
        cuts.append(Cut(start, start + len(paragraph), (), None))
        start += len(paragraph) + 2
    return text, cuts


def synthetic(passages: int, count: int) -> Material:
    """Texts that nobody wrote, and so many questions beside the first ones; see `bench_search_texts`."""
    texts = Texts(passages)
    return Material(texts.documents, by_paragraph, lambda: texts.questions(count + WARM_UP))


def given(documents: Sequence[RawDocument], questions: Sequence[str], passages: int) -> Material:
    """Documents and questions from files; so many documents that there are about `passages` passages."""

    def enough() -> Iterator[RawDocument]:
        left = passages
        for document in documents:
            if left <= 0:
                return
            left -= max(1, len(document.text) // 900)
            yield document

    return Material(enough, as_uploaded, lambda: list(questions))


def measure(material: Material, progress: Progress, folder: Path) -> SizeResult:
    """Build a base of the material in an empty folder and measure it."""
    load = os.getloadavg()[0]
    began = time.perf_counter()
    build(
        material.documents(),
        folder,
        lambda done, total: progress("Building the index", done, total),
        cutting=material.cutting,
        distinct=True,
    ).close()
    built = time.perf_counter() - began
    base = opened(folder)
    try:
        index = base.active_index()
        assert index is not None
        questions = material.questions()
        with Serving(folder) as serving:
            first = serving.ask(questions[:1])
            serving.ask(questions[1:WARM_UP])
            measured = serving.ask(questions[WARM_UP:])
            progress("Publishing", 0, len(_FEES))
            publications = tuple(publish_beside(base, serving, number) for number in range(len(_FEES)))
        return SizeResult(
            passages=index.passages,
            documents=index.versions,
            build_seconds=round(built, 1),
            disk_mb=_size_mb(folder / "indexes" / index.id),
            database_mb=_size_mb(folder / DATABASE),
            first_ms=round(first["wall"][0], 1),
            wall=Spread.of(measured["wall"]),
            cpu=Spread.of(measured["cpu"]),
            resident_mb=measured["resident_mb"],
            own_mb=measured["own_mb"],
            recall_at_100=recall_at_100(folder / "indexes" / index.id, questions[WARM_UP:]),
            publications=publications,
            load_before=round(load, 2),
        )
    finally:
        base.close()


class Serving:
    """The serving process."""

    def __init__(self, folder: Path) -> None:
        """Start it."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "assistant.evaluation.bench_search_serving", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | ONE_AT_A_TIME,
        )

    def __enter__(self) -> Serving:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def ask(self, questions: Sequence[str]) -> dict[str, Any]:
        """Times of each question, and the memory after."""
        return self._request({"do": "ask", "questions": list(questions)})

    def watch(self, question: str, document_id: str) -> None:
        """Begin to ask it over and over."""
        self._request({"do": "watch", "question": question, "document_id": document_id})

    def seen(self) -> list[tuple[float, float, str]]:
        """End that; beginning, end and finding of each look."""
        return [(began, ended, state) for began, ended, state in self._request({"do": "seen"})["looks"]]

    def _request(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline() or "null") or {}
        if self._process.poll() is not None:
            raise RuntimeError("the serving process ended")
        return answer


def publish_beside(base: KnowledgeBase, serving: Serving, number: int) -> PublicationCost:
    """Publish a version of the probe document while the serving process goes on asking for it."""
    upload = Upload(
        document_id=_DOCUMENT_ID,
        title="Night market stalls",
        department_id="bench",
        language="en",
        audience=Audience.PUBLIC,
        level=JurisdictionLevel.CITY,
        effective_from=date(2026, 1, 1),
        effective_to=None,
        file_name="night-market.md",
        content=_FEES[number].encode(),
    )
    version = base.add(upload, "ann")
    base.submit(version.id, "ann")
    serving.watch(_QUESTION, _DOCUMENT_ID)
    time.sleep(0.3)
    began = time.monotonic()
    base.publish(version.id, "bob")
    confirmed = time.monotonic()
    time.sleep(0.5)
    looks = serving.seen()
    new, old = _FEES[number], _FEES[number - 1] if number else ""
    found = [ended for _, ended, state in looks if state == new]
    return PublicationCost(
        seconds=round(confirmed - began, 2),
        visible_seconds=round(min(found) - began, 2) if found else float("inf"),
        searches=len(looks),
        failed=sum(state.startswith("failed") for _, _, state in looks),
        stale=sum(
            (start >= confirmed and state != new) or (ended <= began and state == new)
            for start, ended, state in looks
        ),
        missing=sum(state not in (old, new) for _, _, state in looks),
        slowest_ms=round(max(ended - start for start, ended, _ in looks) * 1000, 1),
    )


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty folder, gone at the end."""
    with tempfile.TemporaryDirectory(prefix="civicdesk-bench-") as folder:
        yield Path(folder)


def _size_mb(path: Path) -> float:
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return round(sum(each.stat().st_size for each in files) / 1e6, 1)


__all__ = ["Material", "Serving", "given", "measure", "publish_beside", "scratch", "synthetic"]
