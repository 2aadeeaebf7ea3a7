"""The whole loop in Chromium: a citizen asks at the chat, a person decides at the console, the reply arrives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.pages.chat import ChatPage
from tests.browser.pages.console import ConsolePage, serve_console
from tests.browser.real_town import RealTown, serve_real_town, set_up_once

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

CERTIFIED = "What does the grey bin cost?"
CERTIFIED_ZH = "居住登记要在几天内办理？"
UNCERTIFIED = "How do I apply for a place on the social housing list?"


@pytest.fixture(scope="module")
def served(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RealTown, str]]:
    """One town and one console over it; each test asks its own questions."""
    prepared = set_up_once(tmp_path_factory)
    folder = tmp_path_factory.mktemp("served") / "data"
    with serve_real_town(prepared, folder) as town, serve_console(town.url) as console:
        yield town, console


@pytest.fixture
def chat(browser: Browser, served: tuple[RealTown, str]) -> Iterator[ChatPage]:
    """A citizen's browser."""
    context = browser.new_context(viewport={"width": 900, "height": 900}, locale="en-GB")
    yield ChatPage(context.new_page(), served[0].url)
    context.close()


def _sign_in(browser: Browser, served: tuple[RealTown, str], who: str) -> ConsolePage:
    context = browser.new_context(viewport={"width": 1360, "height": 900}, locale="en-GB")
    console = ConsolePage(context.new_page(), served[1])
    console.sign_in(who, served[0].passwords[who])
    return console


def test_a_certified_question_is_answered_with_a_quote_that_opens_in_its_place(chat: ChatPage) -> None:
    """An answer comes under a certificate, labelled so, and its source shows the quoted words highlighted."""
    chat.start()
    chat.ask(CERTIFIED)
    reply = chat.wait_for("reply")
    expect(reply).to_contain_text("84 euros a year")
    expect(reply.locator(".label")).to_contain_text("released under certificate")
    document = chat.open_citation()
    expect(document.locator("mark").first).to_be_visible()
    assert document.locator("mark").first.inner_text() in reply.inner_text()
    assert not chat.errors


def test_a_chinese_question_is_answered_in_chinese(chat: ChatPage) -> None:
    """The Chinese page answers a Chinese question from Chinese policy, without reloading."""
    chat.open()
    chat.switch_language("中文")
    chat.page.locator("#start").click()
    chat.ask(CERTIFIED_ZH)
    expect(chat.wait_for("reply")).to_contain_text("14日")
    assert not chat.errors


def test_an_approved_draft_arrives_in_the_open_chat(
    browser: Browser, served: tuple[RealTown, str], chat: ChatPage
) -> None:
    """A case is claimed and approved; the citizen sees the reply, labelled as checked by a person."""
    chat.start()
    chat.ask(UNCERTIFIED)
    number = chat.case_number()
    expect(chat.messages("case").last).to_contain_text("not yet an answer")
    console = _sign_in(browser, served, "carol")
    console.open_case(number)
    console.take_in_hand()
    console.decide("Approve the draft", "Right as it is")
    console.send("Send the draft as the reply")
    reply = chat.wait_for("reply")
    expect(reply.locator(".label")).to_contain_text(
        "AI, checked by a person (caseworker, Housing Department)"
    )
    console.page.context.close()


def test_a_rejected_draft_never_arrives_and_the_persons_own_reply_does(
    browser: Browser, served: tuple[RealTown, str], chat: ChatPage
) -> None:
    """Rejecting sends nothing; writing one's own reply sends exactly those words, filed as a person's."""
    chat.start()
    chat.ask("I want to talk to a real person about the dog tax please")
    number = chat.case_number()
    console = _sign_in(browser, served, "carol")
    console.open_case(number)
    console.take_in_hand()
    own = "Please come to Depot Yard on Tuesday afternoon; a colleague will go through it with you."
    console.decide("Write my own reply", "Right as it is", text=own)
    console.send("Send my reply")
    reply = chat.wait_for("reply")
    expect(reply).to_contain_text(own)
    expect(reply.locator(".label")).to_contain_text("Written by a person")
    console.page.context.close()


def test_a_changed_fee_is_published_by_two_people_and_quoted_from_then_on(
    browser: Browser, served: tuple[RealTown, str], chat: ChatPage, tmp_path: Path
) -> None:
    """An editor uploads and submits, a supervisor publishes, and the next draft quotes the new text."""
    file = tmp_path / "kite.md"
    file.write_text(
        "# Kite flying permits\n\n## 1 Fees\n\nA kite flying permit for the Long Meadow costs 17 euros a season.\n",
        encoding="utf-8",
    )
    editor = _sign_in(browser, served, "edith")
    editor.upload(file, "Kite flying permits", "kite-flying", "2026-01-01", "Environment Department")
    editor.open_document("Kite flying permits")
    editor.press("Submit for publication")
    supervisor = _sign_in(browser, served, "sam")
    supervisor.open_document("Kite flying permits")
    supervisor.press("Publish")
    chat.start()
    chat.ask("What does a kite flying permit for the Long Meadow cost?")
    expect(chat.wait_for("case")).to_contain_text("17 euros a season")
    editor.page.context.close()
    supervisor.page.context.close()


def test_the_stop_switch_sends_the_next_question_to_a_person(
    browser: Browser, served: tuple[RealTown, str], chat: ChatPage
) -> None:
    """With replies stopped, what was answered before becomes a case; with replies allowed again it is answered."""
    town = served[0]
    desk = town.installation.desk
    token = desk.sign_in.sign_in("sam", town.passwords["sam"], "127.0.0.1").token
    sam = desk.sign_in.staff_of(token)
    from assistant.domain.oversight import StopScope

    desk.oversight.turn_stop(sam, StopScope.WHOLE, "", True, "Drill")
    try:
        chat.start()
        chat.ask(CERTIFIED)
        chat.wait_for("case")
        expect(chat.messages("reply")).to_have_count(0)
    finally:
        desk.oversight.turn_stop(sam, StopScope.WHOLE, "", False, "Drill over")
    chat.ask(CERTIFIED)
    expect(chat.wait_for("reply")).to_contain_text("84 euros a year")
