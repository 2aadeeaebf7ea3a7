"""The screening rules in the words of their files, for people to read, and the test messages that come with them.

The files are read for the service by `screening_files`, which refuses what it cannot use; here nothing is judged again.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from assistant.adapters.screening_files import PHRASE_REASONS, ScreeningRulesError
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.screening_changes import Expected, MessageAdded
from assistant.services.screening_views import RuleText

MESSAGES = Path(__file__).parents[1] / "screening_messages.yaml"
"""The test messages that come with the product."""


def load_rule_texts(folder: Path) -> tuple[RuleText, ...]:
    """Every rule of a folder that `load_screening_rules` reads, in the order in which their reasons lead."""
    texts: list[RuleText] = []
    for reason in PHRASE_REASONS:
        data = _yaml(folder / f"{reason}.yaml")
        lists = data.get("lists", {})
        texts += [_text(reason, fields, lists) for fields in data["rules"]]
    return tuple(texts)


def load_test_messages(path: Path = MESSAGES) -> tuple[MessageAdded, ...]:
    """The messages of a file. Raises ScreeningRulesError naming the entry."""
    messages = []
    for number, fields in enumerate(_yaml(path)["messages"]):
        try:
            wanted = Reason(fields["reason"]) if "reason" in fields else None
            expected, language = Expected(fields["expected"]), Language(fields["language"])
            messages.append(MessageAdded(expected, language, str(fields["text"]), wanted))
        except (KeyError, ValueError) as error:
            raise ScreeningRulesError(f"{path}: messages[{number}]: {error}") from error
    return tuple(messages)


def _text(reason: Reason, fields: Mapping[str, Any], lists: Mapping[str, list[str]]) -> RuleText:
    parts: dict[Language, Mapping[str, Any]] = {language: fields.get(language) or {} for language in Language}
    return RuleText(
        name=f"{reason}/{fields['name']}",
        reason=reason,
        emergency=bool(fields.get("emergency", False)),
        needed=int(fields.get("needed", 1)),
        phrases={language: _spelt(part.get("phrases", ()), lists) for language, part in parts.items()},
        exceptions={language: _spelt(part.get("except", ()), lists) for language, part in parts.items()},
        patterns={language: len(part.get("patterns", ())) for language, part in parts.items()},
    )


def _spelt(phrases: list[str], lists: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The phrases with the words of their lists written out: a reader cannot know what {kin} holds."""
    spelt = []
    for phrase in phrases:
        for name, words in lists.items():
            phrase = phrase.replace(f"{{{name}}}", f"({'|'.join(words)})")
        spelt.append(phrase)
    return tuple(spelt)


def _yaml(path: Path) -> Mapping[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ScreeningRulesError(f"{path}: cannot be read ({type(error).__name__})") from error
    if not isinstance(data, dict):
        raise ScreeningRulesError(f"{path}: must be a mapping")
    return data
