"""Who may see a need, and who may work on it."""

from __future__ import annotations

from assistant.domain.errors import Forbidden, NotFound
from assistant.domain.needs import Need
from assistant.domain.staff import Right, Staff
from assistant.services.stores import Work

WORKING = (Right.EDIT_POLICIES, Right.PUBLISH_POLICIES, Right.DECIDE_CASES)
"""Whoever writes policies can serve a need, and whoever answers people knows what they ask for."""


def may_read_need(staff: Staff, need: Need) -> bool:
    """True if a person may see the need: its words and counts, no text of a citizen."""
    return staff.may(Right.READ_POLICIES, need.department_id)


def may_work_on_need(staff: Staff, need: Need) -> bool:
    """True if a person may give it to somebody, date it, note on it, turn it into a task, close it."""
    return any(staff.may(right, need.department_id) for right in WORKING)


def readable_need(work: Work, staff: Staff, need_id: str) -> Need:
    """Raises NotFound also for one the reader may not see."""
    need = work.needs.get(need_id)
    if need is None or not may_read_need(staff, need):
        raise NotFound("There is no such need.")
    return need


def workable_need(work: Work, staff: Staff, need_id: str) -> Need:
    """Raises NotFound as `readable_need`, Forbidden if this person may only read it."""
    need = readable_need(work, staff, need_id)
    if not may_work_on_need(staff, need):
        raise Forbidden("You may read this need but not work on it.")
    return need


def reading_only(staff: Staff) -> None:
    """Raises Forbidden for whoever may read no policies anywhere."""
    if not staff.may_somewhere(Right.READ_POLICIES):
        raise Forbidden("You may not read needs.")
