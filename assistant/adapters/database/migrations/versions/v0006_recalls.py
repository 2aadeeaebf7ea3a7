"""The tables of recalls: what changed in the knowledge base, replies whose source changed, and their corrections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import moment, sealed, text, texts

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them. There is no way down, as in the first migration."""
    _changes()
    _corrections()
    _recalls()


def _changes() -> None:
    op.create_table(
        "knowledge_changes",
        *texts("id", "kind", "version_id", "document_id", "department_id"),
        moment("at"),
        moment("noticed_at"),
        *texts("actor", "reason"),
        text("successor_id", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_knowledge_changes"),
    )
    op.create_index("ix_knowledge_changes_version_id", "knowledge_changes", ["version_id"])
    op.create_index("ix_knowledge_changes_at", "knowledge_changes", ["at"])
    op.create_table(
        "version_standings",
        *texts("version_id", "change_id", "kind"),
        sa.PrimaryKeyConstraint("version_id", name="pk_version_standings"),
        sa.ForeignKeyConstraint(
            ["change_id"], ["knowledge_changes.id"], name="fk_version_standings_change_id"
        ),
    )


def _corrections() -> None:
    op.create_table(
        "corrections",
        *texts("id", "change_id", "reply_id", "question_id", "conversation_id"),
        *texts("actor", "role", "proposed_sha256", "sent_sha256"),
        moment("created_at"),
        sealed("sealed"),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        *(
            sa.ForeignKeyConstraint([column], [target], name=f"fk_corrections_{column}")
            for column, target in (
                ("change_id", "knowledge_changes.id"),
                ("reply_id", "replies.id"),
                ("question_id", "questions.id"),
                ("conversation_id", "conversations.id"),
            )
        ),
    )
    op.create_index("ix_corrections_reply_id", "corrections", ["reply_id"])
    op.create_index("ix_corrections_conversation_id", "corrections", ["conversation_id"])
    op.create_table(
        "correction_sources",
        *texts("correction_id", "version_id"),
        sa.PrimaryKeyConstraint("correction_id", "version_id", name="pk_correction_sources"),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["corrections.id"], name="fk_correction_sources_correction_id"
        ),
    )
    op.create_index("ix_correction_sources_version_id", "correction_sources", ["version_id"])


def _recalls() -> None:
    op.create_table(
        "recalls",
        *texts("change_id", "reply_id", "version_id"),
        text("correction_id", nullable=True),
        text("department_id"),
        moment("opened_at"),
        sa.PrimaryKeyConstraint("change_id", "reply_id", name="pk_recalls"),
        sa.ForeignKeyConstraint(["change_id"], ["knowledge_changes.id"], name="fk_recalls_change_id"),
        sa.ForeignKeyConstraint(["reply_id"], ["replies.id"], name="fk_recalls_reply_id"),
    )
    op.create_index("ix_recalls_reply_id", "recalls", ["reply_id"])
    op.create_table(
        "recall_decisions",
        *texts("change_id", "reply_id", "actor", "role"),
        moment("at"),
        *texts("left_because", "correction_id", nullable=True),
        sa.PrimaryKeyConstraint("change_id", "reply_id", name="pk_recall_decisions"),
        sa.UniqueConstraint("correction_id", name="uq_recall_decisions_correction_id"),
        sa.ForeignKeyConstraint(
            ["change_id", "reply_id"],
            ["recalls.change_id", "recalls.reply_id"],
            name="fk_recall_decisions_change_id",
        ),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["corrections.id"], name="fk_recall_decisions_correction_id"
        ),
    )
