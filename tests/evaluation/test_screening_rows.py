"""The rows of `civicdesk evaluate screening`."""

from __future__ import annotations

from assistant.evaluation.screening import screen_rows
from tests.services.screening import screen


def test_an_ordinary_message_has_no_flags_and_may_be_answered() -> None:
    """Nothing found: empty flags, empty spans, the text unchanged."""
    assert list(screen_rows([{"id": "a", "text": "What does a bus pass cost?"}], screen())) == [
        {
            "id": "a",
            "flags": [],
            "route": "answer",
            "redacted": "What does a bus pass cost?",
            "spans": [],
        }
    ]


def test_personal_data_is_reported_with_offsets_into_the_text() -> None:
    """Start and end are code points of the text as given."""
    text = "📞 call 07700 900123"
    (row,) = screen_rows([{"id": "a", "text": text}], screen())
    (span,) = row["spans"]
    assert text[span["start"] : span["end"]] == "07700 900123"
    assert span["type"] == "PHONE_NUMBER"
    assert row["redacted"] == "📞 call [PHONE_NUMBER]"


def test_a_hard_rule_routes_to_review_and_danger_to_emergency() -> None:
    """The route is the screen's own; a wish for people is no flag of danger, and a flag names its rule and its reason."""
    rows = [
        {"id": "a", "text": "I want to complain about your clerk"},
        {"id": "b", "text": "I want to kill myself"},
    ]
    review, emergency = screen_rows(rows, screen())
    assert review["route"] == "review"
    assert review["flags"] == []
    assert emergency["route"] == "emergency"
