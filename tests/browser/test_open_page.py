"""The open page of figures, and proposing a correction at the end of a text."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.pages.chat import ChatPage
from tests.browser.scripted_chat_api import ScriptedTown

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


def test_figures_are_drawn_and_said(chat: ChatPage) -> None:
    """S-07: each bar has its number and share beside it; reached from the chat without signing in."""
    chat.open()
    chat.page.get_by_role("link", name="How does the service do?").click()
    row = chat.page.get_by_role("row", name="Decided by a person")
    expect(row).to_contain_text("60 · 66 %")
    expect(row.get_by_role("meter")).to_have_attribute("value", "60")
    expect(chat.page.locator("#figures")).to_contain_text("50 / 55")
    expect(chat.page.locator("#status")).to_contain_text("4 May 2026")


def test_what_changed_because_of_citizens_leads_to_the_text(chat: ChatPage) -> None:
    """S-32: the entry opens the version that came of it."""
    chat.page.goto(f"{chat.url}/open.html")
    expect(chat.page.get_by_text("The text was changed.")).to_be_visible()
    chat.page.get_by_role("link", name="Resident parking permits").click()
    expect(chat.page.locator("#document h1")).to_have_text("Resident parking permits")


def test_a_correction_is_proposed_at_the_end_of_the_text(chat: ChatPage, town: ScriptedTown) -> None:
    """S-32: nothing is sent without words; then kind and words, and the form says where the answer will stand."""
    chat.page.goto(f"{chat.url}/document.html#document=parking&version=v2")
    chat.page.get_by_text("Something here is wrong or missing?").click()
    chat.page.get_by_role("button", name="Tell the department").click()
    assert town.proposed == []
    chat.page.get_by_label("What is it?").select_option("outdated")
    chat.page.get_by_label("In your own words").fill("The fee rose in March.")
    chat.page.get_by_role("button", name="Tell the department").click()
    expect(chat.page.get_by_text("Thank you. The department has it.")).to_be_visible()
    assert town.proposed == [{"kind": "outdated", "words": "The fee rose in March."}]


def test_the_system_card_is_two_presses_from_the_chat(chat: ChatPage) -> None:
    """L-06: by the open page; its parts are headings."""
    chat.open()
    chat.page.get_by_role("link", name="How does the service do?").click()
    chat.page.get_by_role("link", name="What is this system?").click()
    expect(chat.page.get_by_role("heading", name="What it is for")).to_be_visible()


def test_the_open_page_reads_chinese_on_a_small_phone(chat: ChatPage) -> None:
    """Every word, within 320 pixels."""
    chat.page.set_viewport_size({"width": 320, "height": 640})
    chat.page.goto(f"{chat.url}/open.html")
    chat.page.get_by_role("button", name="中文").click()
    expect(chat.page.get_by_role("heading", name="咨询处理结果")).to_be_visible()
    assert chat.page.evaluate("document.documentElement.scrollWidth") <= 320
