"""The part of the composition root that puts the services together: the desk, and the work that is due by the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from assistant.adapters.data_records import BackupFile, ErasureFile
from assistant.adapters.directory_file import DirectoryFile
from assistant.adapters.live_updates import LivePages
from assistant.adapters.passwords import Argon2Passwords
from assistant.adapters.rate_limits import CitizenLimits
from assistant.adapters.rounds import Rounds
from assistant.adapters.seed_edits import KnownBadEdits
from assistant.adapters.source_status import KnowledgeSourceStatus
from assistant.adapters.throttling import SignInThrottle
from assistant.domain.questions import Language
from assistant.domain.service_times import ServiceTimes
from assistant.services.accounts import Accounts
from assistant.services.answer_question import AnswerEngine
from assistant.services.approved_answers import ApprovedParts
from assistant.services.approved_desk import ApprovedDesk
from assistant.services.approved_lookup import StoredApprovedAnswers
from assistant.services.audit_desk import AuditDesk, AuditParts
from assistant.services.audit_sampling import AuditSampling
from assistant.services.case_life_desk import CaseLifeDesk
from assistant.services.certificates import Certificates
from assistant.services.contact_desk import ContactDesk
from assistant.services.conversation_views import ConversationViews
from assistant.services.conversations import Conversations
from assistant.services.desk import Desk
from assistant.services.erasure import Erasure
from assistant.services.help_at_once import HelpAtOnce
from assistant.services.knowledge_desk import KnowledgeDesk, KnowledgeParts
from assistant.services.model_spending_desk import ModelSpendingDesk
from assistant.services.needs_desk import NeedsDesk, NeedsParts
from assistant.services.oversight import Oversight
from assistant.services.policies import Policies
from assistant.services.ports import (
    Clock,
    Ids,
    QuestionQueue,
)
from assistant.services.public_documents import PublicDocuments
from assistant.services.recall_desk import RecallDesk, RecallParts
from assistant.services.review_case import ReviewCases
from assistant.services.screening_desk import ScreeningDesk
from assistant.services.sign_in import SignIn
from assistant.services.stores import Store
from assistant.services.tasks import Tasks
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


def make_desk(parts: Parts) -> Desk:
    """The services that the web layer and the command line call."""
    store, directory, clock, ids = parts.store, parts.directory, parts.clock, parts.ids
    passwords = Argon2Passwords()
    towns = {language: directory.town_name(language) for language in Language}
    knowledge = KnowledgeDesk.of(
        KnowledgeParts(store, parts.base, directory, clock, ids, directory.time_zone, parts.pages)
    )
    auditing = _make_auditing(parts, knowledge.tasks)
    life = CaseLifeDesk.of(store, clock, ids, directory, parts.times, parts.live, auditing.seeded)
    needs = _make_needs(parts, knowledge.tasks, life)
    approved = ApprovedDesk.of(
        ApprovedParts(
            store, parts.base, directory, clock, ids, parts.approved, knowledge.tasks, directory.time_zone
        )
    )
    return Desk(
        clock=clock,
        directory=directory,
        limits=CitizenLimits(),
        live=parts.live,
        conversations=Conversations(store, clock, ids, parts.queue, parts.live, towns, parts.help_at_once),
        conversation_views=ConversationViews(store, directory, clock),
        public_documents=PublicDocuments(parts.base, directory),
        sign_in=SignIn(store, clock, ids, passwords, SignInThrottle()),
        accounts=Accounts(store, clock, ids, passwords, directory),
        review_cases=ReviewCases(
            store=store,
            clock=clock,
            ids=ids,
            directory=directory,
            sources=KnowledgeSourceStatus(parts.base, directory.time_zone),
            draft_again=parts.engine.run,
            pipeline_hash=parts.fingerprint,
            live=parts.live,
            sampling=parts.sampling,
            seeded=auditing.seeded,
        ),
        policies=knowledge.policies,
        oversight=Oversight(store, directory, clock, _active_index(parts.base)),
        certificates=Certificates(store, directory, clock, ids, parts.fingerprint),
        knowledge=knowledge,
        needs=needs,
        approved=approved,
        recall=_make_recall(parts, knowledge.policies),
        erasure=Erasure(
            store,
            clock,
            parts.live,
            ErasureFile(parts.settings.data_dir),
            BackupFile(parts.settings.data_dir),
            timedelta(days=parts.settings.backup_days),
            (needs.gathering, approved.lapses),
        ),
        screening=parts.screening,
        contacts=parts.contacts,
        model_spending=parts.spending,
        auditing=auditing,
        case_life=life,
    )


def _make_auditing(parts: Parts, tasks: Tasks) -> AuditDesk:
    return AuditDesk.of(
        AuditParts(
            store=parts.store,
            directory=parts.directory,
            clock=parts.clock,
            ids=parts.ids,
            tasks=tasks,
            edits=KnownBadEdits(parts.base, parts.directory, parts.clock),
            pipeline_hash=parts.fingerprint,
            times=parts.times,
        )
    )


def _make_recall(parts: Parts, policies: Policies) -> RecallDesk:
    return RecallDesk.of(
        RecallParts(
            store=parts.store,
            base=parts.base,
            directory=parts.directory,
            clock=parts.clock,
            ids=parts.ids,
            time_zone=parts.directory.time_zone,
            policies=policies,
            sources=KnowledgeSourceStatus(parts.base, parts.directory.time_zone),
            draft_again=parts.engine.run,
            pipeline_hash=parts.fingerprint,
            live=parts.live,
        )
    )


def _make_needs(parts: Parts, tasks: Tasks, life: CaseLifeDesk) -> NeedsDesk:
    return NeedsDesk.of(
        NeedsParts(
            store=parts.store,
            base=parts.base,
            embeddings=parts.embeddings,
            directory=parts.directory,
            clock=parts.clock,
            ids=parts.ids,
            time_zone=parts.directory.time_zone,
            tasks=tasks,
            sources=KnowledgeSourceStatus(parts.base, parts.directory.time_zone),
            draft_again=parts.engine.run,
            live=parts.live,
            reassigned=life.clocks.reassigned,
            late_cases=life.clocks.late,
        )
    )


def make_rounds(desk: Desk) -> Rounds:
    """What is due by the clock. Recalls go first: they are about people who were told something."""
    return Rounds(
        {
            **desk.recall.rounds(),
            **desk.case_life.rounds(),
            "asking the test questions": desk.knowledge.question_round.settle,
            "telling owners of faults about newer versions": desk.knowledge.content_faults.settle,
            "settling contradictions between documents": desk.knowledge.source_conflicts.settle,
            "reading the days that texts name": desk.knowledge.health.settle,
            **desk.approved.rounds(),
            **desk.needs.rounds(),
            **desk.auditing.rounds(),
            "finishing erasures": desk.erasure.settle,
        },
        mark=desk.recall.changes.mark,
    )


def _active_index(base: KnowledgeBase) -> Callable[[], str]:
    def active() -> str:
        index = base.active_index()
        return index.id if index is not None else ""

    return active
