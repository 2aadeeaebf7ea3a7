"""The part of the composition root that puts the services together: the desk, and the work that is due by the clock."""

from __future__ import annotations

from collections.abc import Callable

from assistant.adapters.embedding_likeness import EmbeddingLikeness
from assistant.adapters.passwords import Argon2Passwords
from assistant.adapters.policy_passages import KnowledgePassages
from assistant.adapters.rate_limits import CitizenLimits
from assistant.adapters.rounds import Rounds
from assistant.adapters.seed_edits import KnownBadEdits
from assistant.adapters.source_status import KnowledgeSourceStatus
from assistant.adapters.throttling import SignInThrottle
from assistant.bootstrap_citizens import make_citizen_services, make_erasure
from assistant.bootstrap_parts import Parts
from assistant.domain.questions import Language
from assistant.domain.review_arms import ArmShares
from assistant.services.accounts import Accounts
from assistant.services.approved_answers import ApprovedParts
from assistant.services.approved_desk import ApprovedDesk
from assistant.services.audit_desk import AuditDesk, AuditParts
from assistant.services.case_life_desk import CaseLifeDesk
from assistant.services.case_queue import fill_queue
from assistant.services.case_replay import CaseReplays
from assistant.services.certificates import Certificates
from assistant.services.competence_checks import CheckGate
from assistant.services.conversation_views import ConversationViews
from assistant.services.conversations import Conversations
from assistant.services.desk import Desk
from assistant.services.figures import Figures
from assistant.services.knowledge_desk import KnowledgeDesk, KnowledgeParts
from assistant.services.load_limits import LoadLimits
from assistant.services.needs_desk import NeedsDesk, NeedsParts
from assistant.services.oversight import Oversight
from assistant.services.oversight_trials import TrialGate
from assistant.services.policies import Policies
from assistant.services.public_documents import PublicDocuments
from assistant.services.ratings import low_rated
from assistant.services.reading_watch import ReadingWatch
from assistant.services.recall_desk import RecallDesk, RecallParts
from assistant.services.review_arms import ReviewArms
from assistant.services.review_case import ReviewCases
from assistant.services.reviewing_desk import ReviewingDesk, ReviewingParts
from assistant.services.sign_in import SignIn
from assistant.services.tasks import Tasks
from knowledge_base import KnowledgeBase


def make_desk(parts: Parts) -> Desk:
    """The services that the web layer and the command line call."""
    store, directory, clock, ids = parts.store, parts.directory, parts.clock, parts.ids
    fill_queue(store)
    passwords = Argon2Passwords()
    towns = {language: directory.town_name(language) for language in Language}
    knowledge = KnowledgeDesk.of(
        KnowledgeParts(store, parts.base, directory, clock, ids, directory.time_zone, parts.pages)
    )
    auditing = _make_auditing(parts, knowledge.tasks)
    life = CaseLifeDesk.of(store, clock, ids, directory, parts.times, parts.live, auditing.seeded)
    figures = Figures(store, directory, clock, directory.time_zone)
    needs = _make_needs(parts, knowledge.tasks, life, figures)
    approved = ApprovedDesk.of(
        ApprovedParts(
            store, parts.base, directory, clock, ids, parts.approved, knowledge.tasks, directory.time_zone
        )
    )
    conversations = Conversations(store, clock, ids, parts.queue, parts.live, towns, parts.help_at_once)
    views = ConversationViews(store, directory, clock)
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
        erasure=make_erasure(parts, needs, approved),
        screening=parts.screening,
        contacts=parts.contacts,
        model_spending=parts.spending,
        auditing=auditing,
        case_life=life,
        citizen=make_citizen_services(parts, conversations, views, needs, approved, auditing),
        replays=CaseReplays(store, clock),
        reviewing=_make_reviewing(parts, auditing),
        figures=figures,
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


def _make_needs(parts: Parts, tasks: Tasks, life: CaseLifeDesk, figures: Figures) -> NeedsDesk:
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
            too_little_contact=figures.too_little_contact,
        )
    )


def make_rounds(desk: Desk) -> Rounds:
    """What is due by the clock. Recalls go first: they are about people who were told something."""
    return Rounds(
        {
            **desk.recall.rounds(),
            **desk.case_life.rounds(),
            "reading new questions for the search of cases": desk.review_cases.paging.search.settle,
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
