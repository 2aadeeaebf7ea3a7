"""What counts as a statement of a passage."""

from __future__ import annotations

from assistant.services.extraction.statements import LONGEST, Kind, Span, Statement, statements


def read(text: str, *heading_path: str) -> list[str]:
    """The statements' words."""
    return [text[one.span.start : one.span.end] for one in statements(text, heading_path)]


def only(text: str) -> Statement:
    """The one statement."""
    [one] = statements(text, ())
    return one


def test_a_heading_in_the_text_states_nothing() -> None:
    """A paragraph of one line without an end is a heading; what follows stands under it."""
    text = "Intro sentence of the page.\n\n7 Wrong waste in a bin\n\nIt gets a red tag and is not emptied."
    assert read(text) == ["Intro sentence of the page.", "It gets a red tag and is not emptied."]
    assert [one.heading for one in statements(text, ("Bins",))] == ["Bins", "7 Wrong waste in a bin"]


def test_a_chinese_article_heading_states_nothing() -> None:
    """The number and name of an article are not its content."""
    assert read("第六条 查询他人地址\n\n查询他人的登记地址须提交表R-9。") == [
        "查询他人的登记地址须提交表R-9。"
    ]


def test_a_question_of_the_page_is_a_heading_and_no_answer() -> None:
    """Pages of questions and answers are read by their answers."""
    text = "Can I park a trailer in my street?\n\nYes, for up to two weeks."
    assert read(text) == ["Yes, for up to two weeks."]
    assert only(text).heading == "Can I park a trailer in my street?"


def test_only_the_first_statement_under_a_heading_opens_it() -> None:
    """The first sentence of a section often says what the section says."""
    text = "Fees\n\nA permit costs 30 euros a year.\nA second one costs 60 euros a year."
    assert [one.opens for one in statements(text, ("Fees",))] == [True, False]


def test_a_list_item_knows_its_lead_in_and_its_list() -> None:
    """Without "is not taken" an item would say the opposite."""
    text = "The following is not taken:\n\n- building rubble and windows,\n- car parts and old tyres."
    first, second = statements(text, ())
    assert first.kind is second.kind is Kind.ITEM
    assert first.lead_in == second.lead_in == Span(0, len("The following is not taken:"))
    assert first.items == second.items
    assert first.items is not None
    assert text[first.items.start : first.items.end] == text[text.index("- building") :]


def test_a_lead_in_ends_with_its_list() -> None:
    """The sentence after a list does not belong to it, nor does the next list."""
    text = "Not taken are:\n- old paint and oil\n\nCall us for other things.\n\n- an item of another list"
    assert [one.lead_in is not None for one in statements(text, ())] == [True, False, False]


def test_a_table_row_is_a_row() -> None:
    """Rows carry their column names and need no heading."""
    assert only("Service: Second permit | Fee: 60 euros").kind is Kind.ROW


def test_labels_and_endless_lines_are_no_statements() -> None:
    """Too short says nothing; too long cannot be checked at a glance."""
    assert read("See below.") == []
    assert read("word " * (LONGEST // 5 + 1) + "end.") == []


def test_nothing_is_in_an_empty_passage() -> None:
    """An empty text has no statements."""
    assert statements("", ()) == ()
