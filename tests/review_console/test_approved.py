"""The console on approved answers: kept with one press after deciding, looked after on a page of their own."""

from __future__ import annotations

import pytest

from assistant.domain.approved_answers import ApprovedState, ApprovedStep, LapseReason
from review_console import labels_approved as labels
from tests.review_console.conftest import Console
from tests.review_console.scripted_approved import an_answer
from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import now


@pytest.mark.parametrize(
    ("found", "codes"),
    [
        (labels.APPROVED_STATES, ApprovedState),
        (labels.LAPSE_REASONS, LapseReason),
        (labels.APPROVED_STEPS, ApprovedStep),
    ],
)
def test_each_code_has_a_label(found: dict[str, str], codes: type) -> None:
    """Staff never read a bare code."""
    assert set(found) == {str(code) for code in codes}  # type: ignore[attr-defined]


def test_a_decided_reply_is_kept_with_one_press(console: Console, town: Town) -> None:
    """After deciding, under the question as it was asked; then the page says that it is kept."""
    console.sign_in("carol")
    console.press("Open CD-2026-000001")
    case = next(one for one in town.cases.values() if one["number"] == "CD-2026-000001")
    decided = {"kind": "approved", "reason": "ok", "actor": "Carol Caseworker", "note": ""}
    case["state"] = "replied"
    case["decisions"] = [{**decided, "decided_at": now().isoformat()}]
    console.press("Refresh")
    console.press("Keep as approved answer")
    (kept,) = town.approved.values()
    assert kept["wordings"] == [case["question"]]
    assert "This reply is an approved answer. In use." in console.html()


def test_a_case_that_is_not_decided_offers_no_keeping(console: Console) -> None:
    """Only what a person decided can be kept."""
    console.sign_in("carol")
    console.press("Open CD-2026-000001")
    assert "Keep as approved answer" not in console.buttons()


@pytest.fixture
def listed(visit, town: Town) -> Console:  # type: ignore[no-untyped-def]
    """The page with one answer in use and one that has lapsed."""
    town.approved["a1"] = an_answer("a1", "What does a permit cost?", "A permit costs 84 euros.", "lapsed")
    town.approved["a2"] = an_answer("a2", "Who pays nothing?", "Holders of a card pay nothing.")
    return visit("carol", "approved_answers")  # type: ignore[no-any-return]


def test_the_list_says_what_lapsed_and_why(listed: Console) -> None:
    """State, use and the reason in words, beside the text and its sources."""
    html = listed.html()
    for said in ("Lapsed: to be renewed or withdrawn", "A permit costs 84 euros.", "Parking", ">3<"):
        assert said in html
    assert "A text it quotes is no longer in force" in listed.notices()


def test_a_lapsed_answer_is_renewed_and_another_withdrawn(listed: Console, town: Town) -> None:
    """Renewing takes one press, withdrawing a reason."""
    listed.press("Renew on the texts in force now")
    assert town.approved["a1"]["state"] == "standing"
    listed.field("Answer to look at").set_value("a2").run()
    listed.press("Withdraw now")
    assert town.approved["a2"]["state"] == "standing"
    listed.field("Reason").set_value("Says too little").run()
    listed.press("Withdraw now")
    assert town.approved["a2"]["state"] == "withdrawn"


def test_a_search_narrows_the_list(listed: Console) -> None:
    """Words of the question or the answer."""
    listed.field("Words in the question or answer").set_value("nothing").run()
    assert "Who pays nothing?" in listed.html()
    assert "84 euros" not in listed.html()
