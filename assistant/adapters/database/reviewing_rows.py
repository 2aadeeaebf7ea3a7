"""Arms, judgements before the draft and reading times in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database.cipher import ContentErased, Place
from assistant.adapters.database.conflicts import unique_or
from assistant.adapters.database.content_keys import ContentKeys
from assistant.adapters.database.reviewing_tables import (
    draft_servings,
    draft_uses,
    initial_judgements,
    reading_times,
    review_arms,
)
from assistant.adapters.database.serialisation import VERSION, versioned
from assistant.adapters.database.tables import cases, decisions
from assistant.domain.cases import DecisionKind
from assistant.domain.draft_uses import DraftUse
from assistant.domain.errors import NotFound
from assistant.domain.reading_times import ReadingTime
from assistant.domain.review_arms import DrawnArm, InitialJudgement, JudgedAs, ReviewArm
from assistant.services.reviewing_store import ArmCase, ReviewingStore

_SENT = (DecisionKind.APPROVED, DecisionKind.EDITED)
"""Decisions that sent a draft on."""


@dataclass(frozen=True, slots=True)
class DatabaseReviewing(ReviewingStore):
    """Bound to one transaction."""

    connection: sa.Connection
    keys: ContentKeys

    def draw(self, drawn: DrawnArm) -> None:
        with unique_or(self.connection, "arm_drawn", "This case has been drawn for already."):
            self.connection.execute(sa.insert(review_arms).values(asdict(drawn)))

    def arm(self, case_id: str) -> DrawnArm | None:
        query = sa.select(review_arms).where(review_arms.c.case_id == case_id)
        row = self.connection.execute(query).one_or_none()
        return None if row is None else _drawn(row)

    def arms(self, department_ids: frozenset[str] | None, since: datetime) -> tuple[ArmCase, ...]:
        query = (
            sa.select(review_arms, cases.c.question_id)
            .join(cases, cases.c.id == review_arms.c.case_id)
            .where(review_arms.c.at >= since)
        )
        if department_ids is not None:
            query = query.where(cases.c.department_id.in_(department_ids))
        rows = self.connection.execute(query.order_by(review_arms.c.at, review_arms.c.case_id))
        return tuple(ArmCase(_drawn(row), row.question_id) for row in rows)

    def judge(self, judgement: InitialJudgement) -> None:
        conversation_id = self._conversation(judgement.case_id)
        content = {"v": VERSION, "gist": judgement.gist}
        values = {
            "case_id": judgement.case_id,
            "staff_id": judgement.staff_id,
            "judged_as": judgement.judged_as,
            "passage_id": judgement.passage_id,
            "at": judgement.at,
            "sealed": self.keys.seal(conversation_id, _place(judgement.case_id, judgement.staff_id), content),
        }
        with unique_or(self.connection, "already_judged", "You have judged this case already."):
            self.connection.execute(sa.insert(initial_judgements).values(values))

    def judged(self, case_id: str, staff_id: str) -> bool:
        table = initial_judgements.c
        query = sa.select(table.case_id).where(table.case_id == case_id, table.staff_id == staff_id)
        return self.connection.execute(query).first() is not None

    def judgements(self, staff_id: str) -> tuple[InitialJudgement, ...]:
        return self._judgements(initial_judgements.c.staff_id == staff_id)

    def judgements_on(self, case_ids: Sequence[str]) -> tuple[InitialJudgement, ...]:
        return self._judgements(initial_judgements.c.case_id.in_(case_ids))

    def _judgements(self, chosen: sa.ColumnElement[bool]) -> tuple[InitialJudgement, ...]:
        table = initial_judgements
        query = (
            sa.select(table, cases.c.conversation_id)
            .join(cases, cases.c.id == table.c.case_id)
            .where(chosen)
            .order_by(table.c.at, table.c.case_id)
        )
        return tuple(map(self._judgement, self.connection.execute(query).all()))

    def serve(self, case_id: str, staff_id: str, draft_sha256: str, at: datetime) -> bool:
        if self.served(case_id, staff_id, draft_sha256) is not None:
            return False
        values = {"case_id": case_id, "staff_id": staff_id, "draft_sha256": draft_sha256, "at": at}
        with unique_or(self.connection, "try_again", "This was noted at the same moment."):
            self.connection.execute(sa.insert(draft_servings).values(values))
        return True

    def served(self, case_id: str, staff_id: str, draft_sha256: str) -> datetime | None:
        table = draft_servings.c
        query = sa.select(table.at).where(
            table.case_id == case_id, table.staff_id == staff_id, table.draft_sha256 == draft_sha256
        )
        found: datetime | None = self.connection.execute(query).scalar_one_or_none()
        return found

    def add_reading(self, reading: ReadingTime) -> None:
        with unique_or(self.connection, "already_measured", "This decision has been measured already."):
            self.connection.execute(sa.insert(reading_times).values(asdict(reading)))

    def readings(self, staff_id: str, since: datetime) -> tuple[ReadingTime, ...]:
        table = reading_times
        query = sa.select(table).where(table.c.staff_id == staff_id, table.c.at >= since)
        rows = self.connection.execute(query.order_by(table.c.at, table.c.decision_id))
        return tuple(
            ReadingTime(row.decision_id, row.staff_id, row.seconds, row.floor_s, row.at) for row in rows
        )

    def sent_drafts(self, staff_id: str, limit: int) -> tuple[str, ...]:
        query = (
            sa.select(decisions.c.id)
            .where(decisions.c.actor == staff_id, decisions.c.kind.in_(_SENT))
            .order_by(decisions.c.decided_at.desc(), decisions.c.id)
            .limit(limit)
        )
        return tuple(self.connection.execute(query).scalars())

    def add_use(self, use: DraftUse) -> bool:
        table = draft_uses.c
        before = sa.select(table.decision_id).where(
            table.draft_id == use.draft_id, table.staff_id == use.staff_id
        )
        if self.connection.execute(before).first() is not None:
            return False
        with unique_or(self.connection, "try_again", "This was noted at the same moment."):
            self.connection.execute(sa.insert(draft_uses).values(asdict(use)))
        return True

    def uses(self, department_ids: frozenset[str] | None, since: datetime) -> tuple[DraftUse, ...]:
        query = sa.select(draft_uses).where(draft_uses.c.at >= since)
        if department_ids is not None:
            query = query.where(draft_uses.c.department_id.in_(department_ids))
        rows = self.connection.execute(query.order_by(draft_uses.c.at, draft_uses.c.decision_id))
        return tuple(DraftUse(**row) for row in rows.mappings())

    def _judgement(self, row: Any) -> InitialJudgement:
        try:
            place = _place(row.case_id, row.staff_id)
            fields = versioned(self.keys.open(row.conversation_id, place, row.sealed), "a judgement")
            gist = fields.text("gist")
            fields.done()
        except ContentErased:
            gist = ""
        judged_as = JudgedAs(row.judged_as)
        return InitialJudgement(row.case_id, row.staff_id, judged_as, gist, row.passage_id, row.at)

    def _conversation(self, case_id: str) -> str:
        query = sa.select(cases.c.conversation_id).where(cases.c.id == case_id)
        found: str | None = self.connection.execute(query).scalar_one_or_none()
        if found is None:
            raise NotFound("There is no such case.")
        return found


def _drawn(row: Any) -> DrawnArm:
    return DrawnArm(row.case_id, ReviewArm(row.arm), row.draw, row.at)


def _place(case_id: str, staff_id: str) -> Place:
    return Place("initial_judgements", f"{case_id}/{staff_id}", "sealed")
