"""Units of work on the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa

from assistant.adapters.database.appeal_rows import DatabaseAppeals
from assistant.adapters.database.approved_answer_rows import DatabaseApprovedAnswers
from assistant.adapters.database.case_store import DatabaseCases
from assistant.adapters.database.choice_rows import DatabaseChoices
from assistant.adapters.database.cipher import Cipher
from assistant.adapters.database.competence_rows import DatabaseCompetence
from assistant.adapters.database.conflicts import busy_as_conflict
from assistant.adapters.database.contact_rows import DatabaseContacts
from assistant.adapters.database.content_keys import ContentKeys
from assistant.adapters.database.conversation_store import DatabaseConversations
from assistant.adapters.database.engine import forget_deleted, reading
from assistant.adapters.database.figure_rows import DatabaseFigures
from assistant.adapters.database.hand_over_rows import DatabaseHandOvers, DatabaseSavedEdits
from assistant.adapters.database.health_rows import DatabaseHealth
from assistant.adapters.database.knowledge_change_rows import DatabaseKnowledgeChanges
from assistant.adapters.database.model_call_rows import DatabaseModelSpending
from assistant.adapters.database.need_rows import DatabaseNeeds
from assistant.adapters.database.oversight_store import DatabaseOversight
from assistant.adapters.database.passage_use_rows import DatabasePassageUse
from assistant.adapters.database.publication_check_rows import DatabasePublicationChecks
from assistant.adapters.database.question_store import DatabaseQuestions
from assistant.adapters.database.queue_entry_rows import DatabaseQueueEntries
from assistant.adapters.database.rating_rows import DatabaseRatings
from assistant.adapters.database.recall_rows import DatabaseRecalls
from assistant.adapters.database.reply_audit_rows import DatabaseReplyAudits
from assistant.adapters.database.reviewing_rows import DatabaseReviewing
from assistant.adapters.database.saved_question_rows import DatabaseSavedQuestions
from assistant.adapters.database.screening_rows import DatabaseScreening
from assistant.adapters.database.seed_rows import DatabaseSeeds
from assistant.adapters.database.staff_store import DatabaseStaff
from assistant.adapters.database.tables import conversation_keys
from assistant.adapters.database.task_rows import DatabaseTasks
from assistant.adapters.database.trial_rows import DatabaseTrials
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
from assistant.services.publication_check_store import PublicationCheckStore
from assistant.services.queue_entry_store import QueueEntryStore
from assistant.services.rating_store import RatingStore
from assistant.services.recall_store import RecallStore
from assistant.services.reply_audit_store import ReplyAuditStore
from assistant.services.reviewing_store import ReviewingStore
from assistant.services.saved_question_store import SavedQuestionStore
from assistant.services.screening_store import ScreeningStore
from assistant.services.seed_store import SeedStore
from assistant.services.staff_store import StaffStore
from assistant.services.stores import (
    CaseStore,
    ConversationStore,
    OversightStore,
    QuestionStore,
    Store,
    Work,
)
from assistant.services.task_store import TaskStore
from assistant.services.trial_store import TrialStore


@dataclass(frozen=True, slots=True)
class DatabaseWork:
    """All stores of one transaction; of no use after it."""

    conversations: ConversationStore
    questions: QuestionStore
    cases: CaseStore
    oversight: OversightStore
    staff: StaffStore
    tasks: TaskStore
    needs: NeedStore
    saved_questions: SavedQuestionStore
    passage_use: PassageUseStore
    health: HealthStore
    knowledge_changes: KnowledgeChangeStore
    recalls: RecallStore
    publication_checks: PublicationCheckStore
    model_spending: ModelSpendingStore
    approved_answers: ApprovedAnswerStore
    screening: ScreeningStore
    audits: ReplyAuditStore
    seeds: SeedStore
    hand_overs: HandOverStore
    saved_edits: SavedEditStore
    appeals: AppealStore
    ratings: RatingStore
    choices: ChoiceStore
    reviewing: ReviewingStore
    competence: CompetenceStore
    trials: TrialStore
    figures: FigureStore
    queue: QueueEntryStore
    contacts: ContactChangeStore


class DatabaseStore(Store):
    """Begins transactions on an engine from `make_engine`, content encrypted by the cipher."""

    def __init__(self, engine: sa.Engine, cipher: Cipher) -> None:
        self._engine = engine
        self._cipher = cipher

    @contextmanager
    def begin(self) -> Iterator[Work]:
        """A read-write transaction. Never open one inside another on the same thread: SQLite has one write lock."""
        with busy_as_conflict():
            with self._engine.begin() as connection:
                keys = ContentKeys(connection, self._cipher)
                yield _work(connection, keys)
        if keys.erased_any:
            forget_deleted(self._engine)

    @contextmanager
    def read(self) -> Iterator[Work]:
        """A transaction that sees one moment; writing in it is an error."""
        with busy_as_conflict(), reading(self._engine) as connection:
            yield _work(connection, ContentKeys(connection, self._cipher))

    def master_key_fits(self) -> bool:
        """False if content was written under another master key: a wrong key file, or a restore without its key."""
        foreign = (
            sa.select(conversation_keys.c.conversation_id)
            .where(conversation_keys.c.master_key_id != self._cipher.master_key_id)
            .limit(1)
        )
        with reading(self._engine) as connection:
            return connection.execute(foreign).first() is None


def _work(connection: sa.Connection, keys: ContentKeys) -> DatabaseWork:
    stored_cases = DatabaseCases(connection, keys)
    return DatabaseWork(
        conversations=DatabaseConversations(connection, keys),
        questions=DatabaseQuestions(connection, keys),
        cases=stored_cases,
        oversight=DatabaseOversight(connection),
        staff=DatabaseStaff(connection),
        tasks=DatabaseTasks(connection),
        needs=DatabaseNeeds(connection),
        saved_questions=DatabaseSavedQuestions(connection),
        passage_use=DatabasePassageUse(connection),
        health=DatabaseHealth(connection),
        knowledge_changes=DatabaseKnowledgeChanges(connection),
        recalls=DatabaseRecalls(connection, keys),
        publication_checks=DatabasePublicationChecks(connection),
        model_spending=DatabaseModelSpending(connection),
        approved_answers=DatabaseApprovedAnswers(connection),
        screening=DatabaseScreening(connection),
        audits=DatabaseReplyAudits(connection),
        seeds=DatabaseSeeds(connection, keys),
        hand_overs=DatabaseHandOvers(connection, keys),
        saved_edits=DatabaseSavedEdits(connection, keys),
        appeals=DatabaseAppeals(connection),
        ratings=DatabaseRatings(connection, keys),
        choices=DatabaseChoices(connection),
        reviewing=DatabaseReviewing(connection, keys),
        competence=DatabaseCompetence(connection),
        trials=DatabaseTrials(connection),
        figures=DatabaseFigures(connection),
        queue=DatabaseQueueEntries(connection, keys, stored_cases),
        contacts=DatabaseContacts(connection),
    )
