"""What citizens think of a reply: five grades, and what follows on the two lowest (L-27, L-28).

A rating is voluntary and covers reply, unit, person and platform by its reasons. A low one starts a loop: somebody
gets in touch, something is mended, the citizen may rate once more. Malicious or mistaken ratings leave the figures only
after two people looked, and the record keeps them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from assistant.domain.errors import Conflict
from assistant.domain.service_times import Limit, Unit

CALL_LIMIT = Limit(1, Unit.WORKING_DAYS)
"""By when somebody gets in touch about a low rating (L-27)."""

MEND_LIMIT = Limit(15, Unit.WORKING_DAYS)
"""By when what was wrong is mended, counted from the rating (L-27)."""


class Grade(StrEnum):
    """Five grades, best first; the names of the national good-or-bad review."""

    VERY_GOOD = "very_good"
    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"
    VERY_BAD = "very_bad"

    @property
    def low(self) -> bool:
        """The two lowest start the loop."""
        return self in (Grade.BAD, Grade.VERY_BAD)


class RatedThing(StrEnum):
    """What a reason is about (L-28)."""

    REPLY = "reply"
    UNIT = "unit"
    PERSON = "person"
    PLATFORM = "platform"


class RatingReason(StrEnum):
    """Why: any number of them, none is required."""

    WRONG = "wrong"
    INCOMPLETE = "incomplete"
    UNCLEAR = "unclear"
    NOT_ASKED = "not_asked"
    SLOW = "slow"
    SENT_AROUND = "sent_around"
    UNFRIENDLY = "unfriendly"
    HARD_TO_USE = "hard_to_use"

    @property
    def about(self) -> RatedThing:
        """What it is about."""
        match self:
            case RatingReason.WRONG | RatingReason.INCOMPLETE | RatingReason.UNCLEAR | RatingReason.NOT_ASKED:
                return RatedThing.REPLY
            case RatingReason.SLOW | RatingReason.SENT_AROUND:
                return RatedThing.UNIT
            case RatingReason.UNFRIENDLY:
                return RatedThing.PERSON
            case RatingReason.HARD_TO_USE:
                return RatedThing.PLATFORM
            case _:
                assert_never(self)


class ExclusionWhy(StrEnum):
    """Why a rating is to leave the figures."""

    MALICIOUS = "malicious"
    MISTAKEN = "mistaken"


class RatingStep(StrEnum):
    """What can happen to a rating."""

    GIVEN = "given"
    CALLED = "called"
    MENDED = "mended"
    RATED_AGAIN = "rated_again"
    EXCLUSION_PROPOSED = "exclusion_proposed"
    EXCLUDED = "excluded"
    EXCLUSION_REFUSED = "exclusion_refused"


class RatingState(StrEnum):
    """Where a rating stands."""

    DONE = "done"
    CALL_DUE = "call_due"
    MEND_DUE = "mend_due"
    MENDED = "mended"
    RATED_AGAIN = "rated_again"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class RatingEvent:
    """One step. `grade` and `reasons` belong to GIVEN and RATED_AGAIN, `why` to an exclusion; `note` is what was said:
    the citizen's comment, or what staff wrote. It is encrypted with the conversation."""

    step: RatingStep
    by: str
    at: datetime
    note: str = ""
    grade: Grade | None = None
    reasons: tuple[RatingReason, ...] = ()
    why: ExclusionWhy | None = None


@dataclass(frozen=True, slots=True)
class RatingFacts:
    """What was rated, never changed. `call_by` and `mend_by` hold where the grade is low."""

    id: str
    reply_id: str
    question_id: str
    conversation_id: str
    department_id: str
    topic_id: str | None
    language: str
    released_by_kind: str
    released_by: str
    given_at: datetime
    call_by: datetime
    mend_by: datetime


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating as its events made it."""

    facts: RatingFacts
    events: tuple[RatingEvent, ...] = ()
    state: RatingState = RatingState.DONE
    grade: Grade | None = None
    again: Grade | None = None
    reasons: tuple[RatingReason, ...] = ()
    proposed_by: str | None = None

    @classmethod
    def of(cls, facts: RatingFacts, events: Iterable[RatingEvent]) -> Rating:
        """Fold the events. Raises Conflict for a step that its state forbids."""
        rating = cls(facts)
        for event in events:
            rating = rating.after(event)
        return rating

    def after(self, event: RatingEvent) -> Rating:
        """The rating one step on. Raises Conflict: `not_now` for a step out of order, `second_person` for an exclusion
        confirmed by whoever proposed it."""
        moved = replace(self, events=(*self.events, event))
        match event.step:
            case RatingStep.GIVEN:
                return self._given(moved, event)
            case RatingStep.CALLED:
                self._require(RatingState.CALL_DUE)
                return replace(moved, state=RatingState.MEND_DUE)
            case RatingStep.MENDED:
                self._require(RatingState.MEND_DUE)
                return replace(moved, state=RatingState.MENDED)
            case RatingStep.RATED_AGAIN:
                self._require(RatingState.MENDED)
                return replace(moved, state=RatingState.RATED_AGAIN, again=event.grade)
            case RatingStep.EXCLUSION_PROPOSED:
                if self.state in (RatingState.DONE, RatingState.EXCLUDED) or self.proposed_by is not None:
                    raise Conflict("not_now", "This rating cannot be excluded now.")
                return replace(moved, proposed_by=event.by)
            case RatingStep.EXCLUDED | RatingStep.EXCLUSION_REFUSED:
                return self._decided(moved, event)
            case _:
                assert_never(event.step)

    def _given(self, moved: Rating, event: RatingEvent) -> Rating:
        """A grade may be changed by whoever gave it until somebody has acted on it: fingers slip."""
        if event.grade is None or any(one.step is not RatingStep.GIVEN for one in self.events):
            raise Conflict("not_now", "Somebody is working on this rating already.")
        state = RatingState.CALL_DUE if event.grade.low else RatingState.DONE
        return replace(moved, state=state, grade=event.grade, reasons=event.reasons)

    def _decided(self, moved: Rating, event: RatingEvent) -> Rating:
        if self.proposed_by is None:
            raise Conflict("not_now", "Nobody has proposed to exclude this rating.")
        if event.by == self.proposed_by:
            raise Conflict("second_person", "Somebody else must confirm what you proposed.")
        if event.step is RatingStep.EXCLUSION_REFUSED:
            return replace(moved, proposed_by=None)
        return replace(moved, proposed_by=None, state=RatingState.EXCLUDED)

    def _require(self, state: RatingState) -> None:
        if self.state is not state or self.proposed_by is not None:
            raise Conflict("not_now", "This is not possible at this point of the rating.")

    @property
    def counts(self) -> bool:
        """True unless it was excluded by two people."""
        return self.state is not RatingState.EXCLUDED

    @property
    def open_to_its_citizen(self) -> bool:
        """True while they may change it, and again once something was mended."""
        untouched = all(one.step is RatingStep.GIVEN for one in self.events)
        return untouched or (self.state is RatingState.MENDED and self.proposed_by is None)

    @property
    def last_grade(self) -> Grade | None:
        """What the citizen thinks after all."""
        return self.again or self.grade

    def late(self, now: datetime) -> bool:
        """True if the step that is due is overdue."""
        if self.state is RatingState.CALL_DUE:
            return now > self.facts.call_by
        return self.state is RatingState.MEND_DUE and now > self.facts.mend_by
