"""The stores behind one unit of work. Everything done inside one `with` block commits together or not at all.

Use as ``with store.begin() as work: ...``: leaving the block commits, an exception rolls back. Transactions are
short; on SQLite `begin()` takes the write lock at once (BEGIN IMMEDIATE), `read()` never does.
Unique keys are the last line of defence: a second outcome, reply or decision for one question raises `Conflict`.
A caught `Conflict` leaves the transaction usable, so that the winner's row can be read in the same block.
Two transactions that wait for each other too long raise Conflict("try_again"); nothing of either loser is kept.

Content (texts, drafts, replies, notes) reads as `ContentErased`, a `NotFound`, once its conversation is erased.
Ids, codes, times and hashes stay readable, so that cases and the audit log outlive an erasure. Call `audit` last in
a block: it holds the chain until the block ends.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Protocol

from assistant.domain.answers import Reply
from assistant.domain.cases import Case, CaseEvent, CaseEventKind, Decision, DecisionKind
from assistant.domain.conversations import Conversation, Message, QuestionRecord, StoredDraft
from assistant.domain.questions import Language, Outcome
from assistant.services.appeal_store import AppealStore
from assistant.services.approved_answer_store import ApprovedAnswerStore
from assistant.services.choice_store import ChoiceStore
from assistant.services.competence_store import CompetenceStore
from assistant.services.contact_store import ContactChangeStore
from assistant.services.figure_store import FigureStore
from assistant.services.hand_over_store import HandOverStore, SavedEditStore
from assistant.services.health_store import HealthStore, PassageUseStore
from assistant.services.knowledge_change_store import KnowledgeChangeStore
from assistant.services.model_spending_store import ModelSpendingStore
from assistant.services.needs_store import NeedStore
from assistant.services.oversight_store import OversightStore as OversightStore
from assistant.services.publication_check_store import PublicationCheckStore
from assistant.services.question_traffic import AskedQuestion
from assistant.services.queue_entry_store import QueueEntryStore
from assistant.services.rating_store import RatingStore
from assistant.services.recall_store import RecallStore
from assistant.services.reply_audit_store import ReplyAuditStore
from assistant.services.reviewing_store import ReviewingStore
from assistant.services.saved_question_store import SavedQuestionStore
from assistant.services.screening_store import ScreeningStore
from assistant.services.seed_store import SeedStore
from assistant.services.staff_store import StaffStore
from assistant.services.task_store import TaskStore
from assistant.services.trial_store import TrialStore

ANY_TIME = datetime(9000, 1, 1, tzinfo=UTC)
"""Later than any moment in a store: asks for everything, also for what a clock that ran ahead has dated."""


class ConversationStore(Protocol):
    """Conversations and their messages; message text is encrypted with the conversation's own key."""

    def add(self, conversation: Conversation) -> None: ...
    def get(self, conversation_id: str) -> Conversation | None: ...
    def append(self, message: Message) -> Message:
        """Store the message with the next `seq` (the given one is ignored) and return it.

        Raises Conflict("already_sent") if its client id is taken in this conversation.
        """
        ...

    def messages(self, conversation_id: str, after: int = 0) -> tuple[Message, ...]:
        """Those with a higher `seq`, in order."""
        ...

    def newest_seq(self, conversation_id: str) -> int:
        """The highest `seq`, 0 if there is no message; reads no content."""
        ...

    def message(self, message_id: str) -> Message | None: ...
    def by_client_id(self, conversation_id: str, client_id: str) -> Message | None: ...
    def erase(self, conversation_id: str) -> None:
        """Destroy the conversation's key, and with it all of its content for good. Erasing twice is no error."""
        ...

    def erased(self, conversation_id: str) -> bool:
        """True if the conversation exists and its content is gone."""
        ...

    def quiet_since(self, moment: datetime) -> tuple[str, ...]:
        """Ids of conversations not erased that began before the moment and have no message from it on, oldest first."""
        ...


class QuestionStore(Protocol):
    """Accepted questions, their drafts, outcomes and replies."""

    def add(self, record: QuestionRecord) -> None: ...
    def get(self, question_id: str) -> QuestionRecord | None: ...
    def finish(self, record: QuestionRecord) -> None:
        """Write the outcome once. Raises Conflict("already_finished") if it has one."""
        ...

    def begin_attempt(self, question_id: str) -> int:
        """Count that the engine begins this question; the number of times so far, this one included."""
        ...

    def unfinished(self, asked_before: datetime) -> tuple[QuestionRecord, ...]:
        """Those without an outcome, oldest first."""
        ...

    def of_conversation(self, conversation_id: str) -> tuple[QuestionRecord, ...]:
        """Oldest first."""
        ...

    def add_draft(self, draft: StoredDraft) -> None:
        """Store a version; raises Conflict("draft_exists") if the question has one with this number."""
        ...

    def drafts(self, question_id: str) -> tuple[StoredDraft, ...]:
        """All versions, oldest first."""
        ...

    def add_reply(self, reply: Reply, decision_id: str) -> None:
        """Store the one reply, under a stored decision on the same question. Raises Conflict("already_replied")."""
        ...

    def reply(self, question_id: str) -> Reply | None: ...
    def reply_by_id(self, reply_id: str) -> Reply | None: ...
    def replies_of(self, conversation_id: str) -> tuple[Reply, ...]:
        """Oldest first."""
        ...

    def add_decision(self, decision: Decision, decision_key: str) -> None:
        """Store a decision; raises Conflict("already_decided") when the key, or a releasing decision, exists."""
        ...

    def decisions(self, question_id: str) -> tuple[Decision, ...]:
        """In the order in which they were made."""
        ...

    def decision(self, decision_id: str) -> Decision | None: ...
    def decision_by_key(self, decision_key: str) -> Decision | None: ...
    def outcome_counts(self) -> Mapping[Outcome, int]: ...
    def decision_counts(self) -> Mapping[DecisionKind, int]:
        """How many decisions of each kind there are."""
        ...

    def month_counts(self) -> Mapping[tuple[str, Language, str, Outcome], int]:
        """Finished questions by month (`2026-11`, of UTC), language, topic ("" for none) and outcome."""
        ...

    def asked_between(self, begin: datetime, end: datetime) -> tuple[AskedQuestion, ...]:
        """Finished questions that were asked from `begin` on and before `end`, as traffic, without courtesies."""
        ...

    def replies_quoting(self, version_id: str) -> tuple[str, ...]:
        """Ids of replies that cite this version, oldest first; they outlive an erasure."""
        ...


class CaseStore(Protocol):
    """Cases and their events."""

    def open(self, case: Case) -> Case:
        """Store a case, one per question (Conflict("case_exists")). Assigns `number`."""
        ...

    def get(self, case_id: str) -> Case | None: ...
    def of_question(self, question_id: str) -> Case | None: ...
    def of_questions(self, question_ids: Sequence[str]) -> Mapping[str, Case]:
        """By question id; questions without a case are left out."""
        ...

    def by_number(self, number: str) -> Case | None: ...
    def next_number(self, at: datetime) -> str:
        """A number that no case has had and none will get."""
        ...

    def all(self, department_ids: frozenset[str] | None, limit: int = 200) -> tuple[Case, ...]:
        """Newest promise first; None means every department."""
        ...

    def pending(self, department_ids: frozenset[str] | None, limit: int = 200) -> tuple[Case, ...]:
        """Cases neither replied to nor withdrawn; None means every department.

        Those of urgent conversations lead, then the soonest promise.
        """
        ...

    def urgent(self, conversation_ids: Collection[str]) -> frozenset[str]:
        """Those of the conversations in which someone may be in danger and nobody has answered that case."""
        ...

    def append(self, event: CaseEvent) -> CaseEvent:
        """Store with the next `seq` (given one ignored). `data` is kept in clear: ids and codes, never texts.

        What this block read of the case's events must still be all of them: of two writers who read and then
        append, one gets Conflict("case_changed").
        """
        ...

    def lead(self, case_id: str, department_id: str) -> None:
        """This department leads the case from now on; the event that says why stands beside it."""
        ...

    def claimed_ever(self, staff_id: str) -> tuple[str, ...]:
        """Ids of open cases that this person has taken in hand at some time."""
        ...

    def happened(self, kind: CaseEventKind, since: datetime, until: datetime) -> tuple[CaseEvent, ...]:
        """Events of one kind from `since` to before `until`, over all cases, in order of time."""
        ...

    def events(self, case_id: str) -> tuple[CaseEvent, ...]: ...
    def events_of(self, case_ids: Sequence[str]) -> Mapping[str, tuple[CaseEvent, ...]]: ...
    def notes(self, case_id: str) -> tuple[tuple[str, str, datetime], ...]:
        """Internal notes (author id, text, when), encrypted at rest with the conversation's key."""
        ...

    def add_note(self, case_id: str, author: str, text: str, at: datetime) -> None: ...


class Work(Protocol):
    """All stores of one transaction."""

    @property
    def conversations(self) -> ConversationStore: ...
    @property
    def questions(self) -> QuestionStore: ...
    @property
    def cases(self) -> CaseStore: ...
    @property
    def oversight(self) -> OversightStore: ...
    @property
    def staff(self) -> StaffStore: ...
    @property
    def tasks(self) -> TaskStore: ...
    @property
    def needs(self) -> NeedStore: ...
    @property
    def saved_questions(self) -> SavedQuestionStore: ...
    @property
    def passage_use(self) -> PassageUseStore: ...
    @property
    def health(self) -> HealthStore: ...
    @property
    def knowledge_changes(self) -> KnowledgeChangeStore: ...
    @property
    def recalls(self) -> RecallStore: ...
    @property
    def publication_checks(self) -> PublicationCheckStore: ...
    @property
    def approved_answers(self) -> ApprovedAnswerStore: ...
    @property
    def model_spending(self) -> ModelSpendingStore: ...
    @property
    def screening(self) -> ScreeningStore: ...
    @property
    def audits(self) -> ReplyAuditStore: ...
    @property
    def seeds(self) -> SeedStore: ...
    @property
    def hand_overs(self) -> HandOverStore: ...
    @property
    def saved_edits(self) -> SavedEditStore: ...
    @property
    def appeals(self) -> AppealStore: ...
    @property
    def ratings(self) -> RatingStore: ...
    @property
    def choices(self) -> ChoiceStore: ...
    @property
    def reviewing(self) -> ReviewingStore: ...
    @property
    def competence(self) -> CompetenceStore: ...
    @property
    def trials(self) -> TrialStore: ...
    @property
    def figures(self) -> FigureStore: ...
    @property
    def queue(self) -> QueueEntryStore: ...
    @property
    def contacts(self) -> ContactChangeStore: ...


class Store(Protocol):
    """Where units of work begin."""

    def begin(self) -> AbstractContextManager[Work]:
        """A read-write transaction."""
        ...

    def read(self) -> AbstractContextManager[Work]:
        """A read-only transaction."""
        ...
