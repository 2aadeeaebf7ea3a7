"""The queue and the case page."""

from __future__ import annotations

from html import escape

import pytest

from review_console.views.case_deciding import REASONS_FOR
from tests.review_console.conftest import Console
from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import EXCEPTION, FEE, HOSTILE, draft

KINDS = {"approved": "Approve the draft", "edited": "Edit the draft", "rejected": "Reject the draft"}


@pytest.fixture
def caseworker(console: Console) -> Console:
    """Carol, at the queue."""
    console.sign_in("carol")
    return console


def _open(console: Console, number: int, claim: bool = True) -> None:
    console.press(f"Open CD-2026-{number:06d}")
    if claim:
        console.press("Take in hand")


def _fill(console: Console, kind: str, reason: str) -> None:
    console.field("What do you decide?").set_value(kind).run()
    console.field("Reason").set_value(reason).run()


def test_overdue_cases_come_first(caseworker: Console) -> None:
    """The queue is ordered by what is late, then by promise."""
    opened = [name for name in caseworker.buttons() if name.startswith("Open CD")]
    assert opened[:2] == ["Open CD-2026-000003", "Open CD-2026-000001"]


def test_a_conversation_with_somebody_in_danger_leads_the_queue(console: Console, town: Town) -> None:
    """Before what is late, and marked in words (S-20)."""
    town.cases["case-2"]["urgent"] = True
    console.sign_in("carol")
    opened = [name for name in console.buttons() if name.startswith("Open CD")]
    assert opened[0] == "Open CD-2026-000002"
    assert "Someone may be in danger: answer first" in console.html()


def test_reasons_are_plain_words(caseworker: Console) -> None:
    """No code is shown in the queue."""
    assert "No certificate covers this topic" in caseworker.html()
    assert "no_certificate" not in caseworker.html()


def test_a_hostile_question_shows_letter_by_letter(caseworker: Console) -> None:
    """Markdown images, links and scripts in a citizen's text stay text, in queue and case."""
    assert escape(HOSTILE) in caseworker.html()
    _open(caseworker, 2, claim=False)
    assert escape(HOSTILE) in caseworker.html()
    assert all(HOSTILE not in found.value for found in caseworker.app.markdown)


def test_evidence_stands_before_the_draft_and_the_decision_last(caseworker: Console) -> None:
    """H-02: sources first."""
    _open(caseworker, 1)
    headings = [found.value for found in caseworker.app.header]
    assert headings[:4] == ["Question", "Policy text found", "Draft", "Decision"]


def test_what_the_engine_noticed_stands_below_the_draft_as_sentences(caseworker: Console) -> None:
    """C-14, H-02: doubts first, no score anywhere, and nothing of it before the draft was read."""
    _open(caseworker, 1, claim=False)
    html = caseworker.html()
    doubt = html.index("Another document is nearly as good as the first.")
    assert html.index(FEE) < doubt
    assert doubt < html.index("All words of the question stand in the passages found.")
    assert "0.71" not in html
    assert "71 %" not in html


def test_the_quote_is_marked_in_its_passage(caseworker: Console) -> None:
    """The reader sees where a sentence comes from."""
    _open(caseworker, 1, claim=False)
    assert f"<mark>{FEE}</mark>" in caseworker.html()


def test_findings_are_named_in_words(caseworker: Console) -> None:
    """Problems are told, not only coloured."""
    _open(caseworker, 3, claim=False)
    assert "Problem: A number or date differs from the source" in caseworker.html()
    assert "Words: 48.00" in caseworker.html()
    assert "Visitors buy day tickets" in caseworker.html()


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_decision_needs_the_same_inputs(caseworker: Console, kind: str) -> None:
    """H-04: whatever is decided, one reason is asked for, nothing is chosen beforehand."""
    _open(caseworker, 1)
    assert caseworker.field("What do you decide?").value is None
    caseworker.field("What do you decide?").set_value(kind).run()
    assert caseworker.field("Reason").value is None
    caseworker.press("Look at the outcome")
    assert "Choose a reason." in caseworker.notices()


def test_no_button_stands_out(caseworker: Console) -> None:
    """No decision is suggested by a primary button."""
    _open(caseworker, 1)
    _fill(caseworker, "approved", "ok")
    caseworker.press("Look at the outcome")
    assert {found.proto.type for found in caseworker.app.button} == {"secondary"}


def test_an_approval_names_exactly_the_draft_shown(caseworker: Console, town: Town) -> None:
    """Id, version and hash of what was on screen are sent."""
    _open(caseworker, 1)
    _fill(caseworker, "approved", "ok")
    caseworker.press("Look at the outcome")
    caseworker.press("Send the draft as the reply")
    asked = town.sent[0]["asked"]
    assert (asked["kind"], asked["draft_sha256"]) == ("approved", draft()["sha256"])
    assert "Decision recorded: Approved" in caseworker.notices()


def test_an_edit_is_shown_as_a_diff_before_it_is_sent(caseworker: Console, town: Town) -> None:
    """What changed and what the citizen will see are shown first; then exactly that is sent."""
    _open(caseworker, 1)
    _fill(caseworker, "edited", "tone")
    text = f"{FEE}\n\n{EXCEPTION} Kind regards."
    caseworker.field("Reply to the citizen").set_value(text).run()
    caseworker.press("Look at the outcome")
    assert "<ins>" in caseworker.html()
    caseworker.press("Send the edited reply")
    assert town.sent[0]["text"] == text


def test_text_changed_after_the_look_must_be_looked_at_again(caseworker: Console) -> None:
    """The send button belongs to the text that was shown."""
    _open(caseworker, 1)
    _fill(caseworker, "written", "ok")
    caseworker.field("Reply to the citizen").set_value("One").run()
    caseworker.press("Look at the outcome")
    assert "Send my reply" in caseworker.buttons()
    caseworker.field("Reply to the citizen").set_value("Two").run()
    assert "Send my reply" not in caseworker.buttons()


def test_an_edit_without_change_is_told_to_be_an_approval(caseworker: Console) -> None:
    """The API's answer is passed on."""
    _open(caseworker, 1)
    _fill(caseworker, "edited", "tone")
    caseworker.press("Look at the outcome")
    caseworker.press("Send the edited reply")
    assert "filed as an approval" in caseworker.notices()


def test_a_marked_sentence_needs_a_reason_to_be_kept(caseworker: Console, town: Town) -> None:
    """H-03: each unresolved finding is answered before the decision goes out."""
    _open(caseworker, 3)
    _fill(caseworker, "approved", "ok")
    caseworker.press("Look at the outcome")
    assert "Say for each marked sentence why it is kept" in caseworker.notices()
    caseworker.field("kept because").set_value("The form says so.").run()
    caseworker.press("Look at the outcome")
    caseworker.press("Send the draft as the reply")
    assert town.sent[0]["asked"]["kept"] == [{"claim": 0, "why": "The form says so."}]


def test_a_rejection_needs_no_rewrite(caseworker: Console, town: Town) -> None:
    """H-04: rejecting asks for a reason only; the case stays in hand."""
    _open(caseworker, 1)
    _fill(caseworker, "rejected", "outdated")
    caseworker.press("Look at the outcome")
    caseworker.press("Set the draft aside")
    assert (town.sent[0]["kind"], town.cases["case-1"]["state"]) == ("rejected", "in_hand")
    assert caseworker.field("What do you decide?").value is None


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("not_claimed", "You no longer hold this case."),
        ("draft_changed", "The draft has changed since you opened the case."),
        ("already_decided", "This case has already been decided."),
        ("draft_void", "This draft can no longer be sent."),
        ("unresolved_findings", "Some marked problems are unresolved."),
        ("knowledge_changed", "A policy text behind this draft has changed."),
    ],
)
def test_a_refused_decision_is_explained_and_nothing_typed_is_lost(
    caseworker: Console, town: Town, code: str, said: str
) -> None:
    """Each conflict has plain words and a refresh; the text survives both."""
    _open(caseworker, 1)
    _fill(caseworker, "edited", "tone")
    caseworker.field("Reply to the citizen").set_value("My long work").run()
    caseworker.press("Look at the outcome")
    town.refuse_next.append((409, code))
    caseworker.press("Send the edited reply")
    assert said in caseworker.notices()
    caseworker.press("Refresh this case")
    assert caseworker.field("Reply to the citizen").value == "My long work"


def test_sending_again_after_a_failure_uses_the_same_key(caseworker: Console, town: Town) -> None:
    """A decision whose answer was lost cannot be made twice."""
    _open(caseworker, 1)
    _fill(caseworker, "approved", "ok")
    caseworker.press("Look at the outcome")
    key = caseworker.app.session_state["case:case-1#0:checked"].key
    town.refuse_next.append((503, "busy"))
    caseworker.press("Send the draft as the reply")
    caseworker.press("Send the draft as the reply")
    assert town.sent[0]["asked"]["decision_key"] == key


def test_a_new_draft_keeps_the_edit_that_was_begun(caseworker: Console) -> None:
    """A draft changing underneath is told; the text stays until dropped by hand."""
    _open(caseworker, 1)
    _fill(caseworker, "edited", "tone")
    caseworker.field("Reply to the citizen").set_value("My long work").run()
    caseworker.press("Make a new draft")
    assert "The draft has changed since you began to edit." in caseworker.notices()
    assert caseworker.field("Reply to the citizen").value == "My long work"
    caseworker.press("Drop my text and start from the new draft")
    assert caseworker.field("Reply to the citizen").value == draft(2)["text"]


def test_typed_text_survives_going_back_to_the_queue(caseworker: Console) -> None:
    """Leaving a case loses nothing."""
    _open(caseworker, 1)
    _fill(caseworker, "written", "ok")
    caseworker.field("Reply to the citizen").set_value("Half a reply").run()
    caseworker.press("Back to the queue")
    caseworker.press("Open CD-2026-000001")
    assert caseworker.field("Reply to the citizen").value == "Half a reply"


def test_without_a_draft_only_an_own_reply_is_offered(caseworker: Console) -> None:
    """Nothing can be approved that is not there."""
    _open(caseworker, 4)
    assert list(caseworker.field("What do you decide?").options) == ["Write my own reply"]


def test_a_note_is_added_and_the_field_emptied(caseworker: Console, town: Town) -> None:
    """Internal notes are sent as typed."""
    _open(caseworker, 1)
    caseworker.field("New note").set_value("Called <b>the depot</b>").run()
    caseworker.press("Add note")
    assert town.cases["case-1"]["notes"][0]["text"] == "Called <b>the depot</b>"
    assert caseworker.field("New note").value == ""
    assert escape("Called <b>the depot</b>") in caseworker.html()


def test_giving_back_returns_to_the_queue(caseworker: Console, town: Town) -> None:
    """A released case is anybody's again."""
    _open(caseworker, 1)
    caseworker.press("Give the case back to the queue")
    assert town.holders == {}
    assert caseworker.app.title[0].value == "Cases"


def test_an_auditor_reads_but_is_offered_no_decision(console: Console) -> None:
    """Reading rights show no buttons that change anything."""
    console.sign_in("andy")
    console.press("Open CD-2026-000001")
    assert "You can read this case but not decide it." in console.notices()
    assert {"Take in hand", "Add note", "Look at the outcome"}.isdisjoint(console.buttons())


def test_every_kind_of_decision_has_reasons_to_choose() -> None:
    """No kind is easier because its reason is fixed beforehand."""
    assert all(REASONS_FOR[kind] for kind in ("approved", "edited", "rejected", "written"))


def test_the_queue_is_searched_by_words(caseworker: Console) -> None:
    """Only what holds the words is listed, and the count says how many there are."""
    caseworker.field("Search by case number or words of the question").set_value("no such words").run()
    assert any("No case matches" in found.value for found in caseworker.app.info)
    assert "Cases: 0" in caseworker.html()


def test_the_queue_turns_pages(console: Console, town: Town) -> None:
    """Every case can be reached, 25 at a time, there and back; another filter starts at the beginning."""
    row = town.cases["case-1"]
    for number in range(100, 130):
        key = f"case-{number}"
        town.cases[key] = {**row, "id": key, "number": f"CD-2026-{number:06d}"}
    console.sign_in("carol")

    def opened() -> set[str]:
        return {name for name in console.buttons() if name.startswith("Open CD")}

    first = opened()
    console.press("Following cases")
    second = opened()
    assert (len(first), first & second) == (25, set())
    console.press("Previous cases")
    assert opened() == first
    console.press("Following cases")
    next(one for one in console.app.checkbox if "past the promised" in one.label).check().run()
    assert "Previous cases" not in console.buttons()
