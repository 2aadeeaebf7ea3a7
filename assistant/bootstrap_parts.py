"""What the services of an installation are made from, in one value."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.adapters.directory_file import DirectoryFile
from assistant.adapters.live_updates import LivePages
from assistant.domain.service_times import ServiceTimes
from assistant.services.answer_question import AnswerEngine
from assistant.services.approved_lookup import StoredApprovedAnswers
from assistant.services.audit_sampling import AuditSampling
from assistant.services.contact_desk import ContactDesk
from assistant.services.help_at_once import HelpAtOnce
from assistant.services.model_spending_desk import ModelSpendingDesk
from assistant.services.ports import Clock, Ids, QuestionQueue
from assistant.services.screening_desk import ScreeningDesk
from assistant.services.stores import Store
from assistant.services.web_intake import WebPages
from assistant.settings import Settings
from knowledge_base import Embeddings, KnowledgeBase


@dataclass(frozen=True, slots=True)
class Parts:
    """What the services of a desk are made from."""

    store: Store
    base: KnowledgeBase
    directory: DirectoryFile
    clock: Clock
    ids: Ids
    engine: AnswerEngine
    live: LivePages
    queue: QuestionQueue
    fingerprint: str
    pages: WebPages
    embeddings: Embeddings
    settings: Settings
    approved: StoredApprovedAnswers
    screening: ScreeningDesk
    contacts: ContactDesk
    help_at_once: HelpAtOnce
    spending: ModelSpendingDesk
    sampling: AuditSampling
    times: ServiceTimes
