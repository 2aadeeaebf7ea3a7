"""`civicdesk evaluate answers`: a throw-away knowledge base from corpora, each query through the whole pipeline."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from assistant.adapters.database.engine import make_engine
from assistant.adapters.database.migrate import upgrade
from assistant.adapters.directory_file import DirectoryFile
from assistant.adapters.knowledge_search import KnowledgeSearch
from assistant.adapters.system import SystemClock, SystemIds
from assistant.bootstrap import EngineFiles, fingerprint_of, make_engine_of_answers
from assistant.bootstrap_models import language_models
from assistant.domain.certificates import Certificate
from assistant.domain.model_budgets import ChargedTo, PlannedCall, UsedCall
from assistant.domain.questions import Author, Language, Question, Turn
from assistant.domain.routing import (
    AskBack,
    Courtesy,
    ReleaseUnderCertificate,
    ShowEmergency,
    Working,
)
from assistant.domain.would_answer import only_autonomy_is_missing
from assistant.evaluation.dataset_rows import QueryRow, corpus_rows, query_rows
from assistant.services.answer_question import AnswerEngine
from assistant.services.ports import EvidenceSearch
from assistant.settings import Settings
from knowledge_base import KnowledgeBase, StaticEmbeddings
from knowledge_base.sample_policies import load_sample_policies
from knowledge_base.text import is_chinese
from knowledge_base.throwaway import RawDocument, build

SHOWN = 10
WOULD_ANSWER_FROM = 0.6
"""The confidence from which a draft counts as one the score alone would let out. Cross-validated, it lets out .43 of
Doc2Dial's first questions, .077 of them with a wrong document (decision 0038). A certificate's threshold decides in
service; a measurement without labels of its own needs some fixed one."""

Progress = Callable[[str, int, int], None]


class NoAutonomy:
    """Implements the port `Autonomy`: nothing may go out, so that every route shows what the engine itself thinks."""

    def certificate(self, _topic_id: str, _language: Language) -> Certificate | None:
        """There is none."""
        return None

    def stopped(self, _department_id: str, _topic_id: str | None) -> bool:
        """No switch is on."""
        return False


class NothingOnRecord:
    """Implements the port `OpenConflicts`: in a base made for measuring, no owner has anything to settle."""

    def on(self, _passage_ids: Collection[str], _day: date) -> frozenset[str]:
        """There is none."""
        return frozenset()


def evaluate_answers(
    corpora: Sequence[Path],
    queries: Path,
    limit: int | None,
    progress: Progress,
    settings: Settings,
) -> Iterator[dict[str, object]]:
    """One output row a query, in input order, after the contract. Raises RowError before the first row.

    The production pipeline on the settings in force; answers are labelled by nobody, so no certificate is in force.
    """
    rows = query_rows(queries, limit)
    with throwaway_engine(corpora, progress, settings) as (engine, _):
        for done, row in enumerate(rows, start=1):
            yield output_row(row, *timed(engine, row))
            progress("Answering", done, len(rows))


@contextmanager
def throwaway_engine(
    corpora: Sequence[Path], progress: Progress, settings: Settings
) -> Iterator[tuple[AnswerEngine, KnowledgeBase]]:
    """The production pipeline over a knowledge base of these corpora, gone when the block is left."""
    embeddings = StaticEmbeddings()
    with throwaway_base(corpora, progress, embeddings) as base:
        yield _engine(base, settings, embeddings), base


@contextmanager
def throwaway_base(
    corpora: Sequence[Path], progress: Progress, embeddings: StaticEmbeddings
) -> Iterator[KnowledgeBase]:
    """A knowledge base of these corpora, gone when the block is left."""
    documents = [
        RawDocument(row.id, row.title, row.text, "zh" if is_chinese(row.text) else "en")
        for corpus in corpora
        for row in corpus_rows(corpus)
    ]
    with tempfile.TemporaryDirectory(prefix="civicdesk-evaluate-") as folder:
        base = build(
            documents,
            Path(folder),
            lambda done, total: progress("Indexing", done, total),
            embeddings=embeddings,
        )
        try:
            yield base
        finally:
            base.close()


@contextmanager
def sample_engine(settings: Settings) -> Iterator[AnswerEngine]:
    """The production pipeline over the sample town's policies, gone when the block is left."""
    embeddings = StaticEmbeddings()
    with tempfile.TemporaryDirectory(prefix="civicdesk-evaluate-") as folder:
        database = make_engine(f"sqlite:///{Path(folder) / 'sample.sqlite'}")
        upgrade(database)
        base = KnowledgeBase.open(database, Path(folder), embeddings=embeddings)
        try:
            load_sample_policies(base, "editor", "supervisor")
            yield _engine(base, settings, embeddings)
        finally:
            base.close()
            database.dispose()


def _engine(base: KnowledgeBase, settings: Settings, embeddings: StaticEmbeddings) -> AnswerEngine:
    directory = DirectoryFile(EngineFiles.of(settings).directory)
    return engine_over(KnowledgeSearch(base, directory.time_zone), settings, embeddings)


class Unbooked:
    """The port `ModelMeter` for measuring: there is no department to charge and no day's budget to keep."""

    def begin(self, call: PlannedCall) -> str:
        """Allowed."""
        return call.model

    def end(self, booking: str, used: UsedCall) -> int:  # noqa: ARG002 - the port's names
        """Costs nothing here."""
        return 0

    def ms_left(self, charged: ChargedTo) -> int | None:  # noqa: ARG002 - the port's name
        """No limit but the time-out."""
        return None


def engine_over(search: EvidenceSearch, settings: Settings, embeddings: StaticEmbeddings) -> AnswerEngine:
    """The production pipeline on a search of the caller's."""
    ids, clock = SystemIds(), SystemClock()
    models = language_models(settings, EngineFiles.of(settings).prompts, Unbooked(), clock, ids)
    directory = DirectoryFile(EngineFiles.of(settings).directory)
    return make_engine_of_answers(
        settings,
        search,
        NoAutonomy(),
        directory,
        models,
        clock=clock,
        ids=ids,
        fingerprint=fingerprint_of(settings, embeddings, models),
        embeddings=embeddings,
        conflicts=NothingOnRecord(),
    )


def timed(engine: AnswerEngine, row: QueryRow) -> tuple[Working, float]:
    """What the engine made of a row, and how long it took in milliseconds."""
    authors = {"user": Author.CITIZEN, "agent": Author.ASSISTANT}
    history = tuple(Turn(authors[line.role], line.text) for line in row.history)
    language = Language.ZH if is_chinese(row.question) else Language.EN
    question = Question(row.id, "evaluation", row.question, language, datetime.now(UTC), history)
    began = time.perf_counter()
    working = engine.run(question)
    return working, (time.perf_counter() - began) * 1000


def output_row(row: QueryRow, working: Working, total_ms: float) -> dict[str, object]:
    """The row of the contract."""
    would_answer = only_autonomy_is_missing(working, topic_matters=False)
    return {
        "id": row.id,
        "passages": [
            {"document_id": one.document_id, "text": one.text, "score": one.score}
            for one in working.evidence[:SHOWN]
        ],
        "answer": working.draft.plain_text() if working.draft is not None else "",
        "citations": [
            {"document_id": quote.document_id, "quote": quote.text}
            for quote in (working.draft.quotes() if working.draft is not None else ())
        ],
        "confidence": working.confidence,
        "route": _route_name(working),
        "would_answer": would_answer and working.confidence >= WOULD_ANSWER_FROM,
        "reasons": [reason.value for reason in working.reasons],
        "timings_ms": {"total": total_ms, **{stage.value: ms for stage, ms in working.timings_ms.items()}},
    }


def _route_name(working: Working) -> str:
    match working.route:
        case ReleaseUnderCertificate():
            return "answer"
        case AskBack() | Courtesy():
            return "clarify"
        case ShowEmergency():
            return "emergency"
        case _:
            return "review"
