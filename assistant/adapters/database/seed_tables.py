"""The tables of seeds. Replies refer to decisions, decisions to drafts, and no seed is a draft: none can be sent (H-06)."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.schema import metadata
from knowledge_base.store import UtcDateTime

reply_seeds = sa.Table(
    "reply_seeds",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("question_id", sa.Text, sa.ForeignKey("questions.id"), nullable=False, unique=True),
    sa.Column("draft_id", sa.Text, sa.ForeignKey("drafts.id"), nullable=False),
    sa.Column("department_id", sa.Text, nullable=False, index=True),
    sa.Column("topic_id", sa.Text),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("sendable", sa.Boolean, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.CheckConstraint("NOT sendable", name="never_sent"),
)

seed_showings = sa.Table(
    "seed_showings",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("seed_id", sa.Text, sa.ForeignKey("reply_seeds.id"), nullable=False),
    sa.Column("staff_id", sa.Text, sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("seed_id", "staff_id"),
    sa.Index("ix_seed_showings_staff_place", "staff_id", "place"),
)

seed_answers = sa.Table(
    "seed_answers",
    metadata,
    sa.Column("showing_id", sa.Text, sa.ForeignKey("seed_showings.id"), primary_key=True),
    sa.Column("rejected", sa.Boolean, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
)

reinstatements = sa.Table(
    "reinstatements",
    metadata,
    sa.Column("staff_id", sa.Text, sa.ForeignKey("staff.id"), primary_key=True),
    sa.Column("at", UtcDateTime, primary_key=True),
    sa.Column("reinstated_by", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)

pairings = sa.Table(
    "pairings",
    metadata,
    sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), primary_key=True),
    sa.Column("draft_sha256", sa.Text, primary_key=True),
    sa.Column("staff_id", sa.Text, sa.ForeignKey("staff.id"), primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
)
