"""Tables of hand-overs between departments, and of edits not yet sent."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.schema import metadata
from knowledge_base.store import UtcDateTime

hand_overs = sa.Table(
    "hand_overs",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("from_department", sa.Text, nullable=False),
    sa.Column("to_department", sa.Text, nullable=False, index=True),
    sa.Column("offered_by", sa.Text, nullable=False),
    sa.Column("offered_at", UtcDateTime, nullable=False),
    sa.Column("due", UtcDateTime, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)

hand_over_ends = sa.Table(
    "hand_over_ends",
    metadata,
    sa.Column("hand_over_id", sa.Text, sa.ForeignKey("hand_overs.id"), primary_key=True),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("ended_by", sa.Text, nullable=False),
    sa.Column("ended_at", UtcDateTime, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)

saved_edits = sa.Table(
    "saved_edits",
    metadata,
    sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), primary_key=True),
    sa.Column("staff_id", sa.Text, sa.ForeignKey("staff.id"), primary_key=True),
    sa.Column("draft_version", sa.Integer, nullable=False),
    sa.Column("saved_at", UtcDateTime, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)
