"""What `civicdesk bench search` tells: a table, a file of everything, a figure."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from assistant.evaluation.bench_search_figure import Curve, draw
from assistant.evaluation.bench_search_values import PeerResult, SizeResult

Measured = Sequence[tuple[SizeResult, PeerResult | None]]

HEADS = (
    "passages",
    "build s",
    "p50 ms",
    "p95 ms",
    "p99 ms",
    "cpu p95 ms",
    "recall@100",
    "memory MB",
    "disk MB",
    "publish s",
    "failed/stale/missing",
    "peer p95 ms",
    "peer/ours",
)


def table(measured: Measured) -> list[tuple[str, ...]]:
    """A row a size, under `HEADS`."""
    return [_row(ours, peer) for ours, peer in measured]


def _row(ours: SizeResult, peer: PeerResult | None) -> tuple[str, ...]:
    publications = ours.publications
    faults = "/".join(
        str(sum(getattr(each, what) for each in publications)) for what in ("failed", "stale", "missing")
    )
    return (
        f"{ours.passages:,}",
        f"{ours.build_seconds:g}",
        f"{ours.wall.p50:.1f}",
        f"{ours.wall.p95:.1f}",
        f"{ours.wall.p99:.1f}",
        f"{ours.cpu.p95:.1f}",
        f"{ours.recall_at_100:.3f}",
        "-" if ours.resident_mb is None else f"{ours.resident_mb:.0f}",
        f"{ours.disk_mb + ours.database_mb:.0f}",
        f"{max(each.visible_seconds for each in publications):g}",
        faults,
        "-" if peer is None else f"{peer.wall.p95:.1f}",
        "-" if peer is None else f"{peer.wall.p95 / ours.wall.p95:.1f}",
    )


def write(path: Path, measured: Measured) -> None:
    """Everything measured, and on what, as JSON."""
    told = {
        "machine": {
            "system": platform.platform(),
            "python": platform.python_version(),
            "processors": os.cpu_count(),
        },
        "sizes": [
            {"civicdesk": asdict(ours), "peer": None if peer is None else asdict(peer)}
            for ours, peer in measured
        ],
    }
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def write_figure(path: Path, measured: Measured) -> None:
    """Milliseconds against passages."""
    curves = [
        Curve("Civic Desk, p95", tuple((ours.passages, ours.wall.p95) for ours, _ in measured)),
        Curve("Civic Desk, median", tuple((ours.passages, ours.wall.p50) for ours, _ in measured)),
        Curve("peer, p95", tuple((ours.passages, peer.wall.p95) for ours, peer in measured if peer)),
    ]
    path.write_text(draw(curves, "Time of one search by size of the base"), encoding="utf-8")
