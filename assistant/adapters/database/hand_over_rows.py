"""Hand-overs and saved edits in the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from assistant.adapters.database.case_store import ENDING
from assistant.adapters.database.cipher import Place
from assistant.adapters.database.conflicts import unique_or
from assistant.adapters.database.content_keys import ContentKeys
from assistant.adapters.database.hand_over_tables import hand_over_ends, hand_overs, saved_edits
from assistant.adapters.database.serialisation import VERSION, versioned
from assistant.adapters.database.tables import case_events, cases, conversation_keys
from assistant.domain.errors import NotFound
from assistant.domain.hand_overs import HandOver, HandOverKind, HandOverOutcome
from assistant.services.hand_over_store import HandOverStore, SavedEdit, SavedEditStore

_TEXTS = ("reason", "summary", "part")


@dataclass(slots=True)
class DatabaseHandOvers(HandOverStore):
    """Bound to one transaction."""

    connection: sa.Connection
    keys: ContentKeys

    def add(self, hand_over: HandOver) -> None:
        texts = {name: getattr(hand_over, name) for name in _TEXTS}
        place = Place("hand_overs", hand_over.id, "sealed")
        sealed = self.keys.seal(
            _conversation(self.connection, hand_over.case_id), place, {"v": VERSION, **texts}
        )
        values = {one.name: getattr(hand_over, one.name) for one in hand_overs.c if one.name != "sealed"}
        self.connection.execute(sa.insert(hand_overs).values(sealed=sealed, **values))

    def get(self, hand_over_id: str) -> HandOver | None:
        return next(self._found(_joined().where(hand_overs.c.id == hand_over_id)), None)

    def of_case(self, case_id: str) -> tuple[HandOver, ...]:
        query = _joined().where(hand_overs.c.case_id == case_id)
        return tuple(self._found(query.order_by(hand_overs.c.offered_at, hand_overs.c.id)))

    def open_for(self, department_ids: frozenset[str] | None) -> tuple[HandOver, ...]:
        query = _joined().where(hand_over_ends.c.hand_over_id.is_(None), _readable(), _still_open())
        if department_ids is not None:
            query = query.where(hand_overs.c.to_department.in_(sorted(department_ids)))
        return tuple(self._found(query.order_by(hand_overs.c.due, hand_overs.c.id)))

    def due_ids(self, now: datetime) -> tuple[str, ...]:
        query = (
            sa.select(hand_overs.c.id)
            .join(cases, cases.c.id == hand_overs.c.case_id)
            .outerjoin(hand_over_ends, hand_over_ends.c.hand_over_id == hand_overs.c.id)
            .where(_readable())
            .where(hand_over_ends.c.hand_over_id.is_(None), hand_overs.c.due < now)
            .where(hand_overs.c.kind == HandOverKind.TRANSFER)
            .order_by(hand_overs.c.due, hand_overs.c.id)
        )
        return tuple(self.connection.execute(query).scalars())

    def end(self, hand_over_id: str, outcome: HandOverOutcome, by: str, at: datetime, answer: str) -> None:
        query = sa.select(hand_overs.c.case_id).where(hand_overs.c.id == hand_over_id)
        case_id = self.connection.execute(query).scalar_one_or_none()
        if case_id is None:
            raise NotFound("There is no such hand-over.")
        place = Place("hand_over_ends", hand_over_id, "sealed")
        content = {"v": VERSION, "answer": answer}
        sealed = self.keys.seal(_conversation(self.connection, case_id), place, content)
        with unique_or(self.connection, "hand_over_ended", "This hand-over has been answered already."):
            self.connection.execute(
                sa.insert(hand_over_ends).values(
                    hand_over_id=hand_over_id, outcome=outcome, ended_by=by, ended_at=at, sealed=sealed
                )
            )

    def _found(self, query: sa.Select[Any]) -> Iterator[HandOver]:
        for row in self.connection.execute(query):
            fields = versioned(
                self.keys.open(row.conversation_id, Place("hand_overs", row.id, "sealed"), row.sealed),
                "a hand-over",
            )
            texts = {name: fields.text(name) for name in _TEXTS}
            fields.done()
            yield HandOver(
                id=row.id,
                case_id=row.case_id,
                kind=HandOverKind(row.kind),
                from_department=row.from_department,
                to_department=row.to_department,
                offered_by=row.offered_by,
                offered_at=row.offered_at,
                due=row.due,
                outcome=HandOverOutcome(row.outcome) if row.outcome is not None else None,
                ended_by=row.ended_by,
                ended_at=row.ended_at,
                answer=self._answer(row),
                **texts,
            )

    def _answer(self, row: sa.Row[Any]) -> str:
        if row.answer is None:
            return ""
        place = Place("hand_over_ends", row.id, "sealed")
        fields = versioned(self.keys.open(row.conversation_id, place, row.answer), "a hand-over's answer")
        text = fields.text("answer")
        fields.done()
        return text


@dataclass(slots=True)
class DatabaseSavedEdits(SavedEditStore):
    """Bound to one transaction."""

    connection: sa.Connection
    keys: ContentKeys

    def save(self, case_id: str, staff_id: str, edit: SavedEdit) -> None:
        content = {"v": VERSION, "text": edit.text}
        place = Place("saved_edits", f"{case_id}/{staff_id}", "sealed")
        changed = {
            "draft_version": edit.draft_version,
            "saved_at": edit.at,
            "sealed": self.keys.seal(_conversation(self.connection, case_id), place, content),
        }
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        self.connection.execute(
            dialect.insert(saved_edits)
            .values(case_id=case_id, staff_id=staff_id, **changed)
            .on_conflict_do_update(index_elements=["case_id", "staff_id"], set_=changed)
        )

    def get(self, case_id: str, staff_id: str) -> SavedEdit | None:
        query = sa.select(saved_edits).where(
            saved_edits.c.case_id == case_id, saved_edits.c.staff_id == staff_id
        )
        row = self.connection.execute(query).one_or_none()
        if row is None:
            return None
        place = Place("saved_edits", f"{case_id}/{staff_id}", "sealed")
        fields = versioned(
            self.keys.open(_conversation(self.connection, case_id), place, row.sealed), "a saved edit"
        )
        text = fields.text("text")
        fields.done()
        return SavedEdit(row.draft_version, text, row.saved_at)

    def forget(self, case_id: str, staff_id: str | None = None) -> None:
        query = sa.delete(saved_edits).where(saved_edits.c.case_id == case_id)
        if staff_id is not None:
            query = query.where(saved_edits.c.staff_id == staff_id)
        self.connection.execute(query)


def _joined() -> sa.Select[Any]:
    ends = hand_over_ends.c
    return (
        sa.select(
            hand_overs,
            cases.c.conversation_id,
            ends.outcome,
            ends.ended_by,
            ends.ended_at,
            ends.sealed.label("answer"),
        )
        .join(cases, cases.c.id == hand_overs.c.case_id)
        .outerjoin(hand_over_ends, ends.hand_over_id == hand_overs.c.id)
    )


def _readable() -> sa.ColumnElement[bool]:
    return sa.exists().where(conversation_keys.c.conversation_id == cases.c.conversation_id)


def _still_open() -> sa.ColumnElement[bool]:
    return ~sa.exists().where(case_events.c.case_id == cases.c.id, case_events.c.kind.in_(ENDING))


def _conversation(connection: sa.Connection, case_id: str) -> str:
    query = sa.select(cases.c.conversation_id).where(cases.c.id == case_id)
    found: str | None = connection.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound("There is no such case.")
    return found
