"""A task's and a need's state follow from their events, whatever the events are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.cases import DecisionKind
from assistant.domain.errors import Conflict
from assistant.domain.needs import (
    Cause,
    Need,
    NeedEvent,
    NeedFacts,
    NeedState,
    NeedStep,
    cause_of,
    week_of,
)
from assistant.domain.reasons import REASON_TEXTS, Reason, ReasonGroup
from assistant.domain.tasks import Task, TaskEvent, TaskFacts, TaskKind, TaskState, TaskStep

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FACTS = TaskFacts("t1", TaskKind.DOCUMENT, ("transport",), "Kites", "", "sam", NOW, date(2026, 12, 1))
NEED = NeedFacts("n1", NOW, "en", "transport")

task_events = st.builds(
    TaskEvent,
    st.sampled_from(TaskStep),
    st.just("sam"),
    st.just(NOW),
    assignee=st.sampled_from([None, "edith", "carol"]),
    due=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)
need_events = st.builds(
    NeedEvent,
    st.sampled_from(NeedStep),
    st.just("sam"),
    st.just(NOW),
    assignee=st.sampled_from([None, "edith"]),
    version_id=st.sampled_from([None, "v1"]),
    task_id=st.sampled_from([None, "t1", "t2"]),
)


def _walk(task: Task, events: list[TaskEvent]) -> Task:
    for event in events:
        try:
            task = task.after(event)
        except Conflict:
            continue
    return task


@given(st.lists(task_events, max_size=12))
def test_a_task_is_what_its_events_made_it(events: list[TaskEvent]) -> None:
    """Read back from its accepted events, it is the same task."""
    walked = _walk(Task.of(FACTS), events)
    assert Task.of(FACTS, walked.events) == walked


@given(st.lists(task_events, max_size=12))
def test_a_closed_task_takes_notes_and_reopening_only(events: list[TaskEvent]) -> None:
    """What is closed changes for nobody."""
    walked = _walk(Task.of(FACTS), events)
    for step in TaskStep:
        event = TaskEvent(step, "sam", NOW)
        closed = walked.state is not TaskState.OPEN
        allowed = step is TaskStep.NOTED or (step is TaskStep.REOPENED) == closed
        if allowed:
            assert walked.after(event).events[-1] == event
        else:
            with pytest.raises(Conflict):
                walked.after(event)


@given(st.lists(task_events, max_size=12), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_only_an_open_task_is_overdue(events: list[TaskEvent], today: date) -> None:
    """Overdue means open, dated, and the day has passed."""
    walked = _walk(Task.of(FACTS), events)
    expected = walked.state is TaskState.OPEN and walked.due is not None and today > walked.due
    assert walked.overdue(today) == expected


@given(st.lists(need_events, max_size=12))
def test_a_need_is_what_its_events_made_it(events: list[NeedEvent]) -> None:
    """Read back from its accepted events, it is the same need; a closed one has no proposal."""
    walked = Need.of(NEED)
    for event in events:
        try:
            walked = walked.after(event)
        except Conflict:
            continue
    assert Need.of(NEED, walked.events) == walked
    if not walked.state.waits:
        assert walked.proposed is None
    assert len(set(walked.task_ids)) == len(walked.task_ids)


def test_a_need_has_a_due_date_from_the_start() -> None:
    """S-16: no item of the report goes without a day."""
    need = Need.of(NEED)
    assert (need.due, need.overdue(date(2026, 12, 9))) == (date(2026, 12, 8), True)


def test_what_became_part_of_another_need_stays_so() -> None:
    """Its questions are elsewhere: nothing but a note is possible."""
    merged = Need.of(NEED, [NeedEvent(NeedStep.MERGED, "sam", NOW, need_id="n2")])
    assert merged.state is NeedState.MERGED
    with pytest.raises(Conflict):
        merged.after(NeedEvent(NeedStep.REOPENED, "sam", NOW))


@pytest.mark.parametrize("step", [NeedStep.SPLIT, NeedStep.SPLIT_OFF])
def test_what_a_person_took_apart_the_system_leaves_alone(step: NeedStep) -> None:
    """S-16: neither half may dissolve; a need nobody touched may."""
    assert Need.of(NEED).may_dissolve
    halved = Need.of(NEED, [NeedEvent(step, "sam", NOW, need_id="n2")])
    assert not halved.may_dissolve
    assert halved.state is NeedState.OPEN


@given(st.sets(st.sampled_from(Reason), min_size=1), st.sets(st.sampled_from(DecisionKind)))
def test_a_hard_rule_or_a_failure_never_makes_a_need(
    reasons: set[Reason], decided: set[DecisionKind]
) -> None:
    """Whatever else stands beside it."""
    groups = {REASON_TEXTS[reason].group for reason in reasons}
    kept = groups & {ReasonGroup.HARD_RULE, ReasonGroup.FAILURE}
    if kept:
        assert cause_of(tuple(reasons), decided) is None


@pytest.mark.parametrize(
    ("reason", "decided", "cause"),
    [
        (Reason.NO_EVIDENCE, (), Cause.NOT_FOUND),
        (Reason.PARTIAL_ANSWER, (), Cause.NOT_SUPPORTED),
        (Reason.NO_CERTIFICATE, (), None),
        (Reason.NO_CERTIFICATE, (DecisionKind.APPROVED,), None),
        (Reason.NO_CERTIFICATE, (DecisionKind.REJECTED,), Cause.REJECTED),
        (Reason.NO_CERTIFICATE, (DecisionKind.REJECTED, DecisionKind.WRITTEN), Cause.WRITTEN),
        (Reason.COMPLAINT, (DecisionKind.WRITTEN,), None),
    ],
)
def test_why_a_question_counts_as_not_served(
    reason: Reason, decided: tuple[DecisionKind, ...], cause: Cause | None
) -> None:
    """The engine's reason first, then what the person did with its draft."""
    assert cause_of((reason,), decided) is cause


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_week_begins_on_its_monday(day: date) -> None:
    """Weeks do not overlap and leave no day out."""
    monday = week_of(day)
    assert monday.weekday() == 0
    assert timedelta(0) <= day - monday < timedelta(days=7)
