"""The tables of audits: what was drawn, how it was labelled, what it came to, and the steps of the alarms."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.schema import metadata
from knowledge_base.store import UtcDateTime

reply_audits = sa.Table(
    "reply_audits",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("question_id", sa.Text, sa.ForeignKey("questions.id"), nullable=False),
    sa.Column("stratum", sa.Text, nullable=False),
    sa.Column("department_id", sa.Text, nullable=False, index=True),
    sa.Column("topic_id", sa.Text),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("pipeline_hash", sa.Text, nullable=False),
    sa.Column("draw", sa.Float, nullable=False),
    sa.Column("probability", sa.Float, nullable=False),
    sa.Column("share", sa.Float, nullable=False),
    sa.Column("base_share", sa.Float, nullable=False),
    sa.Column("wanted", sa.Integer, nullable=False),
    sa.Column("drawn_at", UtcDateTime, nullable=False),
    sa.Column("certificate_id", sa.Text, sa.ForeignKey("certificates.id"), index=True),
    sa.Column("alpha", sa.Float),
    sa.Column("delta", sa.Float),
    sa.Column("forced", sa.JSON, nullable=False),
    sa.Column("handled_by", sa.Text),
    sa.UniqueConstraint("question_id", "stratum"),
    sa.CheckConstraint("draw >= 0 AND draw < probability AND probability <= 1", name="drawn"),
    sa.Index("ix_reply_audits_topic_language", "topic_id", "language"),
)

reply_audit_documents = sa.Table(
    "reply_audit_documents",
    metadata,
    sa.Column("audit_id", sa.Text, sa.ForeignKey("reply_audits.id"), primary_key=True),
    sa.Column("document_id", sa.Text, primary_key=True, index=True),
)

# A label that was not given blind cannot be stored (C-07).
reply_audit_labels = sa.Table(
    "reply_audit_labels",
    metadata,
    sa.Column("audit_id", sa.Text, sa.ForeignKey("reply_audits.id"), primary_key=True),
    sa.Column("labelled_by", sa.Text, primary_key=True),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("verdict", sa.Text, nullable=False),
    sa.Column("blind", sa.Boolean, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("audit_id", "seq"),
    sa.CheckConstraint("blind", name="blind"),
)

reply_audit_settlements = sa.Table(
    "reply_audit_settlements",
    metadata,
    sa.Column("audit_id", sa.Text, sa.ForeignKey("reply_audits.id"), primary_key=True),
    sa.Column("wrong", sa.Boolean, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
)

alarm_steps = sa.Table(
    "alarm_steps",
    metadata,
    sa.Column("monitor", sa.Text, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("audit_id", sa.Text, sa.ForeignKey("reply_audits.id"), nullable=False),
    sa.Column("certificate_id", sa.Text, sa.ForeignKey("certificates.id"), nullable=False),
    sa.Column("wrong", sa.Boolean, nullable=False),
    sa.Column("weight", sa.Float, nullable=False),
    sa.Column("alpha", sa.Float, nullable=False),
    sa.Column("level", sa.Float, nullable=False),
    sa.Column("log_capitals", sa.JSON, nullable=False),
    sa.Column("errors", sa.Integer, nullable=False),
    sa.Column("raised", sa.Boolean, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("monitor", "audit_id"),
)

# A certificate may be made stricter by hand, never laxer (C-02); the strictest row counts.
certificate_limits = sa.Table(
    "certificate_limits",
    metadata,
    sa.Column("certificate_id", sa.Text, sa.ForeignKey("certificates.id"), primary_key=True),
    sa.Column("threshold", sa.Float, primary_key=True),
    sa.Column("set_by", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
)

shift_warnings = sa.Table(
    "shift_warnings",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("topic_id", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("value", sa.Float, nullable=False),
    sa.Column("bound", sa.Float, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Index("ix_shift_warnings_topic_language", "topic_id", "language"),
)
