"""Passages are exact spans that follow the structure of the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.documents import MediaType
from knowledge_base.parsing.articles import starts_article
from knowledge_base.parsing.blocks import BlockKind, RawBlock, assemble
from knowledge_base.parsing.refusals import Refused
from knowledge_base.splitting import CHINESE_SIZE, ENGLISH_SIZE, Cut, pieces, split
from knowledge_base.text import is_chinese

words = st.sampled_from(
    ["fee", "permit. ", "office ", "居民", "申请。", "30 ", "\n", "must; ", "第一条 ", "x" * 90]
)
raw_blocks = st.lists(
    st.builds(
        RawBlock,
        st.sampled_from(BlockKind),
        st.lists(words, max_size=60).map("".join),
        st.integers(1, 4),
        st.one_of(st.none(), st.integers(1, 9)),
    ),
    min_size=1,
    max_size=14,
)


def _cuts(blocks: list[RawBlock]) -> tuple[str, list[Cut]]:
    parsed = assemble(blocks, MediaType.MARKDOWN)
    return parsed.text, split(parsed.text, parsed.blocks)


@given(raw_blocks)
@settings(max_examples=60)
def test_passages_cover_the_text_without_overlap(blocks: list[RawBlock]) -> None:
    """Passages come in order, do not overlap, are within the size, and leave out nothing but white space."""
    try:
        text, cuts = _cuts(blocks)
    except Refused:
        return
    most = (CHINESE_SIZE if is_chinese(text) else ENGLISH_SIZE).most
    position = 0
    for cut in cuts:
        assert text[position : cut.start].strip() == ""
        assert 0 < cut.end - cut.start <= most
        assert text[cut.start : cut.end] == text[cut.start : cut.end].strip()
        position = cut.end
    assert text[position:].strip() == ""


@given(st.lists(words, max_size=200).map("".join), st.integers(20, 200))
@settings(max_examples=60)
def test_pieces_of_a_long_paragraph_are_exact_spans(text: str, most: int) -> None:
    """However long a paragraph, its pieces cover it in order and none is too long."""
    position = 0
    for start, end in pieces(text, 0, len(text), most):
        assert text[position:start].strip() == ""
        assert 0 < end - start <= most
        position = end
    assert text[position:].strip() == ""


def _heading(text: str, level: int) -> RawBlock:
    return RawBlock(BlockKind.HEADING, text, level)


def _paragraph(text: str) -> RawBlock:
    return RawBlock(BlockKind.PARAGRAPH, text)


def test_heading_path_names_the_headings_above() -> None:
    """A passage knows the headings it stands under, and a heading of the same level replaces the one before."""
    long = "The fee is due each year. " * 30
    _, cuts = _cuts(
        [
            _heading("Permits", 1),
            _heading("Fees", 2),
            _paragraph(long),
            _heading("Appeals", 2),
            _paragraph(long),
        ]
    )
    assert [cut.headings for cut in cuts] == [("Permits", "Fees"), ("Permits", "Appeals")]


def test_heading_stays_with_what_follows() -> None:
    """No passage ends with a heading."""
    text, cuts = _cuts(
        [
            _paragraph("The office is open on weekdays. " * 35),
            _heading("Fees", 2),
            _paragraph("It costs $30. " * 30),
        ]
    )
    assert text[cuts[-1].start :].startswith("Fees")
    assert not any(text[cut.start : cut.end].endswith("Fees") for cut in cuts)


def test_articles_of_a_regulation_start_passages() -> None:
    """Articles long enough to stand alone get a passage each."""
    articles = [_paragraph(f"第{n}条 " + "申请人应当提交材料。" * 20) for n in "一二三"]
    text, cuts = _cuts(articles)
    assert [text[cut.start : cut.start + 3] for cut in cuts] == ["第一条", "第二条", "第三条"]


def test_pieces_of_a_long_article_keep_its_name() -> None:
    """An article of several paragraphs and items is cut between them, and each later piece is headed by the article."""
    text, cuts = _cuts(
        [
            _heading("第二章 申请", 2),
            _paragraph("第七条 " + "申请人应当提交材料。" * 50),
            _paragraph("申请由街道办事处受理。" * 50),
            RawBlock(BlockKind.LIST_ITEM, "（一）" + "身份证件；" * 60),
            _paragraph("第八条 " + "街道办事处应当审核。" * 40),
            _heading("第三章 附则", 2),
            _paragraph("本办法自公布之日起施行。" * 20),
        ]
    )
    assert [(cut.headings, text[cut.start : cut.start + 3]) for cut in cuts] == [
        (("第二章 申请",), "第二章"),
        (("第二章 申请", "第七条"), "申请由"),
        (("第二章 申请", "第七条"), "（一）"),
        (("第二章 申请",), "第八条"),
        (("第三章 附则",), "第三章"),
    ]


def test_an_over_long_paragraph_of_an_article_is_headed_by_it() -> None:
    """A single paragraph longer than a passage is cut at sentences, and what follows names the article."""
    _, cuts = _cuts([_paragraph("第九条 " + "申请人应当提交材料。" * 150)])
    assert [cut.headings for cut in cuts] == [(), ("第九条",), ("第九条",)]


@pytest.mark.parametrize(
    "start", ["第一条狗应当登记。", "第三条规定的情形除外。", "第十条、第十一条不适用。"]
)
def test_a_mention_of_an_article_is_not_its_start(start: str) -> None:
    """An article's name stands apart from its text; a dog (一条狗) or a reference does not start an article."""
    text, cuts = _cuts([_paragraph("第二条 " + "犬只应当登记。" * 40), _paragraph(start)])
    assert len(cuts) == 1
    assert not starts_article(text, text.index(start))
