"""The tables of audits, of the alarms on certificates and of their stricter thresholds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import (
    flags,
    json_value,
    moment,
    numbers,
    text,
    texts,
    whole,
)

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them. There is no way down, as in the first migration."""
    _audits()
    _labels()
    _alarms()
    _certificates()


def _audits() -> None:
    op.create_table(
        "reply_audits",
        *texts("id", "question_id", "stratum", "department_id"),
        text("topic_id", nullable=True),
        text("language"),
        *numbers("confidence"),
        text("pipeline_hash"),
        *numbers("draw", "probability", "share", "base_share"),
        whole("wanted"),
        moment("drawn_at"),
        text("certificate_id", nullable=True),
        sa.Column("alpha", sa.Float()),
        sa.Column("delta", sa.Float()),
        json_value("forced"),
        text("handled_by", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_reply_audits"),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_reply_audits_question_id"),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificates.id"], name="fk_reply_audits_certificate_id"
        ),
        sa.UniqueConstraint("question_id", "stratum", name="uq_reply_audits_question_id_stratum"),
        sa.CheckConstraint(
            "draw >= 0 AND draw < probability AND probability <= 1", name="ck_reply_audits_drawn"
        ),
    )
    op.create_index("ix_reply_audits_department_id", "reply_audits", ["department_id"])
    op.create_index("ix_reply_audits_certificate_id", "reply_audits", ["certificate_id"])
    op.create_index("ix_reply_audits_topic_language", "reply_audits", ["topic_id", "language"])
    op.create_table(
        "reply_audit_documents",
        *texts("audit_id", "document_id"),
        sa.PrimaryKeyConstraint("audit_id", "document_id", name="pk_reply_audit_documents"),
        sa.ForeignKeyConstraint(["audit_id"], ["reply_audits.id"], name="fk_reply_audit_documents_audit_id"),
    )
    op.create_index("ix_reply_audit_documents_document_id", "reply_audit_documents", ["document_id"])


def _labels() -> None:
    op.create_table(
        "reply_audit_labels",
        *texts("audit_id", "labelled_by"),
        whole("seq"),
        text("verdict"),
        *flags("blind"),
        moment("at"),
        sa.PrimaryKeyConstraint("audit_id", "labelled_by", name="pk_reply_audit_labels"),
        sa.ForeignKeyConstraint(["audit_id"], ["reply_audits.id"], name="fk_reply_audit_labels_audit_id"),
        sa.UniqueConstraint("audit_id", "seq", name="uq_reply_audit_labels_audit_id_seq"),
        sa.CheckConstraint("blind", name="ck_reply_audit_labels_blind"),
    )
    op.create_table(
        "reply_audit_settlements",
        text("audit_id"),
        *flags("wrong"),
        moment("at"),
        sa.PrimaryKeyConstraint("audit_id", name="pk_reply_audit_settlements"),
        sa.ForeignKeyConstraint(
            ["audit_id"], ["reply_audits.id"], name="fk_reply_audit_settlements_audit_id"
        ),
    )


def _alarms() -> None:
    op.create_table(
        "alarm_steps",
        text("monitor"),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        *texts("audit_id", "certificate_id"),
        *flags("wrong"),
        *numbers("weight", "alpha", "level"),
        json_value("log_capitals"),
        whole("errors"),
        *flags("raised"),
        moment("at"),
        sa.PrimaryKeyConstraint("monitor", "seq", name="pk_alarm_steps"),
        sa.ForeignKeyConstraint(["audit_id"], ["reply_audits.id"], name="fk_alarm_steps_audit_id"),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificates.id"], name="fk_alarm_steps_certificate_id"
        ),
        sa.UniqueConstraint("monitor", "audit_id", name="uq_alarm_steps_monitor_audit_id"),
    )
    op.create_table(
        "shift_warnings",
        *texts("id", "kind", "topic_id", "language"),
        *numbers("value", "bound"),
        moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_shift_warnings"),
    )
    op.create_index("ix_shift_warnings_topic_language", "shift_warnings", ["topic_id", "language"])


def _certificates() -> None:
    op.create_table(
        "certificate_limits",
        text("certificate_id"),
        *numbers("threshold"),
        *texts("set_by", "reason"),
        moment("at"),
        sa.PrimaryKeyConstraint("certificate_id", "threshold", name="pk_certificate_limits"),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificates.id"], name="fk_certificate_limits_certificate_id"
        ),
    )
    with op.batch_alter_table("certificates") as batch:
        batch.add_column(sa.Column("catch_lower", sa.Float(), nullable=True))
        batch.add_column(sa.Column("catch_delta", sa.Float(), nullable=True))
    op.create_index("ix_decisions_actor", "decisions", ["actor"])
