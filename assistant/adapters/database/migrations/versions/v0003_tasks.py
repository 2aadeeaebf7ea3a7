"""The tables of tasks: what people are to do about the knowledge base."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import json_value, moment, text, texts

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them. There is no way down, as in the first migration."""
    op.create_table(
        "tasks",
        *texts("id", "kind"),
        json_value("departments"),
        *texts("title", "detail", "opened_by"),
        moment("opened_at"),
        sa.Column("due", sa.Date(), nullable=True),
        json_value("document_ids"),
        json_value("version_ids"),
        *texts("case_id", "need_id", "finding", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
        sa.UniqueConstraint("finding", name="uq_tasks_finding"),
    )
    op.create_table(
        "task_events",
        text("task_id"),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        *texts("step", "by"),
        moment("at"),
        text("note"),
        text("assignee", nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("task_id", "seq", name="pk_task_events"),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_task_events_task_id"),
    )
