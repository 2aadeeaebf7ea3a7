"""The rules as people read them are the rules the service runs, and the shipped test messages hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.adapters.screening_files import ScreeningRulesError, load_screening_rules
from assistant.adapters.screening_texts import load_rule_texts, load_test_messages
from assistant.domain.questions import Language
from assistant.services.screening_regression import findings
from tests.services.screening import RULES, screen


def test_every_shipped_rule_can_be_read_in_both_languages() -> None:
    """No rule is hidden from policy staff, none is shown that does not run."""
    texts = load_rule_texts(RULES)
    assert [text.name for text in texts] == [rule.name for rule in load_screening_rules(RULES).rules]
    for language in Language:
        assert all(any(text.phrases[language] for text in texts if text.reason == t.reason) for t in texts)
    assert not any("{" in phrase for text in texts for phrase in text.phrases[Language.EN])


def test_the_shipped_test_messages_hold_with_the_shipped_rules() -> None:
    """In both languages, flagged ones for their own reason."""
    messages = load_test_messages()
    assert [finding for finding in findings(screen(), messages) if not finding.holds] == []
    assert {(one.expected, one.language) for one in messages} == {
        (expected, language) for expected in ("flagged", "passes") for language in Language
    }


def test_a_wrong_entry_is_named(tmp_path: Path) -> None:
    """The start fails with the number of the message."""
    path = tmp_path / "messages.yaml"
    path.write_text("messages:\n  - {expected: maybe, language: en, text: x}\n", encoding="utf-8")
    with pytest.raises(ScreeningRulesError, match=r"messages\[0\]"):
        load_test_messages(path)
