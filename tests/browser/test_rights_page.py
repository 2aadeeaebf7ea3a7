"""The page of a citizen's data and rights."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages.chat import ChatPage
from tests.browser.scripted_chat_api import ScriptedTown
from tests.browser.scripted_chat_town import RECEIPT

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.fixture
def rights(chat: ChatPage) -> Page:
    """Opened from the chat, after one question."""
    chat.start()
    chat.ask("What does a parking permit cost?")
    chat.wait_for("reply")
    chat.page.get_by_role("link", name="Your data and rights").click()
    expect(chat.page.get_by_role("heading", name="What it is used for")).to_be_visible()
    return chat.page


def test_a_right_is_two_presses_from_the_chat(rights: Page, town: ScriptedTown) -> None:
    """S-09, L-17: one to the page, one to say no; the switch tells what holds, also after a reload."""
    box = rights.get_by_role("switch", name="Drafts by AI")
    expect(box).to_be_checked()
    box.click()
    expect(rights.locator("#notice")).to_have_text("Your objection holds from now on.")
    assert town.choices == {"ai_drafts": False}
    rights.reload()
    expect(rights.get_by_role("switch", name="Drafts by AI")).not_to_be_checked()
    expect(rights.get_by_role("switch", name="Checking the service")).to_have_count(0)


def test_a_choice_that_was_not_taken_is_not_shown_as_taken(
    chat: ChatPage, rights: Page, town: ScriptedTown
) -> None:
    """The switch goes back and the page says why."""
    town.unreachable = True
    box = rights.get_by_role("switch", name="Improving the service")
    box.click()
    expect(rights.locator("#notice")).not_to_be_empty()
    expect(box).to_be_checked()
    chat.errors.clear()


def test_who_opened_it_stands_in_a_table(rights: Page) -> None:
    """X-21: when, by role and office, and what for."""
    row = rights.get_by_role("table").get_by_role("row").nth(1)
    expect(row).to_contain_text("caseworker, Housing")
    expect(row).to_contain_text("To work on your case")


def test_the_record_is_taken_away_as_a_file(rights: Page, tmp_path: Path) -> None:
    """L-19: the file is the record itself, in its named layout."""
    with rights.expect_download() as download:
        rights.get_by_role("button", name="Save as a file (JSON)").click()
    kept = tmp_path / "record.json"
    download.value.save_as(kept)
    record = json.loads(kept.read_text())
    assert record["format"] == "civic-desk-record/1"
    assert [one["kind"] for one in record["messages"]] == ["question", "reply"]


def test_ones_own_words_are_put_right(chat: ChatPage, rights: Page) -> None:
    """L-11: the correction is stored, and stands in the chat as one."""
    rights.get_by_role("button", name="Put this right").click()
    rights.get_by_label("What is right instead?").fill("I meant a visitor permit.")
    rights.get_by_role("button", name="Send correction").click()
    expect(rights.locator("#notice")).to_have_text("Your correction is stored.")
    rights.get_by_role("link", name="Back to the chat").click()
    expect(chat.wait_for("amendment")).to_contain_text("I meant a visitor permit.")


def test_an_erasure_gives_a_receipt_that_can_be_checked(rights: Page) -> None:
    """S-27: nothing is left on the page; the receipt stands ready to be checked, and a wrong one is told apart."""
    rights.get_by_role("button", name="Erase for good").click()
    rights.get_by_role("button", name="Yes, erase").click()
    expect(rights.locator("#notice")).to_contain_text(RECEIPT)
    expect(rights.get_by_role("heading", name="What was said")).to_have_count(0)
    rights.get_by_role("button", name="Check", exact=True).click()
    expect(rights.locator("#checked")).to_contain_text("Genuine: erased on")
    rights.get_by_label("Receipt", exact=True).fill("0" * 64)
    rights.get_by_role("button", name="Check", exact=True).click()
    expect(rights.locator("#checked")).to_have_text("This is no receipt of this service.")


def test_without_a_conversation_the_page_says_so(chat: ChatPage) -> None:
    """In Chinese too; a receipt can be checked all the same."""
    chat.page.goto(f"{chat.url}/rights.html")
    expect(chat.page.locator("#status")).to_contain_text("There is no conversation on this device.")
    chat.page.get_by_role("button", name="中文").click()
    expect(chat.page.locator("#status")).to_contain_text("本设备上没有对话")
    expect(chat.page.get_by_role("button", name="查验")).to_be_visible()


def test_the_page_fits_a_small_phone(rights: Page) -> None:
    """1.4.10: nothing is wider than 320 pixels."""
    rights.set_viewport_size({"width": 320, "height": 800})
    assert rights.evaluate("document.documentElement.scrollWidth") <= 320
