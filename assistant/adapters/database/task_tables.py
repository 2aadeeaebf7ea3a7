"""Tables of tasks: their facts, and what happened to them."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.schema import metadata
from knowledge_base.store import UtcDateTime

tasks = sa.Table(
    "tasks",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("departments", sa.JSON, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("opened_by", sa.Text, nullable=False),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("due", sa.Date, nullable=True),
    sa.Column("document_ids", sa.JSON, nullable=False),
    sa.Column("version_ids", sa.JSON, nullable=False),
    sa.Column("case_id", sa.Text, nullable=True),
    sa.Column("need_id", sa.Text, nullable=True),
    sa.Column("finding", sa.Text, nullable=True),
    # A title of the system, told in the reader's language; without them, the title stands as it was written.
    sa.Column("title_kind", sa.Text, nullable=True),
    sa.Column("title_facts", sa.JSON(none_as_null=True), nullable=True),
    sa.UniqueConstraint("finding"),
)

task_events = sa.Table(
    "task_events",
    metadata,
    sa.Column("task_id", sa.Text, sa.ForeignKey("tasks.id"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("assignee", sa.Text, nullable=True),
    sa.Column("due", sa.Date, nullable=True),
)
