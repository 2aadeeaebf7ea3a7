"""The rule files: read strictly, every error named; and what a phrase means."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.adapters.screening_files import PHRASE_REASONS, ScreeningRulesError, load_screening_rules
from assistant.domain.reasons import Reason

RULE = """
lists: {{kin: [brother, big sister]}}
rules:
  - name: one
    en: {en}
    zh: {zh}
"""


def rules_with(tmp_path: Path, en: str = "{phrases: [never said]}", zh: str = "{}", text: str = RULE) -> Path:
    """A folder of rules that never fire, but for the complaint file."""
    folder = tmp_path / "rules"
    folder.mkdir()
    for reason in PHRASE_REASONS:
        never = "rules: [{name: never, en: {phrases: [never said]}}]"
        (folder / f"{reason}.yaml").write_text(never, encoding="utf-8")
    (folder / "complaint.yaml").write_text(text.format(en=en, zh=zh), encoding="utf-8")
    return folder


def fires(folder: Path, text: str) -> bool:
    """Whether the replaced file's rule fires."""
    found = load_screening_rules(folder).firing(text)
    return any(rule.reason is Reason.COMPLAINT for rule in found)


@pytest.mark.parametrize(
    ("phrase", "yes", "no"),
    [
        ("rude man", "A RUDE, man!", "rude woman man"),
        ("rude man", "rúde man", "rude mankind"),
        ("rude*", "rudeness", "unrude"),
        ("grievance~", "a greivance", "a grieving"),
        ("grievance~", "a grivance", "grievances"),
        ("leave ... alone", "leave the small boy alone", "leave. I am alone"),
        ("leave ... alone", "leave alone", "leave one two three four five six alone"),
        ("(a|the|) bad day", "what bad day", "day"),
        ("{kin} shouted", "my big sister shouted", "my sister shouted"),
        ("dont care", "you don't care", "you do care"),
        ("self-made", "self made", "selfless made"),
    ],
)
def test_an_english_phrase_means_what_its_description_says(
    tmp_path: Path, phrase: str, yes: str, no: str
) -> None:
    """Whole words, any ending, one slip, a gap, a choice, a list."""
    folder = rules_with(tmp_path, en=f'{{phrases: ["{phrase}"]}}')
    assert fires(folder, yes)
    assert not fires(folder, no)


@pytest.mark.parametrize(
    ("phrase", "yes", "no"),
    [
        ("没人理", "真的没 人 理我", "有人理我"),
        ("打…孩子", "打了他的孩子", "打。孩子"),
        ("(太|很)差", "態度很差", "不差"),
    ],
)
def test_a_chinese_phrase_is_found_inside_a_sentence(tmp_path: Path, phrase: str, yes: str, no: str) -> None:
    """Parts of sentences, gaps and choices, traditional characters included."""
    folder = rules_with(tmp_path, zh=f'{{phrases: ["{phrase}"]}}')
    assert fires(folder, yes)
    assert not fires(folder, no)


def test_an_exception_is_cut_out_before_the_rule_looks(tmp_path: Path) -> None:
    """It excuses its own words and nothing else."""
    folder = rules_with(tmp_path, en="{phrases: [rude], except: [rude awakening]}")
    assert not fires(folder, "a rude awakening")
    assert fires(folder, "a rude awakening by a rude man")


def test_a_rule_may_need_several_different_phrases(tmp_path: Path) -> None:
    """The same phrase twice is one."""
    text = "rules:\n  - {{name: two, needed: 2, en: {en}, zh: {zh}}}\n"
    folder = rules_with(tmp_path, en="{phrases: [slow, rude]}", text=text)
    assert not fires(folder, "slow, slow")
    assert fires(folder, "slow and rude")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rules: []", "rules: must be a list"),
        ("rules: [{name: a, en: {phrases: [x]}, extra: 1}]", "rules[0].extra: unknown field"),
        ("rules: [{en: {phrases: [x]}}]", "rules[0].name: must be a text"),
        ("rules: [{name: a}]", "rules[0]: has too few phrases"),
        ("rules: [{name: a, needed: 2, en: {phrases: [x]}}]", "rules[0]: has too few phrases"),
        ("rules: [{name: a, emergency: 1, en: {phrases: [x]}}]", "rules[0].emergency: must be true or false"),
        ("rules: [{name: a, en: {phrases: [yes, no]}}]", "rules[0].en.phrases[0]: must be a text"),
        ("rules: [{name: a, en: {phrases: ['(x']}}]", "rules[0].en.phrases[0]: '(x'"),
        ("rules: [{name: a, en: {phrases: ['{x} y']}}]", "rules[0].en.phrases[0]: '{x} y'"),
        ("rules: [{name: a, en: {phrases: ['*']}}]", "rules[0].en.phrases[0]: '*'"),
        ("rules: [{name: a, zh: {phrases: ['…']}}]", "rules[0].zh.phrases[0]: '…'"),
        ("rules: [{name: a, en: {patterns: ['[']}}]", "rules[0].en.patterns[0]: '['"),
        (
            "rules: [{name: a, en: {phrases: [x]}}, {name: a, en: {phrases: [y]}}]",
            "rules: the name 'complaint/a' is used twice",
        ),
        ("[]", ": must be a mapping"),
    ],
)
def test_a_mistake_stops_the_start_and_is_named(tmp_path: Path, text: str, message: str) -> None:
    """No installation starts with half of its rules."""
    folder = rules_with(tmp_path)
    (folder / "complaint.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ScreeningRulesError) as caught:
        load_screening_rules(folder)
    assert "complaint.yaml: " in str(caught.value)
    assert message in str(caught.value)


def test_a_missing_file_stops_the_start(tmp_path: Path) -> None:
    """A reason without its rules would be a rule switched off."""
    folder = rules_with(tmp_path)
    (folder / "crisis.yaml").unlink()
    with pytest.raises(ScreeningRulesError, match=r"crisis\.yaml"):
        load_screening_rules(folder)


def test_a_file_of_an_unknown_reason_stops_the_start(tmp_path: Path) -> None:
    """A misspelt file name would be a rule that never fires."""
    folder = rules_with(tmp_path)
    (folder / "criss.yaml").write_text("rules: []", encoding="utf-8")
    with pytest.raises(ScreeningRulesError, match=r"criss\.yaml"):
        load_screening_rules(folder)
