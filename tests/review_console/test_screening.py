"""The page of the screening rules: trying out, reading, changing, and the second person."""

from __future__ import annotations

import pytest

from assistant.domain.screening_changes import ChangeKind, ChangeState, Expected
from review_console import labels_screening as labels
from review_console.screening_phrases import plain_phrase
from tests.review_console.scripted_screening import BROKEN
from tests.review_console.scripted_town import Town


@pytest.mark.parametrize(
    ("found", "codes"),
    [(labels.CHANGE_KINDS, ChangeKind), (labels.CHANGE_STATES, ChangeState), (labels.EXPECTED, Expected)],
)
def test_each_code_has_a_label(found: dict[str, str], codes: type) -> None:
    """Staff never read a bare code."""
    assert set(found) == {str(code) for code in codes}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("phrase", "plain"),
    [
        ("(very|) rude clerk*", "[very / –] rude clerk…"),
        ("leave ... alone~", "leave ⋯ alone≈"),
        ("(a|b|c|d|e) x", "[a / b / c / d / ⋯] x"),
        ("态度…差", "态度⋯差"),
    ],
)
def test_phrases_are_shown_in_plain_signs(phrase: str, plain: str) -> None:
    """Choices, gaps, endings and slips, as the legend on the page explains them."""
    assert plain_phrase(phrase) == plain


def _part(page, name: str) -> None:  # type: ignore[no-untyped-def]
    chooser = next(found for found in page.app.segmented_control if found.label == "Show")
    chooser.set_value(name).run()


def test_a_tried_message_shows_rules_words_and_help(visit) -> None:  # type: ignore[no-untyped-def]
    """Which rule, which words, what goes on masked, whom help names; a caseworker may look."""
    page = visit("carol", "screening")
    page.field("Message").set_value("A rude clerk, I end my life").run()
    page.press("Try it out")
    for shown in ("It is a complaint", "complaint/rude", "rude clerk", "[EMAIL_ADDRESS]"):
        assert shown in page.html()
    assert "Help is shown at once: Crisis line: 0555 100 111" in page.notices()
    page.field("Message").set_value("Where is the library?").run()
    page.press("Try it out")
    assert "No rule fires" in page.notices()


def test_rules_stand_there_in_words(visit) -> None:  # type: ignore[no-untyped-def]
    """With how many phrases are needed, in signs that the page explains, and the look-alikes."""
    page = visit("carol", "screening")
    _part(page, "rules")
    html = page.html()
    for shown in ("A person answers. At least 2 of these must be found.", "[very / –] rude", "rude health"):
        assert shown in html


def test_test_messages_show_what_fails_first(visit) -> None:  # type: ignore[no-untyped-def]
    """What was expected and what the rules make of it; foreign text is mere text."""
    page = visit("carol", "screening")
    _part(page, "messages")
    html = page.html()
    assert "Test messages: 2 · fail now: 1" in html
    assert html.index("&lt;script&gt;") < html.index("Market?")
    assert "Must be flagged (It is a complaint)" in html


def test_a_phrase_is_in_force_at_once(visit, town: Town) -> None:  # type: ignore[no-untyped-def]
    """Stated with its reason; the form is empty afterwards."""
    page = visit("edith", "screening")
    _part(page, "changes")
    page.field("Phrase, as people write it").set_value("shame on you").run()
    page.field("Reason").set_value("Seen in cases").run()
    page.press("State the change")
    (change,) = town.screening
    assert (change["kind"], change["text"], change["reason"]) == ("phrase", "shame on you", "complaint")
    assert change["why"] == "Seen in cases"
    assert "It is in force from the next message on." in page.notices()
    assert page.field("Phrase, as people write it").value == ""


def test_a_blocked_change_names_the_message_it_would_break(visit, town: Town) -> None:  # type: ignore[no-untyped-def]
    """And what was typed stays."""
    page = visit("edith", "screening")
    _part(page, "changes")
    page.field("Phrase, as people write it").set_value("market").run()
    page.press("State the change")
    assert BROKEN in page.notices()
    assert page.field("Phrase, as people write it").value == "market"
    assert town.screening == []


def test_a_proposal_is_confirmed_by_somebody_else_only(visit, town: Town) -> None:  # type: ignore[no-untyped-def]
    """Whoever proposed it sees no button to confirm; the second person confirms, and it can be taken back."""
    town.screening.append(
        {
            "id": "change-1",
            "kind": "exception",
            "language": "en",
            "text": "noise complaint",
            "rule": "complaint/rude",
            "why": "Seen in cases",
            "by": "Edith Editor",
            "at": "2026-11-24T09:00:00+00:00",
            "state": "proposed",
            "loosens": True,
        }
    )
    page = visit("edith", "screening")
    _part(page, "changes")
    assert "Confirm" not in page.buttons()
    assert "Somebody else must confirm what you proposed." in page.html()
    page = visit("sam", "screening")
    _part(page, "changes")
    page.press("Confirm")
    assert town.screening[0]["state"] == "in_force"
    page.press("Take back")
    assert town.screening[1]["undoes"] == "change-1"
    assert "Taking back: Look-alike that passes a rule: noise complaint" in page.html()


def test_who_may_not_change_the_rules_sees_no_form(visit) -> None:  # type: ignore[no-untyped-def]
    """They read what was changed, by whom and why."""
    page = visit("carol", "screening")
    _part(page, "changes")
    assert "State the change" not in page.buttons()
    assert "nobody has changed them" in page.html()


def test_a_phrase_is_tried_before_it_is_stated(visit, town: Town) -> None:  # type: ignore[no-untyped-def]
    """With the message it is meant for; nothing is changed by that. Help at once is offered for dangers only."""
    page = visit("edith", "screening")
    _part(page, "changes")
    page.field("Phrase, as people write it").set_value("shame on you").run()
    page.field("Message").set_value("Well, shame on you!").run()
    page.press("Try it out")
    assert "local/try-out" in page.html()
    assert town.screening == []
    assert [box.label for box in page.app.checkbox] == []


def test_a_message_is_excepted_from_the_learned_reader_as_a_whole(visit, town: Town) -> None:  # type: ignore[no-untyped-def]
    """The form asks for the message instead of a phrase and says what still holds; it waits for a second person."""
    page = visit("edith", "screening")
    _part(page, "changes")
    next(one for one in page.app.segmented_control if one.label == "What to add").set_value("exception").run()
    page.field("Rule that must not look at it").set_value("reading/harmful").run()
    assert "Nothing is ever excepted from crisis." in page.html()
    fields = [one for one in page.app.text_input if one.label == "Message"]
    fields[0].set_value("Which poison may I use on weeds?").run()
    page.field("Reason").set_value("Asked every spring").run()
    page.press("State the change")
    (change,) = town.screening
    assert (change["rule"], change["text"]) == ("reading/harmful", "Which poison may I use on weeds?")
    assert change["state"] == "proposed"
