"""The tables of the knowledge base, on any engine of SQLAlchemy that speaks SQLite or PostgreSQL.

The application's migrations create them from `metadata`; `create_tables` does it for tests and throw-away bases.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

metadata = sa.MetaData()


class UtcDateTime(sa.TypeDecorator[datetime]):
    """A moment, stored in UTC; SQLite has no time zones, so they are put back on reading."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


documents = sa.Table(
    "kb_documents",
    metadata,
    sa.Column("id", sa.String(200), primary_key=True),
    sa.Column("department_id", sa.String(100), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("language", sa.String(20), nullable=False),
    sa.Column("audience", sa.String(20), nullable=False),
    sa.Column("level", sa.String(20), nullable=False),
)

versions = sa.Table(
    "kb_versions",
    metadata,
    sa.Column("id", sa.String(200), primary_key=True),
    sa.Column("document_id", sa.ForeignKey("kb_documents.id"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("effective_from", sa.Date, nullable=False),
    sa.Column("effective_to", sa.Date),
    sa.Column("media_type", sa.String(120), nullable=False),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("source_sha256", sa.String(64), nullable=False),
    sa.Column("text_sha256", sa.String(64), nullable=False),
    sa.Column("created_by", sa.String(100), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("submitted_by", sa.String(100)),
    sa.Column("approved_by", sa.String(100)),
    sa.Column("published_at", UtcDateTime),
    sa.Column("supersedes", sa.String(200)),
    sa.Column("review_by", sa.Date),
    sa.Column("splitter", sa.String(60), nullable=False),
    sa.Column("source_url", sa.Text),
    sa.Column("fetched_at", UtcDateTime),
    sa.UniqueConstraint("document_id", "number"),
)

# Beside the versions, not in them: a list of versions must not read their texts and files.
version_contents = sa.Table(
    "kb_version_contents",
    metadata,
    sa.Column("version_id", sa.ForeignKey("kb_versions.id"), primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("warnings", sa.JSON, nullable=False),
    sa.Column("pages", sa.Integer),
    sa.Column("headings", sa.JSON(none_as_null=True)),
    sa.Column("original", sa.LargeBinary, nullable=False),
)

passages = sa.Table(
    "kb_passages",
    metadata,
    sa.Column("id", sa.String(240), primary_key=True),
    sa.Column("version_id", sa.ForeignKey("kb_versions.id"), nullable=False, index=True),
    sa.Column("document_id", sa.String(200), nullable=False),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Column("start_offset", sa.Integer, nullable=False),
    sa.Column("end_offset", sa.Integer, nullable=False),
    sa.Column("heading_path", sa.JSON, nullable=False),
    sa.Column("page", sa.Integer),
    sa.Column("language", sa.String(20), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.UniqueConstraint("version_id", "ordinal"),
)

# What versions were cut into before they were cut anew: old drafts, replies and index versions name these.
former_passages = sa.Table(
    "kb_former_passages",
    metadata,
    sa.Column("id", sa.String(240), primary_key=True),
    sa.Column("version_id", sa.ForeignKey("kb_versions.id"), nullable=False, index=True),
    sa.Column("document_id", sa.String(200), nullable=False),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Column("start_offset", sa.Integer, nullable=False),
    sa.Column("end_offset", sa.Integer, nullable=False),
    sa.Column("heading_path", sa.JSON, nullable=False),
    sa.Column("page", sa.Integer),
    sa.Column("language", sa.String(20), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)

# Which splitter a version was cut by until then, so that an index version of that time can still be compared.
former_cuts = sa.Table(
    "kb_former_cuts",
    metadata,
    sa.Column("version_id", sa.ForeignKey("kb_versions.id"), primary_key=True),
    sa.Column("replaced_at", UtcDateTime, primary_key=True),
    sa.Column("splitter", sa.String(60), nullable=False),
)

publication_events = sa.Table(
    "kb_publication_events",
    metadata,
    sa.Column("id", sa.String(100), primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("actor_id", sa.String(100), nullable=False),
    sa.Column("action", sa.String(40), nullable=False),
    sa.Column("version_id", sa.String(200), index=True),
    sa.Column("index_version_id", sa.String(100)),
    sa.Column("reason", sa.Text),
)

index_versions = sa.Table(
    "kb_index_versions",
    metadata,
    sa.Column("id", sa.String(100), primary_key=True),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("activated_at", UtcDateTime),
    sa.Column("passages", sa.Integer, nullable=False),
    sa.Column("versions", sa.Integer, nullable=False),
    sa.Column("content_hash", sa.String(64), nullable=False),
    sa.Column("embedding_model", sa.String(200), nullable=False),
    sa.Column("dimension", sa.Integer, nullable=False),
    sa.Column("tokenizer", sa.String(100), nullable=False),
    sa.Column("splitter", sa.String(60), nullable=False),
    # Its contents are recorded as changes to those of this index version; whole where there is none.
    sa.Column("contents_base", sa.String(100)),
)

# Which versions an index version answers on, with the dates in force as decided when it was built.
index_contents = sa.Table(
    "kb_index_contents",
    metadata,
    sa.Column("index_version_id", sa.ForeignKey("kb_index_versions.id"), primary_key=True),
    sa.Column("version_id", sa.ForeignKey("kb_versions.id"), primary_key=True),
    sa.Column("effective_from", sa.Date, nullable=False),
    sa.Column("effective_to", sa.Date),
)

# Which versions of its base's contents an index version no longer answers on.
index_removals = sa.Table(
    "kb_index_removals",
    metadata,
    sa.Column("index_version_id", sa.ForeignKey("kb_index_versions.id"), primary_key=True),
    sa.Column("version_id", sa.ForeignKey("kb_versions.id"), primary_key=True),
)

# One row: the pointer that makes an index version the one that answers.
active_index = sa.Table(
    "kb_active_index",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("index_version_id", sa.ForeignKey("kb_index_versions.id"), nullable=False),
    sa.CheckConstraint("id = 1", name="kb_active_index_single_row"),
)

embeddings = sa.Table(
    "kb_embeddings",
    metadata,
    sa.Column("model", sa.String(200), primary_key=True),
    sa.Column("text_sha256", sa.String(64), primary_key=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)


def create_tables(engine: sa.Engine) -> None:
    """Create the tables that are missing. For tests and throw-away bases; an installation uses its migrations."""
    metadata.create_all(engine)
