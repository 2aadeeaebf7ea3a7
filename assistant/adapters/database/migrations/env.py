"""Runs the migrations on the connection that `migrate` hands over, inside its transaction."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context

from assistant.adapters.database.schema import metadata
from knowledge_base import store as knowledge_base_tables

connection = context.config.attributes["connection"]
assert isinstance(connection, sa.Connection)
context.configure(
    connection=connection,
    target_metadata=[metadata, knowledge_base_tables.metadata],
    # SQLite cannot alter most of a table in place; batches copy it instead.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
