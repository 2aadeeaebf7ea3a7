"""What the browser tests share: one Chromium a module, and the chat over a scripted town."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import open_browser
from tests.browser.pages.chat import ChatPage, chat_window
from tests.browser.scripted_chat_api import ScriptedTown, serve_chat


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests here."""
    with open_browser() as opened:
        yield opened


@pytest.fixture
def town() -> Iterator[ScriptedTown]:
    """A town nobody has written to yet."""
    with serve_chat() as state:
        yield state


@pytest.fixture
def chat(browser: Browser, town: ScriptedTown) -> Iterator[ChatPage]:
    """A fresh window."""
    with chat_window(browser, town.url) as opened:
        yield opened
