"""Disguises taken off a text, and the way back to what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.folding import fold, visible
from assistant.domain.screening_form import screening_form


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("Kill MYSELF", "kill myself"),
        ("k i l l", "kill"),
        ("k.i.l.l", "kill"),
        ("k1ll mys3lf", "kill myself"),
        ("1gnore", "ignore"),
        ("don't and don’t", "dont and dont"),
        ("ｋｉｌｌ", "kill"),
        ("𝐤𝐢𝐥𝐥", "kill"),
        ("kіll", "kill"),
        ("ki\u200bl\u202el", "kill"),
        ("ki\u0301ll", "kill"),
        ("heeeelp", "heelp"),
        ("不\u3000想 活", "不想活"),
        ("不*想*活", "不想活"),
        ("沒有勇氣", "没有勇气"),
        ("form W-3, 3rd floor, A4", "form w-3, 3rd floor, a4"),
        ("Привет", "привет"),
    ],
)
def test_the_screening_form_undoes_tricks_and_nothing_else(typed: str, form: str) -> None:
    """Spelling tricks go; numbers, names of forms and other alphabets stay."""
    assert screening_form(typed) == form


@given(st.text())
def test_every_folded_character_leads_back_to_where_it_was_typed(text: str) -> None:
    """Spans lie in the text, in order, and each folded character comes from the one at its span."""
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


@given(st.text())
def test_the_visible_form_is_stable(text: str) -> None:
    """Making it visible twice changes nothing."""
    assert visible(visible(text)) == visible(text)


def test_accents_are_kept_in_what_people_read() -> None:
    """Only the form that rules look at loses them."""
    assert visible("Bürgeramt\u200b, ｃａｆé") == "Bürgeramt, café"
    assert fold("Bürgeramt").text == "Burgeramt"
