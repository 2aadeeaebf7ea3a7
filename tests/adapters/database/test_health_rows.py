"""Counts of passages, reviews, faults and named days, on each database."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.content_faults import ContentFault, FaultKind
from assistant.domain.errors import Conflict
from assistant.domain.health import Review
from assistant.domain.passage_use import Asked, PassageUse, VersionUse
from assistant.domain.tasks import TaskFacts, TaskKind
from tests.fakes import MORNING

LAST, THIS = date(2026, 11, 16), date(2026, 11, 23)


def test_counts_add_up_over_weeks_and_by_version(store: DatabaseStore) -> None:
    """The same passage is counted up in place; sums begin with the week asked for."""
    with store.begin() as work:
        work.passage_use.found(LAST, {"p1": "v1", "p2": "v1"})
        work.passage_use.found(THIS, {"p1": "v1", "q1": "v2"})
        work.passage_use.found(THIS, {"p1": "v1"})
        work.passage_use.quoted(THIS, {"p1": "v1"})
        work.passage_use.found(THIS, {})
        work.passage_use.asked(LAST, "transport", "en")
        work.passage_use.asked(LAST, "transport", "en")
    with store.read() as work:
        assert work.passage_use.since(LAST, "v1") == (
            PassageUse("p1", "v1", 3, 1),
            PassageUse("p2", "v1", 1, 0),
        )
        assert [one.found for one in work.passage_use.since(THIS)] == [2, 1]
        assert set(work.passage_use.versions_since(LAST)) == {VersionUse("v1", 2, 1), VersionUse("v2", 1, 0)}
        assert work.passage_use.questions_since(LAST) == (Asked(LAST, "transport", "en", 2),)
        assert work.passage_use.questions_since(THIS) == ()
        assert work.passage_use.first_week() == LAST


def test_counts_go_to_the_passages_that_hold_the_text_now(store: DatabaseStore) -> None:
    """Week by week, two that became one are added up; what did not move stays; carrying again changes nothing."""
    with store.begin() as work:
        work.passage_use.found(LAST, {"p1": "v1", "p2": "v1", "q1": "v2"})
        work.passage_use.found(THIS, {"p1": "v1"})
        work.passage_use.quoted(THIS, {"p1": "v1"})
        for _ in range(2):
            work.passage_use.carry({"p1": "n1", "p2": "n1", "q1": "q1"})
    with store.read() as work:
        assert work.passage_use.since(LAST) == (PassageUse("n1", "v1", 3, 1), PassageUse("q1", "v2", 1, 0))
        assert work.passage_use.since(THIS) == (PassageUse("n1", "v1", 1, 1),)


def test_reviews_and_named_days_come_back_as_kept(store: DatabaseStore) -> None:
    """Of one document or of all; days kept twice stay as they were."""
    review = Review("r1", "permits", "v1", "tess", MORNING, date(2027, 5, 1), "Read")
    with store.begin() as work:
        assert work.passage_use.first_week() is None
        work.health.add_review(review)
        work.health.add_dates("v1", [date(2020, 5, 31)])
        work.health.add_dates("v1", [])
        work.health.add_dates("v2", [])
    with store.read() as work:
        assert work.health.reviews("permits") == work.health.reviews() == (review,)
        assert work.health.reviews("other") == ()
        assert work.health.dates({"v1", "v3"}) == {"v1": (date(2020, 5, 31),)}
        assert work.health.dates({"v2"}) == {"v2": ()}


def test_a_fault_is_kept_once_a_case_and_answered_once_a_version(store: DatabaseStore) -> None:
    """A second report of the same task and case is refused, and the transaction goes on."""
    fault = ContentFault(
        "f1", "t1", FaultKind.WRONG, "permits", "v1", "p1", "84", "Old", "c1", "carol", MORNING
    )
    with store.begin() as work:
        work.tasks.add(TaskFacts("t1", TaskKind.CONTENT_FAULT, ("transport",), "Fees", "", "carol", MORNING))
        work.health.add_fault(fault)
        with pytest.raises(Conflict, match="already"):
            work.health.add_fault(fault)
        assert work.health.answer_fault("t1", "v2", MORNING)
        assert not work.health.answer_fault("t1", "v2", MORNING)
        assert work.health.answer_fault("t1", "v3", MORNING)
    with store.read() as work:
        assert work.health.faults() == (fault,)
