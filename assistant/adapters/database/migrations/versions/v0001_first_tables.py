"""The first tables: the knowledge base's, and those of conversations, questions and cases.

Written out, not taken from the tables module: a migration says what was, whatever the module says later. The
knowledge base is a library that owns its tables and brings them along as they are.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import (
    json_value,
    moment,
    numbers,
    sealed,
    text,
    texts,
    whole,
)
from knowledge_base import store as knowledge_base_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_RELEASING = "kind IN ('approved', 'edited', 'written', 'certified')"


def upgrade() -> None:
    """Create them. There is no way down: records are not thrown away; go back by restoring a backup."""
    _conversations()
    _questions()
    _cases()
    _case_histories()
    _decisions()
    _replies()
    knowledge_base_tables.metadata.create_all(op.get_bind())


def _conversations() -> None:
    op.create_table(
        "conversations",
        *texts("id", "language", "disclosure_version", "secret_sha256"),
        moment("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
    )
    op.create_table(
        "conversation_keys",
        *texts("conversation_id", "master_key_id"),
        sealed("wrapped"),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_conversation_keys"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_conversation_keys_conversation_id"
        ),
    )
    op.create_table(
        "messages",
        *texts("id", "conversation_id"),
        whole("seq"),
        *texts("author", "kind"),
        *texts("client_id", "question_id", nullable=True),
        moment("created_at"),
        sealed("sealed"),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_messages_conversation_id"
        ),
        sa.UniqueConstraint("conversation_id", "client_id", name="uq_messages_conversation_id_client_id"),
        sa.UniqueConstraint("conversation_id", "seq", name="uq_messages_conversation_id_seq"),
    )


def _questions() -> None:
    op.create_table(
        "questions",
        *texts("id", "conversation_id", "message_id", "language"),
        moment("asked_at"),
        text("outcome", nullable=True),
        json_value("reasons"),
        *texts("department_id", "topic_id", nullable=True),
        *numbers("confidence"),
        *texts("index_version", "pipeline_hash"),
        json_value("signals", nullable=True),
        json_value("timings_ms", nullable=True),
        moment("finished_at", nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_questions_conversation_id"
        ),
    )
    op.create_index("ix_questions_conversation_id", "questions", ["conversation_id"])
    op.create_index("ix_questions_outcome", "questions", ["outcome"])
    op.create_table(
        "drafts",
        *texts("id", "question_id"),
        whole("version"),
        *texts("author_kind", "author", "sha256", "index_version", "pipeline_hash"),
        moment("created_at"),
        sealed("sealed"),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_drafts_question_id"),
        sa.UniqueConstraint("question_id", "version", name="uq_drafts_question_id_version"),
    )


def _cases() -> None:
    op.create_table(
        "cases",
        *texts("id", "number", "question_id", "conversation_id", "department_id"),
        text("topic_id", nullable=True),
        text("language"),
        json_value("reasons"),
        moment("opened_at"),
        moment("promised_at"),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_cases_conversation_id"),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_cases_question_id"),
        sa.UniqueConstraint("number", name="uq_cases_number"),
        sa.UniqueConstraint("question_id", name="uq_cases_question_id"),
    )
    op.create_index("ix_cases_conversation_id", "cases", ["conversation_id"])
    op.create_index("ix_cases_department_id", "cases", ["department_id"])
    op.create_index("ix_cases_promised_at", "cases", ["promised_at"])
    op.create_table(
        "case_counters",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        whole("newest"),
        sa.PrimaryKeyConstraint("year", name="pk_case_counters"),
    )


def _case_histories() -> None:
    op.create_table(
        "case_events",
        text("case_id"),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        *texts("kind", "actor"),
        moment("at"),
        json_value("data"),
        sa.PrimaryKeyConstraint("case_id", "seq", name="pk_case_events"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_events_case_id"),
    )
    op.create_table(
        "case_notes",
        text("case_id"),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        text("author"),
        moment("at"),
        sealed("sealed"),
        sa.PrimaryKeyConstraint("case_id", "seq", name="pk_case_notes"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_notes_case_id"),
    )


def _decisions() -> None:
    op.create_table(
        "decisions",
        text("id"),
        whole("ordinal"),
        *texts("decision_key", "question_id"),
        *texts("case_id", "draft_id", nullable=True),
        whole("draft_version", nullable=True),
        *texts(
            "kind",
            "reason",
            "actor_kind",
            "actor",
            "role",
            "shown_sha256",
            "sent_sha256",
            "index_version",
            "pipeline_hash",
        ),
        moment("decided_at"),
        sealed("sealed", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_decisions_case_id"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_decisions_draft_id"),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_decisions_question_id"),
        sa.UniqueConstraint("decision_key", name="uq_decisions_decision_key"),
        sa.UniqueConstraint("id", "question_id", name="uq_decisions_id_question_id"),
        sa.UniqueConstraint("question_id", "ordinal", name="uq_decisions_question_id_ordinal"),
    )
    op.create_index(
        "uq_decisions_one_release",
        "decisions",
        ["question_id"],
        unique=True,
        sqlite_where=sa.text(_RELEASING),
        postgresql_where=sa.text(_RELEASING),
    )


def _replies() -> None:
    op.create_table(
        "replies",
        *texts(
            "id",
            "question_id",
            "conversation_id",
            "decision_id",
            "provenance",
            "released_by_kind",
            "released_by",
        ),
        moment("created_at"),
        sealed("sealed"),
        sa.PrimaryKeyConstraint("id", name="pk_replies"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_replies_conversation_id"),
        sa.ForeignKeyConstraint(
            ["decision_id", "question_id"],
            ["decisions.id", "decisions.question_id"],
            name="fk_replies_decision_id_question_id",
        ),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_replies_question_id"),
        sa.UniqueConstraint("decision_id", name="uq_replies_decision_id"),
        sa.UniqueConstraint("question_id", name="uq_replies_question_id"),
    )
    op.create_index("ix_replies_conversation_id", "replies", ["conversation_id"])
    op.create_table(
        "reply_sources",
        *texts("reply_id", "version_id"),
        sa.PrimaryKeyConstraint("reply_id", "version_id", name="pk_reply_sources"),
        sa.ForeignKeyConstraint(["reply_id"], ["replies.id"], name="fk_reply_sources_reply_id"),
    )
    op.create_index("ix_reply_sources_version_id", "reply_sources", ["version_id"])
