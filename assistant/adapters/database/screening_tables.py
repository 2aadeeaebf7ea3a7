"""The table of screening changes."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.schema import metadata
from knowledge_base.store import UtcDateTime

screening_changes = sa.Table(
    "screening_changes",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("seq", sa.Integer, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=True),
    sa.Column("emergency", sa.Boolean, nullable=False),
    sa.Column("rule", sa.Text, nullable=True),
    sa.Column("expected", sa.Text, nullable=True),
    sa.Column("undoes", sa.Text, nullable=True),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("stated_by", sa.Text, nullable=False),
    sa.Column("stated_at", UtcDateTime, nullable=False),
    sa.Column("in_force", sa.Boolean, nullable=True),
    sa.Column("decided_by", sa.Text, nullable=True),
    sa.Column("decided_at", UtcDateTime, nullable=True),
    sa.Column("said", sa.Text, nullable=True),
)
