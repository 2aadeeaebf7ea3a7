"""What a citizen sees of a correction, and erasing the conversation from the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.pages.chat import ChatPage
from tests.browser.scripted_chat_api import ScriptedTown
from tests.browser.scripted_chat_town import RECEIPT

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


def test_a_correction_arrives_live_and_marks_the_reply_it_corrects(
    chat: ChatPage, town: ScriptedTown
) -> None:
    """Both cards say so, in both languages; a button leads from the correction to the reply."""
    chat.start()
    chat.ask("What does a parking permit cost?")
    reply = chat.wait_for("reply")
    town.correct("It costs 96 euros.")
    correction = chat.wait_for("correction")
    expect(correction).to_contain_text("It costs 96 euros.")
    expect(correction.locator(".standing")).to_contain_text("This corrects an earlier reply.")
    expect(correction.locator(".label")).to_have_text("Written by a person (caseworker, Housing)")
    expect(reply.locator(".standing")).to_have_text(
        "Corrected on 5 May 2026. Read the correction further below."
    )
    correction.get_by_role("button", name="Show it").click()
    expect(reply).to_be_focused()
    chat.switch_language("中文")
    expect(chat.messages("reply").locator(".standing")).to_have_text(
        "已于2026年5月5日更正，请阅读下方的更正。"
    )


def test_erasing_asks_once_more_and_names_the_copies_that_are_left(
    chat: ChatPage, town: ScriptedTown
) -> None:
    """After "no" nothing is gone; after "yes" it is gone at the town and here, and the backup is named with its end."""
    chat.start()
    chat.ask("What does a parking permit cost?")
    chat.wait_for("reply")
    holder = chat.page.locator("#erase")
    holder.get_by_role("button", name="Erase for good").click()
    holder.get_by_role("button", name="No, keep it").click()
    assert len(town.talks) == 1
    holder.get_by_role("button", name="Erase for good").click()
    holder.get_by_role("button", name="Yes, erase").click()
    expect(chat.notice).to_have_text(
        "Your conversation has been erased. A backup of 1 May 2026 still holds it and is deleted by 5 June 2026. "
        f"Deletion receipt, to be kept: {RECEIPT}"
    )
    assert town.talks == {}
    assert chat.page.evaluate("localStorage.getItem('civicdesk.receipt')") is None
    expect(chat.disclosure).to_be_visible()
