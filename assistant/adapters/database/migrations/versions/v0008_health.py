"""The tables of the knowledge base's health: use of passages, reviews, content faults, days that texts name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import json_value, moment, text, texts, whole

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them. There is no way down, as in the first migration."""
    _counts()
    op.create_table(
        "document_reviews",
        *texts("id", "document_id", "version_id", "by"),
        moment("at"),
        sa.Column("next_review", sa.Date(), nullable=False),
        text("note"),
        sa.PrimaryKeyConstraint("id", name="pk_document_reviews"),
    )
    op.create_index("ix_document_reviews_document_id", "document_reviews", ["document_id"])
    op.create_table(
        "content_faults",
        *texts("id", "task_id", "kind", "document_id", "version_id", "passage_id"),
        *texts("quote", "note", "case_id", "reported_by"),
        moment("reported_at"),
        sa.PrimaryKeyConstraint("id", name="pk_content_faults"),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_content_faults_task_id"),
        sa.UniqueConstraint("task_id", "case_id", name="uq_content_faults_task_id_case_id"),
    )
    op.create_index("ix_content_faults_task_id", "content_faults", ["task_id"])
    op.create_table(
        "content_fault_answers",
        *texts("task_id", "version_id"),
        moment("at"),
        sa.PrimaryKeyConstraint("task_id", "version_id", name="pk_content_fault_answers"),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_content_fault_answers_task_id"),
    )
    op.create_table(
        "version_dates",
        text("version_id"),
        json_value("days"),
        sa.PrimaryKeyConstraint("version_id", name="pk_version_dates"),
    )


def _counts() -> None:
    op.create_table(
        "passage_use",
        sa.Column("week", sa.Date(), nullable=False),
        *texts("passage_id", "version_id"),
        whole("found"),
        whole("quoted"),
        sa.PrimaryKeyConstraint("week", "passage_id", name="pk_passage_use"),
    )
    op.create_table(
        "questions_asked",
        sa.Column("week", sa.Date(), nullable=False),
        *texts("department_id", "language"),
        whole("questions"),
        sa.PrimaryKeyConstraint("week", "department_id", "language", name="pk_questions_asked"),
    )
