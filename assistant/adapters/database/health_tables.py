"""Tables of the knowledge base's health. None refers to a citizen or to a question's text."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.schema import metadata
from knowledge_base.store import UtcDateTime

passage_use = sa.Table(
    "passage_use",
    metadata,
    sa.Column("week", sa.Date, primary_key=True),
    sa.Column("passage_id", sa.Text, primary_key=True),
    sa.Column("version_id", sa.Text, nullable=False),
    sa.Column("found", sa.Integer, nullable=False),
    sa.Column("quoted", sa.Integer, nullable=False),
)

questions_asked = sa.Table(
    "questions_asked",
    metadata,
    sa.Column("week", sa.Date, primary_key=True),
    sa.Column("department_id", sa.Text, primary_key=True),
    sa.Column("language", sa.Text, primary_key=True),
    sa.Column("questions", sa.Integer, nullable=False),
)

document_reviews = sa.Table(
    "document_reviews",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("document_id", sa.Text, nullable=False, index=True),
    sa.Column("version_id", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("next_review", sa.Date, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
)

content_faults = sa.Table(
    "content_faults",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("task_id", sa.Text, sa.ForeignKey("tasks.id"), nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("document_id", sa.Text, nullable=False),
    sa.Column("version_id", sa.Text, nullable=False),
    sa.Column("passage_id", sa.Text, nullable=False),
    sa.Column("quote", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("case_id", sa.Text, nullable=False),
    sa.Column("reported_by", sa.Text, nullable=False),
    sa.Column("reported_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("task_id", "case_id"),
)

content_fault_answers = sa.Table(
    "content_fault_answers",
    metadata,
    sa.Column("task_id", sa.Text, sa.ForeignKey("tasks.id"), primary_key=True),
    sa.Column("version_id", sa.Text, primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
)

# Which days a version's text names: read once, since the text of a version never changes.
version_dates = sa.Table(
    "version_dates",
    metadata,
    sa.Column("version_id", sa.Text, primary_key=True),
    sa.Column("days", sa.JSON, nullable=False),
)
