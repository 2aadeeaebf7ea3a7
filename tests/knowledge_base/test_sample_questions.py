"""The labelled questions of the sample town: what their labels say is true of the policies in force."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from knowledge_base import Audience
from knowledge_base.parsing import ParserProcess
from knowledge_base.sample_fields import SampleFault
from knowledge_base.sample_policies import (
    SAMPLE_FOLDER,
    QuestionKind,
    SamplePolicy,
    SampleQuestion,
    SampleVersion,
    sample_policies,
    sample_questions,
)

TODAY = date(2026, 11, 24)
REASONS = {
    "crisis",
    "violence",
    "safeguarding_minor",
    "legal_threat",
    "complaint",
    "decision_about_person",
    "person_requested",
}
WITH_ANSWER = (QuestionKind.ANSWERABLE, QuestionKind.FOLLOW_UP)


@pytest.fixture(scope="module")
def policies() -> dict[str, SamplePolicy]:
    """The sample policies by document id."""
    return {policy.document_id: policy for policy in sample_policies()}


def _in_force(policy: SamplePolicy) -> list[SampleVersion]:
    return [
        version
        for version in policy.versions
        if version.effective_from <= TODAY and (version.effective_to is None or version.effective_to >= TODAY)
    ]


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _counted(questions: Sequence[SampleQuestion], kind: QuestionKind) -> Counter[str | None]:
    return Counter(question.topic_id for question in questions if question.kind is kind)


def test_question_ids_are_unique(tmp_path: Path) -> None:
    """Reading refuses two questions with the same id."""
    line = (SAMPLE_FOLDER / "en.questions.jsonl").read_text(encoding="utf-8").splitlines()[0]
    (tmp_path / "en.questions.jsonl").write_text(f"{line}\n{line}\n", encoding="utf-8")
    with pytest.raises(SampleFault, match="twice"):
        sample_questions(tmp_path)


def test_every_gold_document_answers_a_citizen_today(policies: dict[str, SamplePolicy]) -> None:
    """The documents a question is labelled with exist, are public and have a version in force."""
    for question in sample_questions():
        for document_id in question.document_ids:
            assert policies[document_id].audience is Audience.PUBLIC, question.id
            assert len(_in_force(policies[document_id])) == 1, question.id


def test_every_fact_stands_in_a_gold_document(
    parser: ParserProcess, policies: dict[str, SamplePolicy]
) -> None:
    """Of each fact at least one spelling occurs in a text in force of a labelled document."""
    texts = {
        document_id: "\n".join(
            _folded(parser.parse(version.path.name, version.path.read_bytes()).text)
            for version in _in_force(policy)
        )
        for document_id, policy in policies.items()
    }
    for question in sample_questions():
        gold = [texts[document_id] for document_id in question.document_ids]
        for spellings in question.facts:
            assert any(_folded(s) in text for s in spellings for text in gold), (question.id, spellings)


def test_labels_fit_the_kind_of_question() -> None:
    """Questions with an answer name documents and facts; sensitive ones give a known reason; the rest give neither."""
    for question in sample_questions():
        answered = question.kind in WITH_ANSWER
        assert bool(question.document_ids) is answered, question.id
        assert (1 <= len(question.facts) <= 2) if answered else not question.facts, question.id
        assert bool(question.reasons) is (question.kind is QuestionKind.SENSITIVE), question.id
        assert set(question.reasons) <= REASONS, question.id
        assert bool(question.history) is (question.kind is QuestionKind.FOLLOW_UP), question.id


def test_questions_cover_each_kind_and_topic_in_english() -> None:
    """English has at least 65 answerable questions on each dense topic, 4 on every other, and 10 of each other kind."""
    questions = [question for question in sample_questions() if question.language == "en"]
    answerable = _counted(questions, QuestionKind.ANSWERABLE)
    assert len(questions) >= 210
    assert min(answerable["resident-parking"], answerable["waste-collection"]) >= 65
    assert set(answerable) == {policy.topic_id for policy in sample_policies()}
    assert min(answerable.values()) >= 4
    for kind in (QuestionKind.FOLLOW_UP, QuestionKind.UNANSWERABLE, QuestionKind.SENSITIVE):
        assert _counted(questions, kind).total() >= 20
    assert _counted(questions, QuestionKind.VAGUE).total() >= 10


def test_no_fact_is_asked_for_too_often() -> None:
    """At most four answerable questions share document and facts, so that no single sentence decides a measurement."""
    asked = Counter(
        (question.document_ids, question.facts)
        for question in sample_questions()
        if question.kind is QuestionKind.ANSWERABLE
    )
    assert max(asked.values()) <= 4
