"""`civicdesk evaluate screening`: the production screen on single messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from assistant.adapters.courtesy_files import load_courtesies
from assistant.adapters.directory_file import DirectoryFile
from assistant.adapters.language_detection import Py3LangidDetector
from assistant.adapters.message_reader import LearnedReader
from assistant.adapters.screening_files import load_screening_rules
from assistant.bootstrap import EngineFiles
from assistant.bootstrap_screening import COURTESIES
from assistant.domain.questions import Language, Question
from assistant.domain.reasons import Reason
from assistant.domain.routing import ShowEmergency, Working
from assistant.services.steps.screen import Screen
from assistant.settings import Settings

_ASKED_AT = datetime(2026, 1, 1, tzinfo=UTC)
"""Screening does not look at the time; any will do."""


REQUESTS = frozenset(
    {
        Reason.COMPLAINT,
        Reason.LEGAL_THREAT,
        Reason.DECISION_ABOUT_PERSON,
        Reason.PERSON_REQUESTED,
        Reason.LANGUAGE_NOT_SUPPORTED,
        Reason.TOO_LONG,
    }
)
"""What sends a message to a person because of what the citizen rightly wants, or of its form: nothing dangerous was seen, so
these are no flags of the contract. They still stand in `route`."""


def production_screen(settings: Settings) -> Screen:
    """The first step of the pipeline, as the settings make it."""
    files = EngineFiles.of(settings)
    rules = load_screening_rules(files.screening_rules)
    return Screen(
        rules,
        LearnedReader.load(),
        Py3LangidDetector(),
        DirectoryFile(files.directory),
        load_courtesies(COURTESIES),
    )


def screen_rows(rows: Iterable[Mapping[str, Any]], screen: Screen) -> Iterator[dict[str, Any]]:
    """One output row for each input row (`id`, `text`), in order; the format is that of the evaluation contract.

    `route` is what the screen alone says: `emergency`, `review`, or `answer` where no rule stands against an answer.
    """
    for row in rows:
        question = Question(str(row["id"]), "evaluation", str(row["text"]), Language.EN, _ASKED_AT)
        yield _output(screen.run(Working(question)))


def _output(working: Working) -> dict[str, Any]:
    return {
        "id": working.question.id,
        "flags": [
            {"kind": flag.rule, "reason": flag.reason.value}
            for flag in working.flags
            if flag.reason not in REQUESTS
        ],
        "route": _route(working),
        "redacted": working.masked_text,
        "spans": [
            {"start": span.start, "end": span.end, "type": span.type.value} for span in working.personal_data
        ],
    }


def _route(working: Working) -> str:
    if isinstance(working.route, ShowEmergency):
        return "emergency"
    return "review" if working.flags else "answer"
