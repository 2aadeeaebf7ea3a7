"""The citizens' chat in a real Chromium against the scripted API: what each kind of answer looks like."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.pages.chat import ChatPage, chat_window
from tests.browser.scripted_chat_api import STATIC, ScriptedTown
from tests.browser.scripted_chat_town import (
    CERTIFICATE,
    DISCLOSURE,
    PARKING_APPLY_QUOTE,
    PARKING_QUOTE,
    XSS,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
STOLEN = "typeof window.stolen"


def test_the_notice_comes_before_any_message(chat: ChatPage, town: ScriptedTown) -> None:
    """Before agreeing there is nothing to write in and nothing was sent."""
    chat.open()
    for line in DISCLOSURE["en"]:
        expect(chat.disclosure).to_contain_text(line)
    expect(chat.box).to_be_hidden()
    assert [request for request in town.requests if request.startswith("POST")] == []


def test_a_changed_notice_is_read_again(chat: ChatPage, town: ScriptedTown) -> None:
    """Agreeing to an outdated notice shows the new one; agreeing to that one starts."""
    chat.open()
    chat.disclosure.wait_for()
    town.disclosure_version = "d2"
    chat.page.locator("#start").click()
    expect(chat.notice).to_have_text("The notice has changed. Please read it and start again.")
    expect(chat.box).to_be_hidden()
    chat.page.locator("#start").click()
    expect(chat.box).to_be_focused()


def test_the_stages_shown_are_those_reported(chat: ChatPage, town: ScriptedTown) -> None:
    """While the engine searches, what is done, running and ahead says so; the reply ends it."""
    town.hold_at = "retrieve"
    chat.start()
    chat.ask("What does a parking permit cost?")
    expect(chat.stages.get_by_role("status")).to_have_text("Looking through the town’s rules")
    states = [item.get_attribute("data-state") for item in chat.stages.locator("li").all()]
    assert states == ["done", "done", "started", "ahead", "ahead", "ahead"]
    assert chat.messages("reply").count() == 0
    town.release()
    chat.wait_for("reply")
    expect(chat.stages).to_be_hidden()


def test_a_reply_names_who_released_it_and_numbers_its_sources(chat: ChatPage) -> None:
    """The label, the words and a numbered source per mark stand on one card."""
    chat.start()
    chat.ask("Who can apply for a parking permit?")
    reply = chat.wait_for("reply")
    expect(reply.locator(".label")).to_have_text(f"AI · released under certificate {CERTIFICATE}")
    expect(reply.locator(".mark")).to_have_text(["[1]", "[2]"])
    expect(reply.locator("blockquote")).to_have_text([PARKING_APPLY_QUOTE, PARKING_QUOTE])
    assert [item.get_attribute("value") for item in reply.locator(".sources li").all()] == ["1", "2"]


def test_what_is_copied_carries_label_and_sources(browser: Browser, town: ScriptedTown) -> None:
    """A reply pasted elsewhere still says that an AI wrote it and where it stands."""
    with chat_window(browser, town.url, permissions=["clipboard-read", "clipboard-write"]) as chat:
        chat.start()
        chat.ask("What does a parking permit cost?")
        reply = chat.wait_for("reply")
        reply.get_by_role("button", name="Copy").click()
        expect(reply.get_by_text("Copied with label and sources")).to_be_visible()
        copied = chat.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"[AI · released under certificate {CERTIFICATE}]")
    assert f"“{PARKING_QUOTE}”" in copied


def test_a_case_card_tells_number_time_and_that_nothing_is_answered_yet(chat: ChatPage) -> None:
    """Number, department and promised time are there; the passages are marked as not yet an answer."""
    chat.start()
    chat.ask("Do I get housing allowance?")
    card = chat.wait_for("case")
    expect(card.locator(".number")).to_have_text("H-2026-0001")
    expect(card.locator("dl time")).to_have_text("Monday, 6 May 2030 at 15:00")
    expect(card.locator(".state")).to_have_text("Waiting for a member of staff")
    expect(card.locator("summary")).to_have_text("Policy text found — not yet an answer")
    expect(card.locator("blockquote")).to_contain_text("200 euros a month")


def test_a_persons_reply_arrives_live_and_closes_the_case(chat: ChatPage, town: ScriptedTown) -> None:
    """Without a reload the reply appears as a person's, and the card above says replied."""
    chat.start()
    chat.ask("Do I get housing allowance?")
    chat.wait_for("case")
    town.reply_as_person("Yes: two people receive 200 euros.")
    expect(chat.wait_for("reply").locator(".label")).to_have_text("Written by a person (caseworker, Housing)")
    expect(chat.messages("case").locator(".state")).to_have_text("Replied")
    expect(chat.messages("case").get_by_role("button", name="Withdraw")).to_have_count(0)


def test_a_draft_approved_by_a_person_says_both(chat: ChatPage, town: ScriptedTown) -> None:
    """What a machine wrote and a person checked is filed as exactly that."""
    chat.start()
    chat.ask("Do I get housing allowance?")
    chat.wait_for("case")
    town.reply_as_person("Two people receive 200 euros.", "ai_checked")
    label = chat.wait_for("reply").locator(".label")
    expect(label).to_have_text("AI, checked by a person (caseworker, Housing)")


def test_an_option_chosen_is_the_next_question(chat: ChatPage, town: ScriptedTown) -> None:
    """Choosing sends the option's words once, and old options can no longer be pressed."""
    chat.start()
    chat.ask("I need a permit")
    options = chat.wait_for("clarify").locator(".option")
    expect(options).to_have_text(["Resident parking permit", "Building permit"])
    options.first.click()
    chat.wait_for("reply")
    expect(options.first).to_be_disabled()
    expect(chat.messages("clarify")).to_be_focused()
    assert [message["text"] for message in town.only_talk().messages if message["kind"] == "question"] == [
        "I need a permit",
        "Resident parking permit",
    ]


def test_an_emergency_shows_numbers_to_call(chat: ChatPage) -> None:
    """Each contact is a link that a telephone dials."""
    chat.start()
    chat.ask("There is a fire in my house")
    card = chat.wait_for("emergency")
    calls = card.get_by_role("link").all()
    assert [call.get_attribute("href") for call in calls] == ["tel:112", "tel:08001110111"]
    expect(card.locator(".label")).to_have_text("Fixed text, not written by AI")


def test_help_that_comes_with_the_answer_is_shown_without_the_stream(chat: ChatPage) -> None:
    """S-20: kind words first, then the numbers, though the event stream brings neither."""
    chat.start()
    chat.ask("I want to end my life")
    card = chat.wait_for("emergency")
    expect(card.get_by_role("heading")).to_have_text("Help is there for you now")
    words = card.inner_text()
    assert words.index("Leave the building") < words.index("112")
    expect(chat.messages("emergency")).to_have_count(1)


def test_a_case_can_be_withdrawn_after_asking_once_more(chat: ChatPage, town: ScriptedTown) -> None:
    """The first press only asks; the second withdraws, and the reading place is kept."""
    chat.start()
    chat.ask("Do I get housing allowance?")
    card = chat.wait_for("case")
    card.get_by_role("button", name="Withdraw").click()
    expect(card.get_by_text("Withdraw this case?")).to_be_visible()
    assert town.only_talk().messages[-1]["case"]["state"] == "waiting"
    card.get_by_role("button", name="Yes, withdraw").click()
    expect(chat.messages("case").locator(".state")).to_have_text("Withdrawn")
    expect(chat.messages("case")).to_be_focused()


def test_a_person_is_asked_for_with_what_it_is_about(chat: ChatPage, town: ScriptedTown) -> None:
    """The button asks for the subject first, sends it along and brings a case number."""
    chat.open()
    chat.disclosure.wait_for()
    chat.person_button.click()
    expect(chat.notice).to_contain_text("Please read the notice and start.")
    chat.page.locator("#start").click()
    chat.person_button.click()
    expect(chat.notice).to_contain_text("Please write what it is about")
    expect(chat.box).to_be_focused()
    chat.box.fill("What does a parking permit cost?")
    chat.person_button.click()
    expect(chat.notice).to_contain_text("You asked for a person.")
    assert chat.case_number().startswith("H-2026-")
    assert [request for request in town.requests if request.endswith("/person")] != []


def test_clearing_the_device_leaves_nothing_behind(chat: ChatPage, town: ScriptedTown) -> None:
    """After confirming, neither screen nor storage holds the conversation; a reload begins with the notice."""
    chat.start()
    chat.ask("What does a parking permit cost?")
    chat.wait_for("reply")
    chat.box.fill("half a thought")
    chat.clear_button.click()
    chat.page.get_by_role("button", name="Yes, clear").click()
    expect(chat.disclosure).to_be_visible()
    kept = chat.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert (town.only_talk().secret in kept, "half a thought" in kept) == (False, False)
    assert chat.messages().count() == 0
    chat.page.reload()
    expect(chat.disclosure).to_be_visible()
    expect(chat.box).to_have_value("")


def test_hostile_text_stays_text(chat: ChatPage) -> None:
    """X-05: markup in question, reply, quote and title is shown and never run."""
    chat.start()
    chat.ask(f"hostile {XSS}")
    expect(chat.wait_for("reply")).to_contain_text(XSS)
    expect(chat.messages("question")).to_contain_text(XSS)
    assert chat.page.evaluate(STOLEN) == "undefined"
    assert chat.log.locator("img, script").count() == 0
    document = chat.open_citation()
    expect(document.locator("h1")).to_have_text(f"Rules {XSS}")
    expect(document.locator("mark")).to_have_text(XSS)
    assert document.evaluate(STOLEN) == "undefined"


def test_an_ordinary_visit_raises_no_error_and_asks_no_other_host(chat: ChatPage) -> None:
    """From notice to source, the console stays empty and every address is the chat's own."""
    chat.start()
    chat.ask("What does a parking permit cost?")
    chat.wait_for("reply")
    chat.open_citation()
    assert chat.errors == []
    assert any("/events" in url for url in chat.requested)
    assert chat.foreign == []


def test_the_secret_never_stands_in_an_address(chat: ChatPage, town: ScriptedTown) -> None:
    """What a proxy writes into its log does not open the conversation."""
    chat.start()
    chat.ask("What does a parking permit cost?")
    chat.wait_for("reply")
    secret = town.only_talk().secret
    assert [request for request in town.requests if secret in request] == []


def test_english_and_chinese_have_the_same_words() -> None:
    """No key is missing in either language, and places to fill are the same."""
    english, chinese = (
        json.loads((STATIC / "i18n" / f"{name}.json").read_text("utf-8")) for name in ("en", "zh")
    )
    assert english.keys() == chinese.keys()
    for key, words in english.items():
        assert words.count("{") == chinese[key].count("{"), key
