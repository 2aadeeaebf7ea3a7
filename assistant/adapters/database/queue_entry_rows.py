"""Reading the queue: one query for each band of priority, each along an index."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database.cipher import Place
from assistant.adapters.database.content_keys import ContentKeys
from assistant.adapters.database.queue_entry_tables import queue_entries
from assistant.adapters.database.queue_entry_writing import entry_values, write_entry
from assistant.adapters.database.serialisation import versioned
from assistant.adapters.database.tables import cases, conversation_keys, messages, questions
from assistant.domain.cases import Case, CaseState
from assistant.domain.questions import Outcome
from assistant.domain.queue_entries import Priority, QueueEntry, WaitingFor
from assistant.domain.reasons import Reason
from assistant.services.queue_entry_store import (
    Holding,
    QueueCounts,
    QueuedCase,
    QueueEntryStore,
    QueuePlace,
    QueueQuery,
    QueueState,
)
from assistant.services.stores import CaseStore

AT_ONCE = 500
"""Cases folded, or keys unwrapped, in one round: a few megabytes, and well below the bounds on parameters."""

Condition = sa.ColumnElement[bool]

_E = queue_entries.c
_OPEN: Condition = sa.func.coalesce(_E.is_open, sa.false())
"""The same as the column, but nothing to look up by: bands choose their index, and the few cases of conversations in
danger are not to be looked for among all open ones."""


@dataclass(slots=True)
class DatabaseQueueEntries(QueueEntryStore):
    """Bound to one transaction."""

    connection: sa.Connection
    keys: ContentKeys
    cases: CaseStore

    def page(self, query: QueueQuery, after: QueuePlace | None, limit: int) -> tuple[QueuedCase, ...]:
        found: list[QueuedCase] = []
        every = self._conditions(query)
        bands = [query.wanted.priority] if query.wanted.priority is not None else list(Priority)
        for band in bands:
            if after is not None and _place(band) < _place(after.priority):
                continue
            wanted = sa.select(queue_entries).where(*every, *_in_band(band)).order_by(*_order(band))
            if after is not None and band is after.priority:
                wanted = wanted.where(_beyond(after))
            rows = self.connection.execute(wanted.limit(limit - len(found)))
            found += [QueuedCase(_case(row), _entry(row), band) for row in rows]
            if len(found) >= limit:
                break
        return tuple(found)

    def counts(self, query: QueueQuery) -> QueueCounts:
        wanted = query.wanted
        band = _in_band(wanted.priority) if wanted.priority is not None else ()
        # Two counts, each of which an index answers alone; one with a sum reads every line.
        counted = sa.select(sa.func.count()).select_from(queue_entries)
        counted = counted.where(*self._conditions(query), *band)
        late = counted.where(_E.is_open, _E.promised_at < query.now)
        matching, overdue = (self.connection.execute(one).scalar_one() for one in (counted, late))
        return QueueCounts(matching, overdue)

    def texts(self, case_ids: Sequence[str]) -> Mapping[str, str]:
        found = self._texts(_E.case_id.in_(case_ids), len(case_ids))
        return {case_id: text for _ordinal, case_id, text in found if text is not None}

    def texts_after(self, ordinal: int, limit: int) -> tuple[tuple[int, str, str | None], ...]:
        return self._texts(_E.ordinal > ordinal, min(limit, AT_ONCE))

    def erased(self) -> frozenset[str]:
        query = (
            sa.select(_E.case_id)
            .outerjoin(conversation_keys, conversation_keys.c.conversation_id == _E.conversation_id)
            .where(conversation_keys.c.conversation_id.is_(None))
        )
        return frozenset(self.connection.execute(query).scalars())

    def recount(self) -> int:
        wrong, last = 0, ""
        while ids := self._ids(sa.select(cases.c.id).where(cases.c.id > last)):
            last = ids[-1]
            stored = {
                row.case_id: dict(row._mapping)
                for row in self.connection.execute(sa.select(queue_entries).where(_E.case_id.in_(ids)))
            }
            events = self.cases.events_of(ids)
            urgent = self._emergencies(ids)
            for case_id in ids:
                case = self.cases.get(case_id)
                if case is None or stored.get(case_id) == entry_values(
                    case, events[case_id], case_id in urgent
                ):
                    continue
                wrong += 1
                write_entry(self.connection, case, events[case_id])
        return wrong

    def fill(self, limit: int) -> int:
        missing = sa.select(cases.c.id).where(~sa.exists().where(_E.case_id == cases.c.id))
        ids = self._ids(missing, min(limit, AT_ONCE))
        events = self.cases.events_of(ids)
        for case_id in ids:
            case = self.cases.get(case_id)
            assert case is not None
            write_entry(self.connection, case, events[case_id])
        return len(ids)

    def _ids(self, query: sa.Select[Any], limit: int = AT_ONCE) -> list[str]:
        return list(self.connection.execute(query.order_by(cases.c.id).limit(limit)).scalars())

    def _emergencies(self, case_ids: Sequence[str]) -> frozenset[str]:
        query = (
            sa.select(cases.c.id)
            .join(questions, questions.c.id == cases.c.question_id)
            .where(cases.c.id.in_(case_ids), questions.c.outcome == Outcome.EMERGENCY)
        )
        return frozenset(self.connection.execute(query).scalars())

    def _texts(self, condition: Condition, limit: int) -> tuple[tuple[int, str, str | None], ...]:
        query = (
            sa.select(_E.ordinal, _E.case_id, messages.c.id, messages.c.conversation_id, messages.c.sealed)
            .join(questions, questions.c.id == _E.question_id)
            .outerjoin(messages, messages.c.id == questions.c.message_id)
            .where(condition)
            .order_by(_E.ordinal)
        )
        rows = self.connection.execute(query.limit(limit)).all()
        readable = self.keys.unwrap_all({row.conversation_id for row in rows if row.id is not None})
        return tuple((row.ordinal, row.case_id, self._text(row, readable)) for row in rows)

    def _text(self, row: Any, readable: frozenset[str]) -> str | None:
        if row.conversation_id not in readable:
            return None
        place = Place("messages", row.id, "sealed")
        return versioned(self.keys.open(row.conversation_id, place, row.sealed), "a message").text("text")

    def _conditions(self, query: QueueQuery) -> list[Condition]:
        wanted, found = query.wanted, _of_state(query)
        if query.departments is not None:
            found.append(_E.department_id.in_(sorted(query.departments)))
        for column, value in (
            (_E.department_id, wanted.department_id),
            (_E.topic_id, wanted.topic_id),
            (_E.language, wanted.language),
            (_E.waiting_for, wanted.waiting_for),
        ):
            if value is not None:
                found.append(column == value)
        if wanted.reason is not None:
            found.append(_E.reasons.contains(f"|{wanted.reason}|", autoescape=True))
        if wanted.overdue:
            found += [_E.is_open, _E.promised_at < query.now]
        if query.hits is not None:
            number = _E.number.contains(wanted.text.strip().upper(), autoescape=True)
            kept = sa.exists().where(conversation_keys.c.conversation_id == _E.conversation_id)
            found.append(sa.or_(number, sa.and_(_E.case_id.in_(self._listed(query.hits)), kept)))
        return found

    def _listed(self, ids: Sequence[str]) -> sa.Select[tuple[Any]]:
        """Any number of ids as one parameter."""
        text = json.dumps(list(ids))
        if self.connection.dialect.name == "postgresql":
            each = sa.func.json_array_elements_text(sa.cast(sa.literal(text), sa.JSON)).column_valued("one")
            return sa.select(each)
        rows = sa.func.json_each(sa.literal(text)).table_valued("value")
        return sa.select(rows.c.value)


def _of_state(query: QueueQuery) -> list[Condition]:
    held = sa.and_(_OPEN, _E.holder.is_not(None), _E.held_until > query.now)
    found: list[Condition] = []
    match query.wanted.state:
        case QueueState.ALL:
            pass
        case QueueState.OPEN:
            found.append(_OPEN)
        case QueueState.WAITING:
            found += [_OPEN, _not_held(query)]
        case QueueState.IN_HAND:
            found.append(held)
        case QueueState.REPLIED | QueueState.WITHDRAWN:
            found.append(_E.state == query.wanted.state.value)
    match query.wanted.holding:
        case Holding.ANYBODY:
            pass
        case Holding.ME:
            found += [held, _E.holder == query.staff_id]
        case Holding.NOBODY:
            found += [_OPEN, _not_held(query)]
    return found


def _not_held(query: QueueQuery) -> Condition:
    return sa.or_(_E.holder.is_(None), _E.held_until <= query.now)


def _in_band(band: Priority) -> tuple[Condition, ...]:
    urgent = queue_entries.alias("urgent")
    danger = _E.conversation_id.in_(
        sa.select(urgent.c.conversation_id).where(urgent.c.emergency, urgent.c.is_open)
    )
    match band:
        case Priority.DANGER:
            return (_OPEN, danger)
        case Priority.VULNERABLE:
            return (_E.is_open, _E.vulnerable, ~danger)
        case Priority.ORDINARY:
            return (_E.is_open, ~_E.vulnerable, ~danger)
        case Priority.CLOSED:
            return (~_E.is_open,)


def _order(band: Priority) -> tuple[sa.ColumnElement[Any], ...]:
    if band is Priority.CLOSED:
        return _E.promised_at.desc(), _E.ordinal.desc()
    return _E.promised_at.asc(), _E.ordinal.asc()


def _beyond(after: QueuePlace) -> Condition:
    here = sa.tuple_(_E.promised_at, _E.ordinal)
    place = sa.tuple_(
        sa.literal(after.promised_at, _E.promised_at.type), sa.literal(after.ordinal, sa.BigInteger())
    )
    return here < place if after.priority is Priority.CLOSED else here > place


def _place(band: Priority) -> int:
    return list(Priority).index(band)


def _case(row: sa.Row[Any]) -> Case:
    return Case(
        id=row.case_id,
        number=row.number,
        question_id=row.question_id,
        conversation_id=row.conversation_id,
        department_id=row.department_id,
        topic_id=row.topic_id,
        language=row.language,
        reasons=tuple(Reason(one) for one in row.reasons.split("|") if one),
        opened_at=row.opened_at,
        promised_at=row.promised_at,
    )


def _entry(row: sa.Row[Any]) -> QueueEntry:
    return QueueEntry(
        case_id=row.case_id,
        ordinal=row.ordinal,
        events=row.events,
        state=CaseState(row.state),
        holder=row.holder,
        held_until=row.held_until,
        waiting_for=WaitingFor(row.waiting_for),
        vulnerable=row.vulnerable,
    )
