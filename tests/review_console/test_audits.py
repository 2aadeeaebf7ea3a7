"""Answers to label, the alarm's picture and one's own checks."""

from __future__ import annotations

from tests.review_console.scripted_town import Town


def test_sources_and_question_stand_before_the_answer(visit) -> None:  # type: ignore[no-untyped-def]
    """H-02, H-11: what is read first comes first, and nothing tells what anybody thought of it."""
    html = visit("carol", "audits").html()
    question, source, answer = (
        html.index("How much is a permit?"),
        html.index("Parking permits"),
        html.index("84.00 euros a year. [1]"),
    )
    assert question < source < answer
    assert "<script>" not in html


def test_a_verdict_is_chosen_not_offered(visit, town: Town) -> None:  # type: ignore[no-untyped-def]
    """H-02: no verdict is chosen beforehand; without one nothing is stored."""
    page = visit("carol", "audits")
    assert page.field("Would this answer").value is None
    page.press("Store my label")
    assert "Choose a verdict." in page.notices()
    assert town.labelled == []
    page.field("Would this answer").set_value("partial")
    page.press("Store my label")
    assert town.labelled == ["partial"]
    assert "Your label is stored." in page.notices()
    assert "No answer waits for your label." in page.notices()


def test_a_test_is_told_at_once(visit, town: Town) -> None:  # type: ignore[no-untyped-def]
    """H-06: right after the label stand what was changed and that it is never sent."""
    town.feedback = {"kind": "number", "right": False, "original": "84 euros", "changed": "840 euros"}
    page = visit("carol", "audits")
    page.field("Would this answer").set_value("right")
    page.press("Store my label")
    assert "slipped by" in page.notices()
    for told in ("A number was changed", "84 euros", "840 euros"):
        assert told in page.html()


def test_the_alarm_is_drawn_and_told_in_numbers(visit) -> None:  # type: ignore[no-untyped-def]
    """C-09: picture, table, and where the alarm is raised; n, k, bound and kappa stand beside it."""
    page = visit("sam", "certificates")
    assert len(page.app.get("vega_lite_chart")) == 1
    html = page.html()
    for figure in ("412 / 2000", "66.7 %", "18.17", "40.04", "0.41 (0.10 – 0.68)", "20 / 22", "120, 1"):
        assert figure in html, figure


def test_low_agreement_and_shifts_are_said(visit) -> None:  # type: ignore[no-untyped-def]
    """H-12, C-10: why labels may not be used, and why twice as many answers are audited."""
    notices = visit("sam", "certificates").notices()
    assert "40 labels of audits may not carry a certificate." in notices
    assert "κ below 0.6" in notices
    assert "twice as many answers are audited" in notices


def test_a_threshold_is_made_stricter_with_a_reason(visit, town: Town) -> None:  # type: ignore[no-untyped-def]
    """C-02: the field begins at the bar and goes only up."""
    page = visit("sam", "certificates")
    (field,) = [one for one in page.app.number_input if one.label == "Stricter threshold"]
    assert (field.min, field.max) == (field.value, 1.0)
    page.press("Make it stricter")
    assert "Give a stricter threshold and a reason." in page.notices()
    field.set_value(0.9).run()
    page.field("Reason for the stricter threshold").set_value("Careful").run()
    page.press("Make it stricter")
    assert town.tightened == [{"threshold": 0.9, "reason": "Careful"}]


def test_ones_own_figures_and_nobody_elses(visit) -> None:  # type: ignore[no-untyped-def]
    """H-07, H-08, S-24: counts, bound and suspension of the reader; a caseworker sees no list of people."""
    page = visit("carol", "own_checks")
    html = page.html()
    for figure in ("5 / 10", "22.2 %", "1 / 4", "missed"):
        assert figure in html
    assert "a colleague stands by each draft" in page.notices()
    assert "Let them approve alone again" not in page.buttons()


def test_a_supervisor_ends_a_suspension_after_training(visit, town: Town) -> None:  # type: ignore[no-untyped-def]
    """H-08: names without figures; it takes a person and what was trained."""
    page = visit("sam", "own_checks")
    page.press("Let them approve alone again")
    assert "Choose a person and say what was trained." in page.notices()
    page.field("Whose approvals").set_value("staff-carol").run()
    page.field("What was trained").set_value("Numbers").run()
    page.press("Let them approve alone again")
    assert town.reinstated == [{"id": "staff-carol", "reason": "Numbers"}]
    assert "Everybody approves alone." in page.notices()
