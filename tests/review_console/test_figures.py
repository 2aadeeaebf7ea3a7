"""The page of figures, run by itself in one session."""

from __future__ import annotations

import pytest


def _choose(page, subject: str):  # type: ignore[no-untyped-def]
    key = next(one.key for one in page.app.segmented_control if "subject" in one.key)
    page.app.segmented_control(key=key).set_value(subject).run()
    return page


def _charts(page) -> list[object]:  # type: ignore[no-untyped-def]
    return list(page.app.get("vega_lite_chart"))


def test_every_table_is_drawn_said_in_a_sentence_and_readable_as_text(visit) -> None:  # type: ignore[no-untyped-def]
    """Numbers of the API, in the session's form; a small group shows dashes; an empty table says so."""
    page = visit("sam", "figures")
    html = page.html()
    for figure in ("5.25", "90.0 %", "76.9 %", "work piles up", "Nothing to count in these days."):
        assert figure in html
    assert "<td>3</td><td>–</td><td>–</td>" in html
    assert len(_charts(page)) == 4


def test_an_alarm_of_fairness_is_said_in_words(visit) -> None:  # type: ignore[no-untyped-def]
    """H-16: the number of alarms stands above the chart, the group and the measure beside it."""
    page = _choose(visit("sam", "figures"), "fairness")
    assert "Alarms: 1" in [one.value.replace("\u2060", "") for one in page.app.warning]
    html = page.html()
    for said in ("中文", "Slower than half of all", "&lt; 0.001"):
        assert said in html


def test_too_little_human_contact_is_an_alarm_beside_its_floor(visit) -> None:  # type: ignore[no-untyped-def]
    """S-17: share and floor are both read; what is not measured is a dash."""
    page = _choose(visit("sam", "figures"), "service")
    assert "Alarms: 1" in [one.value.replace("\u2060", "") for one in page.app.warning]
    html = page.html()
    assert "12.0 %" in html
    assert "20.0 %" in html
    assert "<td>–</td><td>–</td></tr>" in html


@pytest.mark.parametrize("username", ["carol", "edith"])
def test_those_who_answer_for_no_unit_are_not_shown_figures(visit, username: str) -> None:  # type: ignore[no-untyped-def]
    """The API refuses, and the page says so."""
    page = visit(username, "figures")
    assert "work piles up" not in page.html()
