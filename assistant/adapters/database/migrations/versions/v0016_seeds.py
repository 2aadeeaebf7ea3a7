"""The tables of seeds, of what people made of them, and of approvals in pairs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import flags, moment, sealed, text, texts

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them. There is no way down, as in the first migration."""
    _seeds()
    _answers()
    _pairs()


def _seeds() -> None:
    op.create_table(
        "reply_seeds",
        *texts("id", "question_id", "draft_id", "department_id"),
        text("topic_id", nullable=True),
        *texts("language", "kind"),
        *flags("sendable"),
        moment("created_at"),
        sealed("sealed"),
        sa.PrimaryKeyConstraint("id", name="pk_reply_seeds"),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_reply_seeds_question_id"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_reply_seeds_draft_id"),
        sa.UniqueConstraint("question_id", name="uq_reply_seeds_question_id"),
        sa.CheckConstraint("NOT sendable", name="ck_reply_seeds_never_sent"),
    )
    op.create_index("ix_reply_seeds_department_id", "reply_seeds", ["department_id"])
    op.create_table(
        "seed_showings",
        *texts("id", "seed_id", "staff_id", "place", "number"),
        moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_seed_showings"),
        sa.ForeignKeyConstraint(["seed_id"], ["reply_seeds.id"], name="fk_seed_showings_seed_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_seed_showings_staff_id"),
        sa.UniqueConstraint("seed_id", "staff_id", name="uq_seed_showings_seed_id_staff_id"),
    )
    op.create_index("ix_seed_showings_staff_place", "seed_showings", ["staff_id", "place"])


def _answers() -> None:
    op.create_table(
        "seed_answers",
        text("showing_id"),
        *flags("rejected"),
        moment("at"),
        sa.PrimaryKeyConstraint("showing_id", name="pk_seed_answers"),
        sa.ForeignKeyConstraint(["showing_id"], ["seed_showings.id"], name="fk_seed_answers_showing_id"),
    )
    op.create_table(
        "reinstatements",
        text("staff_id"),
        moment("at"),
        *texts("reinstated_by", "reason"),
        sa.PrimaryKeyConstraint("staff_id", "at", name="pk_reinstatements"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_reinstatements_staff_id"),
    )


def _pairs() -> None:
    op.create_table(
        "pairings",
        *texts("case_id", "draft_sha256", "staff_id"),
        moment("at"),
        sa.PrimaryKeyConstraint("case_id", "draft_sha256", "staff_id", name="pk_pairings"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_pairings_case_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_pairings_staff_id"),
    )
