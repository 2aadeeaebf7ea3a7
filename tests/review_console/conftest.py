"""A served town, and the console's pages run by Streamlit's own test harness against it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from review_console.client import Client
from tests.review_console.scripted_api import serve_town
from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import PASSWORD

APP = Path(__file__).parents[2] / "review_console" / "app.py"
RUN_LIMIT_S = 60


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Town]]:
    """A fresh town behind a real server; the console is pointed at it."""
    with serve_town() as (url, town):
        monkeypatch.setenv("CIVICDESK_API_URL", url)
        yield url, town


@pytest.fixture
def town(served: tuple[str, Town]) -> Town:
    """The state behind the server."""
    return served[1]


@pytest.fixture
def client(served: tuple[str, Town]) -> Client:
    """A client that is not signed in."""
    return Client(served[0])


class Console:
    """The console in Streamlit's harness, worked by labels."""

    def __init__(self) -> None:
        self.app = AppTest.from_file(str(APP), default_timeout=RUN_LIMIT_S).run()

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        """Through the form."""
        self.field("User name").set_value(username)
        self.field("Password").set_value(password)
        self.press("Sign in")

    def field(self, label: str):  # type: ignore[no-untyped-def]  # one of several harness classes
        """A text field, text area or select box by its label."""
        every = [*self.app.text_input, *self.app.text_area, *self.app.selectbox, *self.app.radio]
        return next(found for found in every if label in found.label)

    def buttons(self) -> list[str]:
        """The labels of all buttons, as read on screen."""
        return [found.label.replace("\\", "") for found in self.app.button]

    def press(self, label: str) -> None:
        """Press the first button of this name."""
        self.app.button[self.buttons().index(label)].click().run()

    def toggle(self, label: str) -> None:
        """Turn the first toggle of this name on."""
        next(found for found in self.app.toggle if label in found.label).set_value(True).run()

    def html(self) -> str:
        """All built markup on the page, in order."""
        return "\n".join(found.proto.body for found in self.app.get("html"))

    def notices(self) -> str:
        """All notices, without the escapes and joiners that keep Markdown out."""
        every = [*self.app.error, *self.app.warning, *self.app.success, *self.app.info]
        return "\n".join(found.value for found in every).replace("\\", "").replace("\u2060", "")


@pytest.fixture
def console(served: tuple[str, Town]) -> Console:
    """The console, at its sign-in form."""
    return Console()


def _script(username: str, password: str, page: str) -> None:
    import importlib

    import streamlit as st

    from review_console import frame

    if "staff" not in st.session_state:
        frame.client().staff.sign_in(username, password)
        frame.sign_in(frame.client().staff.me())
    frame.show_notice()
    importlib.import_module(f"review_console.views.{page}").page()


@pytest.fixture
def visit(console: Console):  # type: ignore[no-untyped-def]  # a function fixture
    """Open one page as one person."""

    def opened(username: str, page: str) -> Console:
        arguments = (username, PASSWORD, page)
        console.app = AppTest.from_function(_script, default_timeout=RUN_LIMIT_S, args=arguments).run()
        return console

    return opened
