"""The citizens' chat as a person uses it, in Chromium. Labels are the English ones unless said otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

PATIENCE_MS = 15_000
POLL_MS = 100


class ChatPage:
    """One tab with the chat. Collects what a well-kept page never does: console errors and foreign requests."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.errors: list[str] = []
        self.requested: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on(
            "console", lambda message: self.errors.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.context.on("request", lambda request: self.requested.append(request.url))

    def open(self) -> None:
        """Load the chat."""
        self.page.goto(self.url)

    def start(self) -> None:
        """Load the chat, read the notice and agree."""
        self.open()
        self.page.locator("#start").click()
        self.box.wait_for()

    def ask(self, question: str) -> None:
        """Write a question and send it."""
        self.box.fill(question)
        self.page.locator("#send").click()

    @property
    def box(self) -> Locator:
        """Where the question is written."""
        return self.page.locator("#question")

    @property
    def disclosure(self) -> Locator:
        """The notice before the first message."""
        return self.page.locator("#disclosure")

    @property
    def log(self) -> Locator:
        """The whole conversation."""
        return self.page.get_by_role("log")

    @property
    def notice(self) -> Locator:
        """What went wrong, in words."""
        return self.page.locator("#notice")

    @property
    def connection(self) -> Locator:
        """The line that says the connection is lost; empty otherwise."""
        return self.page.locator("#connection")

    @property
    def person_button(self) -> Locator:
        """Talk to a person."""
        return self.page.locator("#person")

    @property
    def stages(self) -> Locator:
        """The progress of the question being worked on."""
        return self.page.locator("#stages")

    @property
    def clear_button(self) -> Locator:
        """Clear from this device, before it asks once more."""
        return self.page.locator("#forget").get_by_role("button").first

    @property
    def foreign(self) -> list[str]:
        """Addresses asked for that are not the chat's own."""
        return [url for url in self.requested if not url.startswith(f"{self.url}/")]

    def messages(self, kind: str | None = None) -> Locator:
        """Messages shown, all or of one kind (question, reply, case, clarify, emergency)."""
        return self.log.locator(f".message.{kind}" if kind else ".message")

    def wait_for(self, kind: str, count: int = 1) -> Locator:
        """The last message of `kind`, once there are `count`."""
        expect(self.messages(kind)).to_have_count(count, timeout=PATIENCE_MS)
        return self.messages(kind).last

    def wait_until_acknowledged(self) -> None:
        """Return once the tab keeps no question that the town has not confirmed."""
        for _ in range(PATIENCE_MS // POLL_MS):
            # Not wait_for_function: it needs eval, which the page's content policy forbids.
            if self.page.evaluate("sessionStorage.getItem('civicdesk.outbox')") is None:
                return
            self.page.wait_for_timeout(POLL_MS)
        raise AssertionError("a question is still waiting to be acknowledged")

    def case_number(self) -> str:
        """The number on the last case card."""
        return self.wait_for("case").locator(".number").inner_text()

    def switch_language(self, name: str) -> None:
        """Choose `English` or `中文`."""
        self.page.locator("#languages").get_by_role("button", name=name).click()

    def open_citation(self, number: int = 1) -> Page:
        """Follow a source of the last reply; the document page, its quote shown."""
        with self.page.context.expect_page() as opened:
            self.messages("reply").last.locator(".citation").nth(number - 1).click()
        opened.value.locator("#document").wait_for()
        return opened.value


# What Chromium itself writes when an answer is missing or a refusal; the page cannot keep it quiet.
NETWORK_NEWS = "Failed to load resource"


@contextmanager
def chat_window(browser: Browser, url: str, **options: Any) -> Iterator[ChatPage]:
    """A fresh window with the chat; fails when the page raised an error or asked another host for anything."""
    given: dict[str, Any] = {
        "locale": "en-GB",
        "timezone_id": "UTC",
        "viewport": {"width": 1100, "height": 900},
        "reduced_motion": "reduce",
    }
    context = browser.new_context(**given | options)
    chat = ChatPage(context.new_page(), url)
    try:
        yield chat
        assert [error for error in chat.errors if not error.startswith(NETWORK_NEWS)] == []
        assert chat.foreign == []
    finally:
        context.close()
