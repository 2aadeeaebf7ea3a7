"""What changed between two texts is told completely, readably and in bounded time."""

from __future__ import annotations

import time
from math import isqrt

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.paragraph_diff import Change, Paragraph, Row, compared
from assistant.domain.word_diff import MAX_WORK, Piece, PieceChange, pieces

FEE = "A resident permit costs 30 euros a year, payable in advance."
ZONE = "Permits are valid in the zone where you live."
DOGS = "Dogs must be kept on a lead in the municipal park."


def rows(old: list[str], new: list[str]) -> list[Row]:
    """The comparison of plain paragraphs."""
    return list(compared([Paragraph(one) for one in old], [Paragraph(one) for one in new]))


def changes(old: list[str], new: list[str]) -> list[Change]:
    """What became of each paragraph."""
    return [row.change for row in rows(old, new)]


def said(found: tuple[Piece, ...], change: PieceChange) -> list[str]:
    """The words that came or went."""
    return [piece.text.strip() for piece in found if piece.change is change]


def test_a_changed_number_is_shown_whole_and_as_a_number() -> None:
    """Not "3" became "4": 30 became 45, and it is marked as a figure."""
    found = pieces(FEE, FEE.replace("30", "45"))
    assert (said(found, PieceChange.REMOVED), said(found, PieceChange.ADDED)) == (["30"], ["45"])
    assert [piece.figure for piece in found if piece.change] == [True, True]


def test_only_the_numbers_of_what_came_are_marked() -> None:
    """A new paragraph is not one big number."""
    found = compared([], [Paragraph(FEE)])[0].pieces
    assert [piece.text for piece in found if piece.figure] == ["30"]
    assert "".join(piece.text for piece in found) == FEE


def test_a_chinese_number_is_shown_whole_and_as_a_number() -> None:
    """Chinese numerals are figures too; the characters around them stay."""
    found = pieces("应当在十四日内办理登记。", "应当在三十日内办理登记。")
    assert (said(found, PieceChange.REMOVED), said(found, PieceChange.ADDED)) == (["十四"], ["三十"])
    assert [piece.figure for piece in found if piece.change] == [True, True]


def test_chinese_is_compared_by_character() -> None:
    """One word in a sentence without spaces is one change."""
    found = pieces("申请人可以提交复印件。", "申请人应当提交复印件。")
    assert (said(found, PieceChange.REMOVED), said(found, PieceChange.ADDED)) == (["可以"], ["应当"])


def test_a_changed_word_is_no_number() -> None:
    """Only figures are marked as figures."""
    found = pieces("You may apply in person at the office.", "You must apply in person at the office.")
    assert (said(found, PieceChange.REMOVED), said(found, PieceChange.ADDED)) == (["may"], ["must"])
    assert not any(piece.figure for piece in found)


def test_a_moved_paragraph_is_recognised_at_both_places() -> None:
    """It is neither lost nor new: it tells where it went and where it came from."""
    found = rows([DOGS, FEE, ZONE, "Third thing here."], [FEE, ZONE, "Third thing here.", DOGS])
    assert [row.change for row in found] == [
        Change.MOVED_AWAY,
        Change.SAME,
        Change.SAME,
        Change.SAME,
        Change.MOVED,
    ]
    assert (found[0].before, found[0].after) == (1, 4)
    assert (found[-1].before, found[-1].after) == (1, 4)


def test_a_paragraph_that_moved_and_changed_is_both() -> None:
    """The new place shows the words that changed on the way."""
    found = rows(
        [DOGS, FEE, ZONE, "Third thing here."],
        [FEE, ZONE, "Third thing here.", DOGS.replace("municipal", "new")],
    )
    moved = next(row for row in found if row.change is Change.MOVED)
    assert said(moved.pieces, PieceChange.ADDED) == ["new"]


def test_a_paragraph_between_others_is_added_and_nothing_else() -> None:
    """What stands around it is the same."""
    assert changes([FEE, ZONE], [FEE, DOGS, ZONE]) == [Change.SAME, Change.ADDED, Change.SAME]


def test_a_paragraph_that_went_stands_where_it_stood() -> None:
    """Readers see it in its old surroundings."""
    assert changes([FEE, DOGS, ZONE], [FEE, ZONE]) == [Change.SAME, Change.REMOVED, Change.SAME]


def test_paragraphs_with_nothing_in_common_are_not_read_through_each_other() -> None:
    """One went, another came."""
    assert sorted(changes([DOGS], ["The library opens at nine."])) == [Change.ADDED, Change.REMOVED]


def test_white_space_is_no_change() -> None:
    """A line broken elsewhere says the same."""
    assert changes([FEE], [FEE.replace(" ", "  ")]) == [Change.SAME]


text = st.lists(
    st.sampled_from([FEE, ZONE, DOGS, "十四日内", "三十日内办理", "<b>&", "1,200.50 €"]), max_size=8
)


@given(text, text)
def test_both_texts_can_be_read_from_the_comparison(old: list[str], new: list[str]) -> None:
    """Nothing is left out and nothing made up: each paragraph of both texts stands in the rows, to the letter."""
    found = rows(old, new)
    after = [row for row in found if row.change not in (Change.REMOVED, Change.MOVED_AWAY)]
    assert [
        "".join(piece.text for piece in row.pieces if piece.change is not PieceChange.REMOVED)
        for row in after
    ] == new
    before = {
        row.before: "".join(piece.text for piece in row.pieces if piece.change is not PieceChange.ADDED)
        for row in found
        if row.before is not None
    }
    assert [before[place] for place in sorted(before)] == old


def test_a_whole_law_is_compared_in_seconds() -> None:
    """1,500 articles with one changed and one moved; and one endless line without a break."""
    law = [f"第{n}条 当事人应当遵守第{n}款的规定，逾期{n % 30}日的处以罚款。" for n in range(1_500)]
    new = [*law[:200], law[200].replace("罚款", "警告"), *law[202:1_000], law[201], *law[1_000:]]
    started = time.perf_counter()
    found = changes(law, new)
    endless = "word " * isqrt(MAX_WORK)
    assert [piece.change for piece in pieces(endless, endless + "x")] == [
        PieceChange.REMOVED,
        PieceChange.ADDED,
    ]
    assert (found.count(Change.CHANGED), found.count(Change.MOVED)) == (1, 1)
    assert time.perf_counter() - started < 30
