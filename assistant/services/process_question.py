"""From an accepted question to its one outcome: the engine runs, then everything it led to is stored at once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from assistant.domain.conversations import Conversation, Message, MessageKind, QuestionRecord
from assistant.domain.errors import Conflict
from assistant.domain.questions import Outcome, Question, Stage, Turn
from assistant.domain.reasons import Reason
from assistant.domain.routing import Courtesy, ShowEmergency, ToPerson, Working
from assistant.services.live import LiveUpdates
from assistant.services.own_choices import people_only
from assistant.services.record_outcome import OutcomeRecorder
from assistant.services.stores import Store, Work

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 2
"""How often a question may be begun. One that brought the process down twice goes to a person without the engine."""

STORE_TRIES = 3
"""How often an outcome is tried to be stored: twice as it is, since most faults of a store pass, then without what the
engine made, in case that is what cannot be stored."""

Engine = Callable[[Question, Callable[[Stage, str], None]], Working]


class ProcessQuestion:
    """Turns an accepted question into exactly one outcome, however often and wherever it is called."""

    def __init__(
        self,
        store: Store,
        engine: Engine,
        recorder: OutcomeRecorder,
        live: LiveUpdates,
        pipeline_hash: str,
    ) -> None:
        self._store = store
        self._engine = engine
        self._recorder = recorder
        self._live = live
        self._pipeline_hash = pipeline_hash

    def process(self, question_id: str) -> Outcome | None:
        """Run the engine and store what came of it; the outcome, or None for a question that does not exist.

        A question that has its outcome already is left alone. Whatever the engine does, the question ends answered
        or with a person; only a store that cannot be written leaves it open, to be taken up again by the sweep.
        """
        with self._store.begin() as work:
            record = work.questions.get(question_id)
            if record is None or record.outcome is not None:
                return record.outcome if record is not None else None
            attempt = work.questions.begin_attempt(question_id)
            erased = work.conversations.erased(record.conversation_id)
            asked = None if erased else _question(work, record)
            by_hand = people_only(work, record.conversation_id)
        try:
            if asked is None:
                return self._recorder.record_erased(record)
            question, conversation = asked
            made = self._run(question, attempt)
            return self._stored(record, conversation, _left_to_people(made) if by_hand else made)
        except Conflict as conflict:
            if conflict.code != "already_finished":
                raise
            return self._outcome_of(question_id)  # another process was faster
        finally:
            self._live.changed(record.conversation_id)

    def _run(self, question: Question, attempt: int) -> Working:
        if attempt > MAX_ATTEMPTS:
            return _given_up(question, Reason.INTERRUPTED, self._pipeline_hash)
        try:
            return self._engine(
                question,
                lambda stage, state: self._live.stage(question.conversation_id, question.id, stage, state),
            )
        except Exception as error:  # noqa: BLE001 - an engine that breaks its promise must not leave a question open
            log.error("the engine failed at question %s: %s", question.id, type(error).__name__)
            return _given_up(question, Reason.ENGINE_ERROR, self._pipeline_hash)

    def _stored(self, record: QuestionRecord, conversation: Conversation, working: Working) -> Outcome:
        """Store it; where that fails twice, store the bare fact that a person must answer. Raises what is left."""
        made = working
        for left in reversed(range(STORE_TRIES)):
            try:
                return self._recorder.record(record, conversation, made)
            except Conflict as conflict:  # the store was busy: nothing is wrong with what the engine made
                if conflict.code == "already_finished" or not left:
                    raise
            except Exception as error:
                log.error("storing the outcome of question %s failed: %s", record.id, type(error).__name__)
                if self._erased(conversation):
                    return self._recorder.record_erased(record)
                if not left:
                    raise
                if left == 1:
                    made = _given_up(working.question, Reason.ENGINE_ERROR, self._pipeline_hash)
        raise AssertionError("the last try returns or raises")

    def _erased(self, conversation: Conversation) -> bool:
        with self._store.read() as work:
            return work.conversations.erased(conversation.id)

    def _outcome_of(self, question_id: str) -> Outcome | None:
        with self._store.read() as work:
            record = work.questions.get(question_id)
        return record.outcome if record is not None else None


def _left_to_people(working: Working) -> Working:
    """What remains for somebody who wants people only: whose matter it is and the text found, and help in danger."""
    if isinstance(working.route, ShowEmergency | Courtesy):
        return working
    reasons = (Reason.PEOPLE_ONLY,)
    return replace(
        working,
        draft=None,
        verdict=None,
        confidence=0.0,
        reasons=reasons,
        route=ToPerson(reasons),
        approved_ids=(),
    )


def question_of(work: Work, record: QuestionRecord, hint: str = "") -> Question:
    """The question as the engine sees it: its text and what was said before it. Raises NotFound once erased."""
    return _question(work, record, hint)[0]


def _question(work: Work, record: QuestionRecord, hint: str = "") -> tuple[Question, Conversation]:
    conversation = work.conversations.get(record.conversation_id)
    assert conversation is not None
    messages = work.conversations.messages(record.conversation_id)
    asked = next(message for message in messages if message.id == record.message_id)
    said = (MessageKind.QUESTION, MessageKind.REPLY, MessageKind.CORRECTION, MessageKind.CLARIFY)
    history = tuple(
        Turn(message.author, message.text, _options(message))
        for message in messages
        if message.seq < asked.seq and message.kind in said
    )
    question = Question(
        record.id, conversation.id, asked.text, conversation.language, record.asked_at, history, hint
    )
    return question, conversation


def _options(message: Message) -> tuple[str, ...]:
    offered = message.payload.get("options")
    return tuple(map(str, offered)) if isinstance(offered, list) else ()


def _given_up(question: Question, reason: Reason, pipeline_hash: str) -> Working:
    return Working(question, route=ToPerson((reason,)), reasons=(reason,), pipeline_hash=pipeline_hash)
