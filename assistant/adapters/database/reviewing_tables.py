"""Tables of how cases are worked on: arms, judgements before the draft, reading times."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.schema import metadata
from knowledge_base.store import UtcDateTime

review_arms = sa.Table(
    "review_arms",
    metadata,
    sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), primary_key=True),
    sa.Column("arm", sa.Text, nullable=False),
    sa.Column("draw", sa.Float, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False, index=True),
)

initial_judgements = sa.Table(
    "initial_judgements",
    metadata,
    sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), primary_key=True),
    sa.Column("staff_id", sa.Text, sa.ForeignKey("staff.id"), primary_key=True, index=True),
    sa.Column("judged_as", sa.Text, nullable=False),
    sa.Column("passage_id", sa.Text),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)

draft_servings = sa.Table(
    "draft_servings",
    metadata,
    sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), primary_key=True),
    sa.Column("staff_id", sa.Text, sa.ForeignKey("staff.id"), primary_key=True),
    sa.Column("draft_sha256", sa.Text, primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
)

draft_uses = sa.Table(
    "draft_uses",
    metadata,
    sa.Column("decision_id", sa.Text, sa.ForeignKey("decisions.id"), primary_key=True),
    sa.Column("draft_id", sa.Text, sa.ForeignKey("drafts.id"), nullable=False),
    sa.Column("staff_id", sa.Text, nullable=False),
    sa.Column("department_id", sa.Text, nullable=False),
    sa.Column("topic_id", sa.Text),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("changed", sa.Float, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("draft_id", "staff_id"),
    sa.Index("ix_draft_uses_department_at", "department_id", "at"),
)

reading_times = sa.Table(
    "reading_times",
    metadata,
    sa.Column("decision_id", sa.Text, sa.ForeignKey("decisions.id"), primary_key=True),
    sa.Column("staff_id", sa.Text, nullable=False),
    sa.Column("seconds", sa.Float, nullable=False),
    sa.Column("floor_s", sa.Float, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Index("ix_reading_times_staff_at", "staff_id", "at"),
)
