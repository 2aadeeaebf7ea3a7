"""Ratings as a state machine: any order of steps leads to a state that means what its events say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.errors import Conflict
from assistant.domain.ratings import (
    CALL_LIMIT,
    MEND_LIMIT,
    ExclusionWhy,
    Grade,
    RatedThing,
    Rating,
    RatingEvent,
    RatingFacts,
    RatingReason,
    RatingState,
    RatingStep,
)

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
FACTS = RatingFacts(
    "r1", "reply", "q1", "c1", "transport", "parking", "en", "certificate", "cert", NOW, NOW, NOW
)


def step(kind: RatingStep, by: str = "carol", grade: Grade | None = None) -> RatingEvent:
    """One step now."""
    why = ExclusionWhy.MISTAKEN if kind is RatingStep.EXCLUSION_PROPOSED else None
    return RatingEvent(kind, by, NOW, grade=grade, why=why)


def rated(grade: Grade) -> Rating:
    """A rating just given."""
    return Rating.of(FACTS, [step(RatingStep.GIVEN, "citizen", grade)])


@pytest.mark.parametrize("grade", list(Grade))
def test_the_two_lowest_grades_start_the_loop(grade: Grade) -> None:
    """L-27: bad and very bad, nothing else."""
    expected = RatingState.CALL_DUE if grade in (Grade.BAD, Grade.VERY_BAD) else RatingState.DONE
    assert rated(grade).state is expected


def test_the_loop_is_called_mended_rated_once_more() -> None:
    """L-27: in this order; the one more rating ends it and is not given twice."""
    rating = rated(Grade.BAD)
    for kind, state in (
        (RatingStep.CALLED, RatingState.MEND_DUE),
        (RatingStep.MENDED, RatingState.MENDED),
    ):
        rating = rating.after(step(kind))
        assert rating.state is state
    rating = rating.after(step(RatingStep.RATED_AGAIN, "citizen", Grade.GOOD))
    assert (rating.state, rating.last_grade, rating.grade) == (
        RatingState.RATED_AGAIN,
        Grade.GOOD,
        Grade.BAD,
    )
    with pytest.raises(Conflict):
        rating.after(step(RatingStep.RATED_AGAIN, "citizen", Grade.VERY_GOOD))


def test_an_exclusion_needs_two_people() -> None:
    """L-27: whoever proposed it does not confirm it; refused, the loop goes on where it was."""
    proposed = rated(Grade.BAD).after(step(RatingStep.EXCLUSION_PROPOSED, "carol"))
    with pytest.raises(Conflict) as caught:
        proposed.after(step(RatingStep.EXCLUDED, "carol"))
    assert caught.value.code == "second_person"
    assert proposed.counts
    assert not proposed.after(step(RatingStep.EXCLUDED, "sam")).counts
    refused = proposed.after(step(RatingStep.EXCLUSION_REFUSED, "sam"))
    assert (refused.state, refused.counts) == (RatingState.CALL_DUE, True)


def test_a_grade_is_changed_until_somebody_acts_on_it() -> None:
    """Fingers slip; what staff work on stays."""
    changed = rated(Grade.VERY_BAD).after(step(RatingStep.GIVEN, "citizen", Grade.VERY_GOOD))
    assert (changed.state, changed.grade) == (RatingState.DONE, Grade.VERY_GOOD)
    called = rated(Grade.BAD).after(step(RatingStep.CALLED))
    assert not called.open_to_its_citizen
    with pytest.raises(Conflict):
        called.after(step(RatingStep.GIVEN, "citizen", Grade.GOOD))


def test_what_is_due_is_late_after_its_day() -> None:
    """L-27: one working day to write, fifteen to mend; both sides of the clock."""
    call_by, mend_by = CALL_LIMIT.due(NOW, None), MEND_LIMIT.due(NOW, None)
    assert (call_by - NOW, mend_by - NOW) == (timedelta(days=1), timedelta(days=15))
    facts = replace(FACTS, call_by=call_by, mend_by=mend_by)
    due = Rating.of(facts, [step(RatingStep.GIVEN, "citizen", Grade.BAD)])
    assert (due.late(call_by), due.late(call_by + timedelta(seconds=1))) == (False, True)
    called = due.after(step(RatingStep.CALLED))
    assert (called.late(mend_by), called.late(mend_by + timedelta(seconds=1))) == (False, True)
    assert not called.after(step(RatingStep.MENDED)).late(mend_by + timedelta(days=9))


def test_reasons_cover_reply_unit_person_and_platform() -> None:
    """L-28: each of the four is the subject of some reason."""
    assert {one.about for one in RatingReason} == set(RatedThing)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(RatingStep),
            st.sampled_from(["carol", "sam"]),
            st.sampled_from(Grade),
        ),
        max_size=12,
    )
)
def test_no_order_of_steps_excludes_with_one_person_or_mends_before_writing(
    steps: list[tuple[RatingStep, str, Grade]],
) -> None:
    """L-27 as a property: whatever is tried, an excluded rating has a proposer and another confirmer, and a mended one
    was written to first."""
    rating = rated(Grade.BAD)
    for kind, by, grade in steps:
        try:
            rating = rating.after(step(kind, by, grade))
        except Conflict:
            continue
    kinds = [event.step for event in rating.events]
    if rating.state is RatingState.EXCLUDED:
        proposer = [one.by for one in rating.events if one.step is RatingStep.EXCLUSION_PROPOSED][-1]
        confirmer = [one.by for one in rating.events if one.step is RatingStep.EXCLUDED][-1]
        assert proposer != confirmer
    if RatingStep.MENDED in kinds:
        assert kinds.index(RatingStep.CALLED) < kinds.index(RatingStep.MENDED)
    assert kinds.count(RatingStep.RATED_AGAIN) <= 1
    assert Rating.of(rating.facts, rating.events) == rating
