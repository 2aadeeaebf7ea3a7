"""The screening rules as YAML files, one a reason, which policy staff read and edit. Read once and strictly."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from assistant.domain.phrases import PhraseError, phrase_pattern
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.screening import Rule, ScreeningRules

PHRASE_REASONS = (
    Reason.CRISIS,
    Reason.VIOLENCE,
    Reason.SAFEGUARDING_MINOR,
    Reason.LEGAL_THREAT,
    Reason.COMPLAINT,
    Reason.DECISION_ABOUT_PERSON,
    Reason.PERSON_REQUESTED,
    Reason.INJECTION,
)
"""The reasons that phrases decide, in the order in which they lead; each needs its file."""


class ScreeningRulesError(ValueError):
    """A rule file cannot be used. The message names the file and the field."""


def load_screening_rules(folder: Path) -> ScreeningRules:
    """The rules of a folder: one file `<reason>.yaml` for each reason that phrases decide, and no other.

    Raises ScreeningRulesError, so that no installation starts with half of its rules.
    """
    known = {f"{reason}.yaml" for reason in PHRASE_REASONS}
    for path in sorted(folder.glob("*.yaml")):
        if path.name not in known:
            raise ScreeningRulesError(f"{path}: no reason of this name is decided by phrases")
    return ScreeningRules(
        tuple(rule for reason in PHRASE_REASONS for rule in _File(folder / f"{reason}.yaml", reason).rules())
    )


class _File:
    """One file of rules."""

    def __init__(self, path: Path, reason: Reason) -> None:
        self._path, self._reason = path, reason
        try:
            data = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise ScreeningRulesError(f"{path}: cannot be read ({type(error).__name__})") from error
        top = self._mapping("", data, {"lists", "rules"})
        lists = self._mapping("lists", top.get("lists", {}), None)
        self._lists = {
            str(name): self._texts(f"lists.{name}", words, needed=True) for name, words in lists.items()
        }
        self._rules = top.get("rules")

    def rules(self) -> list[Rule]:
        if not isinstance(self._rules, list) or not self._rules:
            raise self._error("rules", "must be a list with at least one rule")
        rules = [self._rule(f"rules[{number}]", each) for number, each in enumerate(self._rules)]
        names = [rule.name for rule in rules]
        for name in names:
            if names.count(name) > 1:
                raise self._error("rules", f"the name '{name}' is used twice")
        return rules

    def _rule(self, way: str, data: object) -> Rule:
        fields = self._mapping(way, data, {"name", "emergency", "needed", *Language})
        name, emergency, needed = fields.get("name"), fields.get("emergency", False), fields.get("needed", 1)
        if not isinstance(name, str) or not name:
            raise self._error(f"{way}.name", "must be a text")
        if not isinstance(emergency, bool):
            raise self._error(f"{way}.emergency", "must be true or false")
        if not isinstance(needed, int) or isinstance(needed, bool) or needed < 1:
            raise self._error(f"{way}.needed", "must be a whole number, at least 1")
        patterns: list[re.Pattern[str]] = []
        exceptions: list[re.Pattern[str]] = []
        for language in Language:
            part = self._mapping(
                f"{way}.{language}", fields.get(language, {}), {"phrases", "patterns", "except"}
            )
            patterns += self._compiled(f"{way}.{language}.phrases", part.get("phrases", []), language)
            patterns += self._compiled(f"{way}.{language}.patterns", part.get("patterns", []), None)
            exceptions += self._compiled(f"{way}.{language}.except", part.get("except", []), language)
        if len(patterns) < needed:
            raise self._error(way, "has too few phrases ever to fire")
        joined = tuple(patterns) if needed > 1 else (_joined(patterns),)
        return Rule(self._reason, f"{self._reason}/{name}", emergency, joined, tuple(exceptions), needed)

    def _compiled(self, way: str, found: object, language: Language | None) -> list[re.Pattern[str]]:
        patterns = []
        for number, text in enumerate(self._texts(way, found)):
            try:
                source = phrase_pattern(text, language, self._lists) if language is not None else text
                patterns.append(re.compile(source, re.ASCII))
            except (PhraseError, re.error) as error:
                raise self._error(f"{way}[{number}]", f"'{text}': {error}") from error
        return patterns

    def _mapping(self, way: str, data: object, known: set[str] | None) -> Mapping[str, Any]:
        if not isinstance(data, dict):
            raise self._error(way, "must be a mapping")
        for name in data:
            if known is not None and name not in known:
                raise self._error(f"{way}.{name}".lstrip("."), "unknown field")
        return data

    def _texts(self, way: str, found: object, *, needed: bool = False) -> Sequence[str]:
        if not isinstance(found, list) or (needed and not found):
            raise self._error(way, "must be a list")
        for number, text in enumerate(found):
            if not isinstance(text, str) or not text.strip():
                raise self._error(f"{way}[{number}]", "must be a text (put numbers, yes and no in quotes)")
        return found

    def _error(self, way: str, message: str) -> ScreeningRulesError:
        return ScreeningRulesError(f"{self._path}: {way}: {message}")


def _joined(patterns: Sequence[re.Pattern[str]]) -> re.Pattern[str]:
    """One pattern for all: where one match is enough, one pass over the text is enough."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern in patterns), re.ASCII)
