"""Oversight trials in the database."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database.conflicts import unique_or
from assistant.adapters.database.trial_tables import (
    oversight_trials,
    trial_ends,
    trial_items,
    trial_verdicts,
)
from assistant.domain.oversight_trials import EndedTrial, OversightTrial, TrialCounts, TrialVerdict
from assistant.services.trial_store import TrialStore


@dataclass(frozen=True, slots=True)
class DatabaseTrials(TrialStore):
    """Bound to one transaction."""

    connection: sa.Connection

    def begin(self, trial: OversightTrial) -> None:
        values = asdict(trial)
        seed_ids = values.pop("seed_ids")
        self.connection.execute(sa.insert(oversight_trials).values(values))
        items = [
            {"trial_id": trial.id, "seed_id": seed, "place": place} for place, seed in enumerate(seed_ids)
        ]
        self.connection.execute(sa.insert(trial_items), items)

    def get(self, trial_id: str) -> OversightTrial | None:
        query = sa.select(oversight_trials).where(oversight_trials.c.id == trial_id)
        row = self.connection.execute(query).one_or_none()
        return None if row is None else self._trial(row)

    def open(self, department_ids: frozenset[str] | None) -> tuple[OversightTrial, ...]:
        ended = sa.select(trial_ends.c.trial_id)
        query = sa.select(oversight_trials).where(oversight_trials.c.id.not_in(ended))
        if department_ids is not None:
            query = query.where(oversight_trials.c.department_id.in_(department_ids))
        rows = self.connection.execute(query.order_by(oversight_trials.c.begun_at, oversight_trials.c.id))
        return tuple(map(self._trial, rows.all()))

    def judge(self, verdict: TrialVerdict) -> None:
        with unique_or(self.connection, "already_answered", "You have judged this draft already."):
            self.connection.execute(sa.insert(trial_verdicts).values(asdict(verdict)))

    def verdicts(self, trial_id: str) -> tuple[TrialVerdict, ...]:
        table = trial_verdicts
        query = sa.select(table).where(table.c.trial_id == trial_id)
        rows = self.connection.execute(query.order_by(table.c.at, table.c.staff_id, table.c.seed_id))
        return tuple(TrialVerdict(**row) for row in rows.mappings())

    def end(self, trial_id: str, counts: TrialCounts, by: str, at: datetime) -> None:
        values = {"trial_id": trial_id, "ended_by": by, "ended_at": at, **asdict(counts)}
        with unique_or(self.connection, "already_ended", "This trial has ended already."):
            self.connection.execute(sa.insert(trial_ends).values(values))

    def ended(self, department_ids: frozenset[str] | None) -> tuple[EndedTrial, ...]:
        query = sa.select(oversight_trials, trial_ends).join(
            trial_ends, trial_ends.c.trial_id == oversight_trials.c.id
        )
        if department_ids is not None:
            query = query.where(oversight_trials.c.department_id.in_(department_ids))
        rows = self.connection.execute(query.order_by(trial_ends.c.ended_at.desc(), oversight_trials.c.id))
        return tuple(
            EndedTrial(
                self._trial(row),
                TrialCounts(row.participants, row.bad, row.caught, row.good, row.stopped),
                row.ended_by,
                row.ended_at,
            )
            for row in rows.all()
        )

    def _trial(self, row: Any) -> OversightTrial:
        table = trial_items.c
        query = sa.select(table.seed_id).where(table.trial_id == row.id).order_by(table.place)
        seeds = tuple(self.connection.execute(query).scalars())
        return OversightTrial(row.id, row.department_id, seeds, row.begun_by, row.begun_at)
