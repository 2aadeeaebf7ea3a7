"""One writer of a table at a time, where what it writes depends on every row before."""

from __future__ import annotations

import sqlalchemy as sa


def hold(connection: sa.Connection, table: sa.Table) -> None:
    """Keeps other writers of the table out until the transaction ends; readers go on."""
    # SQLite's writers come one by one as it is.
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"LOCK TABLE {table.name} IN SHARE ROW EXCLUSIVE MODE")
