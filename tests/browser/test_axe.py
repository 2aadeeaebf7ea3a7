"""axe-core finds nothing on any state of the citizen's pages, light and dark, wide and narrow (L-32)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages.chat import ChatPage, chat_window
from tests.browser.scripted_chat_api import ScriptedTown

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark-and-small": {"color_scheme": "dark", "viewport": {"width": 320, "height": 640}},
}

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""Everything that is asked for, and axe's own advice on top."""


def violations(page: Page) -> list[str]:
    """What axe has against the page as it is now, a line each."""
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    response = Axe().run(page, options=options).response
    return [
        f"{one['id']}: {json.dumps([node['html'][:120] for node in one['nodes']])}"
        for one in response["violations"]
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_every_state_of_the_chat(browser: Browser, town: ScriptedTown, look: str) -> None:
    """Notice, empty chat, each kind of message, open forms, a cut connection."""
    with chat_window(browser, town.url, **LOOKS[look]) as chat:
        chat.open()
        chat.disclosure.wait_for()
        assert violations(chat.page) == []
        chat.start()
        assert violations(chat.page) == []
        questions = {
            "What does a parking permit cost?": "reply",
            "How high is the housing allowance?": "case",
            "How do I get a permit?": "clarify",
            "There is a fire": "emergency",
            "Thank you": "courtesy",
        }
        for question, kind in questions.items():
            chat.ask(question)
            chat.wait_for(kind)
        town.correct("It costs 96 euros.")
        chat.wait_for("correction")
        assert violations(chat.page) == []
        reply = chat.messages("reply").first
        reply.get_by_text("How this reply came about").click()
        expect(reply.get_by_role("heading", name="Who decided")).to_be_visible()
        reply.get_by_role("button", name="A person should look again").click()
        reply.get_by_role("button", name="Rate this reply").click()
        reply.get_by_role("button", name="Send rating").click()
        assert violations(chat.page) == []
        reply.get_by_text("Bad", exact=True).click()
        reply.get_by_role("button", name="Send rating").click()
        expect(reply).to_contain_text("Your rating: Bad")
        town.mend_rated("Now it says so.")
        chat.wait_for("call_back")
        assert violations(chat.page) == []
        chat.switch_language("中文")
        assert violations(chat.page) == []


def test_a_refusal_and_a_cut_connection(chat: ChatPage, town: ScriptedTown) -> None:
    """What tells of trouble is as readable as the rest."""
    chat.start()
    town.refuse_next.append((429, "too_many", "", 30))
    chat.ask("What does a parking permit cost?")
    expect(chat.notice).not_to_be_empty()
    assert violations(chat.page) == []
    chat.page.context.set_offline(True)
    expect(chat.connection).not_to_be_empty()
    assert violations(chat.page) == []


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_beside_the_chat(browser: Browser, town: ScriptedTown, look: str) -> None:
    """The document with its mark, the rights with and without a conversation."""
    with chat_window(browser, town.url, **LOOKS[look]) as chat:
        chat.page.goto(f"{chat.url}/rights.html")
        expect(chat.page.locator("#status")).not_to_be_empty()
        assert violations(chat.page) == []
        chat.start()
        chat.ask("What does a parking permit cost?")
        chat.wait_for("reply")
        document = chat.open_citation(1)
        document.get_by_text("Something here is wrong or missing?").click()
        assert violations(document) == []
        for page in ("open.html", "autonomy.html", "about.html"):
            chat.page.goto(f"{chat.url}/{page}")
            expect(chat.page.locator("#status")).not_to_have_text("Loading")
            chat.page.wait_for_load_state("networkidle")
            assert violations(chat.page) == []
        chat.page.goto(f"{chat.url}/rights.html")
        expect(chat.page.get_by_role("heading", name="Take it with you")).to_be_visible()
        chat.page.get_by_role("button", name="Put this right").click()
        chat.page.get_by_role("button", name="Erase for good").click()
        assert violations(chat.page) == []
