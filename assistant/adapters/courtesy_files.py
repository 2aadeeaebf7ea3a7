"""The courtesies as a YAML file that staff read and edit. Read once and strictly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from assistant.domain.courtesies import Courtesies, Courtesy, CourtesyKind
from assistant.domain.phrases import PhraseError, phrase_pattern
from assistant.domain.questions import Language

FILE = "courtesies.yaml"


class CourtesiesError(ValueError):
    """The file cannot be used. The message names the file and the field."""


def load_courtesies(folder: Path) -> Courtesies:
    """The courtesies of a folder. Raises CourtesiesError unless each kind has phrases and a reply in each language."""
    path = folder / FILE
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CourtesiesError(f"{path}: cannot be read ({type(error).__name__})") from error
    kinds = _part(path, data, "kinds", CourtesyKind)
    fillers = _part(path, data, "fillers", Language)
    known, sayings = [], {}
    for language in Language:
        sources = [*_sources(path, fillers[language], language, f"fillers.{language}")]
        for kind in CourtesyKind:
            said = _part(path, kinds, kind, Language)[language]
            way = f"kinds.{kind}.{language}"
            if not isinstance(said, dict) or set(said) != {"phrases", "reply"}:
                raise CourtesiesError(f"{path}: {way}: must have phrases and reply")
            if not isinstance(said["reply"], str) or not said["reply"].strip():
                raise CourtesiesError(f"{path}: {way}.reply: must be a text")
            own = _sources(path, said["phrases"], language, f"{way}.phrases")
            known.append(Courtesy(kind, language, _any(own), said["reply"].strip()))
            sources += own
        sayings[language] = tuple(re.compile(source, re.ASCII) for source in sources)
    return Courtesies(tuple(known), sayings)


def _part(path: Path, data: object, name: str, expected: Iterable[str]) -> Mapping[str, Any]:
    part = data.get(name) if isinstance(data, dict) else None
    if not isinstance(part, dict) or set(part) != set(map(str, expected)):
        raise CourtesiesError(f"{path}: {name}: must have exactly {', '.join(map(str, expected))}")
    return part


def _sources(path: Path, phrases: object, language: Language, way: str) -> list[str]:
    if not isinstance(phrases, list) or not phrases or not all(isinstance(one, str) for one in phrases):
        raise CourtesiesError(f"{path}: {way}: must be a list of texts")
    try:
        return [phrase_pattern(one, language, {}) for one in phrases]
    except PhraseError as error:
        raise CourtesiesError(f"{path}: {way}: {error}") from error


def _any(sources: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{source})" for source in sources), re.ASCII)
