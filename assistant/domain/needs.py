"""Needs: what people asked and the knowledge base did not serve. State is derived from events (S-16)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import assert_never

from assistant.domain.cases import DecisionKind
from assistant.domain.errors import Conflict
from assistant.domain.reasons import REASON_TEXTS, Reason, ReasonGroup

NEED_DUE = timedelta(days=14)
"""By when a need is to be looked at if nobody set a day: two weekly reports, so that one may be missed."""

SHARED_BY = 2
"""Conversations in which a word must occur before it may name a need: what only one person wrote is theirs, names
above all. Two and not more, because most needs of a small town are asked by two or three people."""


class Cause(StrEnum):
    """Why a question counts as not served."""

    NOT_FOUND = "not_found"
    NOT_SUPPORTED = "not_supported"
    WRITTEN = "written"
    REJECTED = "rejected"
    LOW_RATED = "low_rated"


NOT_FOUND = frozenset({Reason.NO_EVIDENCE, Reason.EXPIRED_SOURCE, Reason.TOPIC_UNKNOWN})
NOT_SUPPORTED = frozenset({Reason.UNSUPPORTED_CLAIM, Reason.PARTIAL_ANSWER})


def cause_of(reasons: Sequence[Reason], decided: Iterable[DecisionKind]) -> Cause | None:
    """Why a question is a need, None if it is none.

    What a hard rule keeps from the engine (a complaint, danger, one's own entitlement) says nothing about the
    knowledge base, nor does a failure of the engine: those are never needs, however they were answered.
    """
    groups = {REASON_TEXTS[reason].group for reason in reasons}
    if ReasonGroup.HARD_RULE in groups or ReasonGroup.FAILURE in groups:
        return None
    kinds = set(decided)
    if NOT_FOUND.intersection(reasons):
        return Cause.NOT_FOUND
    if NOT_SUPPORTED.intersection(reasons):
        return Cause.NOT_SUPPORTED
    if DecisionKind.WRITTEN in kinds:
        return Cause.WRITTEN
    return Cause.REJECTED if DecisionKind.REJECTED in kinds else None


class NeedState(StrEnum):
    """Where a need stands."""

    OPEN = "open"
    ASSIGNED = "assigned"
    TASKED = "tasked"
    SERVED = "served"
    DROPPED = "dropped"
    MERGED = "merged"

    @property
    def waits(self) -> bool:
        """True while somebody is still to see to it; only such needs take in further questions."""
        return self in (NeedState.OPEN, NeedState.ASSIGNED, NeedState.TASKED)


class NeedStep(StrEnum):
    """What can happen to a need after it was found."""

    ASSIGNED = "assigned"
    DUE = "due"
    MOVED = "moved"
    NOTED = "noted"
    TASKED = "tasked"
    VISIT = "visit"
    PROPOSED = "proposed"
    SERVED = "served"
    DROPPED = "dropped"
    REOPENED = "reopened"
    MERGED = "merged"
    SPLIT = "split"
    SPLIT_OFF = "split_off"


@dataclass(frozen=True, slots=True)
class NeedEvent:
    """One step. The fields beyond the note belong to one step each.

    `assignee` to ASSIGNED (None gives the need back), `due` to DUE, `department_id` to MOVED, `task_id` to TASKED and
    VISIT, `version_id` to PROPOSED (None takes a proposal back) and SERVED, `need_id` to MERGED (into which), SPLIT
    (which one took some of the questions) and SPLIT_OFF (from which one they came).
    """

    step: NeedStep
    by: str
    at: datetime
    note: str = ""
    assignee: str | None = None
    due: date | None = None
    department_id: str | None = None
    task_id: str | None = None
    version_id: str | None = None
    need_id: str | None = None


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """What does not change: its id, when it was found, in which language, and whose it seemed to be."""

    id: str
    found_at: datetime
    language: str
    department_id: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that belongs to a need. Its text stays with its conversation."""

    question_id: str
    conversation_id: str
    need_id: str
    cause: Cause
    language: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Need:
    """A need with its history. `words` name it; there are none while no word is shared by several people."""

    facts: NeedFacts
    events: tuple[NeedEvent, ...] = ()
    words: tuple[str, ...] = ()
    state: NeedState = NeedState.OPEN
    assignee: str | None = None
    due: date | None = None
    department_id: str = ""
    task_ids: tuple[str, ...] = ()
    proposed: str | None = None
    served_by: str | None = None
    merged_into: str | None = None
    divided: bool = False
    """A person took questions apart here: nothing may join them again but a person."""

    @classmethod
    def of(cls, facts: NeedFacts, events: Iterable[NeedEvent] = (), words: tuple[str, ...] = ()) -> Need:
        """The need as its events made it. Raises Conflict for a step that its state forbids."""
        due = (facts.found_at + NEED_DUE).date()
        need = cls(facts, words=words, due=due, department_id=facts.department_id)
        for event in events:
            need = need.after(event)
        return need

    def after(self, event: NeedEvent) -> Need:
        """The need one step on. Raises Conflict("need_closed") or Conflict("need_open")."""
        self._allows(event.step)
        moved = replace(self, events=(*self.events, event))
        match event.step:
            case NeedStep.ASSIGNED:
                state = NeedState.ASSIGNED if event.assignee is not None else NeedState.OPEN
                kept = NeedState.TASKED if self.state is NeedState.TASKED else state
                return replace(moved, assignee=event.assignee, state=kept)
            case NeedStep.DUE:
                return replace(moved, due=event.due)
            case NeedStep.MOVED:
                return replace(moved, department_id=event.department_id or self.department_id)
            case NeedStep.NOTED:
                return moved
            case NeedStep.TASKED:
                return replace(moved, state=NeedState.TASKED, task_ids=_with(self.task_ids, event.task_id))
            case NeedStep.VISIT:
                return replace(moved, task_ids=_with(self.task_ids, event.task_id))
            case NeedStep.PROPOSED:
                return replace(moved, proposed=event.version_id)
            case NeedStep.SERVED:
                return replace(moved, state=NeedState.SERVED, served_by=event.version_id, proposed=None)
            case NeedStep.DROPPED:
                return replace(moved, state=NeedState.DROPPED, proposed=None)
            case NeedStep.REOPENED:
                again = NeedState.ASSIGNED if self.assignee is not None else NeedState.OPEN
                return replace(moved, state=again, served_by=None)
            case NeedStep.MERGED:
                return replace(moved, state=NeedState.MERGED, merged_into=event.need_id, proposed=None)
            case NeedStep.SPLIT | NeedStep.SPLIT_OFF:
                return replace(moved, divided=True)
            case _:
                assert_never(event.step)

    @property
    def may_dissolve(self) -> bool:
        """True if the system may make it part of another need: nobody has it in hand or took it apart."""
        return self.state is NeedState.OPEN and not self.divided

    def _allows(self, step: NeedStep) -> None:
        if self.state is NeedState.MERGED and step is not NeedStep.NOTED:
            raise Conflict("need_closed", "This need has become part of another.")
        if step is NeedStep.REOPENED:
            if self.state.waits:
                raise Conflict("need_open", "This need is open already.")
        elif not self.state.waits and step is not NeedStep.NOTED:
            raise Conflict("need_closed", "This need is closed; reopen it first.")

    def overdue(self, today: date) -> bool:
        """True if it still waits after the day it was due."""
        return self.state.waits and self.due is not None and today > self.due


def _with(known: tuple[str, ...], new: str | None) -> tuple[str, ...]:
    return known if new is None or new in known else (*known, new)


def week_of(day: date) -> date:
    """The Monday of its week: weeks are counted and reported from Monday to Sunday."""
    return day - timedelta(days=day.weekday())
