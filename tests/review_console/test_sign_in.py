"""Who sees what."""

from __future__ import annotations

import pytest

from review_console.client import Client
from tests.review_console.conftest import Console
from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import PASSWORD


def test_a_wrong_password_is_told_plainly(console: Console) -> None:
    """Nothing tells which of the two was wrong."""
    console.sign_in("carol", "nonsense")
    assert "User name or password is wrong." in console.notices()


def test_signing_out_ends_the_session_on_the_server(console: Console, town: Town) -> None:
    """The token is worthless afterwards and the form is back."""
    console.sign_in("carol")
    console.press("Sign out")
    assert town.sessions == {}
    assert "Sign in" in console.buttons()


def test_an_ended_session_leads_to_the_form_and_says_so(console: Console, town: Town) -> None:
    """A revoked session ends at the next call, with a reason."""
    console.sign_in("carol")
    town.sessions.clear()
    console.press("Refresh")
    assert "Your session has ended." in console.notices()


def test_an_unreachable_service_is_told(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback and no blank page."""
    monkeypatch.setenv("CIVICDESK_API_URL", "http://127.0.0.1:9")
    console.app.session_state["client"] = Client("http://127.0.0.1:9")
    console.sign_in("carol")
    assert "The service cannot be reached." in console.notices()


def test_the_form_speaks_chinese(console: Console) -> None:
    """The switch works before signing in."""
    console.app.session_state["language_choice"] = "zh"
    console.app.run()
    assert "登录" in console.buttons()


@pytest.mark.parametrize(
    ("username", "title"), [("carol", "Cases"), ("edith", "Documents"), ("ada", "Accounts")]
)
def test_each_role_starts_on_its_own_first_page(console: Console, username: str, title: str) -> None:
    """Pages follow rights."""
    console.sign_in(username)
    assert console.app.title[0].value == title


def test_a_stop_shows_at_the_top_of_every_page(console: Console, client: Client) -> None:
    """Nobody overlooks that automatic replies are stopped."""
    client.staff.sign_in("sam", PASSWORD)
    client.oversight.turn_stop("topic", "parking", True, "Wrong *fees*")
    console.sign_in("edith")
    assert "Automatic replies are stopped: Parking. Reason: Wrong *fees*" in console.notices()
