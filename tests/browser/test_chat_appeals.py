"""Asking on the page that a person looks at a reply again."""

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


def test_an_appeal_takes_two_presses_and_its_outcome_stands_at_the_reply(
    chat: ChatPage, town: ScriptedTown, reply: Locator
) -> None:
    """S-09: without a word typed; then the line at the reply names the case, and later what came of it."""
    reply.get_by_role("button", name="A person should look again").click()
    expect(reply.get_by_label("What should they know? (optional)")).to_be_focused()
    reply.get_by_role("button", name="Ask for another look").click()
    chat.wait_for("case")
    expect(reply.locator(".standing")).to_contain_text("Another person looks at this again: case H-2026-")
    expect(reply.get_by_role("button", name="A person should look again")).to_have_count(0)
    town.decide_appeal("upheld", "We looked again. It is right.")
    chat.wait_for("reply", 2)
    expect(reply.locator(".standing")).to_contain_text("found it right")
    outcome = chat.messages("reply").nth(1)
    expect(outcome).to_contain_text("We looked again. It is right.")
    expect(outcome.get_by_role("button", name="A person should look again")).to_have_count(0)


def test_the_form_works_by_keyboard_and_escape_leaves_it(chat: ChatPage, reply: Locator) -> None:
    """L-32: focus goes into the form and comes back to the button."""
    button = reply.get_by_role("button", name="A person should look again")
    button.focus()
    chat.page.keyboard.press("Enter")
    expect(reply.get_by_label("What should they know? (optional)")).to_be_focused()
    chat.page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_words_come_back_where_they_could_not_be_sent(
    chat: ChatPage, town: ScriptedTown, reply: Locator
) -> None:
    """A refusal loses nothing, and pressing again sends the same appeal, once."""
    town.refuse_next.append((503, "busy", "", None))
    reply.get_by_role("button", name="A person should look again").click()
    box = reply.get_by_label("What should they know? (optional)")
    box.fill("My car is leased.")
    reply.get_by_role("button", name="Ask for another look").click()
    expect(box).to_have_value("My car is leased.")
    expect(chat.notice).not_to_be_empty()
    reply.get_by_role("button", name="Ask for another look").click()
    chat.wait_for("case")
    assert [one["words"] for one in town.appealed] == ["My car is leased."]


def test_how_a_reply_came_about_opens_below_it(chat: ChatPage, reply: Locator) -> None:
    """L-09, S-09: one press; closed and opened again it is not fetched anew, in the other language it is."""
    reply.get_by_text("How this reply came about").click()
    expect(reply.get_by_role("heading", name="Who decided")).to_be_visible()
    expect(reply).to_contain_text("No person read this reply before you did.")
    chat.switch_language("中文")
    reply.get_by_text("此答复的由来").click()
    expect(reply.get_by_role("heading", name="由谁决定")).to_be_visible()


def test_an_explanation_that_cannot_be_had_says_why(
    chat: ChatPage, town: ScriptedTown, reply: Locator
) -> None:
    """It closes again, so that the next press tries anew."""
    town.unreachable = True
    reply.get_by_text("How this reply came about").click()
    expect(chat.notice).not_to_be_empty()
    town.unreachable = False
    reply.get_by_text("How this reply came about").click()
    expect(reply.get_by_role("heading", name="Who decided")).to_be_visible()


def test_the_appeal_reads_chinese(chat: ChatPage, reply: Locator) -> None:
    """Every word of it changes with the page's language."""
    chat.switch_language("中文")
    reply.get_by_role("button", name="请人工重新查看").click()
    reply.get_by_role("button", name="提交重新查看").click()
    expect(reply.locator(".standing")).to_contain_text("另一位工作人员正在重新查看：案件 H-2026-")
