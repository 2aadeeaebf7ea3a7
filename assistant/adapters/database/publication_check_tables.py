"""Tables of the checks before a publication."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.schema import metadata
from knowledge_base.store import UtcDateTime

finding_statements = sa.Table(
    "finding_statements",
    metadata,
    sa.Column("version_id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("finding_id", sa.Text, primary_key=True),
    sa.Column("by", sa.Text, primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
)

source_conflicts = sa.Table(
    "source_conflicts",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("our_passage_id", sa.Text, nullable=False, index=True),
    sa.Column("their_passage_id", sa.Text, nullable=False, index=True),
    sa.Column("ours", sa.JSON, nullable=False),
    sa.Column("theirs", sa.JSON, nullable=False),
    sa.Column("found_at", UtcDateTime, nullable=False),
    sa.Column("task_id", sa.Text, sa.ForeignKey("tasks.id"), nullable=True),
)

compared_versions = sa.Table(
    "compared_versions",
    metadata,
    sa.Column("version_id", sa.Text, primary_key=True),
    sa.Column("compared_at", UtcDateTime, nullable=False),
)
