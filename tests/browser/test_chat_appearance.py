"""The chat for every reader: both languages, keyboard, small screens, dark mode, calm motion."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.legibility import faults
from tests.browser.pages.chat import ChatPage, chat_window
from tests.browser.scripted_chat_api import STATIC, ScriptedTown
from tests.browser.scripted_chat_town import DISCLOSURE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
TABS = 40
"""More presses of Tab than the page has stops: past that the wanted control can not be reached."""
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "small": {"viewport": {"width": 320, "height": 640}},
    "small-dark": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
}


def words(language: str) -> dict[str, str]:
    """All strings of the page in `language`."""
    found: dict[str, str] = json.loads((STATIC / "i18n" / f"{language}.json").read_text("utf-8"))
    return found


def said(chat: ChatPage) -> list[str]:
    """Every text and label the page shows or reads out now."""
    texts: list[str] = chat.page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const texts = [document.title];
          while (walker.nextNode()) if (walker.currentNode.parentElement.checkVisibility()) texts.push(walker.currentNode.data.trim());
          for (const node of document.querySelectorAll("[aria-label]")) if (node.checkVisibility()) texts.push(node.ariaLabel);
          return texts;
        }"""
    )
    return texts


def pattern(text: str) -> re.Pattern[str]:
    """`text` with its places filled by anything."""
    return re.compile(".+".join(re.escape(part) for part in re.split(r"\{\w+\}", text.strip())))


def keys_shown(chat: ChatPage, language: str) -> set[str]:
    """Which of the page's strings are on it now, in `language`."""
    texts = said(chat)
    return {
        key
        for key, text in words(language).items()
        if any(pattern(text).fullmatch(one.strip()) for one in texts)
    }


def a_long_conversation(chat: ChatPage, town: ScriptedTown) -> None:
    """One of everything a conversation can hold."""
    chat.start()
    chat.ask("Who can apply for a parking permit?")
    chat.wait_for("reply")
    chat.ask("I need a permit")
    chat.wait_for("clarify")
    chat.ask("There is a fire")
    chat.wait_for("emergency")
    chat.ask("Do I get housing allowance?")
    chat.wait_for("case")
    town.hold_at = "retrieve"
    chat.ask("两人家庭的住房补贴是多少？")
    expect(chat.stages.locator("[data-state=started]")).to_be_visible()


def keep_picture(chat: ChatPage, name: str) -> None:
    """Leaves a picture where `BROWSER_TEST_PICTURES` names a folder, for a person to look at."""
    folder = os.environ.get("BROWSER_TEST_PICTURES")
    if folder:
        chat.page.screenshot(path=Path(folder) / f"{name}.png")


def test_every_string_of_the_page_changes_with_the_language(chat: ChatPage, town: ScriptedTown) -> None:
    """Whatever is there in English is there in Chinese after one press, and none of the English is left."""
    chat.open()
    chat.disclosure.wait_for()
    before = keys_shown(chat, "en")
    assert {"page.heading", "disclosure.heading", "page.language", "person.ask"} <= before
    chat.switch_language("中文")
    expect(chat.disclosure).to_contain_text(DISCLOSURE["zh"][0])
    assert (keys_shown(chat, "zh"), keys_shown(chat, "en")) == (before, set())
    expect(chat.page.locator("html")).to_have_attribute("lang", "zh-Hans")


def test_a_whole_conversation_changes_with_the_language(chat: ChatPage, town: ScriptedTown) -> None:
    """Labels, states, buttons and progress of what was already said are translated too; back again as well."""
    a_long_conversation(chat, town)
    before = keys_shown(chat, "en")
    assert {"case.state", "stages.retrieve", "label.ai_certificate", "emergency.heading"} <= before
    chat.switch_language("中文")
    expect(chat.page.locator("html")).to_have_attribute("lang", "zh-Hans")
    assert (keys_shown(chat, "zh"), keys_shown(chat, "en")) == (before, set())
    chat.switch_language("English")
    expect(chat.page.locator("html")).to_have_attribute("lang", "en")
    assert keys_shown(chat, "en") == before
    town.release()


def test_the_language_chosen_is_there_after_a_reload(chat: ChatPage) -> None:
    """The choice outlives the visit; the town is then asked in that language."""
    chat.open()
    chat.switch_language("中文")
    expect(chat.disclosure).to_contain_text(DISCLOSURE["zh"][0])
    chat.page.reload()
    expect(chat.disclosure).to_contain_text(DISCLOSURE["zh"][0])
    expect(chat.page.get_by_role("button", name="中文")).to_have_attribute("aria-pressed", "true")


def test_a_chinese_browser_begins_in_chinese(browser: Browser, town: ScriptedTown) -> None:
    """Nobody has to find the switch first; the conversation is opened in that language."""
    with chat_window(browser, town.url, locale="zh-CN") as chat:
        chat.start()
        expect(chat.page.locator("#send")).to_have_text("发送")
    assert town.only_talk().language == "zh"


def test_the_keyboard_leads_from_notice_to_source(chat: ChatPage) -> None:
    """Tab, Enter and typing are enough; each stop shows where the focus is."""
    chat.open()
    chat.disclosure.wait_for()
    keyboard = chat.page.keyboard

    def tab_to(selector: str, key: str) -> None:
        for _ in range(TABS):
            keyboard.press(key)
            outline = chat.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none"
            if chat.page.evaluate(f"document.activeElement.matches('{selector}')"):
                return
        pytest.fail(f"{selector} was not reached")

    tab_to("#start", "Tab")
    keyboard.press("Enter")
    expect(chat.box).to_be_focused()
    keyboard.type("What does a parking permit cost?")
    keyboard.press("Enter")
    chat.wait_for("reply")
    expect(chat.box).to_be_focused()
    tab_to(".citation", "Shift+Tab")
    with chat.page.context.expect_page() as opened:
        keyboard.press("Enter")
    expect(opened.value.locator("mark")).to_be_focused()


def test_shift_enter_begins_a_new_line(chat: ChatPage, town: ScriptedTown) -> None:
    """Only Enter alone sends; an empty field sends nothing and says so."""
    chat.start()
    chat.page.keyboard.press("Enter")
    expect(chat.page.get_by_text("Please write your question first.")).to_be_visible()
    chat.page.keyboard.type("one")
    chat.page.keyboard.press("Shift+Enter")
    chat.page.keyboard.type("two")
    expect(chat.box).to_have_value("one\ntwo")
    assert town.only_talk().messages == []


def test_a_focused_control_is_not_hidden_behind_the_bars(browser: Browser, town: ScriptedTown) -> None:
    """WCAG 2.4.11: walking back through a long conversation, each stop stands between header and composer."""
    with chat_window(browser, town.url, viewport={"width": 420, "height": 700}) as chat:
        a_long_conversation(chat, town)
        chat.box.focus()
        for _ in range(12):
            chat.page.keyboard.press("Shift+Tab")
            hidden = chat.page.evaluate(
                """() => {
                  const at = document.activeElement.getBoundingClientRect();
                  const place = [at.left + at.width / 2, at.top + Math.min(at.height, 40) / 2];
                  const top = document.elementFromPoint(...place);
                  return document.activeElement.closest("main") && !top?.closest("main") ? document.activeElement.textContent : "";
                }"""
            )
            assert not hidden
        town.release()


@pytest.mark.parametrize("look", LOOKS)
def test_every_state_is_legible(browser: Browser, town: ScriptedTown, look: str) -> None:
    """In light and dark, wide and at 320 pixels, in both languages, nothing measurable is wrong."""
    with chat_window(browser, town.url, **LOOKS[look]) as chat:
        chat.open()
        chat.disclosure.wait_for()
        assert faults(chat.page) == []
        keep_picture(chat, f"{look}-notice-en")
        chat.switch_language("中文")
        expect(chat.disclosure).to_contain_text(DISCLOSURE["zh"][0])
        assert faults(chat.page) == []
        keep_picture(chat, f"{look}-notice-zh")
        chat.switch_language("English")
        expect(chat.disclosure).to_contain_text(DISCLOSURE["en"][0])
        a_long_conversation(chat, town)
        town.unreachable = True
        town.cut()
        chat.ask("And a question that waits?")
        expect(chat.page.locator(".pending")).to_contain_text("Not sent yet.")
        chat.clear_button.click()
        chat.person_button.click()
        expect(chat.notice).to_contain_text("The service could not be reached.")
        expect(chat.notice).to_be_in_viewport(ratio=1)
        assert faults(chat.page) == []
        keep_picture(chat, f"{look}-asked")
        for name in ("English", "中文"):
            chat.switch_language(name)
            chat.page.wait_for_timeout(50)
            assert faults(chat.page) == []
            keep_picture(chat, f"{look}-talk-{name}")
        town.unreachable = False
        town.release()
        chat.page.goto(f"{town.url}/document.html#document=parking&version=v1&start=40&end=90")
        chat.page.locator("mark").first.wait_for()
        assert faults(chat.page) == []
        keep_picture(chat, f"{look}-document")


def test_dark_mode_is_dark(browser: Browser, town: ScriptedTown) -> None:
    """A reader who asked for dark gets dark ground and light words."""
    with chat_window(browser, town.url, color_scheme="dark") as chat:
        chat.open()
        chat.disclosure.wait_for()
        ground, ink = chat.page.evaluate(
            "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color].map((c) => c.match(/\\d+/g).map(Number))"
        )
    assert max(ground) < 60 < 200 < min(ink)


@pytest.mark.parametrize(("motion", "animation"), [("reduce", "none"), ("no-preference", "breathe")])
def test_nothing_moves_for_who_asked_for_calm(
    browser: Browser, town: ScriptedTown, motion: str, animation: str
) -> None:
    """The running stage breathes, unless the reader prefers reduced motion."""
    town.hold_at = "draft"
    with chat_window(browser, town.url, reduced_motion=motion) as chat:
        chat.start()
        chat.ask("What does a parking permit cost?")
        running = chat.stages.locator("[data-state=started]")
        expect(running).to_be_visible()
        name = running.evaluate("(node) => getComputedStyle(node, '::before').animationName")
    assert name == animation
