"""Staff accounts, roles and what each role may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a staff member may be; several may be held, each for one department or (None) for all."""

    CASEWORKER = "caseworker"
    POLICY_EDITOR = "policy_editor"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """A single thing that may be allowed."""

    READ_CASES = "read_cases"
    DECIDE_CASES = "decide_cases"
    READ_POLICIES = "read_policies"
    EDIT_POLICIES = "edit_policies"
    PUBLISH_POLICIES = "publish_policies"
    READ_CERTIFICATES = "read_certificates"
    SIGN_CERTIFICATES = "sign_certificates"
    STOP_REPLIES = "stop_replies"
    READ_AUDIT = "read_audit"
    MANAGE_ACCOUNTS = "manage_accounts"
    RECALL_REPLIES = "recall_replies"
    ERASE_CONVERSATIONS = "erase_conversations"
    CHANGE_SCREENING = "change_screening"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.CASEWORKER: frozenset({Right.READ_CASES, Right.DECIDE_CASES, Right.READ_POLICIES}),
    Role.POLICY_EDITOR: frozenset(
        {Right.READ_POLICIES, Right.EDIT_POLICIES, Right.PUBLISH_POLICIES, Right.CHANGE_SCREENING}
    ),
    Role.SUPERVISOR: frozenset(
        {
            Right.READ_CASES,
            Right.DECIDE_CASES,
            Right.READ_POLICIES,
            Right.PUBLISH_POLICIES,
            Right.READ_CERTIFICATES,
            Right.SIGN_CERTIFICATES,
            Right.STOP_REPLIES,
            Right.RECALL_REPLIES,
            Right.CHANGE_SCREENING,
        }
    ),
    Role.AUDITOR: frozenset(
        {Right.READ_CASES, Right.READ_POLICIES, Right.READ_CERTIFICATES, Right.READ_AUDIT}
    ),
    Role.ADMINISTRATOR: frozenset({Right.MANAGE_ACCOUNTS, Right.ERASE_CONVERSATIONS}),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held for one department, or for all when `department_id` is None."""

    role: Role
    department_id: str | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """A person who signed in. Decisions are filed under `id`; `display_name` is shown to colleagues only."""

    id: str
    username: str
    display_name: str
    grants: tuple[Grant, ...]
    active: bool = True

    def may(self, right: Right, department_id: str | None) -> bool:
        """True if some grant gives `right` for this department; None asks for the whole organisation."""
        return any(
            right in RIGHTS[grant.role]
            and (grant.department_id is None or grant.department_id == department_id)
            for grant in self.grants
        )

    def may_somewhere(self, right: Right) -> bool:
        """True if the right is held for at least one department."""
        return any(right in RIGHTS[grant.role] for grant in self.grants)
