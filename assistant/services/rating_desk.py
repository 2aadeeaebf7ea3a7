"""What staff do about low ratings: get in touch, mend, and exclude only with a second person (L-27)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.domain.conversations import Conversation, Message, MessageKind
from assistant.domain.errors import Conflict, Forbidden, NotFound
from assistant.domain.questions import Author
from assistant.domain.ratings import (
    ExclusionWhy,
    Grade,
    Rating,
    RatingEvent,
    RatingState,
    RatingStep,
)
from assistant.domain.staff import Right, Staff
from assistant.services.call_backs import CallBacks
from assistant.services.case_access import readable_departments, required_text
from assistant.services.decide_case import deciding_role
from assistant.services.fixed_texts import unit_label
from assistant.services.live import LiveUpdates
from assistant.services.ports import Clock, Directory, Ids
from assistant.services.release import PERSON
from assistant.services.stores import Store, Work

MAX_WORDS = 4_000
"""Characters of what staff write about a rating: as long as an internal note."""


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One low rating in the list. `due` is when the next step is to be done, None where nothing is."""

    id: str
    state: RatingState
    grade: Grade
    department_id: str
    topic_id: str | None
    language: str
    given_at: datetime
    due: datetime | None
    late: bool
    proposed: bool


@dataclass(frozen=True, slots=True)
class RatingSheet:
    """Everything about one rating. `mine`: the reader sent the reply, so that others say whether the rating counts."""

    row: RatingRow
    rating: Rating
    question: str
    reply: str
    case_id: str | None
    mine: bool


@dataclass(frozen=True, slots=True)
class RatingFigures:
    """What everybody may read (L-28). `low` counts first grades, `better` those whose one more rating is no low one."""

    counts: tuple[tuple[Grade, int], ...]
    low: int
    called: int
    called_in_time: int
    mended: int
    mended_in_time: int
    rated_again: int
    better: int
    excluded: int


class RatingDesk:
    """Rights are those on the cases of the reply's department."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        directory: Directory,
        call_backs: CallBacks,
        live: LiveUpdates,
    ) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._departments = {one.id: one for one in directory.departments()}
        self._call_backs = call_backs
        self._live = live

    def listed(self, staff: Staff) -> tuple[RatingRow, ...]:
        """Low ratings one may see, what is due soonest first. Erased conversations have nobody left to write to.

        Raises Forbidden without any right to read cases.
        """
        departments = readable_departments(staff)
        now = self._clock.now()
        with self._store.read() as work:
            rows = [
                _row(one, now)
                for one in work.ratings.all(departments)
                if one.state is not RatingState.DONE
                and not work.conversations.erased(one.facts.conversation_id)
            ]
        return tuple(sorted(rows, key=lambda row: (row.due is None, row.due or row.given_at, row.id)))

    def read(self, staff: Staff, rating_id: str) -> RatingSheet:
        """One rating; the reading is on record (X-21). Raises NotFound."""
        now = self._clock.now()
        with self._store.begin() as work:
            rating = self._readable(work, staff, rating_id)
            record = work.questions.get(rating.facts.question_id)
            message = work.conversations.message(record.message_id) if record is not None else None
            reply = work.questions.reply_by_id(rating.facts.reply_id)
            case = work.cases.of_question(rating.facts.question_id)
            work.oversight.audit(staff.id, "rating_read", "rating", rating.facts.id, {}, now)
        return RatingSheet(
            row=_row(rating, now),
            rating=rating,
            question=message.text if message is not None else "",
            reply=reply.text if reply is not None else "",
            case_id=case.id if case is not None else None,
            mine=_own(staff, rating),
        )

    def call(self, staff: Staff, rating_id: str, text: str) -> None:
        """Write to the citizen about their rating. Raises NotFound, Forbidden, Invalid(text), Conflict."""
        self._write(staff, rating_id, RatingStep.CALLED, text)

    def mend(self, staff: Staff, rating_id: str, text: str) -> None:
        """Tell the citizen what was mended; they may rate once more. Raises as `call`."""
        self._write(staff, rating_id, RatingStep.MENDED, text)

    def propose_exclusion(self, staff: Staff, rating_id: str, why: ExclusionWhy, note: str) -> None:
        """Say that a rating is malicious or mistaken. Raises as `call`, Conflict("own_reply") for one's own reply."""
        said = required_text("note", note, MAX_WORDS)
        self._step(staff, rating_id, RatingStep.EXCLUSION_PROPOSED, said, why)

    def decide_exclusion(self, staff: Staff, rating_id: str, exclude: bool, note: str) -> None:
        """A second person's word on it. Raises as `propose_exclusion`, Conflict("second_person")."""
        said = required_text("note", note, MAX_WORDS)
        step = RatingStep.EXCLUDED if exclude else RatingStep.EXCLUSION_REFUSED
        self._step(staff, rating_id, step, said, None)

    def figures(self) -> RatingFigures:
        """Counted anew from what is stored; for everybody."""
        with self._store.read() as work:
            return figures_of(work.ratings.all(None))

    def _write(self, staff: Staff, rating_id: str, step: RatingStep, text: str) -> None:
        said = required_text("text", text, MAX_WORDS)
        now = self._clock.now()
        with self._store.begin() as work:
            rating = self._workable(work, staff, rating_id)
            conversation = work.conversations.get(rating.facts.conversation_id)
            if conversation is None:
                raise NotFound("There is no such conversation.")
            work.ratings.append(rating, RatingEvent(step, staff.id, now, said))
            work.conversations.append(self._message(staff, conversation, rating, step, said, now))
            if step is RatingStep.CALLED:
                self._call_backs.called(work, rating.facts.id, staff.id)
            action = f"rating_{step.value}"
            work.oversight.audit(staff.id, action, "rating", rating.facts.id, {}, now)
        self._live.changed(rating.facts.conversation_id)

    def _message(
        self,
        staff: Staff,
        conversation: Conversation,
        rating: Rating,
        step: RatingStep,
        text: str,
        now: datetime,
    ) -> Message:
        department_id = rating.facts.department_id
        role = deciding_role(staff, department_id)
        unit = unit_label(self._departments.get(department_id), role, conversation.language)
        return Message(
            id=self._ids.new_id(),
            conversation_id=conversation.id,
            seq=0,
            author=Author.PERSON,
            kind=MessageKind.CALL_BACK,
            text=text,
            payload={
                "released_by": {"kind": PERSON, "label": unit},
                "about_reply": rating.facts.reply_id,
                "mended": step is RatingStep.MENDED,
            },
            created_at=now,
        )

    def _step(
        self, staff: Staff, rating_id: str, step: RatingStep, note: str, why: ExclusionWhy | None
    ) -> None:
        now = self._clock.now()
        with self._store.begin() as work:
            rating = self._workable(work, staff, rating_id)
            if _own(staff, rating):
                raise Conflict("own_reply", "You sent this reply; others say whether its rating counts.")
            work.ratings.append(rating, RatingEvent(step, staff.id, now, note, why=why))
            if step is RatingStep.EXCLUDED:
                self._call_backs.called(work, rating.facts.id, staff.id)
            data = {"why": why.value} if why is not None else {}
            work.oversight.audit(staff.id, f"rating_{step.value}", "rating", rating.facts.id, data, now)

    def _readable(self, work: Work, staff: Staff, rating_id: str) -> Rating:
        rating = work.ratings.get(rating_id)
        if rating is None or not staff.may(Right.READ_CASES, rating.facts.department_id):
            raise NotFound("There is no such rating.")
        return rating

    def _workable(self, work: Work, staff: Staff, rating_id: str) -> Rating:
        rating = self._readable(work, staff, rating_id)
        if not staff.may(Right.DECIDE_CASES, rating.facts.department_id):
            raise Forbidden("You may read this rating but not work on it.")
        return rating


def figures_of(ratings: Sequence[Rating]) -> RatingFigures:
    """The figures of these ratings; excluded ones are counted as excluded and nowhere else."""
    counted = [one for one in ratings if one.counts]
    low = [one for one in counted if one.grade is not None and one.grade.low]
    called = [at for one in low if (at := _when(one, RatingStep.CALLED)) is not None]
    mended = [at for one in low if (at := _when(one, RatingStep.MENDED)) is not None]
    again = [one.again for one in low if one.again is not None]
    return RatingFigures(
        counts=tuple((grade, sum(one.grade is grade for one in counted)) for grade in Grade),
        low=len(low),
        called=len(called),
        called_in_time=sum(
            (at := _when(one, RatingStep.CALLED)) is not None and at <= one.facts.call_by for one in low
        ),
        mended=len(mended),
        mended_in_time=sum(
            (at := _when(one, RatingStep.MENDED)) is not None and at <= one.facts.mend_by for one in low
        ),
        rated_again=len(again),
        better=sum(not grade.low for grade in again),
        excluded=len(ratings) - len(counted),
    )


def _when(rating: Rating, step: RatingStep) -> datetime | None:
    return next((one.at for one in rating.events if one.step is step), None)


def _own(staff: Staff, rating: Rating) -> bool:
    return rating.facts.released_by_kind == PERSON and rating.facts.released_by == staff.id


def _row(rating: Rating, now: datetime) -> RatingRow:
    facts = rating.facts
    due = {RatingState.CALL_DUE: facts.call_by, RatingState.MEND_DUE: facts.mend_by}.get(rating.state)
    assert rating.grade is not None
    return RatingRow(
        id=facts.id,
        state=rating.state,
        grade=rating.grade,
        department_id=facts.department_id,
        topic_id=facts.topic_id,
        language=facts.language,
        given_at=facts.given_at,
        due=due,
        late=rating.late(now),
        proposed=rating.proposed_by is not None,
    )
