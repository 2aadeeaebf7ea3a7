"""The ledger of model calls. It names questions and departments and holds nothing of what was asked or answered."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.schema import metadata
from knowledge_base.store import UtcDateTime

model_calls = sa.Table(
    "model_calls",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("question_id", sa.Text, nullable=False, index=True),
    sa.Column("department_id", sa.Text, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("endpoint", sa.Integer, nullable=False),
    sa.Column("model", sa.Text, nullable=False),
    sa.Column("prompt_tokens", sa.Integer, nullable=False),
    sa.Column("completion_tokens", sa.Integer, nullable=False),
    # In millionths: a long answer of a dear model could cost more than an Integer holds.
    sa.Column("cost", sa.BigInteger, nullable=False),
    sa.Column("ms", sa.Integer, nullable=False),
    sa.Column("counted", sa.Boolean, nullable=False),
    sa.Column("settled", sa.Boolean, nullable=False),
    sa.Column("fault", sa.Text, nullable=False),
    sa.Index("ix_model_calls_day_department_id", "day", "department_id"),
)
