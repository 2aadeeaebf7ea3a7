"""Documents, publication, the index and the trial search."""

from __future__ import annotations

from html import escape

from tests.review_console.conftest import Console
from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import HOSTILE, version


def _submitted(town: Town, by: str) -> None:
    town.documents["parking-permits"]["versions"].append(version("parking-permits", 2, "submitted", by))


def _open_document(console: Console) -> None:
    console.field("Open a document").set_value("parking-permits").run()


def test_the_one_who_submitted_cannot_publish_and_is_told_why(console: Console, town: Town) -> None:
    """X-03: a second person publishes; the refusal explains itself."""
    _submitted(town, "Edith Editor")
    console.sign_in("edith")
    _open_document(console)
    console.press("Publish")
    assert "a second person must" in console.notices()


def test_a_second_person_publishes(console: Console, town: Town) -> None:
    """Somebody else's submission can be published."""
    _submitted(town, "Paul")
    console.sign_in("edith")
    _open_document(console)
    console.press("Publish")
    assert town.documents["parking-permits"]["versions"][1]["state"] == "published"


def test_withdrawing_needs_a_reason(console: Console, town: Town) -> None:
    """Nothing is withdrawn without saying why."""
    console.sign_in("edith")
    _open_document(console)
    console.press("Withdraw")
    assert "Give a reason." in console.notices()
    console.field("Reason").set_value("Wrong fee").run()
    console.press("Withdraw")
    assert town.documents["parking-permits"]["versions"][0]["state"] == "withdrawn"


def test_rolling_back_names_an_earlier_index(console: Console, town: Town) -> None:
    """The chosen index version becomes the active one."""
    console.sign_in("edith")
    console.field("Use this index version again").set_value("index-1").run()
    fields = [found for found in console.app.text_input if found.label == "Reason"]
    fields[-1].set_value("Bad publication").run()
    console.press("Roll back")
    assert [index["active"] for index in town.indexes] == [False, True]


def test_a_hostile_title_shows_letter_by_letter(console: Console, town: Town) -> None:
    """Titles are foreign text too."""
    town.documents["parking-permits"]["title"] = HOSTILE
    console.sign_in("edith")
    assert escape(HOSTILE) in console.html()
