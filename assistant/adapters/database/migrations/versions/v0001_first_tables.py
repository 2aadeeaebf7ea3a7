"""The first tables: the service's own and the knowledge base's.

Written out, not taken from the tables module: a migration says what was, whatever the module says later. The
knowledge base is a library that owns its tables and brings them along.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

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
    _decisions()
    _replies()
    _certificates()
    _audit()
    _staff()
    knowledge_base_tables.metadata.create_all(op.get_bind())


def _conversations() -> None:
    op.create_table(
        "conversations",
        *_texts("id", "language", "disclosure_version", "secret_sha256"),
        _moment("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
    )
    op.create_table(
        "conversation_keys",
        *_texts("conversation_id", "master_key_id"),
        _sealed("wrapped"),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_conversation_keys"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_conversation_keys_conversation_id"
        ),
    )
    op.create_table(
        "messages",
        *_texts("id", "conversation_id"),
        _whole("seq"),
        *_texts("author", "kind"),
        *_texts("client_id", "question_id", nullable=True),
        _moment("created_at"),
        _sealed("sealed"),
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
        *_texts("id", "conversation_id", "message_id", "language"),
        _moment("asked_at"),
        _text("outcome", nullable=True),
        _json("reasons"),
        *_texts("department_id", "topic_id", nullable=True),
        *_numbers("confidence"),
        *_texts("index_version", "pipeline_hash"),
        _json("signals", nullable=True),
        _json("timings_ms", nullable=True),
        _moment("finished_at", nullable=True),
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
        *_texts("id", "question_id"),
        _whole("version"),
        *_texts("author_kind", "author", "sha256", "index_version", "pipeline_hash"),
        _moment("created_at"),
        _sealed("sealed"),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_drafts_question_id"),
        sa.UniqueConstraint("question_id", "version", name="uq_drafts_question_id_version"),
    )


def _cases() -> None:
    op.create_table(
        "cases",
        *_texts("id", "number", "question_id", "conversation_id", "department_id"),
        _text("topic_id", nullable=True),
        _text("language"),
        _json("reasons"),
        _moment("opened_at"),
        _moment("promised_at"),
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
        _whole("newest"),
        sa.PrimaryKeyConstraint("year", name="pk_case_counters"),
    )
    op.create_table(
        "case_events",
        _text("case_id"),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        *_texts("kind", "actor"),
        _moment("at"),
        _json("data"),
        sa.PrimaryKeyConstraint("case_id", "seq", name="pk_case_events"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_events_case_id"),
    )
    op.create_table(
        "case_notes",
        _text("case_id"),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        _text("author"),
        _moment("at"),
        _sealed("sealed"),
        sa.PrimaryKeyConstraint("case_id", "seq", name="pk_case_notes"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_notes_case_id"),
    )


def _decisions() -> None:
    op.create_table(
        "decisions",
        _text("id"),
        _whole("ordinal"),
        *_texts("decision_key", "question_id"),
        *_texts("case_id", "draft_id", nullable=True),
        _whole("draft_version", nullable=True),
        *_texts(
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
        _moment("decided_at"),
        _sealed("sealed", nullable=True),
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
        *_texts(
            "id",
            "question_id",
            "conversation_id",
            "decision_id",
            "provenance",
            "released_by_kind",
            "released_by",
        ),
        _moment("created_at"),
        _sealed("sealed"),
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
        *_texts("reply_id", "version_id"),
        sa.PrimaryKeyConstraint("reply_id", "version_id", name="pk_reply_sources"),
        sa.ForeignKeyConstraint(["reply_id"], ["replies.id"], name="fk_reply_sources_reply_id"),
    )
    op.create_index("ix_reply_sources_version_id", "reply_sources", ["version_id"])


def _certificates() -> None:
    op.create_table(
        "certificates",
        *_texts("id", "topic_id", "language"),
        *_numbers("threshold", "alpha", "delta"),
        _whole("n"),
        _whole("k"),
        *_numbers("risk_upper", "coverage"),
        _json("grid"),
        *_texts("data_sha256", "pipeline_hash", "signed_by"),
        _moment("signed_at"),
        _moment("expires_at"),
        sa.PrimaryKeyConstraint("id", name="pk_certificates"),
    )
    op.create_index("ix_certificates_topic_language", "certificates", ["topic_id", "language"])
    op.create_table(
        "certificate_withdrawals",
        _text("certificate_id"),
        _moment("at"),
        _text("reason"),
        sa.PrimaryKeyConstraint("certificate_id", name="pk_certificate_withdrawals"),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificates.id"], name="fk_certificate_withdrawals_certificate_id"
        ),
    )
    op.create_table(
        "stops",
        _whole("id"),
        *_texts("scope", "scope_id"),
        *_flags("is_on"),
        *_texts("reason", "turned_by"),
        _moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_stops"),
    )
    op.create_index("ix_stops_scope", "stops", ["scope", "scope_id"])
    op.create_table(
        "labels",
        *_texts("id", "topic_id", "language", "question_sha256"),
        *_numbers("confidence"),
        *_flags("would_answer", "wrong", "blind"),
        *_texts("pipeline_hash", "labelled_by"),
        _moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_labels"),
    )
    op.create_index("ix_labels_topic_language_pipeline", "labels", ["topic_id", "language", "pipeline_hash"])


def _audit() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        _moment("at"),
        *_texts("actor", "action", "object_kind", "object_id"),
        _json("data"),
        *_texts("previous_hash", "hash"),
        sa.PrimaryKeyConstraint("seq", name="pk_audit_entries"),
        sa.UniqueConstraint("previous_hash", name="uq_audit_entries_previous_hash"),
    )
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        _whole("newest"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
        sa.CheckConstraint("id = 1", name="ck_audit_head_single_row"),
    )


def _staff() -> None:
    op.create_table(
        "staff",
        *_texts("id", "username", "username_folded", "display_name", "password_hash"),
        *_flags("active"),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("username_folded", name="uq_staff_username_folded"),
    )
    op.create_table(
        "staff_grants",
        *_texts("staff_id", "role", "department_id"),
        sa.PrimaryKeyConstraint("staff_id", "role", "department_id", name="pk_staff_grants"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_grants_staff_id"),
    )
    op.create_table(
        "staff_sessions",
        *_texts("token_sha256", "staff_id"),
        _moment("created_at"),
        _moment("last_seen_at"),
        _moment("expires_at"),
        sa.PrimaryKeyConstraint("token_sha256", name="pk_staff_sessions"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_sessions_staff_id"),
    )
    op.create_index("ix_staff_sessions_staff_id", "staff_sessions", ["staff_id"])


def _text(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _texts(*names: str, nullable: bool = False) -> list[sa.Column[Any]]:
    return [_text(name, nullable) for name in names]


def _whole(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _numbers(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Float(), nullable=False) for name in names]


def _flags(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Boolean(), nullable=False) for name in names]


def _json(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=nullable)


def _sealed(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary(), nullable=nullable)


def _moment(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
