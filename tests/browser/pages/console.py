"""The review console as a person works it, in Chromium. Labels are the English ones unless said otherwise."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as NotInTime

from review_console.launch import command

PATIENCE_MS = 20_000
RUN_BEGINS_MS = 5_000
"""How long a press may take to be noticed. What starts no run costs this much and goes on."""

COUNT_RUNS = """
window.runsBegun = 0;
new MutationObserver((changes) => { window.runsBegun += changes.length; }).observe(
  document, { subtree: true, attributes: true, attributeFilter: ["data-test-script-state"] });
"""
"""Streamlit tells on its root element whether a run is asked for, going on or over; this counts the changes."""
START_LIMIT_S = 60


@contextmanager
def serve_console(api_url: str) -> Iterator[str]:
    """The console's address, started as the product starts it, against the API at `api_url`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    argv, env = command(port, api_url)
    process = subprocess.Popen(argv, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_healthy(process, address)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_until_healthy(process: subprocess.Popen[bytes], address: str) -> None:
    give_up = time.monotonic() + START_LIMIT_S
    while time.monotonic() < give_up:
        if process.poll() is not None:
            raise RuntimeError(f"the console ended with code {process.returncode}")
        try:
            if httpx.get(f"{address}/_stcore/health", trust_env=False).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise RuntimeError("the console did not become healthy")


class ConsolePage:
    """One person at the console."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        page.add_init_script(COUNT_RUNS)
        page.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)

    def open(self) -> None:
        """Go to the console."""
        self.page.goto(self.address)

    def settle(self) -> None:
        """Wait until Streamlit has finished its run: it shows the state on its root element."""
        app = self.page.get_by_test_id("stApp")
        self.page.wait_for_timeout(150)
        expect(app).to_have_attribute("data-test-script-state", "notRunning")

    def _do(self, act: Callable[[], None]) -> None:
        """Do what starts a run and wait until it is over: a press in the middle of a run may be lost."""
        begun = self.page.evaluate("window.runsBegun")
        act()
        with suppress(NotInTime):
            self.page.wait_for_function("(n) => window.runsBegun > n", arg=begun, timeout=RUN_BEGINS_MS)
        self.settle()

    def sign_in(self, username: str, password: str) -> None:
        """Sign in from the form."""
        self.open()
        self.page.get_by_label("User name").fill(username)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.press("Sign in")
        expect(self.button("Sign out")).to_be_visible()
        self.settle()

    def sign_out(self) -> None:
        """End the session."""
        self.press("Sign out")
        expect(self.page.get_by_label("User name")).to_be_visible()

    def button(self, name: str) -> Locator:
        """A button by its exact name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def press(self, name: str) -> None:
        """Press a button and wait for the run."""
        self._do(self.button(name).first.click)

    def go_to(self, title: str) -> None:
        """Choose a page in the side bar."""
        self._do(self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).click)
        expect(self.page.get_by_role("heading", level=1).first).to_be_visible()
        self.settle()

    def choose_language(self, name: str) -> None:
        """Switch the language by its own name."""
        self.page.get_by_test_id("stSidebar").get_by_text(name, exact=True).click()
        self.settle()

    def says(self, text: str) -> None:
        """The page shows this text, wherever."""
        expect(self.page.get_by_test_id("stMain").get_by_text(text).first).to_be_visible()

    def fill(self, label: str, text: str) -> None:
        """Type into a field and leave it."""
        field = self.page.get_by_test_id("stMain").get_by_role("textbox", name=label).first
        field.fill(text)
        field.press("Tab")
        self.settle()

    def choose(self, label: str, option: str) -> None:
        """Choose in a select box, typing first: a long list shows only its beginning."""
        self.page.get_by_test_id("stMain").get_by_role("combobox", name=label).first.click()
        self.page.keyboard.type(option)
        self.page.get_by_role("option", name=option).first.click()
        self.settle()

    def set_day(self, label: str, day: str) -> None:
        """Type a day (YYYY-MM-DD) into a date field, which has one part each for year, month and day."""
        field = self.page.get_by_role("group", name=label)
        for part, digits in zip(("year", "month", "day"), day.split("-"), strict=True):
            field.locator(f"[data-type={part}]").click()
            self.page.keyboard.type(digits)
        self.page.keyboard.press("Escape")
        self.settle()

    def open_case(self, number: str) -> None:
        """Open a case from the queue."""
        self.press(f"Open {number}")
        expect(self.page.get_by_role("heading", name=f"Case {number}")).to_be_visible()
        self.settle()

    def take_in_hand(self) -> None:
        """Claim the open case."""
        self.press("Take in hand")
        self.says("The case is in your hands.")

    def decide(self, kind: str, reason: str, text: str | None = None, kept: tuple[str, ...] = ()) -> None:
        """Fill in a decision and look at its outcome, without sending it.

        `kind` and `reason` are the labels on screen, e.g. "Approve the draft" and "Right as it is".
        """
        self.page.get_by_role("radiogroup", name="What do you decide?").get_by_text(kind, exact=True).click()
        self.settle()
        self.choose("Reason", reason)
        if text is not None:
            self.fill("Reply to the citizen", text)
        fields = self.page.get_by_label("kept because…")
        for index, why in enumerate(kept):
            fields.nth(index).fill(why)
            fields.nth(index).press("Tab")
            self.settle()
        self.press("Look at the outcome")

    def send(self, name: str) -> None:
        """Press the final button, e.g. "Send the draft as the reply", and see that it is recorded."""
        self.press(name)
        self.says("Decision recorded:")

    def upload(self, file: Path, title: str, name: str, starts: str, department: str | None = None) -> None:
        """Upload a policy file. `starts` is the first day in force as YYYY-MM-DD."""
        self.go_to("Upload")
        self.page.locator("input[type=file]").set_input_files(str(file))
        self.says(file.name)
        self.fill("Title", title)
        self.fill("Document name in addresses", name)
        if department is not None:
            self.choose("Department", department)
        self.set_day("In force from", starts)
        self.press("Upload and look")
        self.says("is stored as a draft")

    def open_document(self, title: str) -> None:
        """Open one document under Documents."""
        self.go_to("Documents")
        self.choose("Open a document", title)
