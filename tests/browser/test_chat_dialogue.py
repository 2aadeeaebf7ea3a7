"""The dialogue as a citizen sees it: courtesies, how several questions were understood, approved answers."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.pages.chat import ChatPage
from tests.browser.scripted_chat_api import ScriptedTown


def test_thanks_get_a_fixed_text_that_says_so(chat: ChatPage) -> None:
    """No case number, no waiting: a line in return, labelled as no work of a machine."""
    chat.start()
    chat.ask("Thank you!")
    card = chat.wait_for("courtesy")
    expect(card).to_contain_text("You are welcome.")
    expect(card.locator(".label")).to_have_text("Fixed text, not written by AI")


def test_several_questions_are_told_back_in_their_order(chat: ChatPage) -> None:
    """Above the answer stands a counted list of what was understood."""
    chat.start()
    chat.ask("What does resident parking cost and where do I get it?")
    told = chat.wait_for("reply").locator(".understood")
    expect(told.locator("ol > li")).to_have_text(["what does resident parking cost", "where do i get it?"])
    expect(told.locator(".meta")).to_contain_text("in this order")


def test_an_approved_answer_says_who_checked_it_and_who_chose_it(chat: ChatPage, town: ScriptedTown) -> None:
    """L-02: words that a person checked for another question are not filed as written for this one."""
    chat.start()
    chat.ask("Do I get housing allowance?")
    chat.wait_for("case")
    town.reply_as_person("Two people receive 200 euros.", "approved")
    label = chat.wait_for("reply").locator(".label")
    expect(label).to_have_text(
        "Standard answer checked by a person (caseworker, Housing), chosen by AI for your question"
    )
