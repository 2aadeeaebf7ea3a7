"""The page of recalls: what ended, what it says now, and one decision for many replies."""

from __future__ import annotations

import pytest

from assistant.domain.recalls import ChangeKind, LeaveReason, QuoteFate, RecallState
from review_console import labels_recalls as labels
from review_console.recall_markup import Progress, table
from tests.review_console.scripted_recalls import PROPOSED
from tests.review_console.scripted_town import Town


@pytest.mark.parametrize(
    ("found", "codes"),
    [
        (labels.CHANGE_KINDS, ChangeKind),
        (labels.RECALL_STATES, RecallState),
        (labels.QUOTE_FATES, QuoteFate),
        (labels.LEAVE_REASONS, LeaveReason),
    ],
)
def test_each_code_has_a_label(found: dict[str, str], codes: type) -> None:
    """Staff never read a bare code."""
    assert set(found) == {str(code) for code in codes}  # type: ignore[attr-defined]


def test_one_open_reply_among_a_thousand_is_drawn() -> None:
    """No part of a bar vanishes, and the words are there for whoever does not see it."""
    html = table(("x",), [(Progress({"open": 1, "corrected": 5000}, "1 open · 5000 corrected"),)], "c")
    assert "width:0.25em;background:#b3541e" in html
    assert "1 open · 5000 corrected" in html


@pytest.fixture
def opened(visit):  # type: ignore[no-untyped-def]
    """The page with the one change opened."""
    page = visit("sam", "recalls")
    page.field("Look at the replies of").set_value("change-1").run()
    return page


def test_a_change_shows_the_words_then_and_now(opened) -> None:  # type: ignore[no-untyped-def]
    """Counts, what was struck out and what came, what still stands, and a hostile reason as mere text."""
    html = opened.html()
    for shown in ("3 open · 1 erased by the citizen", "84.00", "96.00", "<del>", "<ins>", "&lt;script&gt;"):
        assert shown in html
    assert "Proposed: leave these replies as they are" in opened.notices()


def test_a_correction_is_sent_after_a_second_look(opened, town: Town) -> None:  # type: ignore[no-untyped-def]
    """Both languages can be adjusted; only after "yes" is anything sent."""
    opened.field("Correction in Chinese").set_value("更正。").run()
    opened.press("Send this correction (2)")
    assert town.sent == []
    assert "cannot be taken back" in opened.notices()
    opened.press("Yes, send it now")
    (sent,) = town.sent
    assert sent["texts"] == {"en": PROPOSED["en"], "zh": "更正。"}
    assert (sent["group_id"], sent["reply_ids"]) == ("g1", ["r1", "r2"])
    assert "Corrections sent: 2." in opened.notices()


def test_only_some_replies_can_be_picked(opened, town: Town) -> None:  # type: ignore[no-untyped-def]
    """The others stay open."""
    opened.app.radio[0].set_value("some").run()
    opened.app.multiselect[0].set_value(["r2"]).run()
    opened.press("Send this correction (1)")
    opened.press("Yes, send it now")
    assert town.sent[0]["reply_ids"] == ["r2"]
    states = {one["reply_id"]: one["state"] for one in town.recalls["groups"][0]["replies"]}
    assert states == {"r1": "open", "r2": "corrected"}


def test_what_still_stands_is_left_with_one_press(opened, town: Town) -> None:  # type: ignore[no-untyped-def]
    """The proposal carries its reason."""
    opened.press("Leave as they are (1)")
    (reply,) = town.recalls["groups"][1]["replies"]
    assert (reply["state"], reply["left_because"]) == ("left", "still_says_the_same")


def test_reading_a_reply_is_asked_for(opened, town: Town) -> None:  # type: ignore[no-untyped-def]
    """Nothing a citizen wrote is shown before the button that says it goes on record."""
    assert not any(entry["action"] == "reply_read" for entry in town.audit)
    opened.press("Read it; the reading goes on record")
    assert town.audit[-1]["action"] == "reply_read"


def test_words_that_changed_meanwhile_are_told(opened, town: Town) -> None:  # type: ignore[no-untyped-def]
    """A refusal is shown in place and nothing is sent."""
    town.refuse_next.append((409, "group_changed"))
    opened.press("Send this correction (2)")
    opened.press("Yes, send it now")
    assert "Other words are in force by now" in opened.notices()
    assert town.sent == []
