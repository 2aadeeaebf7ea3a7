"""Cases with made-up histories, told event by event, and a way to put thousands of them into a store."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from assistant.adapters.database.model_call_tables import model_calls
from assistant.adapters.database.tables import (
    case_events,
    cases,
    conversations,
    decisions,
    questions,
    replies,
)

BEGIN = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
UNTIL = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
HASH = "ab" * 32


@dataclass
class Told:
    """One case: who asked what, what happened in order, and what was decided."""

    id: str
    conversation: str
    department: str
    topic: str | None
    language: str
    urgent: bool
    opened: datetime
    promised: datetime
    events: list[tuple[str, str, datetime]] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)
    asked_model: bool = False

    def add(self, kind: str, actor: str, at: datetime) -> None:
        """Something that happened."""
        self.events.append((kind, actor, at))


def histories(seed: int, count: int) -> list[Told]:
    """So many cases of two departments; the same for the same seed."""
    lot = random.Random(seed)
    return [_history(lot, number) for number in range(count)]


def _history(lot: random.Random, number: int) -> Told:
    opened = BEGIN + timedelta(minutes=lot.randrange(int((UNTIL - BEGIN).total_seconds() // 60) - 1))
    department, topic = lot.choice([("transport", "parking"), ("housing", "tenancy"), ("housing", None)])
    one = Told(
        f"k{number}",
        f"c{number // 2}",
        department,
        topic,
        lot.choice(["en", "zh"]),
        lot.random() < 0.1,
        opened,
        opened + timedelta(hours=24),
    )
    at = opened

    def later(kind: str, actor: str) -> None:
        nonlocal at
        at += timedelta(minutes=lot.randrange(1, 900))
        one.add(kind, actor, at)

    one.add("opened", "system", at)
    one.add("dispatched", "system", at)
    while lot.random() < 0.3:
        later("offered", "carol")
        later(lot.choice(["handed_over", "returned", "lapsed"]), "system")
    if lot.random() < 0.2:
        later("escalated", "system")
    if lot.random() < 0.85:
        later("claimed", "carol")
        later("read", "carol")
        if lot.random() < 0.9:
            one.decided = lot.choice([["approved"], ["edited"], ["rejected", "written"], ["written"]])
            later("replied", "carol")
            if lot.random() < 0.1:
                later("corrected", "sam")
    elif lot.random() < 0.3:
        later("withdrawn", "citizen")
    one.events = [each for each in one.events if each[2] < UNTIL]
    if not any(kind == "replied" for kind, _, _ in one.events):
        one.decided = []
    one.asked_model = lot.random() < 0.5
    return one


def store_histories(engine: sa.Engine, told: list[Told]) -> None:
    """Write them as the service would have, without their texts."""
    with engine.begin() as connection:
        connection.execute(sa.insert(conversations), [_conversation(key) for key in _talks(told)])
        for table, rows in _rows(told).items():
            if rows:
                connection.execute(sa.insert(table), rows)


def _talks(told: list[Told]) -> list[str]:
    return sorted({one.conversation for one in told})


def _conversation(key: str) -> dict[str, object]:
    return {
        "id": key,
        "language": "en",
        "disclosure_version": "1",
        "secret_sha256": HASH,
        "created_at": BEGIN,
    }


def _rows(told: list[Told]) -> dict[sa.Table, list[dict[str, object]]]:
    found: dict[sa.Table, list[dict[str, object]]] = {
        table: [] for table in (questions, cases, case_events, decisions, replies, model_calls)
    }
    for number, one in enumerate(told):
        question = f"q of {one.id}"
        found[questions].append(_question(one, question))
        found[cases].append(
            {
                "id": one.id,
                "number": f"CD-2026-{number:06d}",
                "question_id": question,
                "conversation_id": one.conversation,
                "department_id": one.department,
                "topic_id": one.topic,
                "language": one.language,
                "reasons": ["no_certificate"],
                "opened_at": one.opened,
                "promised_at": one.promised,
            }
        )
        found[case_events].extend(
            {
                "case_id": one.id,
                "seq": seq,
                "kind": kind,
                "actor": actor,
                "at": at,
                "data": {"hand_over": "h"},
            }
            for seq, (kind, actor, at) in enumerate(one.events, 1)
        )
        for ordinal, kind in enumerate(one.decided, 1):
            found[decisions].append(_decision(one, question, ordinal, kind))
        if one.decided:
            found[replies].append(_reply(one, question, len(one.decided)))
        if one.asked_model:
            found[model_calls].append(_call(one, question))
    return found


def _question(one: Told, question: str) -> dict[str, object]:
    return {
        "id": question,
        "conversation_id": one.conversation,
        "message_id": "m",
        "language": one.language,
        "asked_at": one.opened,
        "outcome": "emergency" if one.urgent else "reviewed",
        "reasons": [],
        "department_id": one.department,
        "topic_id": one.topic,
        "confidence": 0.5,
        "index_version": "i",
        "pipeline_hash": "p",
    }


def _decision(one: Told, question: str, ordinal: int, kind: str) -> dict[str, object]:
    return {
        "id": f"x{ordinal} of {one.id}",
        "ordinal": ordinal,
        "decision_key": f"x{ordinal} of {one.id}",
        "question_id": question,
        "case_id": one.id,
        "kind": kind,
        "reason": "ok",
        "actor_kind": "person",
        "actor": "carol",
        "role": "caseworker",
        "shown_sha256": HASH,
        "sent_sha256": HASH,
        "index_version": "i",
        "pipeline_hash": "p",
        "decided_at": UNTIL,
    }


def _reply(one: Told, question: str, ordinal: int) -> dict[str, object]:
    return {
        "id": f"r of {one.id}",
        "question_id": question,
        "conversation_id": one.conversation,
        "decision_id": f"x{ordinal} of {one.id}",
        "provenance": "approved" if one.decided == ["approved"] else "ai_checked",
        "released_by_kind": "person",
        "released_by": "carol",
        "created_at": UNTIL,
        "sealed": b"",
    }


def _call(one: Told, question: str) -> dict[str, object]:
    return {
        "id": f"call of {one.id}",
        "question_id": question,
        "day": one.opened.date(),
        "department_id": one.department,
        "purpose": "draft",
        "at": one.opened,
        "endpoint": 1,
        "counted": True,
        "settled": True,
        "model": "usual",
        "prompt_tokens": 100,
        "completion_tokens": 50,
        "cost": 1_000,
        "ms": 500,
        "fault": "",
    }
