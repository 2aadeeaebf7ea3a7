"""What `civicdesk bench answers` tells: tables, and a file of everything."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict
from pathlib import Path

from assistant.evaluation.bench_answers_values import AnswersResult
from assistant.evaluation.bench_search_values import Spread

HEADS = ("ms for one question", "p50", "p95", "p99")


def table(result: AnswersResult) -> list[tuple[str, ...]]:
    """Under `HEADS`: each step, then what a question costs in the three ways of asking."""
    pipeline, served, model = result.pipeline, result.served, result.with_model
    storing = "stored outcome, all steps included"
    rows = [_row(name, spread) for name, spread in pipeline.steps.items()]
    rows.append(_row("all steps", pipeline.engine))
    rows.append(_row(storing, pipeline.whole))
    rows.append(_row("the same, processor time", pipeline.cpu))
    rows.append(_row(f"over HTTP until accepted, {served.citizens} citizens at once", served.accepted))
    rows.append(_row(f"over HTTP until the outcome, {served.citizens} citizens at once", served.outcome))
    rows.append(_row("with a scripted model", model.whole))
    rows.append(_row("the same without the model's own time", model.own))
    if result.peer is not None:
        rows.append(_row("peer, searching alone", result.peer.wall))
    return rows


def lines(result: AnswersResult) -> list[str]:
    """What no table holds."""
    served, model = result.served, result.with_model
    told = [
        f"{result.passages:,} passages. Over HTTP: {served.per_second:g} questions a second, {served.failed} failed of "
        f"{served.questions + served.failed}. The model drafted {model.drafted} of {model.questions}."
    ]
    if result.peer is not None:
        ratio = result.pipeline.whole.p95 / result.peer.wall.p95
        told.append(
            f"Our whole answer takes {ratio:.2f} times as long as the peer's search alone (95 of 100 questions)."
        )
    return told


def write(path: Path, result: AnswersResult) -> None:
    """Everything measured, and on what, as JSON."""
    machine = {
        "system": platform.platform(),
        "python": platform.python_version(),
        "processors": os.cpu_count(),
    }
    path.write_text(json.dumps({"machine": machine, **asdict(result)}, indent=1) + "\n", encoding="utf-8")


def _row(name: str, spread: Spread) -> tuple[str, ...]:
    return (name, f"{spread.p50:.1f}", f"{spread.p95:.1f}", f"{spread.p99:.1f}")
