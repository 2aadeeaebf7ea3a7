"""The chat on a bad connection: nothing is lost, nothing is sent twice, and the reader is told."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.pages.chat import ChatPage
from tests.browser.scripted_chat_api import ScriptedTown

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]
QUESTION = "What does a parking permit cost?"


def questions(town: ScriptedTown) -> list[str]:
    """What the town was asked, in order."""
    return [message["text"] for message in town.only_talk().messages if message["kind"] == "question"]


def answered_once(chat: ChatPage, town: ScriptedTown) -> None:
    """One question and one reply on screen and with the town, and nothing left to acknowledge."""
    chat.wait_for("reply")
    chat.wait_until_acknowledged()
    expect(chat.page.locator(".pending")).to_have_count(0)
    expect(chat.messages()).to_have_count(2)
    assert questions(town) == [QUESTION]


def test_a_cut_stream_comes_back_with_what_was_missed(chat: ChatPage, town: ScriptedTown) -> None:
    """The page says that the connection is lost, reconnects by itself and shows a missed reply once."""
    chat.start()
    chat.ask("Do I get housing allowance?")
    chat.wait_for("case")
    town.unreachable = True
    town.cut()
    expect(chat.connection).to_have_text("Connection lost. We reconnect by ourselves; nothing is lost.")
    town.reply_as_person("Yes.")
    town.unreachable = False
    chat.wait_for("reply")
    expect(chat.connection).to_have_text("")
    expect(chat.messages("case").locator(".state")).to_have_text("Replied")
    assert chat.messages().count() == 3


def test_a_stream_cut_during_the_work_ends_in_one_reply(chat: ChatPage, town: ScriptedTown) -> None:
    """The progress stays and the reply comes over the next stream."""
    town.hold_at = "draft"
    chat.start()
    chat.ask(QUESTION)
    expect(chat.stages.get_by_role("status")).to_have_text("Drafting from the passages found")
    opened = town.streams_opened
    town.cut()
    chat.page.wait_for_timeout(100)
    expect(chat.stages).to_be_visible()
    town.release()
    answered_once(chat, town)
    assert town.streams_opened > opened


def test_a_question_whose_answer_was_dropped_is_asked_once(chat: ChatPage, town: ScriptedTown) -> None:
    """The town took it, the acknowledgement got lost: sending again changes nothing."""
    # Chromium repeats a call by itself when a used connection dies; one more loss reaches the page.
    town.drop_answers = 3
    chat.start()
    chat.ask(QUESTION)
    answered_once(chat, town)
    sent = [request for request in town.requests if request.endswith("/messages")]
    assert (len(sent) > 3, len(town.only_talk().taken)) == (True, 1)


def test_a_question_already_in_the_conversation_is_not_shown_as_unsent(
    chat: ChatPage, town: ScriptedTown
) -> None:
    """While acknowledgements keep getting lost, the reply stands there and no second bubble beneath it."""
    town.drop_answers = 1000
    chat.start()
    chat.ask(QUESTION)
    chat.wait_for("reply")
    expect(chat.page.locator(".pending")).to_have_count(0)
    expect(chat.stages).to_be_hidden()
    assert chat.messages("question").count() == 1


def test_a_question_to_an_unreachable_town_waits_and_goes_out_once(
    chat: ChatPage, town: ScriptedTown
) -> None:
    """It stands there as not sent yet; when the town is back it is sent by itself."""
    chat.start()
    town.unreachable = True
    chat.ask(QUESTION)
    expect(chat.page.locator(".pending")).to_contain_text("Not sent yet.")
    assert questions(town) == []
    town.unreachable = False
    answered_once(chat, town)


def test_offline_the_text_is_kept_and_sent_afterwards(chat: ChatPage, town: ScriptedTown) -> None:
    """The page says that it is offline; back online it sends without a press."""
    chat.start()
    chat.page.context.set_offline(True)
    expect(chat.connection).to_contain_text("You are offline.")
    chat.ask(QUESTION)
    expect(chat.page.locator(".pending")).to_be_visible()
    chat.switch_language("中文")
    expect(chat.connection).to_contain_text("您已离线。")
    chat.page.context.set_offline(False)
    answered_once(chat, town)
    expect(chat.connection).to_have_text("")


def test_a_reload_during_the_work_loses_nothing(chat: ChatPage, town: ScriptedTown) -> None:
    """The question is there again with its progress, then one reply."""
    town.hold_at = "verify"
    chat.start()
    chat.ask(QUESTION)
    expect(chat.stages.get_by_role("status")).to_have_text("Checking each sentence against its source")
    chat.box.fill("And for a second car?")
    chat.page.reload()
    expect(chat.messages("question")).to_have_count(1)
    expect(chat.stages).to_be_visible()
    town.release()
    answered_once(chat, town)
    expect(chat.box).to_have_value("And for a second car?")


def test_a_reload_with_an_unsent_question_sends_it_once(chat: ChatPage, town: ScriptedTown) -> None:
    """A question not yet taken outlives a reload, even one while the town is away."""
    chat.start()
    town.unreachable = True
    chat.ask(QUESTION)
    expect(chat.page.locator(".pending")).to_contain_text("Not sent yet.")
    chat.page.reload()
    expect(chat.notice).to_contain_text("The service could not be reached.")
    town.unreachable = False
    chat.notice.get_by_role("button", name="Try again").click()
    answered_once(chat, town)


def test_an_opening_page_goes_on_by_itself_when_back_online(chat: ChatPage, town: ScriptedTown) -> None:
    """A page that could not load the notice shows it once the connection is back."""
    town.unreachable = True
    chat.open()
    expect(chat.notice).to_contain_text("The service could not be reached.")
    town.unreachable = False
    chat.page.context.set_offline(True)
    chat.page.context.set_offline(False)
    expect(chat.disclosure).to_be_visible()
    expect(chat.notice).to_have_text("")


def test_a_refusal_keeps_the_typed_text(chat: ChatPage, town: ScriptedTown) -> None:
    """What the town does not take is back in the field, with its reason."""
    chat.start()
    town.refuse_next.append((422, "invalid", "This is too long.", None))
    chat.ask(QUESTION)
    expect(chat.notice).to_have_text("That did not work: This is too long.")
    expect(chat.box).to_have_value(QUESTION)
    chat.page.locator("#send").click()
    answered_once(chat, town)
    expect(chat.notice).to_have_text("")


def test_too_many_messages_names_the_wait(chat: ChatPage, town: ScriptedTown) -> None:
    """A limit says for how long, and the text stays; asking for a person does not hide that."""
    chat.start()
    town.refuse_next.append((429, "too_many_requests", "Too many.", 30))
    chat.box.fill(QUESTION)
    chat.person_button.click()
    told = "Too many messages at once. Please wait 30 seconds, then send again. Your text is kept."
    expect(chat.notice).to_have_text(told)
    expect(chat.box).to_have_value(QUESTION)
    assert questions(town) == []


def test_a_late_refusal_keeps_both_texts(chat: ChatPage, town: ScriptedTown) -> None:
    """What was typed while an earlier question waited is not overwritten by it."""
    chat.start()
    town.unreachable = True
    chat.ask(QUESTION)
    expect(chat.page.locator(".pending")).to_contain_text("Not sent yet.")
    chat.box.fill("half a thought")
    town.refuse_next.append((429, "too_many_requests", "Too many.", 30))
    town.unreachable = False
    expect(chat.box).to_have_value(f"{QUESTION}\n\nhalf a thought")
    expect(chat.page.locator(".pending")).to_have_count(0)


def test_a_conversation_that_is_gone_gives_the_text_back(chat: ChatPage, town: ScriptedTown) -> None:
    """After an erasure elsewhere a new conversation begins with what was just typed."""
    chat.start()
    town.talks.clear()
    chat.ask(QUESTION)
    expect(chat.notice).to_contain_text("The earlier conversation can no longer be opened.")
    chat.page.locator("#start").click()
    expect(chat.box).to_have_value(QUESTION)


def test_a_second_window_follows_the_same_conversation(chat: ChatPage, town: ScriptedTown) -> None:
    """What is asked in one window appears in the other without a reload."""
    chat.start()
    other = ChatPage(chat.page.context.new_page(), chat.url)
    other.open()
    other.box.wait_for()
    chat.ask(QUESTION)
    other.wait_for("reply")
    assert other.messages().count() == 2
