"""Accounts, roles and sessions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from assistant.adapters.database.conflicts import unique_or
from assistant.adapters.database.oversight_tables import staff as accounts
from assistant.adapters.database.oversight_tables import staff_grants, staff_sessions
from assistant.domain.errors import NotFound
from assistant.domain.oversight import StaffSession
from assistant.domain.staff import Grant, Role, Staff
from assistant.services.staff_store import StaffStore

ALL_DEPARTMENTS = ""
"""Stands for a grant without a department: a key column may not be null. No department has an empty id."""


@dataclass(slots=True)
class DatabaseStaff(StaffStore):
    """Bound to one transaction."""

    connection: sa.Connection

    def add(self, staff: Staff, password_hash: str) -> None:
        with unique_or(self.connection, "username_taken", "This username is taken."):
            self.connection.execute(
                sa.insert(accounts).values(
                    id=staff.id,
                    username=staff.username,
                    username_folded=staff.username.casefold(),
                    display_name=staff.display_name,
                    password_hash=password_hash,
                    active=staff.active,
                )
            )
        for grant in staff.grants:
            self.grant(staff.id, grant)

    def get(self, staff_id: str) -> Staff | None:
        found = self._accounts(sa.select(accounts).where(accounts.c.id == staff_id))
        return found[0] if found else None

    def by_username(self, username: str) -> tuple[Staff, str] | None:
        found = self._accounts(sa.select(accounts).where(accounts.c.username_folded == username.casefold()))
        if not found:
            return None
        password_hash = self.password_hash(found[0].id)
        return None if password_hash is None else (found[0], password_hash)

    def password_hash(self, staff_id: str) -> str | None:
        query = sa.select(accounts.c.password_hash).where(accounts.c.id == staff_id)
        return self.connection.execute(query).scalar_one_or_none()

    def set_password_hash(self, staff_id: str, password_hash: str) -> None:
        self._change(staff_id, {"password_hash": password_hash})

    def set_active(self, staff_id: str, active: bool) -> None:
        self._change(staff_id, {"active": active})

    def grant(self, staff_id: str, grant: Grant) -> None:
        self._lock(staff_id)
        held = sa.select(staff_grants.c.staff_id).where(_is(staff_id, grant))
        if self.connection.execute(held).first() is None:
            self.connection.execute(
                sa.insert(staff_grants).values(
                    staff_id=staff_id,
                    role=grant.role,
                    department_id=grant.department_id or ALL_DEPARTMENTS,
                )
            )

    def revoke_grant(self, staff_id: str, role: Role, department_id: str | None) -> None:
        self._lock(staff_id)
        self.connection.execute(sa.delete(staff_grants).where(_is(staff_id, Grant(role, department_id))))

    def all(self) -> tuple[Staff, ...]:
        return self._accounts(sa.select(accounts).order_by(accounts.c.username_folded))

    def add_session(self, session: StaffSession) -> None:
        self.connection.execute(
            sa.insert(staff_sessions).values(
                token_sha256=session.token_sha256,
                staff_id=session.staff_id,
                created_at=session.created_at,
                last_seen_at=session.last_seen_at,
                expires_at=session.expires_at,
            )
        )

    def session(self, token_sha256: str) -> StaffSession | None:
        query = sa.select(staff_sessions).where(staff_sessions.c.token_sha256 == token_sha256)
        row = self.connection.execute(query).one_or_none()
        if row is None:
            return None
        return StaffSession(row.token_sha256, row.staff_id, row.created_at, row.last_seen_at, row.expires_at)

    def touch_session(self, token_sha256: str, at: datetime) -> None:
        # Requests of one session may overtake each other; the newest moment stays.
        self.connection.execute(
            sa.update(staff_sessions)
            .where(staff_sessions.c.token_sha256 == token_sha256, staff_sessions.c.last_seen_at < at)
            .values(last_seen_at=at)
        )

    def end_session(self, token_sha256: str) -> None:
        self.connection.execute(
            sa.delete(staff_sessions).where(staff_sessions.c.token_sha256 == token_sha256)
        )

    def end_sessions_of(self, staff_id: str) -> int:
        return self.connection.execute(
            sa.delete(staff_sessions).where(staff_sessions.c.staff_id == staff_id)
        ).rowcount

    def _accounts(self, query: sa.Select[tuple[object, ...]]) -> tuple[Staff, ...]:
        rows = self.connection.execute(query).all()
        grants = self._grants([row.id for row in rows])
        return tuple(
            Staff(row.id, row.username, row.display_name, tuple(grants[row.id]), row.active) for row in rows
        )

    def _grants(self, staff_ids: Sequence[str]) -> dict[str, list[Grant]]:
        query = (
            sa.select(staff_grants)
            .where(staff_grants.c.staff_id.in_(staff_ids))
            .order_by(staff_grants.c.role, staff_grants.c.department_id)
        )
        found: dict[str, list[Grant]] = defaultdict(list)
        for row in self.connection.execute(query):
            found[row.staff_id].append(Grant(Role(row.role), row.department_id or None))
        return found

    def _change(self, staff_id: str, values: dict[str, object]) -> None:
        change = sa.update(accounts).where(accounts.c.id == staff_id).values(values)
        if self.connection.execute(change).rowcount == 0:
            raise NotFound("There is no such account.")

    def _lock(self, staff_id: str) -> None:
        query = sa.select(accounts.c.id).where(accounts.c.id == staff_id).with_for_update(key_share=True)
        if self.connection.execute(query).first() is None:
            raise NotFound("There is no such account.")


def _is(staff_id: str, grant: Grant) -> sa.ColumnElement[bool]:
    return sa.and_(
        staff_grants.c.staff_id == staff_id,
        staff_grants.c.role == grant.role,
        staff_grants.c.department_id == (grant.department_id or ALL_DEPARTMENTS),
    )
