"""Comparing versions, test questions, the trial search and fetching from a listed site."""

from __future__ import annotations

from datetime import date
from html import escape

import pytest

from tests.review_console.conftest import Console
from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import HOSTILE, version


@pytest.fixture
def editor(console: Console, town: Town) -> Console:
    """An editor at the open document of two versions, the second submitted by somebody else."""
    town.documents["parking-permits"]["versions"].append(version("parking-permits", 2, "submitted", "Paul"))
    console.sign_in("edith")
    console.field("Open a document").set_value("parking-permits").run()
    return console


def test_changes_are_told_by_words_and_not_by_colour_alone(editor: Console) -> None:
    """Insertions and deletions are marked as such and named for screen readers; numbers are named too."""
    editor.toggle("Show the changes")
    html = editor.html()
    assert "<del>" in html
    assert '[removed: </span><span class="cd-hidden">number </span><span class="cd-figure">84</span>' in html
    assert '[added: </span><span class="cd-hidden">number </span><span class="cd-figure">96</span>' in html
    assert "moved here from paragraph 2" in html


def test_what_did_not_change_is_folded(editor: Console) -> None:
    """Seven paragraphs before the change: six are folded, the one beside it is shown."""
    editor.toggle("Show the changes")
    assert "<summary>6 paragraphs without a change</summary>" in editor.html()


def test_a_hostile_paragraph_shows_letter_by_letter(editor: Console) -> None:
    """Nothing of a document becomes markup."""
    editor.toggle("Show the changes")
    assert escape(HOSTILE) in editor.html()
    assert "<script>" not in editor.html()


def test_a_question_is_written_down_and_removed_with_a_reason(editor: Console, town: Town) -> None:
    """It stays in the list of those removed."""
    editor.field("Question that must find this document").set_value("What does it cost?")
    editor.press("Add the question")
    assert [one["text"] for one in town.questions] == ["What does it cost?"]
    editor.press("Remove the question")
    assert "Give a reason." in editor.notices()
    editor.app.text_input(key="remove_reason:question-1").set_value("Asked twice").run()
    editor.press("Remove the question")
    assert town.questions[0]["removed_at"] is not None
    assert "What does it cost?" in editor.html()


def test_a_refused_publication_lists_what_fails_and_takes_a_reason(editor: Console, town: Town) -> None:
    """First the list, then the reason, then it is published."""
    editor.field("Question that must find this document").set_value("What does it cost?")
    editor.field("A passage found must say (optional)").set_value("90 euros")
    editor.press("Add the question")
    editor.press("Publish")
    assert "keeps a publication back" in editor.html()
    editor.press("Publish with this reason")
    assert "Give a reason." in editor.notices()
    editor.app.text_input(key="override_reason:version-parking-permits-2").set_value("New fee").run()
    editor.press("Publish with this reason")
    assert town.documents["parking-permits"]["versions"][1]["state"] == "published"
    assert town.question_runs[0]["override"] == "New fee"


def test_a_version_is_tried_before_it_is_published(editor: Console, town: Town) -> None:
    """The results stand below the version, and nothing is published."""
    editor.field("Question that must find this document").set_value("What does it cost?")
    editor.press("Add the question")
    editor.press("Try before publishing")
    assert "If this version were published:" in editor.html()
    assert [run["occasion"] for run in town.question_runs] == ["trial"]
    assert "✓ found" in editor.html()
    assert town.documents["parking-permits"]["versions"][1]["state"] == "submitted"


def test_the_trial_search_says_why_a_passage_wins(visit) -> None:  # type: ignore[no-untyped-def]
    """A bar with its parts in words and figures, also of a signal the console does not know; the words are marked."""
    page = visit("edith", "search_trial")
    page.field("Question").set_value("permit")
    page.press("Search")
    html = page.html()
    assert "Words +1.000" in html
    assert "unheard_of -0.200" in html
    assert "<mark>permit</mark>" in html
    assert "Transport" in html


def test_the_trial_search_takes_earlier_messages_and_any_day(visit, town: Town) -> None:  # type: ignore[no-untyped-def]
    """Day and history are sent as given."""
    page = visit("edith", "search_trial")
    page.field("Question").set_value("permit")
    page.field("Earlier messages").set_value("I live in the old town.")
    page.app.date_input[0].set_value(date(2025, 3, 1))
    page.press("Search")
    assert town.searches[-1]["as_of"] == "2025-03-01"
    assert town.searches[-1]["history"] == ["I live in the old town."]


def test_the_trial_search_says_why_a_document_is_not_found(visit) -> None:  # type: ignore[no-untyped-def]
    """Its state on that day, and the words of the question that it lacks."""
    page = visit("edith", "search_trial")
    page.field("Question").set_value("hovercraft")
    page.press("Search")
    page.app.selectbox(key="search_document").set_value("parking-permits").run()
    assert "No version of it is in force on that day." in page.html()
    assert "hovercraft" in page.html()


def test_without_a_listed_site_the_setting_is_named(visit) -> None:  # type: ignore[no-untyped-def]
    """The tab says why there is no form."""
    assert "CIVICDESK_INTAKE_SITES" in visit("edith", "upload").notices()


def test_a_document_comes_from_a_listed_site(visit, town: Town) -> None:  # type: ignore[no-untyped-def]
    """It is stored as a draft with its address, and its preview follows."""
    town.sites = ["www.example.org"]
    page = visit("edith", "upload")
    page.field("Web address").set_value("https://www.example.org/kites.html")
    next(one for one in page.app.text_input if one.key == "address#0:title").set_value("Kites")
    next(one for one in page.app.date_input if one.key == "address#0:from").set_value(date(2026, 1, 1))
    page.press("Fetch and look")
    (row,) = town.documents["kites"]["versions"]
    assert row["source_url"] == "https://www.example.org/kites.html"
    assert "is stored as a draft" in page.notices()


def test_all_questions_are_asked_by_hand(visit, town: Town) -> None:  # type: ignore[no-untyped-def]
    """What fails stands first, with sign and word."""
    for number, must_say in enumerate(("84.00 euros", "90 euros"), 1):
        town.questions.append(
            {
                "id": f"q{number}",
                "document_id": "parking-permits",
                "text": f"Question {number}?",
                "language": "en",
                "as_staff": False,
                "must_say": must_say,
                "removed_at": None,
            }
        )
    page = visit("edith", "saved_questions")
    page.press("Ask all questions now")
    html = page.html()
    assert html.index("Question 2?") < html.index("Question 1?")
    assert "✗ found, but the words are missing: “90 euros”" in html
