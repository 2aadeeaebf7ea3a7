"""What is answered on, as the database knows it: the contents an index build starts from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from knowledge_base import records, store
from knowledge_base.records import Content
from knowledge_base.timeline import succeed
from knowledge_base.versions import VersionState


def still_published(connection: sa.Connection, index_version_id: str | None) -> dict[str, Content]:
    """The contents of an index version without what was withdrawn since."""
    table = store.versions
    withdrawn = set(connection.scalars(sa.select(table.c.id).where(table.c.state == VersionState.WITHDRAWN)))
    contents = records.contents(connection, index_version_id)
    return {i: content for i, content in contents.items() if i not in withdrawn}


def siblings(connection: sa.Connection, document_id: str, contents: Mapping[str, Content]) -> frozenset[str]:
    """The versions of a document among the contents."""
    table = store.versions
    found = connection.scalars(sa.select(table.c.id).where(table.c.document_id == document_id))
    return frozenset(found) & frozenset(contents)


def everything_published(connection: sa.Connection) -> dict[str, Content]:
    """All published versions, each succeeding those of its document published before it."""
    table = store.versions
    query = sa.select(table).where(table.c.state == VersionState.PUBLISHED)
    ordered = query.order_by(table.c.published_at, table.c.effective_from, table.c.id)
    contents: dict[str, Content] = {}
    by_document: dict[str, set[str]] = {}
    for row in connection.execute(ordered).all():
        earlier = by_document.setdefault(row.document_id, set())
        new = Content(row.id, row.effective_from, row.effective_to)
        if earlier:
            contents = succeed(contents, frozenset(earlier), new).contents
        else:
            contents[row.id] = new
        earlier.add(row.id)
    return contents


def succeeded(
    connection: sa.Connection, contents: Mapping[str, Content], rows: Sequence[Any]
) -> tuple[dict[str, Content], dict[str, str | None]]:
    """The contents once the versions of these rows are published too, and what each of them takes over from."""
    done = dict(contents)
    supersedes: dict[str, str | None] = {}
    for row in sorted(rows, key=lambda r: (r.document_id, r.effective_from, r.number)):
        new = Content(row.id, row.effective_from, row.effective_to)
        succession = succeed(done, siblings(connection, row.document_id, done), new)
        done, supersedes[row.id] = succession.contents, succession.supersedes
    return done, supersedes
