"""Tables of competence checks and of incidents."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.schema import metadata
from knowledge_base.store import UtcDateTime

check_questions = sa.Table(
    "check_questions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("topic_id", sa.Text, nullable=False, index=True),
    sa.Column("document_id", sa.Text, nullable=False),
    sa.Column("version_id", sa.Text, nullable=False),
    sa.Column("passage", sa.Text, nullable=False),
    sa.Column("asked", sa.Text, nullable=False),
    sa.Column("choices", sa.JSON, nullable=False),
    sa.Column("right", sa.Integer, nullable=False),
    sa.Column("set_by", sa.Text, nullable=False),
    sa.Column("set_at", UtcDateTime, nullable=False),
)

check_retirements = sa.Table(
    "check_retirements",
    metadata,
    sa.Column("question_id", sa.Text, sa.ForeignKey("check_questions.id"), primary_key=True),
    sa.Column("retired_by", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
)

check_sittings = sa.Table(
    "check_sittings",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("staff_id", sa.Text, sa.ForeignKey("staff.id"), nullable=False, index=True),
    sa.Column("topic_id", sa.Text, nullable=False),
    sa.Column("question_ids", sa.JSON, nullable=False),
    sa.Column("begun_at", UtcDateTime, nullable=False),
)

check_results = sa.Table(
    "check_results",
    metadata,
    sa.Column("sitting_id", sa.Text, sa.ForeignKey("check_sittings.id"), primary_key=True),
    sa.Column("staff_id", sa.Text, sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("topic_id", sa.Text, nullable=False),
    sa.Column("right", sa.Integer, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Index("ix_check_results_staff_topic", "staff_id", "topic_id"),
)

incidents = sa.Table(
    "incidents",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("department_id", sa.Text),
    sa.Column("at", UtcDateTime, nullable=False),
)

incident_recipients = sa.Table(
    "incident_recipients",
    metadata,
    sa.Column("incident_id", sa.Text, sa.ForeignKey("incidents.id"), primary_key=True),
    sa.Column("staff_id", sa.Text, sa.ForeignKey("staff.id"), primary_key=True, index=True),
)
