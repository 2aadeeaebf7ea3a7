"""Measures drafts: `python -m assistant.evaluation.drafting [--corpus … --queries …] [--sample]`.

With corpora and queries: token F1 of the draft, and of its leading claim alone, against the answer a person gave, for first
turns and follow-ups. With `--sample`: how many of the sample town's questions a draft answers with all facts from a right
document (right), and how many its leading claim alone does (first). Prints a Markdown table; each line also tells the mean
number of words, the share of drafts the checks find nothing in, and the time that drafting takes.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean

from assistant.adapters.system import SystemClock
from assistant.domain.answers import Draft
from assistant.domain.questions import Stage
from assistant.domain.routing import Working
from assistant.evaluation.answers import sample_engine, throwaway_engine, timed
from assistant.evaluation.dataset_rows import query_rows
from assistant.services.sample_town import asked, is_right
from assistant.settings import load_settings
from knowledge_base.sample_policies import QuestionKind, sample_questions

_TOKEN = re.compile(r"[a-z0-9]+|[\u4e00-\u9fff]")

HEAD = "| questions | n | draft | leading claim alone | words | clean | ms |\n|---|---|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Measured:
    """One draft: how well it does (F1, or 1 for right), how well its leading claim does, its words and its checks.

    `clean` is None where there is no draft: a greeting gets a fixed text, not a draft.
    """

    whole: float
    leading: float
    words: int
    clean: bool | None
    milliseconds: float


def token_f1(said: str, gold: str) -> float:
    """Harmonic mean of precision and recall over lower-case words and single Chinese characters."""
    ours, theirs = Counter(_TOKEN.findall(said.lower())), Counter(_TOKEN.findall(gold.lower()))
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total()) if shared else 0.0


def against_answers(corpora: Sequence[Path], queries: Path) -> Iterator[tuple[str, Measured]]:
    """Each query that a person answered, under `first turns` or `follow-ups`."""
    golds = [json.loads(line) for line in queries.read_text(encoding="utf-8").splitlines() if line.strip()]
    with throwaway_engine(corpora, lambda *_: None, load_settings()) as (engine, _):
        for row, gold in zip(query_rows(queries), golds, strict=True):
            answer = gold.get("answer")
            if isinstance(answer, str):
                working, _ms = timed(engine, row)
                whole = token_f1(_text(working.draft), answer)
                leading = token_f1(_text(leading_claim(working.draft)), answer)
                yield "follow-ups" if row.history else "first turns", _measured(working, whole, leading)


def on_sample() -> Iterator[tuple[str, Measured]]:
    """Each answerable question of the sample town, under its language."""
    with sample_engine(load_settings()) as engine:
        for question in sample_questions():
            if question.kind not in (QuestionKind.ANSWERABLE, QuestionKind.FOLLOW_UP):
                continue
            working = engine.run(asked(question, SystemClock()))
            leading = leading_claim(working.draft)
            right = working.draft is not None and is_right(question, working.draft)
            first = leading is not None and is_right(question, leading)
            yield f"sample town, {question.language}", _measured(working, float(right), float(first))


def leading_claim(draft: Draft | None) -> Draft | None:
    """The draft cut down to its first claim."""
    return None if draft is None else replace(draft, claims=draft.claims[:1])


def table(measured: Mapping[str, Sequence[Measured]]) -> list[str]:
    """The lines of the table, a kind of question each."""
    lines = [HEAD]
    for name, rows in measured.items():
        figures = (
            f"{fmean(row.whole for row in rows):.3f}",
            f"{fmean(row.leading for row in rows):.3f}",
            f"{fmean(row.words for row in rows):.0f}",
            f"{fmean([row.clean for row in rows if row.clean is not None] or [0]):.3f}",
            f"{fmean(row.milliseconds for row in rows):.1f}",
        )
        lines.append(f"| {name} | {len(rows)} | {' | '.join(figures)} |")
    return lines


def _measured(working: Working, whole: float, leading: float) -> Measured:
    checked = working.verdict is not None and working.verdict.clean
    clean = None if working.draft is None else checked
    words = len(_TOKEN.findall(_text(working.draft).lower()))
    return Measured(whole, leading, words, clean, working.timings_ms.get(Stage.DRAFT, 0.0))


def _text(draft: Draft | None) -> str:
    return "" if draft is None else draft.plain_text()


def main() -> None:
    """Measure what the arguments name and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, action="append", default=[])
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--sample", action="store_true", help="the sample town's own questions too")
    arguments = parser.parse_args()
    measured: defaultdict[str, list[Measured]] = defaultdict(list)
    if arguments.queries is not None:
        for name, row in against_answers(arguments.corpus, arguments.queries):
            measured[name].append(row)
    if arguments.sample:
        for name, row in on_sample():
            measured[name].append(row)
    print("\n".join(table(measured)))


if __name__ == "__main__":
    main()
