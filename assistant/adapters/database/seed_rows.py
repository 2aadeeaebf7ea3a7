"""Seeds, their showings and answers in the database."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database.choice_rows import objecting
from assistant.adapters.database.cipher import ContentErased, Place
from assistant.adapters.database.conflicts import unique_or
from assistant.adapters.database.content_keys import ContentKeys
from assistant.adapters.database.reply_audit_tables import reply_audit_labels
from assistant.adapters.database.seed_tables import (
    pairings,
    reinstatements,
    reply_seeds,
    seed_answers,
    seed_showings,
)
from assistant.adapters.database.serialisation import VERSION, draft_from_json, draft_to_json, versioned
from assistant.adapters.database.tables import conversation_keys, decisions, questions
from assistant.adapters.database.trial_tables import trial_items
from assistant.domain.cases import DecisionKind
from assistant.domain.purposes import Purpose
from assistant.domain.questions import Language
from assistant.domain.seeds import AnsweredSeed, Seed, SeedAnswer, SeedKind, SeedPlace, SeedShowing
from assistant.services.seed_store import SeedStore


@dataclass(frozen=True, slots=True)
class DatabaseSeeds(SeedStore):
    """Bound to one transaction."""

    connection: sa.Connection
    keys: ContentKeys

    def add(self, seed: Seed) -> None:
        content = {
            "v": VERSION,
            "draft": draft_to_json(seed.draft),
            "original": seed.original,
            "changed": seed.changed,
        }
        conversation_id = self.keys.conversation_of(seed.question_id)
        values = {
            "id": seed.id,
            "question_id": seed.question_id,
            "draft_id": seed.draft_id,
            "department_id": seed.department_id,
            "topic_id": seed.topic_id,
            "language": seed.language,
            "kind": seed.kind,
            "sendable": False,
            "created_at": seed.created_at,
            "sealed": self.keys.seal(conversation_id, _place(seed.id), content),
        }
        with unique_or(self.connection, "seed_exists", "A seed was made from this question already."):
            self.connection.execute(sa.insert(reply_seeds).values(values))

    def get(self, seed_id: str) -> Seed | None:
        row = self.connection.execute(sa.select(reply_seeds).where(reply_seeds.c.id == seed_id)).one_or_none()
        return None if row is None else self._seed(row)

    def sources(self, department_id: str, limit: int) -> tuple[str, ...]:
        used = sa.select(reply_seeds.c.question_id)
        readable = sa.select(conversation_keys.c.conversation_id)
        query = (
            sa.select(questions.c.id)
            .join(decisions, decisions.c.question_id == questions.c.id)
            .where(
                questions.c.department_id == department_id,
                decisions.c.kind == DecisionKind.APPROVED,
                questions.c.id.not_in(used),
                questions.c.conversation_id.in_(readable),
                questions.c.conversation_id.not_in(objecting(Purpose.IMPROVEMENT)),
            )
            .order_by(decisions.c.decided_at.desc(), questions.c.id)
            .limit(limit)
        )
        return tuple(self.connection.execute(query).scalars())

    def unshown(self, department_ids: frozenset[str] | None, staff_id: str) -> tuple[Seed, ...]:
        shown = sa.select(seed_showings.c.seed_id).where(seed_showings.c.staff_id == staff_id)
        theirs = sa.select(questions.c.id).where(
            questions.c.conversation_id.in_(objecting(Purpose.IMPROVEMENT))
        )
        query = sa.select(reply_seeds).where(
            reply_seeds.c.id.not_in(shown), reply_seeds.c.question_id.not_in(theirs), _untried()
        )
        if department_ids is not None:
            query = query.where(reply_seeds.c.department_id.in_(department_ids))
        rows = self.connection.execute(query.order_by(reply_seeds.c.created_at, reply_seeds.c.id)).all()
        return tuple(seed for row in rows if (seed := self._seed(row)) is not None)

    def stock(self, department_id: str) -> int:
        shown = sa.select(seed_showings.c.seed_id)
        query = sa.select(sa.func.count()).where(
            reply_seeds.c.department_id == department_id, reply_seeds.c.id.not_in(shown), _untried()
        )
        return int(self.connection.execute(query).scalar_one())

    def fresh(self, department_id: str) -> tuple[Seed, ...]:
        shown = sa.select(seed_showings.c.seed_id)
        query = sa.select(reply_seeds).where(
            reply_seeds.c.department_id == department_id, reply_seeds.c.id.not_in(shown), _untried()
        )
        rows = self.connection.execute(query.order_by(reply_seeds.c.created_at, reply_seeds.c.id)).all()
        return tuple(seed for row in rows if (seed := self._seed(row)) is not None)

    def show(self, showing: SeedShowing) -> None:
        with unique_or(self.connection, "already_shown", "This person has been shown this seed."):
            self.connection.execute(sa.insert(seed_showings).values(asdict(showing)))

    def showing(self, showing_id: str) -> SeedShowing | None:
        query = sa.select(seed_showings).where(seed_showings.c.id == showing_id)
        row = self.connection.execute(query).one_or_none()
        return None if row is None else _showing(row)

    def open_showings(self, staff_id: str, place: SeedPlace) -> tuple[SeedShowing, ...]:
        answered = sa.select(seed_answers.c.showing_id)
        table = seed_showings
        query = (
            sa.select(table)
            .where(table.c.staff_id == staff_id, table.c.place == place, table.c.id.not_in(answered))
            .order_by(table.c.at, table.c.id)
        )
        return tuple(_showing(row) for row in self.connection.execute(query))

    def answer(self, answer: SeedAnswer) -> None:
        with unique_or(self.connection, "already_decided", "This has been answered already."):
            self.connection.execute(sa.insert(seed_answers).values(asdict(answer)))

    def answered(self, staff_id: str | None = None) -> tuple[AnsweredSeed, ...]:
        query = (
            sa.select(
                seed_showings.c.staff_id,
                seed_showings.c.place,
                reply_seeds.c.kind,
                seed_answers.c.rejected,
                seed_answers.c.at,
            )
            .join(seed_showings, seed_showings.c.id == seed_answers.c.showing_id)
            .join(reply_seeds, reply_seeds.c.id == seed_showings.c.seed_id)
            .order_by(seed_answers.c.at, seed_answers.c.showing_id)
        )
        if staff_id is not None:
            query = query.where(seed_showings.c.staff_id == staff_id)
        return tuple(
            AnsweredSeed(row.staff_id, SeedPlace(row.place), SeedKind(row.kind), row.rejected, row.at)
            for row in self.connection.execute(query)
        )

    def newest_showing(self, staff_id: str, place: SeedPlace) -> datetime | None:
        query = sa.select(sa.func.max(seed_showings.c.at)).where(
            seed_showings.c.staff_id == staff_id, seed_showings.c.place == place
        )
        found: datetime | None = self.connection.execute(query).scalar_one()
        return found

    def reinstate(self, staff_id: str, by: str, reason: str, at: datetime) -> None:
        values = {"staff_id": staff_id, "at": at, "reinstated_by": by, "reason": reason}
        with unique_or(self.connection, "already_reinstated", "This has been done already."):
            self.connection.execute(sa.insert(reinstatements).values(values))

    def reinstated(self, staff_id: str) -> datetime | None:
        query = sa.select(sa.func.max(reinstatements.c.at)).where(reinstatements.c.staff_id == staff_id)
        found: datetime | None = self.connection.execute(query).scalar_one()
        return found

    def pair(self, case_id: str, draft_sha256: str, staff_id: str, at: datetime) -> None:
        values = {"case_id": case_id, "draft_sha256": draft_sha256, "staff_id": staff_id, "at": at}
        with unique_or(self.connection, "already_paired", "You stand by this draft already."):
            self.connection.execute(sa.insert(pairings).values(values))

    def paired(self, case_id: str, draft_sha256: str) -> tuple[str, ...]:
        query = sa.select(pairings.c.staff_id).where(
            pairings.c.case_id == case_id, pairings.c.draft_sha256 == draft_sha256
        )
        return tuple(self.connection.execute(query.order_by(pairings.c.at)).scalars())

    def checked_since(self, staff_id: str, place: SeedPlace, since: datetime | None) -> int:
        by, at = (
            (decisions.c.actor, decisions.c.decided_at)
            if place is SeedPlace.CASES
            else (reply_audit_labels.c.labelled_by, reply_audit_labels.c.at)
        )
        query = sa.select(sa.func.count()).where(by == staff_id)
        if since is not None:
            query = query.where(at >= since)
        return int(self.connection.execute(query).scalar_one())

    def _seed(self, row: Any) -> Seed | None:
        conversation_id = self.keys.conversation_of(row.question_id)
        try:
            content = self.keys.open(conversation_id, _place(row.id), row.sealed)
        except ContentErased:
            return None
        fields = versioned(content, "a seed")
        seed = Seed(
            id=row.id,
            question_id=row.question_id,
            draft_id=row.draft_id,
            department_id=row.department_id,
            topic_id=row.topic_id,
            language=Language(row.language),
            kind=SeedKind(row.kind),
            created_at=row.created_at,
            draft=draft_from_json(fields.take("draft")),
            original=fields.text("original"),
            changed=fields.text("changed"),
        )
        fields.done()
        return seed


def _untried() -> sa.ColumnElement[bool]:
    """What a trial has used is known to its participants and serves as no test afterwards."""
    return reply_seeds.c.id.not_in(sa.select(trial_items.c.seed_id))


def _showing(row: Any) -> SeedShowing:
    return SeedShowing(row.id, row.seed_id, row.staff_id, SeedPlace(row.place), row.number, row.at)


def _place(seed_id: str) -> Place:
    return Place("reply_seeds", seed_id, "sealed")
