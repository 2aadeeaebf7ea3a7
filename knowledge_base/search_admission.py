"""Which candidates of a search may be shown: their rows in the database, checked for this day and reader."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import sqlalchemy as sa

from knowledge_base import records, store
from knowledge_base.documents import Document
from knowledge_base.passages import Passage
from knowledge_base.records import Content
from knowledge_base.search_values import SearchQuery
from knowledge_base.store_batches import chunks
from knowledge_base.versions import Version, VersionState

Row = Any
"""A row of one table: its columns are checked by the tests, not by the type checker."""


class _Joined(NamedTuple):
    """A passage with its version and document, each read like a row of its table."""

    passage: Row
    version: Row
    document: Row


_WAITING = (VersionState.DRAFT, VersionState.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Admitted:
    """A passage that may be shown, with its document and version."""

    passage: Passage
    document: Document
    version: Version


def admitted(
    connection: sa.Connection,
    contents: Mapping[str, Content],
    query: SearchQuery,
    ordered: Sequence[str],
    *,
    lot: int,
    enough: int,
    trial: bool,
) -> list[Admitted]:
    """The candidates that may be shown, in the order given, loaded a `lot` at a time until there are `enough`."""
    found: list[Admitted] = []
    for ids in chunks(ordered, lot):
        rows = _load(connection, ids)
        for row in (rows[i] for i in ids if i in rows):
            one = _admit(row, contents.get(row.version.id), query, trial=trial)
            if one is not None:
                found.append(one)
        if len(found) >= enough:
            break
    return found


def _loading() -> sa.Select[Any]:
    p, v, d = store.passages, store.versions, store.documents
    return (
        sa.select(
            *(column.label(f"p_{column.name}") for column in p.c),
            *(column.label(f"v_{column.name}") for column in v.c),
            *(column.label(f"d_{column.name}") for column in d.c),
        )
        .select_from(p)
        .join(v, v.c.id == p.c.version_id)
        .join(d, d.c.id == v.c.document_id)
        .where(p.c.id.in_(sa.bindparam("ids", expanding=True)))
    )


_LOADING = _loading()
"""Made once: putting the statement together takes longer than running it."""


def _row_of(table: sa.Table) -> Any:
    # Searches read dozens of rows: a tuple with names costs a tenth of looking each column up by its label.
    return namedtuple(table.name, [column.name for column in table.c])


_PASSAGE, _VERSION, _DOCUMENT = (_row_of(t) for t in (store.passages, store.versions, store.documents))
_FIRST_OF_VERSION = len(store.passages.c)
_FIRST_OF_DOCUMENT = _FIRST_OF_VERSION + len(store.versions.c)


def _load(connection: sa.Connection, ids: Iterable[str]) -> dict[str, _Joined]:
    found: dict[str, _Joined] = {}
    for row in connection.execute(_LOADING, {"ids": list(ids)}):
        joined = _Joined(
            _PASSAGE._make(row[:_FIRST_OF_VERSION]),
            _VERSION._make(row[_FIRST_OF_VERSION:_FIRST_OF_DOCUMENT]),
            _DOCUMENT._make(row[_FIRST_OF_DOCUMENT:]),
        )
        found[joined.passage.id] = joined
    return found


def _admit(row: _Joined, content: Content | None, query: SearchQuery, *, trial: bool) -> Admitted | None:
    """None if the version is withdrawn, not in force on the day, or not for this reader."""
    version = records.version(row.version, content)
    if trial and content is not None and version.state in _WAITING:
        version = replace(version, state=VersionState.PUBLISHED, served=True)
    document = records.document(row.document)
    if (
        not version.served
        or not version.in_force_on(query.as_of)
        or not document.audience.admits(query.audience)
    ):
        return None
    return Admitted(records.passage(row.passage), document, version)
