"""`civicdesk bench answers`: what a question costs from its acceptance to its stored outcome, at a given size."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from assistant.adapters.database.engine import make_engine
from assistant.adapters.database.migrate import upgrade
from assistant.bootstrap import Installation
from assistant.bootstrap import build as put_together
from assistant.domain.answers import Draft, DraftMethod
from assistant.domain.conversations import Conversation, QuestionRecord
from assistant.domain.questions import Language, Stage
from assistant.evaluation.bench_answers_model import ModelProcess, model_process
from assistant.evaluation.bench_answers_served import ask_served, server_process
from assistant.evaluation.bench_answers_values import AnswersResult, ModelTimes, PipelineTimes
from assistant.evaluation.bench_search import WARM_UP, Material, synthetic
from assistant.evaluation.bench_search_texts import PASSAGES_EACH
from assistant.evaluation.bench_search_values import PeerResult, Spread
from assistant.services.fixed_texts import disclosure_version
from assistant.settings import Settings
from knowledge_base.sample_policies import sample_policies, sample_questions
from knowledge_base.splitting import Cut
from knowledge_base.text import is_chinese
from knowledge_base.throwaway import DATABASE, RawDocument, as_uploaded, build

SAMPLE_PASSAGES = 700
"""About what the sample policies are cut into; so many made-up passages fewer are added."""

SAME_DIGITS = 9
"""Of a confidence, that two runs must share: far finer than any threshold, far coarser than the order of a sum."""

Progress = Callable[[str, int, int], None]

MODEL_SHARE = 4
"""Every so many questions are asked with the model too: its cost does not depend on them."""


def town(passages: int, count: int) -> Material:
    """The sample policies among made-up texts, asked with the sample questions: drafts come only of texts that say
    something, and made-up ones say nothing."""
    filling = synthetic(max(PASSAGES_EACH, passages - SAMPLE_PASSAGES), count)
    policies = {
        f"{policy.document_id}-{version.path.stem}": (policy, version.path)
        for policy in sample_policies()
        for version in policy.versions
        if version.path.suffix == ".md"
    }
    written = [
        RawDocument(key, policy.title, path.read_text(encoding="utf-8"), policy.language)
        for key, (policy, path) in policies.items()
    ]
    real = {one.text for one in written}

    def documents() -> Iterator[RawDocument]:
        yield from written
        yield from filling.documents()

    def cutting(text: str) -> tuple[str, list[Cut]]:
        return as_uploaded(text) if text in real else filling.cutting(text)

    asked = [one.question for one in sample_questions() if not one.history]
    every = max(1, len(asked) // (count + WARM_UP))
    return Material(documents, cutting, lambda: asked[::every][: count + WARM_UP])


def measure(
    material: Material,
    citizens: int,
    progress: Progress,
    folder: Path,
    peer: Callable[[], PeerResult] | None,
) -> AnswersResult:
    """Build an installation of the material in an empty folder and ask it in three ways."""
    load = os.getloadavg()[0]
    passages = _prepare(material, progress, folder)
    questions = material.questions()
    pipeline = _pipeline(folder, questions, progress)
    progress("Asking over HTTP", 0, 1)
    with server_process(folder, _database(folder)) as port:
        ask_served(port, questions[:WARM_UP], citizens)
        served = ask_served(port, questions[WARM_UP:], citizens)
    progress("Asking over HTTP", 1, 1)
    with model_process() as model:
        with_model = _with_model(
            folder, model, questions[: WARM_UP + len(questions) // MODEL_SHARE], progress
        )
    return AnswersResult(
        passages=passages,
        pipeline=pipeline,
        served=served,
        with_model=with_model,
        peer=peer() if peer is not None else None,
        load_before=round(load, 2),
    )


def _prepare(material: Material, progress: Progress, folder: Path) -> int:
    """The tables of an installation, then the texts; how many passages there are."""
    database = make_engine(_database(folder))
    upgrade(database)
    database.dispose()
    base = build(
        material.documents(),
        folder,
        lambda done, total: progress("Building the index", done, total),
        cutting=material.cutting,
        distinct=True,
    )
    index = base.active_index()
    base.close()
    assert index is not None
    return index.passages


def _database(folder: Path) -> str:
    return f"sqlite:///{folder / DATABASE}"


def _settings(folder: Path, model: ModelProcess | None = None) -> Settings:
    more = (
        {}
        if model is None
        else {"model_base_url": model.url, "model_name": "scripted", "model_api_key": "none"}
    )
    return Settings.model_validate(
        {"data_dir": folder, "database_url": _database(folder), "sample_town": False, **more}
    )


def _pipeline(folder: Path, questions: Sequence[str], progress: Progress) -> PipelineTimes:
    installation = put_together(_settings(folder))
    steps: dict[Stage, list[float]] = {}
    engine, whole, cpu, answers = [], [], [], []
    try:
        for number, question in enumerate(questions):
            question_id = _accepted(installation, question, number)
            used, took = _processed(installation, question_id)
            progress("Asking in one process", number + 1, len(questions))
            if number < WARM_UP:
                continue
            whole.append(took)
            cpu.append(used)
            with installation.store.read() as work:
                record = work.questions.get(question_id)
                drafts = [one.draft for one in work.questions.drafts(question_id)]
            assert record is not None
            answers.append((record, drafts))
            timings = record.timings_ms or {}
            engine.append(sum(timings.values()))
            for stage, ms in timings.items():
                steps.setdefault(stage, []).append(ms)
    finally:
        installation.close()
    spreads = {stage.value: Spread.of(steps[stage]) for stage in Stage if stage in steps}
    spent = Spread.of(engine), Spread.of(whole), Spread.of(cpu)
    return PipelineTimes(len(whole), spreads, *spent, digest_of(answers))


def digest_of(answers: Sequence[tuple[QuestionRecord, Sequence[Draft]]]) -> str:
    """The SHA-256 over what was decided and said, question by question: a change for speed alone leaves it as it is.

    Confidence counts to `SAME_DIGITS` digits: sums over sets of words differ in the last ones from process to process.
    """
    digest = hashlib.sha256()
    for record, drafts in answers:
        said = [
            [claim.text, [quote.text for quote in claim.quotes]] for one in drafts for claim in one.claims
        ]
        decided = [record.outcome, record.reasons, record.department_id, record.topic_id]
        line = [*decided, round(record.confidence, SAME_DIGITS), said]
        digest.update(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()


def _with_model(
    folder: Path, model: ModelProcess, questions: Sequence[str], progress: Progress
) -> ModelTimes:
    installation = put_together(_settings(folder, model))
    whole, own, drafted = [], [], 0
    try:
        for number, question in enumerate(questions):
            question_id = _accepted(installation, question, number)
            before = model.spent_ms()
            _, took = _processed(installation, question_id)
            spent = model.spent_ms() - before
            progress("Asking with a model", number + 1, len(questions))
            if number < WARM_UP:
                continue
            whole.append(took)
            own.append(took - spent)
            with installation.store.read() as work:
                drafts = work.questions.drafts(question_id)
            drafted += any(one.draft.method is DraftMethod.GENERATIVE for one in drafts)
    finally:
        installation.close()
    return ModelTimes(len(whole), drafted, Spread.of(whole), Spread.of(own))


def _accepted(installation: Installation, question: str, number: int) -> str:
    """A question in a conversation of its own; its id. Nobody works on it yet."""
    conversation = _opened(installation, Language.ZH if is_chinese(question) else Language.EN)
    return installation.desk.conversations.accept(conversation, question, f"bench-{number}").question_id


def _opened(installation: Installation, language: Language) -> Conversation:
    conversations = installation.desk.conversations
    receipt = conversations.open(language, disclosure_version())
    return conversations.authenticate(receipt.conversation_id, receipt.secret)


def _processed(installation: Installation, question_id: str) -> tuple[float, float]:
    """Milliseconds of processor and of wall clock until the outcome is stored."""
    began, used = time.perf_counter(), time.process_time()
    installation.processing.process(question_id)
    return (time.process_time() - used) * 1000, (time.perf_counter() - began) * 1000
