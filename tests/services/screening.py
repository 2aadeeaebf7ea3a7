"""The production screen with the rules and the directory that come with the product."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from assistant.adapters.courtesy_files import load_courtesies
from assistant.adapters.directory_file import DirectoryFile
from assistant.adapters.language_detection import Py3LangidDetector
from assistant.adapters.message_reader import LearnedReader
from assistant.adapters.screening_files import load_screening_rules
from assistant.bootstrap_screening import COURTESIES
from assistant.domain.questions import Language, Question
from assistant.domain.routing import Working
from assistant.services.steps.screen import Screen
from tests.fakes import MORNING

ROOT = Path(__file__).parents[2]
RULES = ROOT / "assistant" / "screening_rules"
DIRECTORY = ROOT / "knowledge_base" / "sample" / "directory.yaml"


@cache
def directory() -> DirectoryFile:
    """The sample town's directory."""
    return DirectoryFile(DIRECTORY)


@cache
def screen() -> Screen:
    """The screen as an installation builds it."""
    return Screen(
        load_screening_rules(RULES),
        LearnedReader.load(),
        Py3LangidDetector(),
        directory(),
        load_courtesies(COURTESIES),
    )


def screened(text: str, language: Language = Language.EN) -> Working:
    """What the screen makes of a message."""
    return screen().run(Working(Question("q", "c", text, language, MORNING)))
