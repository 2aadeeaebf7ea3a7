"""The tables of test questions, and where a version was fetched from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import flags, json_value, moment, text, texts, whole

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them. There is no way down, as in the first migration."""
    _where_from()
    op.create_table(
        "saved_questions",
        *texts("id", "document_id", "text", "language"),
        *flags("as_staff"),
        text("must_say", nullable=True),
        text("added_by"),
        moment("added_at"),
        text("removed_by", nullable=True),
        moment("removed_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_saved_questions"),
    )
    op.create_index("ix_saved_questions_document_id", "saved_questions", ["document_id"])
    op.create_table(
        "question_runs",
        *texts("id", "occasion", "run_by"),
        moment("run_at"),
        json_value("version_ids"),
        text("index_version_id"),
        text("override", nullable=True),
        text("state", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_question_runs"),
    )
    op.create_index("ix_question_runs_run_at", "question_runs", ["run_at"])
    op.create_table(
        "question_results",
        *texts("run_id", "question_id"),
        sa.Column("day", sa.Date(), nullable=False),
        *texts("finding", "finding_before"),
        whole("rank", nullable=True),
        whole("rank_before", nullable=True),
        *flags("holds"),
        sa.PrimaryKeyConstraint("run_id", "question_id", "day", name="pk_question_results"),
        sa.ForeignKeyConstraint(["run_id"], ["question_runs.id"], name="fk_question_results_run_id"),
        sa.ForeignKeyConstraint(
            ["question_id"], ["saved_questions.id"], name="fk_question_results_question_id"
        ),
    )


def _where_from() -> None:
    """The knowledge base brings its tables along as they are now: only a database from before lacks the columns."""
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("kb_versions")}
    for column in (text("source_url", nullable=True), moment("fetched_at", nullable=True)):
        if column.name not in there:
            op.add_column("kb_versions", column)
