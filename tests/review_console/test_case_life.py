"""Hand-overs, clocks and unsent words in the console."""

from __future__ import annotations

import pytest

from tests.review_console.conftest import Console
from tests.review_console.scripted_town import Town


@pytest.fixture
def holder(console: Console) -> Console:
    """Carol, with a transport case in hand."""
    console.sign_in("carol")
    console.press("Open CD-2026-000001")
    console.press("Take in hand")
    return console


def test_the_queue_draws_the_time_left_and_says_it(console: Console) -> None:
    """S-34: the bar is decoration; words tell the same."""
    console.sign_in("carol")
    assert "75 % of the promised time left · In time" in console.html()
    assert "Past the promised time" in console.html()


def test_a_case_is_offered_with_three_texts(holder: Console, town: Town) -> None:
    """L-25: nothing is sent before all is said, and then exactly what was typed."""
    holder.field("What do you ask for?").set_value("transfer").run()
    holder.field("To which department").set_value("housing").run()
    holder.press("Send to the department")
    assert town.hand_overs == []
    for title in ("Why it is theirs", "Summary of the case", "The part they need"):
        holder.field(title).set_value(f"{title}.").run()
    holder.press("Send to the department")
    (sent,) = town.hand_overs
    assert (sent["kind"], sent["to_department"], sent["summary"]) == (
        "transfer",
        "housing",
        "Summary of the case.",
    )
    assert "Not answered yet" in holder.html()


def test_the_explanation_is_made_when_it_is_asked_for(holder: Console) -> None:
    """L-09: in the case's language, as text whatever it holds."""
    assert "Who decided" not in holder.html()
    holder.press("Write the explanation")
    page = holder.html()
    assert "Who decided" in page
    assert "&lt;b&gt;bold" in page


def test_what_is_typed_is_saved_and_found_again(holder: Console, town: Town) -> None:
    """H-19: the words of an unsent reply are kept on the server after each change."""
    holder.field("What do you decide?").set_value("written").run()
    holder.field("Reply to the citizen").set_value("Half a rep").run()
    (saved,) = town.edits.values()
    assert saved == {"draft_version": 0, "text": "Half a rep"}


def test_saved_words_stand_in_the_field_of_a_new_window(console: Console, town: Town) -> None:
    """H-19: a closed window loses nothing."""
    console.sign_in("carol")
    carol = next(one["id"] for one in town.accounts.values() if one["username"] == "carol")
    town.edits["case-1", carol] = {"draft_version": 0, "text": "Half a rep"}
    console.press("Open CD-2026-000001")
    console.press("Take in hand")
    console.field("What do you decide?").set_value("written").run()
    assert console.field("Reply to the citizen").value == "Half a rep"
