"""The tables of the checks before a publication: what was said of findings, and contradictions that were published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import json_value, moment, text, texts

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them. There is no way down, as in the first migration."""
    op.create_table(
        "finding_statements",
        *texts("version_id", "kind", "finding_id", "by"),
        moment("at"),
        text("why"),
        sa.PrimaryKeyConstraint("version_id", "kind", "finding_id", "by", name="pk_finding_statements"),
    )
    op.create_table(
        "source_conflicts",
        *texts("id", "our_passage_id", "their_passage_id"),
        json_value("ours"),
        json_value("theirs"),
        moment("found_at"),
        text("task_id", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_source_conflicts"),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_source_conflicts_task_id"),
    )
    for side in ("our_passage_id", "their_passage_id"):
        op.create_index(f"ix_source_conflicts_{side}", "source_conflicts", [side])
    op.create_table(
        "compared_versions",
        text("version_id"),
        moment("compared_at"),
        sa.PrimaryKeyConstraint("version_id", name="pk_compared_versions"),
    )
