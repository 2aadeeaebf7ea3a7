"""What people asked, in their words without their personal data, for staff who may read their cases (S-16, X-16)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.domain.needs import Asked
from assistant.domain.personal_data import find_personal_data, mask
from assistant.domain.staff import Right, Staff
from assistant.services.needs_memory import text_of
from assistant.services.stores import Work

LONGEST_QUOTE = 300
"""Characters of a quote: a question says what it is about in its first lines; who wants more opens the case."""


@dataclass(frozen=True, slots=True)
class NeedQuote:
    """A question, masked, with its case if there is one."""

    question_id: str
    need_id: str
    text: str
    language: str
    cause: str
    asked_at: datetime
    case_id: str | None
    case_number: str | None


def quotes_of(work: Work, staff: Staff, asked: Sequence[Asked]) -> tuple[NeedQuote, ...]:
    """The questions whose cases this person may read, newest first; erased ones are left out."""
    cases = work.cases.of_questions([one.question_id for one in asked])
    found = []
    for one in sorted(asked, key=lambda one: (one.asked_at, one.question_id), reverse=True):
        record = work.questions.get(one.question_id)
        case = cases.get(one.question_id)
        department = case.department_id if case is not None else record.department_id if record else None
        if record is None or department is None or not staff.may(Right.READ_CASES, department):
            continue
        text = text_of(work, record.message_id)
        if text is None:
            continue
        found.append(
            NeedQuote(
                question_id=one.question_id,
                need_id=one.need_id,
                text=_quote(text),
                language=one.language,
                cause=one.cause.value,
                asked_at=one.asked_at,
                case_id=case.id if case is not None else None,
                case_number=case.number if case is not None else None,
            )
        )
    return tuple(found)


def _quote(text: str) -> str:
    line = " ".join(mask(text, find_personal_data(text)).split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"
