"""Tables of needs: which questions were not served, what they have in common, who asked and was told.

No word of a question stands here but words that several people used; the questions are named by their ids.
"""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.schema import metadata
from knowledge_base.store import UtcDateTime

needs = sa.Table(
    "needs",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("found_at", UtcDateTime, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("department_id", sa.Text, nullable=False),
    sa.Column("words", sa.JSON, nullable=False),
    sa.Column("tried_on", sa.Text, nullable=False),
)

need_events = sa.Table(
    "need_events",
    metadata,
    sa.Column("need_id", sa.Text, sa.ForeignKey("needs.id"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("assignee", sa.Text, nullable=True),
    sa.Column("due", sa.Date, nullable=True),
    sa.Column("department_id", sa.Text, nullable=True),
    sa.Column("task_id", sa.Text, nullable=True),
    sa.Column("version_id", sa.Text, nullable=True),
    sa.Column("need_id_into", sa.Text, nullable=True),
)

# Every finished question that was looked at; without a need, if it was served or nothing can be learned from it.
need_questions = sa.Table(
    "need_questions",
    metadata,
    sa.Column("question_id", sa.Text, sa.ForeignKey("questions.id"), primary_key=True),
    sa.Column("conversation_id", sa.Text, sa.ForeignKey("conversations.id"), nullable=False, index=True),
    sa.Column("need_id", sa.Text, sa.ForeignKey("needs.id"), nullable=True, index=True),
    sa.Column("finding", sa.Text, nullable=False, index=True),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("asked_at", UtcDateTime, nullable=False),
)

need_answers = sa.Table(
    "need_answers",
    metadata,
    sa.Column("need_id", sa.Text, sa.ForeignKey("needs.id"), primary_key=True),
    sa.Column("version_id", sa.Text, primary_key=True),
    sa.Column("question_id", sa.Text, sa.ForeignKey("questions.id"), primary_key=True),
    sa.Column("conversation_id", sa.Text, nullable=False, index=True),
    sa.Column("released_by", sa.Text, nullable=False),
    sa.Column("decided_at", UtcDateTime, nullable=False),
    sa.Column("result", sa.Text, nullable=True, index=True),
    sa.Column("done_at", UtcDateTime, nullable=True),
)
