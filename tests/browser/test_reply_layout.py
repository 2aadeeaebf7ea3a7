"""How a drafted reply is laid out in the chat: tables, steps, lists and the parts under their headings."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.legibility import faults
from tests.browser.pages.chat import ChatPage, chat_window
from tests.browser.scripted_chat_api import ScriptedTown
from tests.browser.test_chat_appearance import LOOKS, keep_picture

pytestmark = [pytest.mark.browser, pytest.mark.timeout(60)]

ENGLISH = (
    "Parking at a meter costs\n1.50 euros an hour. [1]\n\n"
    "Permit: First permit, one year | Fee: 30 euros\nPermit: Second permit of a household | Fee: 60 euros [2] [3]\n\n"
    "Bring these papers:\n- an identity card\n- the vehicle registration [4]\n\n"
    "Conditions and exceptions\n\nThis does not apply to electric cars. [5]\n\n"
    "What to do next\n\n2. Fill in form P-12.\n3. Hand it in at 3 Station Road. [6]"
)
CHINESE = (
    "车票: 单程票 | 成人: 2.60欧元 | 6至14周岁儿童: 1.30欧元 [1]\n\n"
    "条件与例外\n\n冰雪天气除外。 [2]\n\n接下来怎么办\n\n1、填写表T-25。\n2、交到车站路3号交通局。 [3]"
)


def reply_with(chat: ChatPage, town: ScriptedTown, text: str) -> Locator:
    """The reply's element, once it has arrived."""
    chat.start()
    chat.ask("Do I get housing allowance?")
    chat.wait_for("case")
    town.reply_as_person(text, "ai_checked")
    return chat.wait_for("reply")


def test_tables_lists_and_steps_stay_such(chat: ChatPage, town: ScriptedTown) -> None:
    """Rows with named cells are a table with heads, marked lines a list, numbered lines steps with their numbers."""
    reply = reply_with(chat, town, ENGLISH)
    expect(reply.get_by_role("columnheader")).to_have_text(["Permit", "Fee"])
    expect(reply.get_by_role("rowheader")).to_have_text(
        ["First permit, one year", "Second permit of a household"]
    )
    expect(reply.get_by_role("cell")).to_have_text(["30 euros", "60 euros"])
    expect(reply.locator("ul.reply-list li")).to_have_text(
        ["an identity card", "the vehicle registration [4]"]
    )
    steps = reply.locator("ol.reply-list li")
    expect(steps).to_have_text(["Fill in form P-12.", "Hand it in at 3 Station Road. [6]"])
    assert [steps.nth(n).get_attribute("value") for n in range(2)] == ["2", "3"]


def test_conditions_and_next_steps_stand_under_their_headings(chat: ChatPage, town: ScriptedTown) -> None:
    """The parts can be jumped to as headings, and an amount at the beginning of a line is no step."""
    reply = reply_with(chat, town, ENGLISH)
    headings = reply.locator("h3.part")
    expect(headings).to_have_text(["Conditions and exceptions", "What to do next"])
    expect(reply.get_by_text("1.50 euros an hour.")).to_be_visible()
    expect(headings.first.locator("xpath=following-sibling::*[1]")).to_contain_text("electric cars")


@pytest.mark.parametrize("look", ["light", "small", "small-dark"])
def test_a_reply_in_parts_is_legible(browser: Browser, town: ScriptedTown, look: str) -> None:
    """At every width and in both languages nothing measurable is wrong, and no table scrolls the page sideways."""
    with chat_window(browser, town.url, **LOOKS[look]) as chat:
        reply_with(chat, town, ENGLISH)
        town.reply_as_person(CHINESE, "ai_checked")
        chinese = chat.wait_for("reply", count=2)
        expect(chinese.locator("h3.part")).to_have_text(["条件与例外", "接下来怎么办"])
        expect(chinese.locator("h3.part").first).to_have_attribute("lang", "zh")
        expect(chinese.locator("ol.reply-list li")).to_have_count(2)
        assert faults(chat.page) == []
        keep_picture(chat, f"{look}-parts-zh")
        chat.messages("reply").first.scroll_into_view_if_needed()
        keep_picture(chat, f"{look}-parts-en")
