"""The part of the composition root that puts the services together: the desk, and the work that is due by the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from assistant.adapters.data_records import BackupFile, ErasureFile
from assistant.adapters.directory_file import DirectoryFile
from assistant.adapters.embedding_likeness import EmbeddingLikeness
from assistant.adapters.live_updates import LivePages
from assistant.adapters.passwords import Argon2Passwords
from assistant.adapters.policy_passages import KnowledgePassages
from assistant.adapters.rate_limits import CitizenLimits
from assistant.adapters.rounds import Rounds
from assistant.adapters.seed_edits import KnownBadEdits
from assistant.adapters.source_status import KnowledgeSourceStatus
from assistant.adapters.throttling import SignInThrottle
from assistant.adapters.written_days import WrittenDays
from assistant.bootstrap_records import make_records
from assistant.domain.questions import Language
from assistant.domain.review_arms import ArmShares
from assistant.domain.service_times import ServiceTimes
from assistant.services.accounts import Accounts
from assistant.services.amendments import Amendments
from assistant.services.answer_question import AnswerEngine
from assistant.services.appeals import AppealParts, Appeals
from assistant.services.approved_answers import ApprovedParts
from assistant.services.approved_desk import ApprovedDesk
from assistant.services.approved_lookup import StoredApprovedAnswers
from assistant.services.audit_desk import AuditDesk, AuditParts
from assistant.services.audit_sampling import AuditSampling
from assistant.services.case_life_desk import CaseLifeDesk
from assistant.services.case_replay import CaseReplays
from assistant.services.certificates import Certificates
from assistant.services.competence_checks import CheckGate
from assistant.services.conversation_views import ConversationViews
from assistant.services.conversations import Conversations
from assistant.services.danger_beside import DangerBeside
from assistant.services.desk import Desk
from assistant.services.erasure import Erasure
from assistant.services.explanations import Explanations
from assistant.services.help_at_once import HelpAtOnce
from assistant.services.knowledge_desk import KnowledgeDesk, KnowledgeParts
from assistant.services.load_limits import LoadLimits
from assistant.services.model_spending_desk import ModelSpendingDesk
from assistant.services.needs_desk import NeedsDesk, NeedsParts
from assistant.services.open_figures import OpenCounts
from assistant.services.oversight import Oversight
from assistant.services.oversight_trials import TrialGate
from assistant.services.own_choices import OwnChoices
from assistant.services.own_record import OwnRecords
from assistant.services.own_rights import OwnRights
from assistant.services.policies import Policies
from assistant.services.ports import (
    Clock,
    Ids,
    QuestionQueue,
)
from assistant.services.public_documents import PublicDocuments
from assistant.services.rating_desk import RatingDesk
from assistant.services.ratings import RatingParts, Ratings, low_rated
from assistant.services.reading_watch import ReadingWatch
from assistant.services.recall_desk import RecallDesk, RecallParts
from assistant.services.review_arms import ReviewArms
from assistant.services.review_case import ReviewCases
from assistant.services.reviewing_desk import ReviewingDesk, ReviewingParts
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
    conversations = Conversations(store, clock, ids, parts.queue, parts.live, towns, parts.help_at_once)
    danger = DangerBeside(conversations, parts.help_at_once)
    views = ConversationViews(store, directory, clock)
    counts = OpenCounts(store, clock, parts.times)
    return Desk(
        clock=clock,
        directory=directory,
        limits=CitizenLimits(),
        live=parts.live,
        conversations=conversations,
        conversation_views=views,
        public_documents=PublicDocuments(parts.base, directory),
        sign_in=SignIn(store, clock, ids, passwords, SignInThrottle()),
        accounts=Accounts(store, clock, ids, passwords, directory),
        review_cases=_make_reviews(parts, auditing),
        policies=knowledge.policies,
        oversight=Oversight(store, directory, clock, _active_index(parts.base), ids),
        certificates=Certificates(
            store,
            directory,
            clock,
            ids,
            parts.fingerprint,
            TrialGate(parts.settings.require_oversight_trial),
        ),
        knowledge=knowledge,
        needs=needs,
        approved=approved,
        recall=_make_recall(parts, knowledge.policies),
        erasure=_make_erasure(parts, needs, approved),
        screening=parts.screening,
        model_spending=parts.spending,
        auditing=auditing,
        case_life=life,
        appeals=_make_appeals(parts, danger),
        rights=OwnRights(
            records=OwnRecords(store, directory, views, timedelta(days=parts.settings.conversation_days)),
            choices=OwnChoices(store, clock, parts.live, (needs.gathering, approved.lapses)),
            amendments=Amendments(store, clock, ids, parts.live, danger),
        ),
        ratings=_make_ratings(parts, needs, danger),
        explanations=Explanations(store, directory, clock, WrittenDays(directory.time_zone)),
        replays=CaseReplays(store, clock),
        open_counts=counts,
        open_records=make_records(
            parts.settings, directory, parts.fingerprint, counts, auditing.report, clock
        ),
        rating_desk=RatingDesk(store, clock, ids, directory, needs.call_backs, parts.live),
        reviewing=_make_reviewing(parts, auditing),
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
            gate=gate_of(parts),
            load=LoadLimits(),
        )
    )


def gate_of(parts: Parts) -> CheckGate:
    """Demands checks of whoever approves drafts."""
    sources = KnowledgeSourceStatus(parts.base, parts.directory.time_zone)
    return CheckGate(sources, parts.settings.require_checks)


def _make_reviewing(parts: Parts, auditing: AuditDesk) -> ReviewingDesk:
    return ReviewingDesk.of(
        ReviewingParts(
            store=parts.store,
            directory=parts.directory,
            clock=parts.clock,
            ids=parts.ids,
            passages=KnowledgePassages(parts.base),
            gate=gate_of(parts),
            seeds=auditing.seeds,
            likeness=EmbeddingLikeness(parts.embeddings),
            arms=arms_of(parts),
            tests=auditing.seeded,
        )
    )


def arms_of(parts: Parts) -> ReviewArms:
    """Draws for each case how it is worked on, with the shares of the settings."""
    shares = ArmShares(parts.settings.answer_first_share, parts.settings.unaided_share)
    return ReviewArms(parts.clock, parts.ids, shares)


def _make_reviews(parts: Parts, auditing: AuditDesk) -> ReviewCases:
    return ReviewCases(
        store=parts.store,
        clock=parts.clock,
        ids=parts.ids,
        directory=parts.directory,
        sources=KnowledgeSourceStatus(parts.base, parts.directory.time_zone),
        draft_again=parts.engine.run,
        pipeline_hash=parts.fingerprint,
        live=parts.live,
        sampling=parts.sampling,
        seeded=auditing.seeded,
        arms=arms_of(parts),
        reading=ReadingWatch(parts.sampling),
        gate=gate_of(parts),
        load=LoadLimits(),
    )


def _make_erasure(parts: Parts, needs: NeedsDesk, approved: ApprovedDesk) -> Erasure:
    return Erasure(
        parts.store,
        parts.clock,
        parts.live,
        ErasureFile(parts.settings.data_dir),
        BackupFile(parts.settings.data_dir),
        timedelta(days=parts.settings.backup_days),
        (needs.gathering, approved.lapses),
        timedelta(days=parts.settings.conversation_days),
    )


def _make_ratings(parts: Parts, needs: NeedsDesk, danger: DangerBeside) -> Ratings:
    return Ratings(
        RatingParts(
            store=parts.store,
            clock=parts.clock,
            ids=parts.ids,
            live=parts.live,
            times=parts.times,
            call_backs=needs.call_backs,
            time_zone=parts.directory.time_zone,
            danger=danger,
        )
    )


def _make_appeals(parts: Parts, danger: DangerBeside) -> Appeals:
    return Appeals(
        AppealParts(
            store=parts.store,
            directory=parts.directory,
            clock=parts.clock,
            ids=parts.ids,
            live=parts.live,
            times=parts.times,
            pipeline_hash=parts.fingerprint,
            danger=danger,
            sampling=parts.sampling,
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
            low_rated=low_rated,
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
            "erasing conversations past their time": desk.erasure.past_their_time,
        },
        mark=desk.recall.changes.mark,
    )


def _active_index(base: KnowledgeBase) -> Callable[[], str]:
    def active() -> str:
        index = base.active_index()
        return index.id if index is not None else ""

    return active
