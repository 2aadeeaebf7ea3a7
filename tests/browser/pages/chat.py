"""The citizens' chat as a person uses it, in Chromium. Labels are the English ones unless said otherwise."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

PATIENCE_MS = 15_000


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

    def messages(self, kind: str | None = None) -> Locator:
        """Messages shown, all or of one kind (question, reply, case, clarify, emergency)."""
        return self.log.locator(f".message.{kind}" if kind else ".message")

    def wait_for(self, kind: str, count: int = 1) -> Locator:
        """The last message of `kind`, once there are `count`."""
        expect(self.messages(kind)).to_have_count(count, timeout=PATIENCE_MS)
        return self.messages(kind).last

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
