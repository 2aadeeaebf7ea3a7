"""The tables of oversight and staff: certificates, stops, labels, the audit chain, accounts and sessions."""

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

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them. There is no way down, as in the first migration."""
    _certificates()
    _stops_and_labels()
    _audit()
    _staff()


def _certificates() -> None:
    op.create_table(
        "certificates",
        *texts("id", "topic_id", "language"),
        *numbers("threshold", "alpha", "delta"),
        whole("n"),
        whole("k"),
        *numbers("risk_upper", "coverage"),
        json_value("grid"),
        *texts("data_sha256", "pipeline_hash", "signed_by"),
        moment("signed_at"),
        moment("expires_at"),
        sa.PrimaryKeyConstraint("id", name="pk_certificates"),
    )
    op.create_index("ix_certificates_topic_language", "certificates", ["topic_id", "language"])
    op.create_table(
        "certificate_withdrawals",
        text("certificate_id"),
        moment("at"),
        text("reason"),
        sa.PrimaryKeyConstraint("certificate_id", name="pk_certificate_withdrawals"),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificates.id"], name="fk_certificate_withdrawals_certificate_id"
        ),
    )


def _stops_and_labels() -> None:
    op.create_table(
        "stops",
        whole("id"),
        *texts("scope", "scope_id"),
        *flags("is_on"),
        *texts("reason", "turned_by"),
        moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_stops"),
    )
    op.create_index("ix_stops_scope", "stops", ["scope", "scope_id"])
    op.create_table(
        "labels",
        *texts("id", "topic_id", "language", "question_sha256"),
        *numbers("confidence"),
        *flags("would_answer", "wrong", "blind"),
        *texts("pipeline_hash", "labelled_by"),
        moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_labels"),
    )
    op.create_index("ix_labels_topic_language_pipeline", "labels", ["topic_id", "language", "pipeline_hash"])


def _audit() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        moment("at"),
        *texts("actor", "action", "object_kind", "object_id"),
        json_value("data"),
        *texts("previous_hash", "hash"),
        sa.PrimaryKeyConstraint("seq", name="pk_audit_entries"),
        sa.UniqueConstraint("previous_hash", name="uq_audit_entries_previous_hash"),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        whole("newest"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
        sa.CheckConstraint("id = 1", name="ck_audit_head_single_row"),
    )


def _staff() -> None:
    op.create_table(
        "staff",
        *texts("id", "username", "username_folded", "display_name", "password_hash"),
        *flags("active"),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("username_folded", name="uq_staff_username_folded"),
    )
    op.create_table(
        "staff_grants",
        *texts("staff_id", "role", "department_id"),
        sa.PrimaryKeyConstraint("staff_id", "role", "department_id", name="pk_staff_grants"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_grants_staff_id"),
    )
    op.create_table(
        "staff_sessions",
        *texts("token_sha256", "staff_id"),
        moment("created_at"),
        moment("last_seen_at"),
        moment("expires_at"),
        sa.PrimaryKeyConstraint("token_sha256", name="pk_staff_sessions"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_sessions_staff_id"),
    )
    op.create_index("ix_staff_sessions_staff_id", "staff_sessions", ["staff_id"])
