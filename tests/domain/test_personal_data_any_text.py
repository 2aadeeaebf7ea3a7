"""Whatever is typed: nothing crashes, offsets are right, masking twice changes nothing more, long texts are no trap (X-16)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.personal_data import find_personal_data, mask, masked

LONG = 20_000
"""Characters: five times the longest message. A form that is tried in more ways the longer the text would never end."""

VALUES = (
    "jane.roe@example.org",
    "07700 900123",
    "11010519491231002X",
    "4111 1111 1111 1111",
    "沪A12345",
    "E12345678",
)

PIECES = st.one_of(
    st.sampled_from(VALUES),
    st.sampled_from(
        [
            " ",
            ", ",
            "，",
            "\n",
            "my name is ",
            "我叫",
            "Jane Roe",
            "张小明",
            "is ",
            "是",
            "7 Mill Road",
            "\u200b",
        ]
    ),
    st.text(max_size=12),
)

UNITS = [
    "1 ", "1-", "12 ", "a.", "a@", "a@a.", "Ab ", "Ab-", "my name is ", "John ", "J. ", "a at b dot ", "1.1.", "1:", "::",
    "中", "省市区", "中山路", "路1号", "1号", "张", "我叫", "12 a ", "12 Ab ", "street ", "passport ", "call 1 ", "one two ",
    "一", "born on ", "AB12", "<", "P<GBR<<", "京A", "(1) ", "the old ", "my son ", "www.", '"a', "rue A ", "Ab van ", "Mr ",
    "regards,\n", "card 1 ", "é",
]  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join))
def test_spans_are_in_order_apart_and_within_the_text(text: str) -> None:
    """Offsets are code points of what was typed."""
    end = 0
    for span in find_personal_data(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end


@given(st.lists(PIECES, max_size=12).map("".join))
def test_no_value_that_was_found_is_left_in_the_masked_text(text: str) -> None:
    """Masking shows less, never more: what a span covers of a number stands nowhere any more."""
    spans = find_personal_data(text)
    shown = mask(text, spans)
    for span in spans:
        value = text[span.start : span.end]
        if any(sign.isdigit() for sign in value):
            assert value not in shown


@given(st.lists(st.sampled_from([*VALUES, "ok", "好的"]), max_size=8).map(", ".join))
def test_masked_text_holds_nothing_more_to_mask(text: str) -> None:
    """A second pass finds none of the numbers again. (Numbers run into one another are no numbers until one is masked.)"""
    once = masked(text)
    assert masked(once) == once


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_text_of_one_piece_over_and_over_ends(unit: str) -> None:
    """No form can be tried in so many ways that a message holds a worker up."""
    text = (unit * (LONG // len(unit) + 1))[:LONG]
    assert all(span.end <= LONG for span in find_personal_data(text))
