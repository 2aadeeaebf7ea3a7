"""Who may read or decide which case, and what its state allows (X-09, H-19)."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from assistant.domain.cases import Case, CaseState, CaseStatus, derive_status
from assistant.domain.errors import Conflict, Forbidden, Invalid, NotFound
from assistant.domain.staff import RIGHTS, Right, Role, Staff
from assistant.services.stores import Work


def readable_case(work: Work, staff: Staff, case_id: str) -> Case:
    """The case. Raises NotFound for one of a department whose cases this person may not read."""
    case = may_see_case(work, staff, case_id)
    if case is None:
        raise NotFound("There is no such case.")
    return case


def may_see_case(work: Work, staff: Staff, case_id: str) -> Case | None:
    """The case, None for one that this person may not read: where something is shown with its case, if at all."""
    case = work.cases.get(case_id)
    return case if case is not None and staff.may(Right.READ_CASES, case.department_id) else None


def decidable_case(work: Work, staff: Staff, case_id: str) -> Case:
    """The case. Raises NotFound as `readable_case`, Forbidden if this person may only read it."""
    case = readable_case(work, staff, case_id)
    if not staff.may(Right.DECIDE_CASES, case.department_id):
        raise Forbidden("You may read this case but not work on it.")
    return case


def readable_departments(staff: Staff) -> frozenset[str] | None:
    """The departments whose cases this person may read, None for all. Raises Forbidden if there are none."""
    return departments_with(staff, Right.READ_CASES, "You may not read cases.")


def departments_with(staff: Staff, right: Right, refusal: str) -> frozenset[str] | None:
    """The departments this person holds the right for, None for all. Raises Forbidden with `refusal` if there are none."""
    if staff.may(right, None):
        return None
    found = frozenset(
        grant.department_id
        for grant in staff.grants
        if grant.department_id is not None and right in RIGHTS[grant.role]
    )
    if not found:
        raise Forbidden(refusal)
    return found


def open_status(work: Work, case: Case, now: datetime) -> CaseStatus:
    """The status of a case that still waits for its reply.

    Raises Conflict: `already_decided` once it was replied to, `already_closed` once the citizen withdrew it.
    """
    status = derive_status(work.cases.events(case.id), now)
    match status.state:
        case CaseState.REPLIED:
            raise Conflict("already_decided", "This case has already been decided.")
        case CaseState.WITHDRAWN:
            raise Conflict("already_closed", "The citizen has withdrawn this case.")
        case CaseState.WAITING | CaseState.IN_HAND:
            return status
        case _:
            assert_never(status.state)


def held_status(work: Work, case: Case, staff: Staff, now: datetime) -> CaseStatus:
    """The status of an open case in this person's hands. Raises Conflict as `open_status`, and `not_claimed`."""
    status = open_status(work, case, now)
    if status.claimed_by != staff.id:
        raise Conflict("not_claimed", "Take the case in hand first.")
    return status


def supervises(staff: Staff, department_id: str) -> bool:
    """True for a supervisor of this department, or of all."""
    return any(
        grant.role is Role.SUPERVISOR and grant.department_id in (None, department_id)
        for grant in staff.grants
    )


def trains(staff: Staff, person: Staff) -> bool:
    """True for who may sign certificates of a department whose cases the person decides."""
    return any(
        staff.may(Right.SIGN_CERTIFICATES, grant.department_id)
        for grant in person.grants
        if Right.DECIDE_CASES in RIGHTS[grant.role]
    )


def required_text(field: str, text: str, limit: int) -> str:
    """What a person wrote, without blanks around it. Raises Invalid(field) if that is nothing, or too much."""
    if not text.strip():
        raise Invalid(field, "This must not be empty.")
    if len(text) > limit:
        raise Invalid(field, f"Write at most {limit} characters.")
    return text.strip()
