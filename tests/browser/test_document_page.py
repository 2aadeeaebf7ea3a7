"""The page a source leads to: the version in question with exactly the quoted words marked."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages.chat import ChatPage, chat_window
from tests.browser.scripted_chat_api import ScriptedTown
from tests.browser.scripted_chat_town import HOUSING_QUOTE_ZH, PARKING, PARKING_APPLY_QUOTE, PARKING_QUOTE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


def document(chat: ChatPage, version: str, start: int | None = None, end: int | None = None) -> Page:
    """The page of the version `version` of the parking rules, opened by its address."""
    span = "" if start is None else f"&start={start}&end={end}"
    chat.page.goto(f"{chat.url}/document.html#document=parking&version={version}{span}")
    return chat.page


def marked(page: Page) -> list[str]:
    """The words marked, piece by piece."""
    page.locator("#document h1").wait_for()
    return page.locator("mark").all_inner_texts()


def test_a_source_marks_exactly_the_quoted_words(chat: ChatPage) -> None:
    """A character of two UTF-16 units stands before the quote; neither a letter more nor one less is marked."""
    assert ord(PARKING[PARKING.index("𠮷")]) > 0xFFFF
    chat.start()
    chat.ask("Who can apply for a parking permit?")
    chat.wait_for("reply")
    assert marked(chat.open_citation(1)) == [PARKING_APPLY_QUOTE]
    assert marked(chat.open_citation(2)) == [PARKING_QUOTE]


def test_the_mark_in_the_text_leads_where_the_source_leads(chat: ChatPage) -> None:
    """[1] in a sentence opens the same place as the first source below."""
    chat.start()
    chat.ask("What does a parking permit cost?")
    reply = chat.wait_for("reply")
    with chat.page.context.expect_page() as opened:
        reply.locator(".mark").click()
    assert marked(opened.value) == [PARKING_QUOTE]
    assert opened.value.url.endswith(reply.locator(".citation").get_attribute("href") or "-")


def test_a_chinese_quote_is_marked_in_its_document(chat: ChatPage) -> None:
    """The Chinese rules open at the sentence quoted, read out in Chinese."""
    chat.start()
    chat.ask("两人家庭的住房补贴是多少？")
    chat.wait_for("reply")
    page = chat.open_citation()
    assert marked(page) == [HOUSING_QUOTE_ZH]
    expect(page.locator("h1")).to_have_attribute("lang", "zh")


def test_the_quote_is_in_view_and_has_the_focus(browser: Browser, town: ScriptedTown) -> None:
    """In a small window the reader lands on the quote, by eye and by screen reader."""
    with chat_window(browser, town.url, viewport={"width": 500, "height": 320}) as chat:
        start = PARKING.index("Monday to Friday")
        page = document(chat, "v2", start, start + len("Monday to Friday"))
        expect(page.locator("mark")).to_be_focused()
        expect(page.locator("mark")).to_be_in_viewport()


def test_a_quote_over_two_paragraphs_is_marked_in_both(chat: ChatPage) -> None:
    """Together the marks hold the whole span, headings included."""
    start, end = PARKING.index("at the counter."), PARKING.index("A resident parking permit costs")
    pieces = marked(document(chat, "v2", start, end))
    assert pieces == ["at the counter.", "2. Fees"]


def test_headings_are_headings_and_nothing_of_the_text_is_missing(chat: ChatPage) -> None:
    """The document's outline can be walked, and every line of the version is shown once."""
    page = document(chat, "v2")
    expect(page.locator("#document h2")).to_have_text(["1. Who can apply", "2. Fees", "3. Hours"])
    shown = page.locator(".document-text > *").all_inner_texts()
    assert shown == PARKING.split("\n\n")


@pytest.mark.parametrize(
    ("version", "notice"),
    [
        ("v1", "This version is no longer in force. It ended on 31 December 2023."),
        ("v2", "This version is in force."),
        ("v3", "This version is not yet in force. It begins on 1 January 2999."),
    ],
)
def test_a_version_says_whether_it_is_in_force(chat: ChatPage, version: str, notice: str) -> None:
    """An old or a coming text is never mistaken for today's."""
    expect(document(chat, version).get_by_text(notice)).to_be_visible()


@pytest.mark.parametrize("address", ["", "#document=parking", "#document=parking&version=v9"])
def test_a_place_that_is_not_there_says_so(chat: ChatPage, address: str) -> None:
    """An incomplete or unknown address shows a sentence and no empty document."""
    chat.page.goto(f"{chat.url}/document.html{address}")
    expect(chat.page.locator("#status")).to_have_text("This document is not available here.")
    expect(chat.page.locator("#document")).to_be_hidden()


@pytest.mark.parametrize(("start", "end"), [(-4, 9), (40, 10), (100_000, 100_001)])
def test_an_impossible_span_marks_nothing(chat: ChatPage, start: int, end: int) -> None:
    """A tampered address still shows the document, with no words put forward as quoted."""
    assert marked(document(chat, "v2", start, end)) == []


def test_the_switch_turns_the_page_and_keeps_the_quote(chat: ChatPage) -> None:
    """In Chinese the facts are Chinese; the text of the rules stays as it was decided."""
    start = PARKING.index(PARKING_QUOTE)
    page = document(chat, "v2", start, start + len(PARKING_QUOTE))
    assert marked(page) == [PARKING_QUOTE]
    chat.switch_language("中文")
    expect(page.get_by_text("此版本现行有效。")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    assert marked(page) == [PARKING_QUOTE]
    assert page.title() == "Resident parking permits · 市民服务台"


def test_what_was_quoted_is_not_told_to_the_server(chat: ChatPage, town: ScriptedTown) -> None:
    """Which words a citizen looks up stands in the fragment, which is never sent."""
    start = PARKING.index(PARKING_QUOTE)
    marked(document(chat, "v2", start, start + len(PARKING_QUOTE)))
    assert [request for request in town.requests if str(start) in request] == []
    assert "GET /document.html" in town.requests
