"""Who may label the answers of which department, and who is not blind to one (C-07, H-11)."""

from __future__ import annotations

from assistant.domain.errors import NotFound
from assistant.domain.staff import Right, Staff
from assistant.services.case_access import departments_with
from assistant.services.stores import Work


def labelling_departments(staff: Staff) -> frozenset[str] | None:
    """The departments whose audits this person may label, None for all. Raises Forbidden if there are none."""
    return departments_with(staff, Right.DECIDE_CASES, "You may not label answers.")


def took_part(work: Work, staff: Staff, question_id: str) -> bool:
    """True if the person read, claimed, noted on or decided the case of a question: then they are not blind."""
    case = work.cases.of_question(question_id)
    if case is not None and any(event.actor == staff.id for event in work.cases.events(case.id)):
        return True
    return any(one.actor == staff.id for one in work.questions.decisions(question_id))


def question_text(work: Work, question_id: str) -> str:
    """What the citizen asked. Raises NotFound once erased."""
    record = work.questions.get(question_id)
    message = work.conversations.message(record.message_id) if record is not None else None
    if message is None:
        raise NotFound("There is no such question.")
    return message.text
