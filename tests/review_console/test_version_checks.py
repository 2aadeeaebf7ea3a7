"""The checks before a publication on screen."""

from __future__ import annotations

from html import escape

from tests.review_console.conftest import Console
from tests.review_console.scripted_checks import FINDINGS, much_found
from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import HOSTILE, Json, version


def _waiting(town: Town, by: str = "Paul") -> Json:
    row = version("parking-permits", 2, "submitted", by)
    town.documents["parking-permits"]["versions"].append(row)
    town.checks[row["id"]] = much_found(row["id"])
    return row


def _tick(console: Console, label: str) -> None:
    boxes = [box for box in console.app.checkbox if label in box.label.replace("\\", "")]
    for box in boxes:
        box.check()
    console.app.run()


def test_what_was_found_is_shown_letter_by_letter(console: Console, town: Town) -> None:
    """X-02: hidden text is foreign text; the values that clash are marked; shares and counts are told."""
    _waiting(town)
    console.sign_in("edith")
    console.field("Open a document").set_value("parking-permits").run()
    page = console.html()
    assert escape(HOSTILE) in page
    assert "<mark>96.00 euros</mark>" in page
    assert "<mark>84.00 euros</mark>" in page
    assert "92 % of this version stands in" in page
    assert "CD-2026-000001" in page


def test_a_publication_needs_every_finding_ticked_and_a_reason(console: Console, town: Town) -> None:
    """S-05: the refusal says what to do; ticked and explained, it goes through."""
    row = _waiting(town)
    console.sign_in("edith")
    console.field("Open a document").set_value("parking-permits").run()
    console.press("Publish")
    assert "tick it as seen" in console.notices()
    assert row["state"] == "submitted"
    _tick(console, "Seen:")
    console.field("Why publish in spite of it?").set_value("The other page is old.").run()
    console.press("Publish")
    assert row["state"] == "published"
    assert set(row["acknowledged"]) == set(FINDINGS)


def test_a_second_person_releases_what_is_harmless(console: Console, town: Town) -> None:
    """X-02: ticked and explained; the page then says who did it."""
    _waiting(town)
    console.sign_in("edith")
    console.field("Open a document").set_value("parking-permits").run()
    console.press("Release what is ticked")
    assert "say why" in console.notices()
    _tick(console, "is harmless")
    console.field("Why is it harmless?").set_value("A screen reader's label").run()
    console.press("Release what is ticked")
    assert "Released by Edith Editor" in console.html()
