"""`civicdesk bench`: what an installation costs to run, on throw-away data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.commands import command, group
from assistant.cli.failures import WrongInput
from assistant.cli.terminal import Told, progress_bars, say, say_table

if TYPE_CHECKING:
    from assistant.evaluation.bench_search import Material
    from assistant.evaluation.bench_search_values import PeerResult, SizeResult

app = group(
    "Measure what searching, publishing and answering cost on this machine. The data folder is not touched."
)

SMALLEST = 100
"""Fewer passages than this are no base whose cost anybody asks for."""


Sizes = Annotated[str, typer.Option(help="Passages of each base, separated by commas.")]
Queries = Annotated[int, typer.Option(min=20, help="Questions asked of each base.")]
Peer = Annotated[
    bool, typer.Option(help="Measure the peer of the evaluation contract too; needs the extra `bench`.")
]
PeerLimit = Annotated[
    int, typer.Option(min=0, help="The largest size the peer is measured at: it scores every text anew.")
]
Corpora = Annotated[
    list[Path] | None,
    typer.Option(
        "--corpus",
        metavar="C.jsonl",
        exists=True,
        dir_okay=False,
        help="Documents (id, title, text) instead of made-up ones. Repeatable.",
    ),
]
Questions = Annotated[
    Path | None,
    typer.Option(
        metavar="Q.jsonl", exists=True, dir_okay=False, help="Questions (id, question) about those."
    ),
]
Output = Annotated[Path | None, typer.Option(metavar="OUT.json", dir_okay=False, help="Everything measured.")]
Figure = Annotated[Path | None, typer.Option(metavar="OUT.svg", dir_okay=False, help="The curve.")]


def search(
    sizes: Sizes = "5000,20000,100000",
    queries: Queries = 300,
    peer: Peer = True,
    peer_limit: PeerLimit = 100_000,
    corpora: Corpora = None,
    questions: Questions = None,
    output: Output = None,
    figure: Figure = None,
) -> None:
    """Build throw-away bases and measure searches, memory, publication and disk, beside the peer.

    Times are of one question at a time in a process of its own. While a document is published, that process goes on
    searching: failed, stale and missing answers are counted.

    Example: `civicdesk bench search --sizes 5000,100000 --no-peer`
    """
    from assistant.evaluation.bench_search_peer import require_peer

    wanted = _sizes(sizes)
    if bool(corpora) != bool(questions):
        raise WrongInput("--corpus and --questions: give both or neither.")
    if peer:
        require_peer()
    measured: list[tuple[SizeResult, PeerResult | None]] = []
    with progress_bars() as progress:
        for size in wanted:
            material = _material(size, queries, corpora or [], questions)
            ours = _measure(material, progress)
            measured.append((ours, _measure_peer(material) if peer and size <= peer_limit else None))
    _tell(measured, output, figure)
    if peer and wanted[-1] > peer_limit:
        say(f"The peer was not measured above {peer_limit:,} passages (--peer-limit).")


def _tell(
    measured: list[tuple[SizeResult, PeerResult | None]], output: Path | None, figure: Path | None
) -> None:
    from assistant.evaluation import bench_search_report as report

    say_table(report.HEADS, report.table(measured))
    if output is not None:
        report.write(output, measured)
    if figure is not None:
        report.write_figure(figure, measured)


def _sizes(text: str) -> list[int]:
    try:
        found = sorted({int(part.replace("_", "")) for part in text.split(",")})
    except ValueError:
        found = []
    if not found or found[0] < SMALLEST:
        raise WrongInput(f"--sizes: {text!r} is not a list of numbers from {SMALLEST} on, as in 5000,100000.")
    return found


def _material(size: int, queries: int, corpora: list[Path], questions: Path | None) -> Material:
    from assistant.evaluation import bench_search
    from assistant.evaluation.dataset_rows import corpus_rows, query_rows
    from knowledge_base.text import is_chinese
    from knowledge_base.throwaway import RawDocument

    if questions is None:
        return bench_search.synthetic(size, queries)
    rows = {row.id: row for corpus in corpora for row in corpus_rows(corpus)}
    documents = [
        RawDocument(row.id, row.title, row.text, "zh" if is_chinese(row.text) else "en")
        for row in rows.values()
    ]
    asked = [row.question for row in query_rows(questions, queries + bench_search.WARM_UP)]
    if len(asked) < 2 * bench_search.WARM_UP:
        raise WrongInput(f"--questions: at least {2 * bench_search.WARM_UP} are needed.")
    return bench_search.given(documents, asked, size)


def _measure(material: Material, progress: Told) -> SizeResult:
    from assistant.evaluation import bench_search

    with bench_search.scratch() as folder:
        return bench_search.measure(material, progress, folder)


def _measure_peer(material: Material) -> PeerResult:
    from assistant.evaluation import bench_search
    from assistant.evaluation.bench_search_peer import measure_peer

    with bench_search.scratch() as folder:
        return measure_peer(material.documents(), material.questions(), bench_search.WARM_UP, folder)


def answers(
    passages: Annotated[int, typer.Option(min=SMALLEST, help="Passages of the base.")] = 5000,
    queries: Queries = 300,
    citizens: Annotated[int, typer.Option(min=1, max=200, help="Citizens who ask at once over HTTP.")] = 8,
    peer: Peer = True,
    corpora: Corpora = None,
    questions: Questions = None,
    output: Output = None,
) -> None:
    """Build a throw-away installation and measure what a question costs, step by step and over HTTP.

    One question at a time in one process; then a server process on this machine, asked by citizens who wait on the
    event stream as the chat page does; then with a scripted model, less the model's own time.

    Example: `civicdesk bench answers --passages 5000 --no-peer`
    """
    from assistant.evaluation import bench_answers, bench_search
    from assistant.evaluation import bench_answers_report as report
    from assistant.evaluation.bench_search_peer import require_peer

    if bool(corpora) != bool(questions):
        raise WrongInput("--corpus and --questions: give both or neither.")
    if peer:
        require_peer()
    material = (
        _material(passages, queries, corpora or [], questions)
        if questions is not None
        else bench_answers.town(passages, queries)
    )
    beside = (lambda: _measure_peer(material)) if peer else None
    with progress_bars() as progress, bench_search.scratch() as folder:
        result = bench_answers.measure(material, citizens, progress, folder, beside)
    say_table(report.HEADS, report.table(result))
    for line in report.lines(result):
        say(line)
    if output is not None:
        report.write(output, result)


def queue(
    sizes: Annotated[str, typer.Option(help="Cases of each store, separated by commas.")] = "10000,100000",
    requests: Annotated[int, typer.Option(min=20, help="Requests of each kind.")] = 100,
    output: Output = None,
) -> None:
    """Fill throw-away stores with cases through real events and measure pages of the queue over HTTP.

    One request at a time to a server process on this machine. The recount folds every case from its events and
    compares: no line of the queue may differ.

    Example: `civicdesk bench queue --sizes 10000`
    """
    import json
    from dataclasses import asdict

    from assistant.evaluation import bench_queue, bench_search

    results = []
    with progress_bars() as progress:
        for size in _sizes(sizes):
            with bench_search.scratch() as folder:
                results.append(bench_queue.measure(size, requests, folder, progress))
    say_table(
        ("Cases", "Request", "p50 ms", "p95 ms"),
        [
            (f"{one.cases:,}", name, str(spread.p50), str(spread.p95))
            for one in results
            for name, spread in one.times.items()
        ],
    )
    for one in results:
        say(
            f"{one.cases:,} cases: filled in {one.filled_seconds} s, recounted in {one.recount_seconds} s "
            f"({one.differing} differ), first search {one.first_search_seconds} s."
        )
    if output is not None:
        output.write_text(json.dumps([asdict(one) for one in results], indent=2) + "\n", encoding="utf-8")


command(app, "search")(search)
command(app, "answers")(answers)
command(app, "queue")(queue)
