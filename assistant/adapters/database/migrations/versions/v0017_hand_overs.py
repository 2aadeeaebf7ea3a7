"""The tables of hand-overs between departments, and of edits not yet sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import moment, sealed, texts, whole

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them. There is no way down, as in the first migration."""
    op.create_table(
        "hand_overs",
        *texts("id", "case_id", "kind", "from_department", "to_department", "offered_by"),
        moment("offered_at"),
        moment("due"),
        sealed("sealed"),
        sa.PrimaryKeyConstraint("id", name="pk_hand_overs"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_hand_overs_case_id"),
    )
    op.create_index("ix_hand_overs_case_id", "hand_overs", ["case_id"])
    op.create_index("ix_hand_overs_to_department", "hand_overs", ["to_department"])
    op.create_table(
        "hand_over_ends",
        *texts("hand_over_id", "outcome", "ended_by"),
        moment("ended_at"),
        sealed("sealed"),
        sa.PrimaryKeyConstraint("hand_over_id", name="pk_hand_over_ends"),
        sa.ForeignKeyConstraint(["hand_over_id"], ["hand_overs.id"], name="fk_hand_over_ends_hand_over_id"),
    )
    op.create_table(
        "saved_edits",
        *texts("case_id", "staff_id"),
        whole("draft_version"),
        moment("saved_at"),
        sealed("sealed"),
        sa.PrimaryKeyConstraint("case_id", "staff_id", name="pk_saved_edits"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_saved_edits_case_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_saved_edits_staff_id"),
    )
