"""What the documentation says is what the code does."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

from assistant.domain.cases import CaseState
from assistant.domain.questions import Outcome
from assistant.domain.reasons import REASON_TEXTS, Reason
from assistant.settings import PREFIX, Settings
from review_console import labels

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_stands_in_the_readme_with_its_description() -> None:
    """The table has one line for each setting, and no other."""
    named = set(re.findall(rf"^\| `({PREFIX}\w+)` \|", README, re.MULTILINE))
    assert named == {PREFIX + name.upper() for name in Settings.model_fields}
    for field in Settings.model_fields.values():
        assert field.description
        assert field.description in README


def test_every_reason_is_documented_and_has_a_label_on_the_console() -> None:
    """docs/reasons.md is what the generator writes today; code, page and console know the same reasons."""
    written = runpy.run_path(str(ROOT / "docs" / "make_reasons.py"))["page"]()
    assert (ROOT / "docs" / "reasons.md").read_text(encoding="utf-8") == written
    assert set(REASON_TEXTS) == set(Reason)
    assert set(labels.REASONS) == {reason.value for reason in Reason}
    for reason, text in REASON_TEXTS.items():
        assert labels.REASONS[reason.value] == text.en


def test_every_case_state_has_a_label() -> None:
    """The console names each state a case can be in."""
    assert set(labels.CASE_STATES) == {state.value for state in CaseState}


def test_every_outcome_is_counted_in_the_open() -> None:
    """The public counter has a figure for each outcome."""
    from assistant.web.public import OutcomeCounts

    assert set(OutcomeCounts.model_fields) == {outcome.value for outcome in Outcome} | {"in_progress"}


def test_pictures_of_the_readme_exist() -> None:
    """No broken picture."""
    for path in re.findall(r"\]\((docs/[^)]+)\)", README):
        assert (ROOT / path).exists(), path
