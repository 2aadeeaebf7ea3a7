"""Normal form, tokens, sentences and the search for quotes, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge_base.text import (
    content_terms,
    find_quote,
    is_chinese,
    normalise,
    query_tokens,
    search_tokens,
    sentences,
)

TRICKY = "aZ 09.,;-\n\t\u00a0\u3000\u200b\u202e\ufeff\u0301\u0344ﬁ①Ａ（，。：“”中文居民第条ｶﾞ가\u1100\u1161ﷺ´"
texts = st.one_of(st.text(max_size=60), st.text(alphabet=TRICKY, max_size=60))


@given(texts)
@example("´a")
@example("\u0300\uff9e")
@example("\u1100\u200b\u1161")
def test_normalising_twice_changes_nothing(text: str) -> None:
    """The normal form is its own normal form."""
    assert normalise(normalise(text)) == normalise(text)


@given(
    st.lists(st.sampled_from(["fee", "30", "permit", "居民", "费用", "，", "."]), min_size=1, max_size=12),
    st.data(),
)
def test_a_run_of_words_is_found(words: list[str], data: st.DataObject) -> None:
    """Whole words in their order are found, however the white space between them differs."""
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    text = "\n ".join(words)
    quote = " ".join(words[start:end])
    span = find_quote(quote, text)
    assert span is not None
    assert normalise(text[span[0] : span[1]]) == normalise(quote)


@given(texts, texts)
def test_a_span_always_has_the_normal_form_of_the_quote(quote: str, text: str) -> None:
    """No span is ever returned that does not read like the quote."""
    span = find_quote(quote, text)
    if span is not None:
        assert 0 <= span[0] < span[1] <= len(text)
        assert normalise(text[span[0] : span[1]]) == normalise(quote)


@pytest.mark.parametrize(
    ("quote", "text", "exact"),
    [
        ("the fee is $30", "In 2026\nthe  fee\nis $30.", "the  fee\nis $30"),
        ("费用：30元", "规定费用:３０元。", "费用:３０元"),
        ("居民申请", "由居民\n申请办理", "居民\n申请"),
        ("office", "the of\u200bfice opens", "of\u200bfice"),
        ("30", "130 or 30 days", "30"),
    ],
)
def test_quote_is_found_in_the_original(quote: str, text: str, exact: str) -> None:
    """Spacing, width and invisible characters do not matter; the span is that of the original text."""
    span = find_quote(quote, text)
    assert span is not None
    assert text[span[0] : span[1]] == exact


def test_quote_prefers_word_boundaries() -> None:
    """A number is found where it stands alone, not inside a longer number before it."""
    assert find_quote("30", "130 or 30 days") == (7, 9)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("The fee is $31", "The fee is $30"),
        ("the fee", "The fee"),
        ("must not", "must"),
        ("", "anything"),
        ("\u200b", "any\u200bthing"),
        ("不得申请", "可以申请"),
    ],
)
def test_changed_quote_is_not_found(quote: str, text: str) -> None:
    """A changed digit, case or word, or an empty quote, is not verbatim."""
    assert find_quote(quote, text) is None


@given(texts)
def test_sentences_are_ordered_spans(text: str) -> None:
    """Sentences come in order, never overlap, and are not padded with white space."""
    position = 0
    for start, end in sentences(text):
        assert position <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        position = end


@given(texts)
def test_sentences_leave_out_no_letter(text: str) -> None:
    """Every letter and digit, other than a list mark, is in a sentence."""
    marked = "X " + text.replace("\n", " ").replace("\r", " ")
    spans = sentences(marked)
    for position, character in enumerate(marked):
        if character.isalpha() and not any(start <= position < end for start, end in spans):
            assert character in "\x0b\x0c\x1c\x1d\x1e\x85"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The fee is $3.50 per day. Pay at No. 4 Main St. by Friday.",
            ["The fee is $3.50 per day.", "Pay at No. 4 Main St. by Friday."],
        ),
        ("Dr. Smith decides. You can appeal!", ["Dr. Smith decides.", "You can appeal!"]),
        ("居民可以申请。费用为3.5元；逾期不予受理！", ["居民可以申请。", "费用为3.5元；", "逾期不予受理！"]),
        ("第三条 申请人应当到场。第四条 另行规定。", ["第三条 申请人应当到场。", "第四条 另行规定。"]),
        ("- Bring your ID\n- Bring your lease", ["Bring your ID", "Bring your lease"]),
        ("Bin: Small | Fee: $10\nBin: Large | Fee: $20", ["Bin: Small | Fee: $10", "Bin: Large | Fee: $20"]),
        ("1. Apply online.\n2. Pay the fee.", ["Apply online.", "Pay the fee."]),
        ("Open e.g. on Mondays, i.e. weekly.", ["Open e.g. on Mondays, i.e. weekly."]),
        ("他说：“可以。”然后离开。", ["他说：“可以。”", "然后离开。"]),
    ],
)
def test_sentences_end_where_readers_expect(text: str, expected: list[str]) -> None:
    """Decimals, abbreviations, list marks and closing quotes do not mislead the cut."""
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_tokens_are_stems_characters_and_pairs() -> None:
    """Latin words are stemmed; Chinese gives characters and pairs, never a pair across other script."""
    assert search_tokens("Permits 30 住房ABC补贴") == [
        "permit",
        "30",
        "住",
        "住房",
        "房",
        "abc",
        "补",
        "补贴",
        "贴",
    ]


def test_full_width_forms_give_the_same_tokens() -> None:
    """Full-width letters and digits are searched like plain ones."""
    assert search_tokens("ＡＢＣ１２") == search_tokens("abc12")


def test_query_of_stop_words_only_keeps_them() -> None:
    """A question without a subject still searches for something."""
    assert query_tokens("what is it") == search_tokens("what is it")
    assert query_tokens("what is the fee") == ["fee"]


def test_content_terms_leave_out_grammar() -> None:
    """Stop words and Chinese particles are no subject."""
    assert content_terms("How do I renew the permit?") == {"renew", "permit"}
    assert content_terms("住房补贴") == {"住房", "房补", "补贴"}
    assert "的补" not in content_terms("住房的补贴")


def test_language_is_told_by_its_characters() -> None:
    """A Chinese question with a form number is Chinese, an English one with a name in Chinese is not."""
    assert is_chinese("如何填写 DS-11 表？")
    assert not is_chinese("Where is the office of 李 in the town hall?")
