"""Rating a reply on the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.pages.chat import ChatPage
from tests.browser.scripted_chat_api import ScriptedTown

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.fixture
def reply(chat: ChatPage) -> Locator:
    """The card of an automatic reply."""
    chat.start()
    chat.ask("What does a parking permit cost?")
    chat.wait_for("reply")
    return chat.messages("reply").first


def test_a_grade_alone_is_enough(chat: ChatPage, town: ScriptedTown, reply: Locator) -> None:
    """L-28: voluntary, five grades, no reason needed; the grade then stands at the reply and may be changed."""
    expect(reply.locator(".rating")).to_have_text("Rate this reply")
    reply.get_by_role("button", name="Rate this reply").click()
    reply.get_by_text("Good", exact=True).click()
    reply.get_by_role("button", name="Send rating").click()
    expect(reply).to_contain_text("Your rating: Good")
    assert town.rated == [{"reply_id": "r", "grade": "good", "reasons": [], "comment": ""}]
    expect(reply.get_by_role("button", name="Change")).to_be_visible()


def test_without_a_grade_the_form_says_what_is_missing(
    chat: ChatPage, town: ScriptedTown, reply: Locator
) -> None:
    """Nothing is sent, and the first grade has the focus."""
    reply.get_by_role("button", name="Rate this reply").click()
    reply.get_by_role("button", name="Send rating").click()
    expect(reply.get_by_role("alert")).to_have_text("Please choose one of the five.")
    expect(reply.get_by_role("radio", name="Very good")).to_be_focused()
    assert town.rated == []


def test_what_was_chosen_comes_back_where_it_could_not_be_sent(
    chat: ChatPage, town: ScriptedTown, reply: Locator
) -> None:
    """Grade, reasons and words stand in the form again."""
    town.refuse_next.append((503, "busy", "", None))
    reply.get_by_role("button", name="Rate this reply").click()
    reply.get_by_text("Very bad", exact=True).click()
    reply.get_by_text("Something is missing").click()
    reply.get_by_label("In your own words (optional)").fill("No price for a second car.")
    reply.get_by_role("button", name="Send rating").click()
    expect(reply.get_by_role("radio", name="Very bad")).to_be_checked()
    expect(reply.get_by_role("checkbox", name="Something is missing")).to_be_checked()
    expect(reply.get_by_label("In your own words (optional)")).to_have_value("No price for a second car.")


def test_after_mending_the_reply_is_rated_once_more(
    chat: ChatPage, town: ScriptedTown, reply: Locator
) -> None:
    """L-27: the letter arrives live and leads to the reply, which offers the one more rating; in Chinese too."""
    reply.get_by_role("button", name="Rate this reply").click()
    reply.get_by_text("Bad", exact=True).click()
    reply.get_by_role("button", name="Send rating").click()
    expect(reply).to_contain_text("Your rating: Bad")
    town.mend_rated("The page now names the price of a second car.")
    letter = chat.wait_for("call_back")
    expect(letter.locator(".label")).to_have_text("Written by a person (caseworker, Housing)")
    letter.get_by_role("button", name="Show it").click()
    expect(reply).to_be_focused()
    expect(reply.get_by_role("button", name="Rate it once more")).to_be_visible()
    chat.switch_language("中文")
    expect(reply.get_by_role("button", name="再评一次")).to_be_visible()
    expect(reply).to_contain_text("您的评价：不满意")
