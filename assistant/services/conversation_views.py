"""A conversation as the citizen may see it: released texts only. Drafts, notes and names of staff never come in here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.domain.answers import Citation, Provenance, Reply
from assistant.domain.appeals import Appeal, AppealState
from assistant.domain.case_life import CasePhase, derive_life
from assistant.domain.cases import Case, CaseState, derive_status
from assistant.domain.conversations import Conversation, Message
from assistant.domain.questions import Language
from assistant.domain.ratings import Grade, Rating, RatingState
from assistant.domain.recalls import Correction
from assistant.services.fresh_eyes import standing_of
from assistant.services.ports import Clock, Directory
from assistant.services.release import PERSON
from assistant.services.stores import Store, Work


@dataclass(frozen=True, slots=True)
class SeenCase:
    """What a citizen knows of a case. Neither `state` nor `phase` tells who holds it."""

    number: str
    promised_at: datetime
    department_name: str
    state: CaseState
    phase: CasePhase


@dataclass(frozen=True, slots=True)
class SeenAppeal:
    """That a reply is, or was, looked at again, under which number, and what came of it."""

    case_number: str
    state: AppealState


@dataclass(frozen=True, slots=True)
class SeenRating:
    """What the citizen made of a reply; `open`: they may change it, or rate once more what was mended."""

    grade: Grade
    open: bool
    mended: bool


@dataclass(frozen=True, slots=True)
class SeenReply:
    """A released reply with the names its citations need, and when it was corrected last. `of_appeal`: it says itself
    what came of an appeal."""

    reply: Reply
    released_by_label: str
    citations: tuple[tuple[Citation, str], ...]
    corrected_at: datetime | None = None
    appeal: SeenAppeal | None = None
    of_appeal: bool = False
    rating: SeenRating | None = None


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """A message with what belongs to it. A correction comes as a reply of its own; `corrects` names the one it corrects."""

    message: Message
    reply: SeenReply | None
    case: SeenCase | None
    corrects: str | None = None


class ConversationViews:
    """Reads for the chat page."""

    def __init__(self, store: Store, directory: Directory, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._departments = {one.id: one.name for one in directory.departments()}

    def messages(self, conversation: Conversation, after: int = 0) -> tuple[SeenMessage, ...]:
        """Messages with a higher `seq`, in order."""
        with self._store.read() as work:
            corrections = work.recalls.corrections_of(conversation.id)
            appeals = work.appeals.of_conversation(conversation.id)
            ratings = {one.facts.reply_id: one for one in work.ratings.of_conversation(conversation.id)}
            return tuple(
                _with_rating(
                    self._with_appeal(work, self._seen(work, conversation, message, corrections), appeals),
                    ratings,
                )
                for message in work.conversations.messages(conversation.id, after)
            )

    def newest_seq(self, conversation: Conversation) -> int:
        """The highest `seq` so far, cheap enough to ask every second."""
        with self._store.read() as work:
            return work.conversations.newest_seq(conversation.id)

    def case(self, conversation: Conversation, case: Case) -> SeenCase:
        """One case of this conversation."""
        with self._store.read() as work:
            return self._seen_case(work, case, conversation.language)

    def _seen(
        self, work: Work, conversation: Conversation, message: Message, corrections: Sequence[Correction]
    ) -> SeenMessage:
        language = conversation.language
        reply = case = None
        correction = next(
            (one for one in corrections if one.id == message.payload.get("correction_id")), None
        )
        if correction is not None:
            shown = self._seen_reply(_as_reply(correction), language)
            return SeenMessage(message, shown, None, correction.reply_id)
        if message.question_id is not None and "reply_id" in message.payload:
            found = work.questions.reply(message.question_id)
            if found is not None:
                told = [one.created_at for one in corrections if one.reply_id == found.id]
                reply = replace(self._seen_reply(found, language), corrected_at=max(told) if told else None)
        case_id = message.payload.get("case_id")
        if isinstance(case_id, str):
            opened = work.cases.get(case_id)
            case = self._seen_case(work, opened, language) if opened is not None else None
        return SeenMessage(message, reply, case)

    def _with_appeal(self, work: Work, seen: SeenMessage, appeals: Sequence[Appeal]) -> SeenMessage:
        if seen.reply is None or not appeals:
            return seen
        reply_id = seen.corrects or seen.reply.reply.id
        newest = next((one for one in reversed(appeals) if one.reply_id == reply_id), None)
        case = work.cases.get(newest.case_id) if newest is not None else None
        appeal = None
        if newest is not None and case is not None:
            appeal = SeenAppeal(case.number, standing_of(work, newest, self._clock))
        of_appeal = any(one.question_id == seen.reply.reply.question_id for one in appeals)
        return replace(seen, reply=replace(seen.reply, appeal=appeal, of_appeal=of_appeal))

    def _seen_reply(self, reply: Reply, language: Language) -> SeenReply:
        citations = tuple((one, self._name(one.department_id, language)) for one in reply.citations)
        return SeenReply(reply, reply.meta.get("label", ""), citations)

    def _seen_case(self, work: Work, case: Case, language: Language) -> SeenCase:
        now, events = self._clock.now(), work.cases.events(case.id)
        status = derive_status(events, now)
        name = self._name(case.department_id, language)
        return SeenCase(case.number, case.promised_at, name, status.state, derive_life(events, now).phase)

    def _name(self, department_id: str, language: Language) -> str:
        names: Mapping[Language, str] = self._departments.get(department_id, {})
        return names.get(language, department_id)


def _with_rating(seen: SeenMessage, ratings: Mapping[str, Rating]) -> SeenMessage:
    rating = ratings.get(seen.reply.reply.id) if seen.reply is not None else None
    if seen.reply is None or rating is None or rating.last_grade is None:
        return seen
    mended = rating.state is RatingState.MENDED
    shown = SeenRating(rating.last_grade, rating.open_to_its_citizen, mended)
    return replace(seen, reply=replace(seen.reply, rating=shown))


def _as_reply(correction: Correction) -> Reply:
    """What a citizen reads of a correction: a person's text with its sources."""
    return Reply(
        id=correction.id,
        question_id=correction.question_id,
        conversation_id=correction.conversation_id,
        text=correction.text,
        provenance=Provenance.PERSON,
        released_by_kind=PERSON,
        released_by=correction.actor,
        citations=correction.citations,
        created_at=correction.created_at,
        meta={"label": correction.label},
    )
