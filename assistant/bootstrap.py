"""The composition root: the only place where adapters meet services."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from assistant.adapters.changed_texts import KnowledgeChangedTexts
from assistant.adapters.confidence_file import read_adjustments
from assistant.adapters.courtesy_files import load_courtesies
from assistant.adapters.database.cipher import Cipher, load_or_create_master_key
from assistant.adapters.database.engine import make_engine
from assistant.adapters.database.migrate import upgrade
from assistant.adapters.database.store import DatabaseStore
from assistant.adapters.directory_file import DirectoryFile
from assistant.adapters.embedding_likeness import EmbeddingLikeness
from assistant.adapters.knowledge_search import KnowledgeSearch
from assistant.adapters.live_updates import LivePages
from assistant.adapters.pipeline_fingerprint import pipeline_hash
from assistant.adapters.question_workers import QuestionWorkers
from assistant.adapters.rounds import Rounds
from assistant.adapters.service_times_file import times_beside
from assistant.adapters.source_status import KnowledgeSourceStatus
from assistant.adapters.system import SystemClock, SystemIds
from assistant.adapters.web_pages import ListedSites
from assistant.bootstrap_desk import make_desk, make_rounds
from assistant.bootstrap_models import LanguageModels, language_models, model_ledger, spending_desk
from assistant.bootstrap_parts import Parts
from assistant.bootstrap_screening import COURTESIES, ScreeningParts, live_screening, shipped_screen
from assistant.domain.service_times import ServiceTimes
from assistant.services.answer_question import AnswerEngine
from assistant.services.approved_lookup import StoredApprovedAnswers
from assistant.services.audit_sampling import AuditSampling, AuditShares
from assistant.services.autonomy import StoredAutonomy
from assistant.services.desk import Desk
from assistant.services.forced_review import ForcedReview
from assistant.services.help_at_once import HelpAtOnce
from assistant.services.model_spending import ModelSpending
from assistant.services.ports import (
    Autonomy,
    Clock,
    EvidenceSearch,
    Ids,
    OpenConflicts,
    Step,
)
from assistant.services.process_question import ProcessQuestion
from assistant.services.record_outcome import OutcomeRecorder
from assistant.services.source_conflicts import StoredConflicts
from assistant.services.steps.approved import ApprovedAnswers, ApprovedFirst, NoApprovedAnswers
from assistant.services.steps.draft import DraftAnswer
from assistant.services.steps.other_language import OtherLanguage
from assistant.services.steps.parts import EachPart
from assistant.services.steps.retrieve import Retrieve
from assistant.services.steps.route import Route
from assistant.services.steps.understand import Understand
from assistant.services.steps.verify import Verify
from assistant.settings import Settings
from knowledge_base import Embeddings, KnowledgeBase, StaticEmbeddings

PACKAGE = Path(__file__).parent
ROOT = PACKAGE.parent


@dataclass(frozen=True, slots=True)
class Installation:
    """One installation, put together. `close` it at the end."""

    settings: Settings
    database: sa.Engine
    store: DatabaseStore
    knowledge_base: KnowledgeBase
    directory: DirectoryFile
    engine: AnswerEngine
    workers: QuestionWorkers
    rounds: Rounds
    processing: ProcessQuestion
    desk: Desk
    clock: Clock
    ids: Ids
    pipeline_hash: str

    @contextmanager
    def working(self) -> Iterator[None]:
        """The question workers and the rounds run while the block is open."""
        self.workers.start()
        self.rounds.start()
        try:
            yield
        finally:
            self.rounds.stop()
            self.workers.stop()

    def close(self) -> None:
        """End the parser process, close the index files and the database connections."""
        self.knowledge_base.close()
        self.database.dispose()


def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    embeddings: Embeddings | None = None,
    live: LivePages | None = None,
) -> Installation:
    """Put an installation together and bring its database up to date. The data folder is created if it is missing.

    Raises what a wrong file or an unreachable database raises; nothing is started.
    """
    clock, ids = clock or SystemClock(), ids or SystemIds()
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    database, store = _open_store(settings)
    embeddings = embeddings or StaticEmbeddings()
    base = _open_base(settings, database, embeddings, clock, ids)
    directory = DirectoryFile(EngineFiles.of(settings).directory)
    live = live or LivePages()
    answering = _answering(settings, store, base, directory, embeddings, clock, ids, live)
    workers = QuestionWorkers(answering.processing.process, store, clock, settings.workers)
    parts = Parts(
        store,
        base,
        directory,
        clock,
        ids,
        answering.engine,
        live,
        workers,
        answering.fingerprint,
        ListedSites(settings.intake_hosts, clock),
        embeddings,
        settings,
        answering.approved,
        answering.screening.desk,
        answering.screening.contacts,
        HelpAtOnce(answering.screening.live, answering.processing.process),
        spending_desk(settings, answering.spending, directory),
        answering.sampling,
        answering.times,
    )
    desk = make_desk(parts)
    # Before anybody can read it: a restored database holds again what was erased since its backup.
    desk.erasure.settle()
    return Installation(
        settings=settings,
        database=database,
        store=store,
        knowledge_base=base,
        directory=directory,
        engine=answering.engine,
        workers=workers,
        rounds=make_rounds(desk),
        processing=answering.processing,
        desk=desk,
        clock=clock,
        ids=ids,
        pipeline_hash=answering.fingerprint,
    )


@dataclass(frozen=True, slots=True)
class _Answering:
    """What answers questions, and what of it other services look at."""

    engine: AnswerEngine
    fingerprint: str
    approved: StoredApprovedAnswers
    screening: ScreeningParts
    processing: ProcessQuestion
    spending: ModelSpending
    sampling: AuditSampling
    times: ServiceTimes


def _answering(
    settings: Settings,
    store: DatabaseStore,
    base: KnowledgeBase,
    directory: DirectoryFile,
    embeddings: Embeddings,
    clock: Clock,
    ids: Ids,
    live: LivePages,
) -> _Answering:
    spending = model_ledger(settings, store, clock, ids, directory.time_zone)
    models = language_models(settings, EngineFiles.of(settings).prompts, spending, clock, ids)
    fingerprint = fingerprint_of(settings, embeddings, models)
    screening = live_screening(EngineFiles.of(settings).screening_rules, store, directory, clock, ids)
    sources = KnowledgeSourceStatus(base, directory.time_zone)
    conflicts = StoredConflicts(store, base)
    approved = StoredApprovedAnswers(store, base, sources, conflicts, directory.time_zone)
    engine = make_engine_of_answers(
        settings,
        KnowledgeSearch(base, directory.time_zone),
        StoredAutonomy(store),
        directory,
        models,
        clock=clock,
        ids=ids,
        fingerprint=fingerprint,
        embeddings=embeddings,
        conflicts=conflicts,
        approved=approved,
        screen=screening.live,
    )
    forced = ForcedReview(KnowledgeChangedTexts(base, directory.time_zone))
    shares = AuditShares(settings.reply_audit_share, settings.second_review_share)
    sampling = AuditSampling(ids, clock, shares, forced)
    times = times_beside(EngineFiles.of(settings).directory, directory)
    recorder = OutcomeRecorder(
        store, directory, clock, ids, sources, fingerprint, forced=forced, sampling=sampling, times=times
    )
    processing = ProcessQuestion(store, engine.run, recorder, live, fingerprint)
    return _Answering(engine, fingerprint, approved, screening, processing, spending, sampling, times)


def _open_store(settings: Settings) -> tuple[sa.Engine, DatabaseStore]:
    """The database, brought up to date. Raises RuntimeError for the key of another one."""
    database = make_engine(settings.database)
    upgrade(database)
    store = DatabaseStore(database, Cipher(load_or_create_master_key(settings.data_dir / "master.key")))
    if not store.master_key_fits():
        raise RuntimeError("master.key in the data folder is not the key this database was written with")
    return database, store


def _open_base(
    settings: Settings, database: sa.Engine, embeddings: Embeddings, clock: Clock, ids: Ids
) -> KnowledgeBase:
    return KnowledgeBase.open(
        database,
        settings.data_dir,
        embeddings=embeddings,
        now=clock.now,
        new_id=ids.new_id,
        scan_command=settings.scan_command,
    )


@dataclass(frozen=True, slots=True)
class EngineFiles:
    """The data files that steer the engine, as the settings name them."""

    directory: Path
    screening_rules: Path
    prompts: Path

    @classmethod
    def of(cls, settings: Settings) -> EngineFiles:
        """The files in force: the settings' own, else the ones that come with the product."""
        return cls(
            settings.directory_file or ROOT / "knowledge_base" / "sample" / "directory.yaml",
            settings.screening_rules_dir or PACKAGE / "screening_rules",
            settings.prompts_dir or ROOT / "prompts",
        )


def fingerprint_of(settings: Settings, embeddings: Embeddings, models: LanguageModels) -> str:
    """The hash of everything that decides what the engine says (C-04)."""
    files = EngineFiles.of(settings)
    steering = {
        "embeddings": f"{embeddings.name}/{embeddings.dimension}",
        "model": models.fingerprint,
        "confidence": read_adjustments(settings.data_dir).fingerprint(),
    }
    return pipeline_hash((files.directory, files.screening_rules, files.prompts, COURTESIES), steering)


def make_engine_of_answers(
    settings: Settings,
    search: EvidenceSearch,
    autonomy: Autonomy,
    directory: DirectoryFile,
    models: LanguageModels,
    *,
    clock: Clock,
    ids: Ids,
    fingerprint: str,
    embeddings: Embeddings,
    conflicts: OpenConflicts,
    approved: ApprovedAnswers | None = None,
    screen: Step | None = None,
) -> AnswerEngine:
    """The pipeline: a literal tuple of steps. Without `screen`, the shipped rules alone."""
    other_language = OtherLanguage(search, models.chat) if models.chat is not None else None
    drafting = DraftAnswer(models.chat, EmbeddingLikeness(embeddings), other_language)
    adjustment = read_adjustments(settings.data_dir).current()
    return AnswerEngine(
        (
            screen or shipped_screen(EngineFiles.of(settings).screening_rules, directory),
            Understand(directory, models.rewriting, load_courtesies(COURTESIES)),
            EachPart(Retrieve(search, directory)),
            EachPart(ApprovedFirst(approved or NoApprovedAnswers(), drafting)),
            EachPart(Verify(conflicts, directory.time_zone, models.opinion)),
            EachPart(Route(autonomy, directory, ids, clock, fingerprint, settings.audit_share, adjustment)),
        ),
        fingerprint,
        time.perf_counter,
    )


def set_up_logging(level: str) -> None:
    """One line an event to standard error; no library of ours or others logs what a person wrote."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s", force=True)
    for noisy in ("httpx", "httpcore", "openai", "pdfminer", "chromadb", "urllib3"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
