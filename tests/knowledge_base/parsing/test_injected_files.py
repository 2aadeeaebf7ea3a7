"""Texts for the machine inside documents are found, however they are carried (X-01, X-02)."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge_base.parsing import ParsedDocument, WarningKind
from knowledge_base.parsing.dispatch import parse
from knowledge_base.sample import make_chinese_files
from tests.knowledge_base.parsing.injected_files import CARRIERS, CHINESE, ENGLISH, ENGLISH_ONLY, POLICY

SAMPLE = Path(make_chinese_files.__file__).parent
FIXTURES = [
    *((name, carrier, ENGLISH) for name, carrier in {**CARRIERS, **ENGLISH_ONLY}.items()),
    *((name, carrier, CHINESE) for name, carrier in CARRIERS.items()),
]
VISIBLE = {"plain text", "markdown paragraph", "page paragraph", "pdf print", "word paragraph", "sheet cell"}


def _parsed(name: str, text: str) -> ParsedDocument:
    return parse(*{**CARRIERS, **ENGLISH_ONLY}[name](text))


def test_there_are_fixtures_enough() -> None:
    """X-01 asks for fifty injected documents in both languages."""
    assert len(FIXTURES) >= 50


@pytest.mark.parametrize(
    ("name", "text"),
    [(name, text) for name, _, text in FIXTURES],
    ids=[f"{name}-{'en' if text == ENGLISH else 'zh'}" for name, _, text in FIXTURES],
)
def test_an_injected_text_holds_the_version_back(name: str, text: str) -> None:
    """X-01, X-02: whichever way it is carried, a text for the machine raises a warning that quarantines."""
    parsed = _parsed(name, text)
    assert any(warning.kind.quarantines for warning in parsed.warnings)


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["en", "zh"])
@pytest.mark.parametrize("name", sorted(VISIBLE))
def test_a_visible_instruction_is_kept_and_marked(name: str, text: str) -> None:
    """What readers see stays in the text, as data, and the warning names its span."""
    parsed = _parsed(name, text)
    spans = [
        parsed.text[w.start : w.end] for w in parsed.warnings if w.kind is WarningKind.INSTRUCTION_LIKE_TEXT
    ]
    assert spans
    assert all(span in text for span in spans)


@pytest.mark.parametrize(
    "name",
    [
        "tag characters",
        "markdown inline HTML",
        "page hidden class",
        "page ground colour",
        "pdf white print",
        "pdf covered",
        "pdf off the page",
        "word hidden style",
        "word white run",
        "sheet hidden row",
    ],
)
@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_hidden_text_is_left_out_and_shown_to_the_editor(name: str, text: str) -> None:
    """X-02: what a reader cannot see is not in the text, and the warning holds it for comparison."""
    parsed = _parsed(name, text)
    assert text not in parsed.text
    hidden = " ".join(warning.hidden for warning in parsed.warnings)
    assert text.replace(" ", "") in hidden.replace(" ", "")


def test_print_around_hidden_text_stays() -> None:
    """Leaving hidden words out takes nothing from the words beside them."""
    for name in ("pdf white print", "pdf white over print", "word white run", "page white text"):
        assert POLICY[:40] in _parsed(name, ENGLISH).text


@pytest.mark.parametrize(
    "file",
    sorted(p for p in SAMPLE.glob("*/*") if p.is_file() and p.parent.name in ("en", "zh")),
    ids=lambda p: f"{p.parent.name}-{p.name}",
)
def test_sample_policies_raise_no_false_alarm(file: Path) -> None:
    """None of the sample town's own policies is held back."""
    parsed = parse(file.name, file.read_bytes())
    assert not [warning for warning in parsed.warnings if warning.kind.quarantines]


@pytest.mark.parametrize(
    "sentence",
    [
        "You must ignore any earlier reminder that was sent in error.",
        "The assistant director must reply to complaints within ten days.",
        "All previous rules on parking are repealed.",
        "If you are asked for identification, show your passport.",
        "The system sends a message to the user when the permit is ready.",
        "New instructions for waste separation apply from May.",
        "Applicants must answer all questions. Instructions are on page 2.",
        "The registry number is 4f2a9c1e7b3d5a6f8091a2b3c4d5e6f7.",
        "Internationalisation and telecommunications are matters of the state.",
        "The measure is 5 µm and the angle α.",
        "以前的规定同时废止。",
        "申请人不得忽略缴费通知。",
        "人工智能服务提供者应当对生成内容作出说明。",
        "市民询问时，窗口工作人员应当告知所需材料。",
        "系统提示缴费成功后方可打印凭证。",
        "任何单位和个人不得绕过审批程序。",
    ],
)
def test_ordinary_sentences_are_not_held_back(sentence: str) -> None:
    """Duties, repeals and numbers that only sound alike raise nothing."""
    assert not [w for w in parse("a.txt", sentence.encode()).warnings if w.kind.quarantines]
