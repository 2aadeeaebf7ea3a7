"""One's own judgement before the draft, and one's own record."""

from __future__ import annotations

from tests.review_console.conftest import Console
from tests.review_console.scripted_town import Town
from tests.review_console.scripted_values import FEE


def _locked(town: Town) -> None:
    town.cases["case-1"] |= {"judgement_needed": True, "draft": None}


def test_the_page_asks_for_a_judgement_in_place_of_the_draft(console: Console, town: Town) -> None:
    """H-01: sources first, then one's own words; neither draft nor decision until then, and nothing is preset."""
    _locked(town)
    console.sign_in("carol")
    console.press("Open CD-2026-000001")
    console.press("Take in hand")
    assert "Sentence 1" not in console.html()
    assert "Record your own judgement above" in console.notices()
    assert console.field("What do you think?").value is None
    console.press("Record my judgement")
    assert "Choose what you think." in console.notices()
    console.field("What do you think?").set_value("answerable")
    console.press("Record my judgement")
    assert "Give the gist in one line" in console.notices()
    assert town.judged == []
    console.field("The gist in one line").set_value("84 euros a year")
    console.press("Record my judgement")
    assert town.judged == [{"id": "case-1", "judged_as": "answerable", "gist": "84 euros a year"}]
    assert FEE in console.html()
    assert console.field("What do you decide?").value is None


def test_a_passage_will_do_instead_of_a_gist(console: Console, town: Town) -> None:
    """H-01: the key source."""
    _locked(town)
    console.sign_in("carol")
    console.press("Open CD-2026-000001")
    console.field("What do you think?").set_value("refer")
    console.field("Or the passage that matters most").set_value("passage-fees")
    console.press("Record my judgement")
    assert town.judged[0]["passage_id"] == "passage-fees"


def test_ones_own_record_sets_judgement_and_decision_side_by_side(visit) -> None:  # type: ignore[no-untyped-def]
    """S-12: on the page that only its owner sees."""
    html = visit("carol", "own_checks").html()
    for told in ("CD-2026-000007", "No fee stands in the text", "went the other way"):
        assert told in html


def test_a_rest_is_proposed_in_plain_words(console: Console, town: Town) -> None:
    """H-05: the decision stands, the page says what happens next; one's own page tells how many there were."""
    town.rest = True
    console.sign_in("carol")
    console.press("Open CD-2026-000001")
    console.press("Take in hand")
    console.field("What do you decide?").set_value("approved").run()
    console.field("Reason").set_value("ok").run()
    console.press("Look at the outcome")
    console.press("Send the draft as the reply")
    assert "Take a break" in console.notices()


def test_ones_own_hasty_replies_are_counted_for_oneself(visit) -> None:  # type: ignore[no-untyped-def]
    """H-05, S-24: a number for its owner, beside nobody else's."""
    assert "sooner than they can be read: 2" in visit("carol", "own_checks").html()


def test_protection_is_drawn_and_told_in_numbers(visit) -> None:  # type: ignore[no-untyped-def]
    """H-09, H-10, H-18, P-07: minutes with and without drafts, reliance with intervals, rates by topic, drawn as well."""
    page = visit("sam", "protection")
    html = page.html()
    for figure in ("6.9 (31)", "2.9 (480)", "2.5 – 5.4", "7 / 10 = 70.0 %", "34.8 % – 93.3 %", "412 / 560"):
        assert figure in html, figure
    assert len(page.app.get("vega_lite_chart")) == 1
    assert "Too few cases yet" in page.notices()
    assert "sends drafts unchanged far more often" in html


def test_a_check_is_sat_and_teaches(visit, town: Town) -> None:  # type: ignore[no-untyped-def]
    """S-23: nothing is chosen beforehand; afterwards the right answers stand beside their passages."""
    page = visit("carol", "competence_checks")
    assert "not passed" in page.html()
    page.press("Begin the check")
    assert page.field("Question 1?").value is None
    page.press("Hand in")
    assert "Answer each question." in page.notices()
    assert town.check_answers == []
    page.field("Question 1?").set_value(1)
    page.field("Question 2?").set_value(0)
    page.press("Hand in")
    assert town.check_answers == [{"answers": [1, 0]}]
    assert "Not passed: 1 of 2 right." in page.notices()
    assert "It costs 84 euros." in page.html()


def test_a_supervisor_sets_a_question_from_a_policy_passage(visit, town: Town) -> None:  # type: ignore[no-untyped-def]
    """S-23: found by the search; where the right answer stands among the others does not give it away."""
    page = visit("sam", "check_setting")
    page.field("Topic").set_value("parking").run()
    page.field("Find a passage").set_value("permit").run()
    page.field("Passage").set_value("passage-fees").run()
    page.field("Question").set_value("What does a permit cost?")
    page.field("The right answer").set_value("84 euros")
    for number, wrong in enumerate(("48 euros", "99 euros", "nothing"), start=1):
        page.field(f"Wrong answer {number}").set_value(wrong)
    page.press("Set this question")
    (asked,) = town.check_questions
    assert asked["choices"] == ["48 euros", "84 euros", "99 euros", "nothing"]
    assert asked["right"] == 1
    page.press("Ask this no more")
    assert town.check_questions == []


def test_incidents_are_told_with_their_recipients(visit) -> None:  # type: ignore[no-untyped-def]
    """L-08: what happened, and who was told."""
    html = visit("sam", "protection").html()
    assert "approvals need a colleague" in html
    assert "Sam Okoye, Andy Wu" in html


def test_a_trial_is_taken_part_in_blind(visit, town: Town) -> None:  # type: ignore[no-untyped-def]
    """H-17: question, sources and draft; nothing chosen beforehand, no word on what was changed, then the next one."""
    page = visit("carol", "oversight_trials")
    assert "Judged by you: 0 of 2" in page.html()
    page.press("Next draft")
    assert "Choose what you would do." in page.notices()
    for place, verdict in enumerate(("stop", "send"), start=1):
        assert "It costs 48 euros." in page.html()
        page.field("What would you do?").set_value(verdict)
        page.press("Next draft")
        assert len(town.trial_verdicts) == place
    assert [one["send"] for one in town.trial_verdicts] == [False, True]
    assert "You have judged all of them." in page.notices()
    assert "End the trial and count" not in page.buttons()


def test_a_trial_ends_with_its_report(visit, town: Town) -> None:  # type: ignore[no-untyped-def]
    """H-17: raw counts, the exact interval, and errors with reviewers beside those without."""
    page = visit("sam", "oversight_trials")
    page.press("End the trial and count")
    html = page.html()
    for figure in ("58 / 66 = 87.9 %", "77.5 % – 94.6 %", "2 / 24", "73.3 %", "11.1 %", "49.0 % – 72.0 %"):
        assert figure in html, figure
    assert "Passed" in page.notices()


def test_why_no_trial_can_begin_is_said(visit) -> None:  # type: ignore[no-untyped-def]
    """H-17: too few approved answers, in plain words."""
    page = visit("sam", "oversight_trials")
    page.field("Department").set_value("transport").run()
    page.press("Begin")
    assert "about thirty are needed" in page.notices()


def test_another_reading_is_absent_until_it_is_asked_for(console: Console) -> None:
    """H-13: nothing of it is on the page before the press; the draft stays what is decided on."""
    console.sign_in("carol")
    console.press("Open CD-2026-000001")
    assert "Show another reading" not in console.buttons()
    console.press("Take in hand")
    assert "Visitors buy day tickets instead." not in console.html()
    console.press("Show another reading")
    assert "Visitors buy day tickets instead." in console.html()
    assert FEE in console.html()
