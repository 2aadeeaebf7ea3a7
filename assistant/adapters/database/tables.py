"""Tables of conversations, questions and cases. Ids, codes, times and hashes stand in clear; `sealed` is ciphertext.

Unique keys are the last line of defence behind the services' own checks. No row is updated or deleted except a
question, which gets its one outcome, the case counter, and a conversation's key when it is erased.
"""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.schema import metadata
from assistant.domain.cases import DecisionKind
from knowledge_base.store import UtcDateTime

RELEASING = (DecisionKind.APPROVED, DecisionKind.EDITED, DecisionKind.WRITTEN, DecisionKind.CERTIFIED)
"""The kinds of decision that let a reply out; a question has at most one such decision."""

conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("disclosure_version", sa.Text, nullable=False),
    sa.Column("secret_sha256", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

# Deleting a row here erases the conversation.
conversation_keys = sa.Table(
    "conversation_keys",
    metadata,
    sa.Column("conversation_id", sa.Text, sa.ForeignKey("conversations.id"), primary_key=True),
    sa.Column("master_key_id", sa.Text, nullable=False),
    sa.Column("wrapped", sa.LargeBinary, nullable=False),
)

messages = sa.Table(
    "messages",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("conversation_id", sa.Text, sa.ForeignKey("conversations.id"), nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("client_id", sa.Text),
    sa.Column("question_id", sa.Text),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("conversation_id", "seq"),
    sa.UniqueConstraint("conversation_id", "client_id"),
)

questions = sa.Table(
    "questions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("conversation_id", sa.Text, sa.ForeignKey("conversations.id"), nullable=False, index=True),
    sa.Column("message_id", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("asked_at", UtcDateTime, nullable=False),
    sa.Column("outcome", sa.Text, index=True),
    sa.Column("reasons", sa.JSON, nullable=False),
    sa.Column("department_id", sa.Text),
    sa.Column("topic_id", sa.Text),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("index_version", sa.Text, nullable=False),
    sa.Column("pipeline_hash", sa.Text, nullable=False),
    sa.Column("signals", sa.JSON(none_as_null=True)),
    sa.Column("timings_ms", sa.JSON(none_as_null=True)),
    sa.Column("finished_at", UtcDateTime),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
)

drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("question_id", sa.Text, sa.ForeignKey("questions.id"), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("author_kind", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("index_version", sa.Text, nullable=False),
    sa.Column("pipeline_hash", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("question_id", "version"),
)

cases = sa.Table(
    "cases",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("number", sa.Text, nullable=False, unique=True),
    sa.Column("question_id", sa.Text, sa.ForeignKey("questions.id"), nullable=False, unique=True),
    sa.Column("conversation_id", sa.Text, sa.ForeignKey("conversations.id"), nullable=False, index=True),
    sa.Column("department_id", sa.Text, nullable=False, index=True),
    sa.Column("topic_id", sa.Text),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("reasons", sa.JSON, nullable=False),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("promised_at", UtcDateTime, nullable=False, index=True),
)

case_counters = sa.Table(
    "case_counters",
    metadata,
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("newest", sa.Integer, nullable=False),
)

case_events = sa.Table(
    "case_events",
    metadata,
    sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("data", sa.JSON, nullable=False),
)

case_notes = sa.Table(
    "case_notes",
    metadata,
    sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)

decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Column("decision_key", sa.Text, nullable=False, unique=True),
    sa.Column("question_id", sa.Text, sa.ForeignKey("questions.id"), nullable=False),
    sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id")),
    sa.Column("draft_id", sa.Text, sa.ForeignKey("drafts.id")),
    sa.Column("draft_version", sa.Integer),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("actor_kind", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False, index=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("shown_sha256", sa.Text, nullable=False),
    sa.Column("sent_sha256", sa.Text, nullable=False),
    sa.Column("index_version", sa.Text, nullable=False),
    sa.Column("pipeline_hash", sa.Text, nullable=False),
    sa.Column("decided_at", UtcDateTime, nullable=False),
    sa.Column("sealed", sa.LargeBinary),
    sa.UniqueConstraint("question_id", "ordinal"),
    # What a reply's key below refers to: a decision on the same question.
    sa.UniqueConstraint("id", "question_id"),
)

sa.Index(
    "uq_decisions_one_release",
    decisions.c.question_id,
    unique=True,
    sqlite_where=decisions.c.kind.in_(RELEASING),
    postgresql_where=decisions.c.kind.in_(RELEASING),
)

replies = sa.Table(
    "replies",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("question_id", sa.Text, sa.ForeignKey("questions.id"), nullable=False, unique=True),
    sa.Column("conversation_id", sa.Text, sa.ForeignKey("conversations.id"), nullable=False, index=True),
    sa.Column("decision_id", sa.Text, nullable=False, unique=True),
    sa.Column("provenance", sa.Text, nullable=False),
    sa.Column("released_by_kind", sa.Text, nullable=False),
    sa.Column("released_by", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.ForeignKeyConstraint(["decision_id", "question_id"], ["decisions.id", "decisions.question_id"]),
)

# Which versions a reply cites, beside its sealed citations: a recall must find replies without reading them.
reply_sources = sa.Table(
    "reply_sources",
    metadata,
    sa.Column("reply_id", sa.Text, sa.ForeignKey("replies.id"), primary_key=True),
    sa.Column("version_id", sa.Text, primary_key=True, index=True),
)
