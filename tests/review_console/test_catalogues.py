"""Every string on screen exists in both languages."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir

import review_console
from review_console.language import translations

SOURCE = Path(review_console.__file__).parent
BRACES = re.compile(r"\{(\w*)\}")


def _messages() -> set[str]:
    found = extract_from_dir(
        str(SOURCE), method_map=[("**.py", "python")], keywords={"_": None, "defer": None}
    )
    return {str(message) for _file, _line, message, _comments, _context in found}


def test_every_string_used_has_a_chinese_translation() -> None:
    """No English shows through on the Chinese screens."""
    assert sorted(_messages() - translations("zh").keys()) == []


def test_no_translation_is_left_over() -> None:
    """The catalogue holds nothing that no screen uses."""
    assert sorted(translations("zh").keys() - _messages()) == []


def test_placeholders_agree() -> None:
    """A translation fills in the same values as the English."""
    differing = [
        message
        for message, translation in translations("zh").items()
        if set(BRACES.findall(message)) != set(BRACES.findall(translation))
    ]
    assert differing == []


def test_widgets_get_their_words_from_the_catalogue() -> None:
    """No widget or heading is labelled by a literal, save the product's name and the language switch."""
    literal = re.compile(
        r"\.(?:button|title|header|subheader|text_input|text_area|selectbox|radio|form_submit_button|expander|toggle"
        r"|checkbox|number_input|date_input|file_uploader|segmented_control)\(\s*f?\"([^\"]+)\""
    )
    found = [text for file in SOURCE.rglob("*.py") for text in literal.findall(file.read_text("utf-8"))]
    assert sorted(found) == ["Civic Desk", "Language · 语言"]
