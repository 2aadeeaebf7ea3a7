"""The sample town: accounts for every role, blind labels from its labelled questions, certificates where they suffice.

Nothing here is special: accounts, labels and signatures go the way an office would go, only faster.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.domain.answers import Draft
from assistant.domain.errors import Conflict
from assistant.domain.oversight import Label
from assistant.domain.questions import Author, Language, Question, Turn
from assistant.domain.routing import Working
from assistant.domain.staff import Grant, Role, Staff
from assistant.domain.would_answer import only_autonomy_is_missing
from assistant.services.certificates import Certificates
from assistant.services.certification import certify
from assistant.services.ports import Clock, Directory
from assistant.services.stores import Store
from knowledge_base.sample_policies import QuestionKind, SampleQuestion, Speaker

ALPHA = 0.1
DELTA = 0.2
"""What the sample certificates promise: at most one wrong answer in ten, said with four chances in five. An office with
more labels promises more; this is what a hundred labelled questions and the built-in drafter can carry."""

LABELLED_BY = "sample questions"


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """One member of the sample town's staff."""

    username: str
    display_name: str
    grant: Grant


SAMPLE_STAFF: tuple[SamplePerson, ...] = (
    SamplePerson("carol", "Carol Reed", Grant(Role.CASEWORKER)),
    SamplePerson("hanna", "Hanna Lind", Grant(Role.CASEWORKER, "housing")),
    SamplePerson("edith", "Edith Moore", Grant(Role.POLICY_EDITOR)),
    SamplePerson("sam", "Sam Okoye", Grant(Role.SUPERVISOR)),
    SamplePerson("andy", "Andy Wu", Grant(Role.AUDITOR)),
    SamplePerson("ada", "Ada Novak", Grant(Role.ADMINISTRATOR)),
)


def label_questions(
    questions: Sequence[SampleQuestion],
    engine: Callable[[Question], Working],
    clock: Clock,
    pipeline_hash: str,
    progress: Callable[[int, int], None] | None = None,
) -> list[Label]:
    """A blind label for each question that the engine puts under a topic.

    The labels are blind because facts and documents were written down before any draft existed. What is compared:
    a reply is right if it cites a document that answers the question and states every fact; else it is wrong, a
    partial answer included (C-07). Questions nothing answers are wrong whenever they would be answered.
    """
    labels = []
    for done, question in enumerate(questions, start=1):
        working = engine(asked(question, clock))
        if working.topic_id is not None:
            labels.append(_label(question, working, clock, pipeline_hash))
        if progress is not None:
            progress(done, len(questions))
    return labels


def store_labels(store: Store, labels: Iterable[Label], clock: Clock) -> None:
    """Store the labels not yet there, and put their number on record."""
    with store.begin() as work:
        added = 0
        for label in labels:
            try:
                work.oversight.add_label(label)
            except Conflict:  # there already, perhaps under the topic it had before a policy changed
                continue
            added += 1
        data = {"count": str(added), "source": LABELLED_BY}
        work.oversight.audit("system", "labels_added", "label", LABELLED_BY, data, clock.now())


def sign_where_supported(
    certificates: Certificates, store: Store, directory: Directory, signer: Staff, pipeline_hash: str
) -> int:
    """Let the sample supervisor sign for every topic and language whose labels carry a certificate; how many.

    A group that has a certificate of this pipeline, in whatever state, is left alone.
    """
    signed = 0
    for topic in directory.topics():
        for language in Language:
            with store.read() as work:
                labels = work.oversight.labels(topic.id, language, pipeline_hash)
                newest = work.oversight.certificate(topic.id, language)
            if newest is not None and newest.pipeline_hash == pipeline_hash:
                continue
            if certify(labels, ALPHA, DELTA) is None:
                continue
            reason = "Sample town: labelled sample questions"
            certificates.sign(signer, topic.id, language, ALPHA, DELTA, reason)
            signed += 1
    return signed


def is_right(question: SampleQuestion, draft: Draft) -> bool:
    """Whether this draft, sent as it is, would answer the question rightly and completely."""
    if question.kind not in (QuestionKind.ANSWERABLE, QuestionKind.FOLLOW_UP):
        return False
    cited = {quote.document_id for quote in draft.quotes()}
    if not cited & set(question.document_ids):
        return False
    said = _plain(draft.plain_text())
    return all(any(_states(said, _plain(spelling)) for spelling in fact) for fact in question.facts)


def _states(said: str, fact: str) -> bool:
    """Whether the words stand there as a whole: "20" is said neither by "120" or "1,20" nor by "200" or "20.50"."""
    return re.search(rf"(?<!\d)(?<!\d[.,]){re.escape(fact)}(?![.,]?\d)", said) is not None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def asked(question: SampleQuestion, clock: Clock) -> Question:
    """The labelled question as the engine would get it now."""
    authors = {Speaker.USER: Author.CITIZEN, Speaker.AGENT: Author.ASSISTANT}
    history = tuple(Turn(authors[line.role], line.text) for line in question.history)
    language = Language(question.language)
    return Question(question.id, "sample", question.question, language, clock.now(), history)


def _label(question: SampleQuestion, working: Working, clock: Clock, pipeline_hash: str) -> Label:
    assert working.topic_id is not None
    return Label(
        id=f"sample-{pipeline_hash[:12]}-{question.id}",
        topic_id=working.topic_id,
        language=working.language or Language(question.language),
        question_sha256=hashlib.sha256(question.question.encode()).hexdigest(),
        confidence=working.confidence,
        would_answer=only_autonomy_is_missing(working),
        wrong=working.draft is None or not is_right(question, working.draft),
        blind=True,
        pipeline_hash=pipeline_hash,
        labelled_by=LABELLED_BY,
        at=clock.now(),
    )
