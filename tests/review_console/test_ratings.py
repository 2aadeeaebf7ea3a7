"""The page of ratings, and the panel of an appeal."""

from __future__ import annotations

from streamlit.util import calc_hash

from tests.review_console.conftest import Console
from tests.review_console.scripted_ratings import low_rating
from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import FEE, HOSTILE, now


def _open(console: Console, town: Town, **changes: object) -> None:
    """Carol looks at one low rating."""
    town.ratings["rating-1"] = low_rating(**changes)  # type: ignore[arg-type]  # fields of the row
    console.sign_in("carol")
    console.app._page_hash = calc_hash("ratings")
    console.app.run()
    console.press("Look at it")


def test_low_ratings_are_listed_with_what_is_due(console: Console, town: Town) -> None:
    """L-27: a late one says so in words; the figures stand below as a picture and as a table."""
    town.ratings["rating-1"] = low_rating(late=True)
    console.sign_in("carol")
    console.app._page_hash = calc_hash("ratings")
    console.app.run()
    page = console.html()
    assert "Somebody is to write to the citizen" in page
    assert "Past its day" in page
    assert "Ratings by grade" in page


def test_the_citizen_is_written_to_and_told_what_was_mended(console: Console, town: Town) -> None:
    """L-27: an empty text is not sent; then exactly what was typed, one step after the other."""
    _open(console, town)
    console.press("Send")
    assert (town.sent, "The text is empty." in console.notices()) == ([], True)
    console.field("Text to the citizen").set_value("What did you miss?").run()
    console.press("Send")
    console.field("Text to the citizen").set_value("The page names it now.").run()
    console.press("Send, and ask for one more rating")
    assert [(one["step"], one["text"]) for one in town.sent] == [
        ("called", "What did you miss?"),
        ("mended", "The page names it now."),
    ]


def test_an_exclusion_is_proposed_with_a_reason_and_grounds(console: Console, town: Town) -> None:
    """L-27: neither alone is sent."""
    _open(console, town)
    console.press("Propose")
    assert town.sent == []
    console.field("Why").set_value("mistaken").run()
    console.field("What you rest this on").set_value("They say so themselves.").run()
    console.press("Propose")
    assert [(one["why"], one["note"]) for one in town.sent] == [("mistaken", "They say so themselves.")]


def test_a_second_person_decides_with_grounds(console: Console, town: Town) -> None:
    """L-27: while it is proposed nothing else can be done with the rating."""
    _open(console, town, proposed=True)
    assert "Send" not in console.buttons()
    console.press("Let it count")
    assert town.sent == []
    console.field("What you rest this on").set_value("It is about the reply.").run()
    console.press("Let it count")
    assert [(one["exclude"], one["note"]) for one in town.sent] == [(False, "It is about the reply.")]


def test_nobody_is_offered_to_exclude_a_rating_of_their_own_reply(console: Console, town: Town) -> None:
    """It is about them."""
    _open(console, town, mine=True)
    assert "Propose" not in console.buttons()


def test_a_comment_is_text_whatever_it_holds(console: Console, town: Town) -> None:
    """X-05: what citizens write never becomes markup."""
    _open(console, town)
    page = console.html()
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page


def test_an_appeal_shows_the_reply_and_offers_no_draft(console: Console, town: Town) -> None:
    """L-17: the earlier reply with its quotes stands above the passages; asking for a draft is not offered."""
    cited = {"number": 1, "document_title": "Permits", "heading_path": ["Fees"], "quote": FEE}
    town.cases["case-1"] |= {
        "draft": None,
        "appealed": {
            "question": "How much is it?",
            "text": "A permit costs 48 euros.",
            "released_by_kind": "person",
            "label": "caseworker, Transport",
            "citations": [cited],
            "sent_at": now().isoformat(),
        },
    }
    console.sign_in("carol")
    console.press("Open CD-2026-000001")
    console.press("Take in hand")
    page = console.html()
    assert "A permit costs 48 euros." in page
    assert page.index("A permit costs 48 euros.") < page.index("In force")
    assert "Make a new draft" not in console.buttons()
    assert "There is no draft" not in console.notices()
