"""The citizen's side: opening a conversation, asking, reading it, asking for a person, withdrawing a case."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace

from assistant.domain.cases import Case, CaseEvent, CaseEventKind, derive_status
from assistant.domain.conversations import Conversation, Message, MessageKind, QuestionRecord
from assistant.domain.errors import Conflict, NotFound
from assistant.domain.questions import Author, Language, Question
from assistant.services.fixed_texts import ASK_FOR_PERSON, DISCLOSURE, Disclosure, disclosure_version
from assistant.services.help_at_once import HelpAtOnce
from assistant.services.live import LiveUpdates
from assistant.services.ports import Clock, Ids, QuestionQueue
from assistant.services.stores import Store, Work
from assistant.services.waiting_for_citizen import citizen_wrote
from assistant.services.written_words import require_client_id, written_words

MAX_MESSAGE = 4_000
"""Code points of one message: the chat page's own limit; twenty times the longest question of the sample town."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a citizen holds instead of an account. The secret is told once and stored only as its hash."""

    conversation_id: str
    secret: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message taken: it is stored, and its question will get exactly one outcome.

    `helped`: that outcome is there already, help for somebody in danger.
    """

    question_id: str
    message: Message
    helped: bool = False


class Conversations:
    """Use cases of the citizen. Whoever holds the receipt may do everything here with that one conversation."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        queue: QuestionQueue,
        live: LiveUpdates,
        town_name: dict[Language, str],
        help_at_once: HelpAtOnce | None = None,
    ) -> None:
        """Without `help_at_once` every question waits its turn in the queue."""
        self._store = store
        self._clock = clock
        self._ids = ids
        self._queue = queue
        self._live = live
        self._town_name = town_name
        self._help = help_at_once

    def disclosure(self, language: Language) -> Disclosure:
        """What is told before the first message (L-01)."""
        return Disclosure(
            disclosure_version(), DISCLOSURE[language], tuple(Language), self._town_name[language]
        )

    def open(self, language: Language, disclosure_seen: str) -> Receipt:
        """Start a conversation. Raises Conflict("disclosure_outdated") unless the present notice was seen."""
        if disclosure_seen != disclosure_version():
            raise Conflict("disclosure_outdated", "The notice has changed. Please read it again.")
        receipt = Receipt(self._ids.new_id(), self._ids.new_secret())
        now = self._clock.now()
        conversation = Conversation(
            receipt.conversation_id, language, disclosure_seen, secret_hash(receipt.secret), now
        )
        with self._store.begin() as work:
            work.conversations.add(conversation)
            data = {"language": language.value, "disclosure": disclosure_seen}
            work.oversight.audit("citizen", "conversation_opened", "conversation", conversation.id, data, now)
        return receipt

    def authenticate(self, conversation_id: str, secret: str) -> Conversation:
        """The conversation of a receipt. Raises NotFound for a wrong id, a wrong secret and an erased one alike."""
        with self._store.read() as work:
            conversation = work.conversations.get(conversation_id)
            erased = work.conversations.erased(conversation_id)
        expected = conversation.secret_sha256 if conversation is not None else secret_hash("")
        right = hmac.compare_digest(secret_hash(secret), expected)
        if conversation is None or not right or erased:
            raise NotFound("There is no such conversation.")
        return conversation

    def accept(self, conversation: Conversation, text: str, client_id: str) -> Accepted:
        """Store a message and its question, then queue it. The same `client_id` again gives the first acceptance.

        A question about danger is not queued: when this returns, its help stands in the conversation.

        Raises Invalid for an empty or overlong text or client id, Conflict("client_id_used") for another text under
        the same id: it would be lost.
        """
        written_words("text", text, MAX_MESSAGE, missing="Please write your question.")
        require_client_id(client_id)
        with self._store.begin() as work:
            before = _accepted_before(work, conversation, client_id)
            if before is None:
                try:
                    accepted = self._store_question(work, conversation, text, client_id)
                except Conflict as conflict:
                    # Sent twice at the same moment: the one that was stored first counts.
                    before = _accepted_before(work, conversation, client_id)
                    if conflict.code != "already_sent" or before is None:
                        raise
        if before is not None:
            if before.message.text != text:
                raise Conflict("client_id_used", "Another message was sent under this id.")
            return before
        message = accepted.message
        language, at = conversation.language, message.created_at
        question = Question(accepted.question_id, conversation.id, message.text, language, at)
        if self._help is not None and self._help.given(question):
            return replace(accepted, helped=True)
        self._announce(conversation.id, accepted.question_id)
        return accepted

    def ask_for_person(self, conversation: Conversation) -> None:
        """A person takes over what was asked last; where one has it already or was just asked, nothing more happens.

        Raises Conflict("nothing_asked") before the first question.
        """
        with self._store.begin() as work:
            asked = [
                m for m in work.conversations.messages(conversation.id) if m.kind is MessageKind.QUESTION
            ]
            if not asked:
                raise Conflict("nothing_asked", "Please write first what it is about.")
            text = ASK_FOR_PERSON[conversation.language]
            if self._with_a_person(work, asked[-1]) or _just_asked(work, asked[-1], text):
                return
            accepted = self._store_question(work, conversation, text, self._ids.new_id())
        self._announce(conversation.id, accepted.question_id)

    def withdraw(self, conversation: Conversation, number: str) -> Case:
        """Take back one's own case. Raises NotFound, Conflict("already_closed")."""
        now = self._clock.now()
        with self._store.begin() as work:
            case = work.cases.by_number(number)
            if case is None or case.conversation_id != conversation.id:
                raise NotFound("There is no such case.")
            status = derive_status(work.cases.events(case.id), now)
            if not status.state.is_open:
                raise Conflict("already_closed", "This case is closed already.")
            work.cases.append(CaseEvent(case.id, 0, CaseEventKind.WITHDRAWN, "citizen", now))
            work.oversight.audit("citizen", "case_withdrawn", "case", case.id, {}, now)
        self._live.changed(conversation.id)
        return case

    def _store_question(self, work: Work, conversation: Conversation, text: str, client_id: str) -> Accepted:
        now = self._clock.now()
        question_id = self._ids.new_id()
        message = work.conversations.append(
            Message(
                id=self._ids.new_id(),
                conversation_id=conversation.id,
                seq=0,
                author=Author.CITIZEN,
                kind=MessageKind.QUESTION,
                text=text,
                payload={},
                created_at=now,
                client_id=client_id,
                question_id=question_id,
            )
        )
        record = QuestionRecord(question_id, conversation.id, message.id, conversation.language, now, None)
        work.questions.add(record)
        citizen_wrote(work, conversation.id, now)
        data = {"conversation": conversation.id, "message": message.id}
        work.oversight.audit("citizen", "question_accepted", "question", question_id, data, now)
        return Accepted(question_id, message)

    def _with_a_person(self, work: Work, message: Message) -> bool:
        case = work.cases.of_question(message.question_id) if message.question_id else None
        if case is None:
            return False
        state = derive_status(work.cases.events(case.id), self._clock.now()).state
        return state.is_open

    def _announce(self, conversation_id: str, question_id: str) -> None:
        self._live.changed(conversation_id)
        self._queue.put(question_id)


def _accepted_before(work: Work, conversation: Conversation, client_id: str) -> Accepted | None:
    message = work.conversations.by_client_id(conversation.id, client_id)
    if message is None or message.question_id is None:
        return None
    return Accepted(message.question_id, message)


def _just_asked(work: Work, message: Message, text: str) -> bool:
    """Whether the newest question is this very request, still on its way: a button is easily pressed twice."""
    record = work.questions.get(message.question_id) if message.question_id else None
    return message.text == text and record is not None and record.outcome is None


def secret_hash(secret: str) -> str:
    """How a receipt's secret is stored: SHA-256 suffices, since the secret has 256 random bits."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
