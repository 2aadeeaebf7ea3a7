"""The services that keep the knowledge base in order, in one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, tzinfo

from assistant.services.content_faults import ContentFaults
from assistant.services.health import Health
from assistant.services.policies import Policies
from assistant.services.ports import Clock, Directory, Ids
from assistant.services.public_documents import PublicDocuments
from assistant.services.publication_checks import PublicationChecks
from assistant.services.publication_findings import PublicationFindings
from assistant.services.publication_history import PublicationHistory
from assistant.services.publication_rules import PublicationRules
from assistant.services.question_round import QuestionRound
from assistant.services.saved_questions import SavedQuestions
from assistant.services.search_trial import SearchTrials
from assistant.services.source_conflicts import SourceConflicts
from assistant.services.stores import Store
from assistant.services.suggestions import Suggestions
from assistant.services.tasks import Tasks
from assistant.services.version_diff import VersionDiffs
from assistant.services.web_intake import NO_SITES, WebIntake, WebPages
from knowledge_base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class KnowledgeParts:
    """What they are made from."""

    store: Store
    base: KnowledgeBase
    directory: Directory
    clock: Clock
    ids: Ids
    time_zone: tzinfo = UTC
    """The town's: its days begin at its midnight."""
    pages: WebPages = NO_SITES
    """Where documents may be fetched from."""


@dataclass(frozen=True, slots=True)
class KnowledgeDesk:
    """Policies, and everything around them."""

    tasks: Tasks
    policies: Policies
    saved_questions: SavedQuestions
    question_round: QuestionRound
    health: Health
    content_faults: ContentFaults
    history: PublicationHistory
    version_diffs: VersionDiffs
    search_trials: SearchTrials
    web_intake: WebIntake
    publication_checks: PublicationChecks
    source_conflicts: SourceConflicts
    suggestions: Suggestions

    @classmethod
    def of(cls, parts: KnowledgeParts) -> KnowledgeDesk:
        """The services, put together."""
        store, base, directory, clock = parts.store, parts.base, parts.directory, parts.clock
        tasks = Tasks(store, directory, clock, parts.ids, parts.time_zone)
        saved_questions = SavedQuestions(store, base, clock, parts.ids, parts.time_zone)
        findings = PublicationFindings(base, clock, parts.time_zone)
        rules = PublicationRules(base, store, findings, clock)
        policies = Policies(base, store, directory, clock, saved_questions, rules)
        return cls(
            tasks=tasks,
            policies=policies,
            saved_questions=saved_questions,
            question_round=QuestionRound(store, base, parts.ids, tasks, saved_questions),
            health=Health(store, base, tasks, clock, parts.ids),
            content_faults=ContentFaults(store, base, tasks, clock, parts.ids),
            history=PublicationHistory(store, base),
            version_diffs=VersionDiffs(policies),
            search_trials=SearchTrials(base),
            web_intake=WebIntake(policies, base, parts.pages),
            publication_checks=PublicationChecks(policies, base, store, findings, clock),
            source_conflicts=SourceConflicts(store, base, tasks, findings, clock),
            suggestions=Suggestions(store, base, PublicDocuments(base, directory), tasks),
        )
