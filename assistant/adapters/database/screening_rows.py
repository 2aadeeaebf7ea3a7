"""Screening changes in the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, assert_never

import sqlalchemy as sa

from assistant.adapters.database import table_holds
from assistant.adapters.database.conflicts import unique_or
from assistant.adapters.database.screening_tables import screening_changes as table
from assistant.domain.errors import Conflict
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.screening_changes import (
    ChangeKind,
    Content,
    Decided,
    ExceptionAdded,
    Expected,
    MessageAdded,
    PhraseAdded,
    ScreeningChange,
    Undone,
)
from assistant.services.screening_store import ScreeningStore


@dataclass(slots=True)
class DatabaseScreening(ScreeningStore):
    """Bound to one transaction."""

    connection: sa.Connection

    def hold(self) -> None:
        table_holds.hold(self.connection, table)

    def add(self, change: ScreeningChange) -> None:
        newest = self.connection.execute(sa.select(sa.func.max(table.c.seq))).scalar_one()
        with unique_or(self.connection, "screening_changed", "Someone else changes the rules just now."):
            self.connection.execute(
                sa.insert(table).values(
                    id=change.id,
                    seq=(newest or 0) + 1,
                    kind=change.kind,
                    why=change.why,
                    stated_by=change.by,
                    stated_at=change.at,
                    **_content_values(change.content),
                    **(_decided_values(change.decided) if change.decided is not None else {}),
                )
            )

    def decide(self, change_id: str, decided: Decided) -> None:
        change = (
            sa.update(table)
            .where(table.c.id == change_id, table.c.decided_at.is_(None))
            .values(**_decided_values(decided))
        )
        if self.connection.execute(change).rowcount != 1:
            raise Conflict("change_decided", "This change was decided already.")

    def changes(self) -> tuple[ScreeningChange, ...]:
        return tuple(map(_change, self.connection.execute(sa.select(table).order_by(table.c.seq))))

    def revision(self) -> int:
        # A decision is never taken back, so the count of decisions tells two states of the rules apart.
        return self.connection.execute(sa.select(sa.func.count(table.c.decided_at))).scalar_one()


def _content_values(content: Content) -> dict[str, Any]:
    match content:
        case PhraseAdded(reason=reason, language=language, phrase=phrase, emergency=emergency):
            return {"text": phrase, "language": language, "reason": reason, "emergency": emergency}
        case ExceptionAdded(rule=rule, language=language, phrase=phrase):
            return {"text": phrase, "language": language, "rule": rule, "emergency": False}
        case MessageAdded(expected=expected, language=language, text=text, reason=wanted):
            return {
                "text": text,
                "language": language,
                "reason": wanted,
                "expected": expected,
                "emergency": False,
            }
        case Undone(change_id=change_id):
            return {"text": "", "undoes": change_id, "emergency": False}
        case _:
            assert_never(content)


def _decided_values(decided: Decided) -> dict[str, Any]:
    return {
        "in_force": decided.in_force,
        "decided_by": decided.by,
        "decided_at": decided.at,
        "said": decided.said,
    }


def _change(row: Any) -> ScreeningChange:
    decided = (
        Decided(row.in_force, row.decided_by, row.decided_at, row.said)
        if row.decided_at is not None
        else None
    )
    return ScreeningChange(row.id, _content(row), row.why, row.stated_by, row.stated_at, decided)


def _content(row: Any) -> Content:
    kind = ChangeKind(row.kind)
    match kind:
        case ChangeKind.PHRASE:
            return PhraseAdded(Reason(row.reason), Language(row.language), row.text, row.emergency)
        case ChangeKind.EXCEPTION:
            return ExceptionAdded(row.rule, Language(row.language), row.text)
        case ChangeKind.MESSAGE:
            wanted = Reason(row.reason) if row.reason is not None else None
            return MessageAdded(Expected(row.expected), Language(row.language), row.text, wanted)
        case ChangeKind.UNDO:
            return Undone(row.undoes)
        case _:
            assert_never(kind)
