"""The citizen's side of ratings: one for each reply, changed while nobody works on it, and one more once it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from assistant.domain.answers import Reply
from assistant.domain.conversations import Conversation
from assistant.domain.errors import Conflict, NotFound
from assistant.domain.ratings import (
    CALL_LIMIT,
    MEND_LIMIT,
    Grade,
    Rating,
    RatingEvent,
    RatingFacts,
    RatingReason,
    RatingState,
    RatingStep,
)
from assistant.domain.service_times import ServiceTimes
from assistant.services.call_backs import CallBacks
from assistant.services.danger_beside import DangerBeside
from assistant.services.live import LiveUpdates
from assistant.services.ports import Clock, Ids
from assistant.services.stores import Store, Work
from assistant.services.written_words import written_words

CITIZEN = "citizen"

MAX_COMMENT = 2_000
"""Code points of a comment: a page, as with appeals."""


@dataclass(frozen=True, slots=True)
class RatingParts:
    """What ratings are made from."""

    store: Store
    clock: Clock
    ids: Ids
    live: LiveUpdates
    times: ServiceTimes
    call_backs: CallBacks
    time_zone: ZoneInfo
    danger: DangerBeside | None = None


class Ratings:
    """Whoever holds the receipt may rate the replies of that conversation; nothing depends on doing so (L-28)."""

    def __init__(self, parts: RatingParts) -> None:
        self._parts = parts

    def give(
        self,
        conversation: Conversation,
        reply_id: str,
        grade: Grade,
        reasons: Sequence[RatingReason] = (),
        comment: str = "",
    ) -> Rating:
        """Rate a reply, change one's rating, or rate once more what was mended; the same again changes nothing.

        Raises NotFound for a reply of another conversation, Invalid(comment), Conflict("already_rated") once somebody
        works on the rating or the one more was given.
        """
        said = written_words("comment", comment, MAX_COMMENT, called="comment")
        with self._parts.store.begin() as work:
            reply = _own_reply(work, conversation, reply_id)
            before = work.ratings.of_reply(reply.id)
            rating = self._given(work, reply, before, grade, tuple(dict.fromkeys(reasons)), said)
        self._parts.live.changed(conversation.id)
        if self._parts.danger is not None:
            key = f"rating:{rating.facts.id}:{len(rating.events)}"
            at = rating.facts.given_at
            self._parts.danger.look(conversation, reply.question_id, said, key, at)
        return rating

    def _given(
        self,
        work: Work,
        reply: Reply,
        before: Rating | None,
        grade: Grade,
        reasons: tuple[RatingReason, ...],
        said: str,
    ) -> Rating:
        now = self._parts.clock.now()
        if before is None:
            first = RatingEvent(RatingStep.GIVEN, CITIZEN, now, said, grade, reasons)
            return self._stored(work, work.ratings.add(self._facts(work, reply), first))
        mended = before.state is RatingState.MENDED
        if not mended and before.last_grade is grade and before.reasons == reasons and not said:
            return before
        step = RatingStep.RATED_AGAIN if mended else RatingStep.GIVEN
        event = RatingEvent(step, CITIZEN, now, said, grade, reasons)
        try:
            return self._stored(work, work.ratings.append(before, event))
        except Conflict as conflict:
            if conflict.code == "not_now":
                raise Conflict("already_rated", "Somebody is working on your rating already.") from conflict
            raise

    def _stored(self, work: Work, rating: Rating) -> Rating:
        facts, event = rating.facts, rating.events[-1]
        if rating.state is RatingState.CALL_DUE:
            record = work.cases.of_question(facts.question_id)
            due = facts.call_by.astimezone(self._parts.time_zone).date()
            self._parts.call_backs.after_low_rating(work, facts.department_id, record, facts.id, due)
        elif rating.state is RatingState.DONE:
            self._parts.call_backs.called(
                work, facts.id, CITIZEN
            )  # they changed their mind: nobody need call
        data = {"reply": facts.reply_id, "grade": str(event.grade), "step": event.step.value}
        work.oversight.audit(CITIZEN, "reply_rated", "rating", facts.id, data, event.at)
        return rating

    def _facts(self, work: Work, reply: Reply) -> RatingFacts:
        record = work.questions.get(reply.question_id)
        if record is None:
            raise NotFound("There is no such reply.")
        case = work.cases.of_question(record.id)
        department = case.department_id if case is not None else record.department_id or ""
        now = self._parts.clock.now()
        calendar = self._parts.times.calendars.get(department)
        return RatingFacts(
            id=self._parts.ids.new_id(),
            reply_id=reply.id,
            question_id=record.id,
            conversation_id=reply.conversation_id,
            department_id=department,
            topic_id=record.topic_id,
            language=record.language.value,
            released_by_kind=reply.released_by_kind,
            released_by=reply.released_by,
            given_at=now,
            call_by=CALL_LIMIT.due(now, calendar),
            mend_by=MEND_LIMIT.due(now, calendar),
        )


def low_rated(work: Work) -> tuple[str, ...]:
    """Ids of questions whose reply its citizen thinks badly of after all, and that count: needs are found from them."""
    return tuple(
        one.facts.question_id
        for one in work.ratings.all(None)
        if one.counts and one.last_grade is not None and one.last_grade.low
    )


def _own_reply(work: Work, conversation: Conversation, reply_id: str) -> Reply:
    reply = work.questions.reply_by_id(reply_id)
    if reply is None or reply.conversation_id != conversation.id:
        raise NotFound("There is no such reply.")
    return reply
