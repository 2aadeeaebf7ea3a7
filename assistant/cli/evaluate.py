"""`civicdesk evaluate`: the production code path measured on labelled data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from assistant.cli.commands import command, group
from assistant.cli.failures import WrongInput
from assistant.cli.terminal import Told, progress_bars, say
from assistant.settings import Settings, load_settings

if TYPE_CHECKING:
    from assistant.services.steps.screen import Screen

Row = TypeVar("Row")

app = group(
    "Measure an installation's settings on labelled data of your own: JSON lines in, JSON lines out, in the same order. "
    "No server and no network are needed, and the data folder is not touched."
)

Input = Annotated[
    Path, typer.Option("--input", metavar="IN.jsonl", exists=True, dir_okay=False, help="The rows to judge.")
]
Output = Annotated[
    Path,
    typer.Option(
        "--output",
        metavar="OUT.jsonl",
        dir_okay=False,
        help="Written whole at the end; an older file is replaced.",
    ),
]


def answers(
    corpora: Annotated[
        list[Path],
        typer.Option(
            "--corpus",
            metavar="C.jsonl",
            exists=True,
            dir_okay=False,
            help="Documents: id, title, text. Repeatable.",
        ),
    ],
    queries: Annotated[
        Path,
        typer.Option(
            metavar="Q.jsonl", exists=True, dir_okay=False, help="Questions: id, question, history."
        ),
    ],
    output: Output,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many questions.")] = None,
) -> None:
    """Build a throw-away knowledge base from the corpora and answer each question with the whole pipeline.

    Each line of the output has passages, answer, citations, confidence, route, reasons and the time of each step.

    Example: `civicdesk evaluate answers --corpus c.jsonl --queries q.jsonl --output out.jsonl --limit 100`
    """
    from assistant.evaluation.answers import evaluate_answers

    _require_folder(output)
    settings = load_settings()
    with progress_bars() as progress:
        _write(output, evaluate_answers(corpora, queries, limit, progress, settings))


def grounding(source: Input, output: Output) -> None:
    """Judge answers that somebody else wrote: does each sentence stand in the passages?

    Input: id, question, passages, answer. Output: a score for the whole, and for each sentence what is wrong with it.

    Example: `civicdesk evaluate grounding --input in.jsonl --output out.jsonl`
    """
    from assistant.evaluation.dataset_rows import grounding_rows
    from assistant.evaluation.grounding import ground_rows

    _require_folder(output)
    rows = grounding_rows(source)
    with progress_bars() as progress:
        _write(output, ground_rows(_counted(rows, "Judging answers", progress)))


def screening(source: Input, output: Output) -> None:
    """Run the input screen on single messages: rules that fire, personal data found, what would be done.

    Input: id, text. Output: flags, route, the text with personal data masked, and the spans that were masked.

    Example: `civicdesk evaluate screening --input in.jsonl --output out.jsonl`
    """
    from assistant.evaluation.dataset_rows import message_rows
    from assistant.evaluation.screening import screen_rows

    _require_folder(output)
    settings = load_settings()
    rows = [asdict(row) for row in message_rows(source)]
    with progress_bars() as progress:
        _write(output, screen_rows(_counted(rows, "Screening messages", progress), _screen(settings)))


def _screen(settings: Settings) -> Screen:
    """The first step of the pipeline, as the settings make it."""
    from assistant.adapters.directory_file import DirectoryFile
    from assistant.adapters.language_detection import Py3LangidDetector
    from assistant.adapters.message_reader import LearnedReader
    from assistant.adapters.screening_files import load_screening_rules
    from assistant.bootstrap import EngineFiles
    from assistant.services.steps.screen import Screen

    files = EngineFiles.of(settings)
    rules = load_screening_rules(files.screening_rules)
    return Screen(rules, LearnedReader.load(), Py3LangidDetector(), DirectoryFile(files.directory))


def _write(output: Path, rows: Iterable[Mapping[str, object]]) -> None:
    from assistant.evaluation.dataset_rows import write_rows

    say(f"{output}: {write_rows(output, rows)} rows.")


def _require_folder(output: Path) -> None:
    """Told before the work, not after it."""
    if not output.parent.is_dir():
        raise WrongInput(f"--output: there is no folder {output.parent}.")


def _counted(rows: Sequence[Row], what: str, progress: Told) -> Iterator[Row]:
    for done, row in enumerate(rows, start=1):
        yield row
        progress(what, done, len(rows))


command(app, "answers")(answers)
command(app, "grounding")(grounding)
command(app, "screening")(screening)
