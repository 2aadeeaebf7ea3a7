"""Tables of oversight trials."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.schema import metadata
from knowledge_base.store import UtcDateTime

oversight_trials = sa.Table(
    "oversight_trials",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("department_id", sa.Text, nullable=False),
    sa.Column("begun_by", sa.Text, nullable=False),
    sa.Column("begun_at", UtcDateTime, nullable=False),
)

trial_items = sa.Table(
    "trial_items",
    metadata,
    sa.Column("trial_id", sa.Text, sa.ForeignKey("oversight_trials.id"), primary_key=True),
    sa.Column("seed_id", sa.Text, sa.ForeignKey("reply_seeds.id"), primary_key=True, index=True),
    sa.Column("place", sa.Integer, nullable=False),
)

trial_verdicts = sa.Table(
    "trial_verdicts",
    metadata,
    sa.Column("trial_id", sa.Text, sa.ForeignKey("oversight_trials.id"), primary_key=True),
    sa.Column("seed_id", sa.Text, sa.ForeignKey("reply_seeds.id"), primary_key=True),
    sa.Column("staff_id", sa.Text, sa.ForeignKey("staff.id"), primary_key=True),
    sa.Column("send", sa.Boolean, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
)

trial_ends = sa.Table(
    "trial_ends",
    metadata,
    sa.Column("trial_id", sa.Text, sa.ForeignKey("oversight_trials.id"), primary_key=True),
    sa.Column("participants", sa.Integer, nullable=False),
    sa.Column("bad", sa.Integer, nullable=False),
    sa.Column("caught", sa.Integer, nullable=False),
    sa.Column("good", sa.Integer, nullable=False),
    sa.Column("stopped", sa.Integer, nullable=False),
    sa.Column("ended_by", sa.Text, nullable=False),
    sa.Column("ended_at", UtcDateTime, nullable=False),
)
