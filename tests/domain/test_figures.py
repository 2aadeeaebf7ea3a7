"""What tables of figures may hold, and the arithmetic of shares."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.figures import (
    CaseFacts,
    Column,
    QuestionFacts,
    TableName,
    quantile,
    share_of,
    table,
)
from assistant.domain.ratings import Grade
from assistant.domain.service_figures import service
from assistant.services.figures import Figures, Subject
from assistant.web.figure_files import figures_csv

PERSONS = re.compile(
    r"staff_id|actor|reviewer|person|user|name|rank|score|place|best|worst|claimed_by|decided_by"
)
TARGETS = re.compile(r"target|quota|goal|usage|adoption|ai_share|use_rate")


def words() -> set[str]:
    """Every name that a report could carry."""
    facts = [field.name for kind in (CaseFacts, QuestionFacts) for field in fields(kind)]
    return {*Column, *TableName, *Subject, *facts}


def test_no_report_has_a_field_that_names_or_ranks_a_person() -> None:
    """S-24: no column and no fact behind one is about who decided; overruling a draft is nobody's figure."""
    assert {word for word in words() if PERSONS.search(word)} == {"by_person"}
    assert not [name for name in vars(Figures) if PERSONS.search(name)]


def test_no_report_has_a_usage_target() -> None:
    """L-16: nothing says how much the machine should be used; the one bound there is a floor of human contact."""
    assert not [word for word in words() if TARGETS.search(word)]
    assert Column.FLOOR in Column


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_that_begins_like_a_formula_is_written_as_text(text: str) -> None:
    """X-17: a department or topic called so reaches the spreadsheet with a mark before it."""
    made = table(TableName.PROMISES, (Column.DEPARTMENT, Column.COUNT), [(text, 7)])
    line = figures_csv(made).split("\r\n", 1)[1].lstrip('"')
    assert line.startswith("'")


def test_a_negative_number_stays_a_number() -> None:
    """X-17: what we counted ourselves is no formula."""
    made = table(TableName.PROMISES, (Column.SHARE,), [(-0.5,)])
    assert figures_csv(made).split("\r\n")[1] == "-0.5"


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_stays_between_nought_and_one(counted: tuple[int, int]) -> None:
    """For any count, few cases included."""
    found = share_of(*counted)
    assert found is not None
    assert 0 <= found.low <= found.share <= found.high <= 1


def test_the_interval_of_five_in_ten_is_the_known_one() -> None:
    """Wilson's: 0.2366 to 0.7634."""
    found = share_of(5, 10)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (0.2366, 0.7634)


def test_nothing_has_no_share_and_no_median() -> None:
    """None, not nought."""
    assert (share_of(0, 0), quantile([], 0.5)) == (None, None)


def test_a_median_is_a_value_that_was_measured() -> None:
    """The lower one of two."""
    assert (quantile([4.0, 1.0, 3.0, 2.0], 0.5), quantile([4.0, 1.0, 3.0, 2.0], 0.9)) == (2.0, 4.0)


def test_a_group_of_four_keeps_its_count_only() -> None:
    """Five are shown in full."""
    columns = (Column.DEPARTMENT, Column.COUNT, Column.MEDIAN_HOURS)
    made = table(TableName.WAITING, columns, [("a", 4, 1.5), ("b", 5, 2.5)])
    assert made.rows == (("a", 4, None), ("b", 5, 2.5))


def test_satisfaction_is_the_share_of_ratings_that_are_not_low() -> None:
    """L-31: four of six; below five ratings there is none, and a department that nobody rated has none."""
    asked = [QuestionFacts(f"c{n}", "transport", True, True, False, False) for n in range(6)]
    grades = [Grade.VERY_GOOD, Grade.GOOD, Grade.FAIR, Grade.GOOD, Grade.BAD, Grade.VERY_BAD]

    def satisfied(rated: dict[str, list[Grade]]) -> object:
        found = service(asked, [], {}, rated)
        return found.rows[0][found.columns.index(Column.SATISFACTION)]

    assert satisfied({"transport": grades}) == pytest.approx(4 / 6)
    assert satisfied({"transport": grades[:4]}) is None
    assert satisfied({"housing": grades}) is None
