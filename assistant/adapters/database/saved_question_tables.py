"""Tables of test questions, and of what asking them showed."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.schema import metadata
from knowledge_base.store import UtcDateTime

saved_questions = sa.Table(
    "saved_questions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("document_id", sa.Text, nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("as_staff", sa.Boolean, nullable=False),
    sa.Column("must_say", sa.Text, nullable=True),
    sa.Column("added_by", sa.Text, nullable=False),
    sa.Column("added_at", UtcDateTime, nullable=False),
    sa.Column("removed_by", sa.Text, nullable=True),
    sa.Column("removed_at", UtcDateTime, nullable=True),
)

question_runs = sa.Table(
    "question_runs",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("occasion", sa.Text, nullable=False),
    sa.Column("run_by", sa.Text, nullable=False),
    sa.Column("run_at", UtcDateTime, nullable=False, index=True),
    sa.Column("version_ids", sa.JSON, nullable=False),
    sa.Column("index_version_id", sa.Text, nullable=False),
    sa.Column("override", sa.Text, nullable=True),
    sa.Column("state", sa.Text, nullable=True),
)

question_results = sa.Table(
    "question_results",
    metadata,
    sa.Column("run_id", sa.Text, sa.ForeignKey("question_runs.id"), primary_key=True),
    sa.Column("question_id", sa.Text, sa.ForeignKey("saved_questions.id"), primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("finding", sa.Text, nullable=False),
    sa.Column("finding_before", sa.Text, nullable=False),
    sa.Column("rank", sa.Integer, nullable=True),
    sa.Column("rank_before", sa.Integer, nullable=True),
    sa.Column("holds", sa.Boolean, nullable=False),
)
