"""The tables of needs: questions that were not served, what they have in common, who asked and was told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import json_value, moment, text, texts

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them. There is no way down, as in the first migration."""
    op.create_table(
        "needs",
        text("id"),
        moment("found_at"),
        *texts("language", "department_id"),
        json_value("words"),
        text("tried_on"),
        sa.PrimaryKeyConstraint("id", name="pk_needs"),
    )
    op.create_table(
        "need_events",
        text("need_id"),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        *texts("step", "by"),
        moment("at"),
        text("note"),
        text("assignee", nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        *texts("department_id", "task_id", "version_id", "need_id_into", nullable=True),
        sa.PrimaryKeyConstraint("need_id", "seq", name="pk_need_events"),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name="fk_need_events_need_id"),
    )
    _questions()


def _questions() -> None:
    op.create_table(
        "need_questions",
        *texts("question_id", "conversation_id"),
        text("need_id", nullable=True),
        *texts("finding", "language"),
        moment("asked_at"),
        sa.PrimaryKeyConstraint("question_id", name="pk_need_questions"),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_need_questions_question_id"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_need_questions_conversation_id"
        ),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name="fk_need_questions_need_id"),
    )
    for column in ("conversation_id", "need_id", "finding"):
        op.create_index(f"ix_need_questions_{column}", "need_questions", [column])
    op.create_table(
        "need_answers",
        *texts("need_id", "version_id", "question_id", "conversation_id", "released_by"),
        moment("decided_at"),
        text("result", nullable=True),
        moment("done_at", nullable=True),
        sa.PrimaryKeyConstraint("need_id", "version_id", "question_id", name="pk_need_answers"),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name="fk_need_answers_need_id"),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_need_answers_question_id"),
    )
    for column in ("conversation_id", "result"):
        op.create_index(f"ix_need_answers_{column}", "need_answers", [column])
