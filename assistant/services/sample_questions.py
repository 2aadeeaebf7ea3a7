"""Test questions of the sample town: of its labelled questions those that an office would write down first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from assistant.domain.errors import Conflict, Invalid
from assistant.domain.questions import Language
from assistant.domain.saved_questions import SavedQuestion
from assistant.domain.staff import Staff
from assistant.services.question_asking import answered
from assistant.services.saved_questions import NewQuestion, SavedQuestions
from knowledge_base import KnowledgeBase
from knowledge_base.sample_policies import QuestionKind, SamplePolicy, SampleQuestion

DOCUMENTS_EACH = 2
"""Documents of each department and language that get test questions: enough to show what they are for."""
QUESTIONS_EACH = 2


def add_test_questions(
    saved: SavedQuestions,
    base: KnowledgeBase,
    editor: Staff,
    policies: Sequence[SamplePolicy],
    questions: Sequence[SampleQuestion],
) -> int:
    """Write test questions down as the editor, for a few documents of each department in each language; how many.

    Only such as pass today, as an editor would see to. Safe to repeat: a document that has questions is left alone.
    """
    added = 0
    for policy in _some_of_each(policies):
        if saved.of_document(editor, policy.document_id):
            continue
        passing = (one for one in _about(policy, questions) if _passes(saved, base, one))
        for question, _ in zip(passing, range(QUESTIONS_EACH), strict=False):
            added += _added(saved, editor, question)
    return added


def _some_of_each(policies: Sequence[SamplePolicy]) -> Iterator[SamplePolicy]:
    taken: dict[tuple[str, str], int] = defaultdict(int)
    for policy in policies:
        group = (policy.department_id, policy.language)
        if taken[group] < DOCUMENTS_EACH:
            taken[group] += 1
            yield policy


def _about(policy: SamplePolicy, questions: Sequence[SampleQuestion]) -> Iterator[tuple[str, SampleQuestion]]:
    for question in questions:
        if question.kind is QuestionKind.ANSWERABLE and question.document_ids == (policy.document_id,):
            yield policy.document_id, question


def _passes(saved: SavedQuestions, base: KnowledgeBase, candidate: tuple[str, SampleQuestion]) -> bool:
    document_id, question = candidate
    asked = SavedQuestion("", document_id, question.question, question.language, False, None, "", saved.now())
    return answered(base.search, asked, saved.today()).finding().passes


def _added(saved: SavedQuestions, editor: Staff, candidate: tuple[str, SampleQuestion]) -> int:
    document_id, question = candidate
    try:
        saved.add(editor, document_id, NewQuestion(question.question, Language(question.language)))
    except (Conflict, Invalid):  # there already, or it names a person
        return 0
    return 1
