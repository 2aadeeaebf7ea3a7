"""Which candidates of a search may be shown: their versions in the database, checked for this day and reader."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from knowledge_base import records, store
from knowledge_base.documents import Audience, Document
from knowledge_base.index_files import ordinal_of, version_of
from knowledge_base.passages import Passage
from knowledge_base.records import Content
from knowledge_base.search_values import SearchQuery
from knowledge_base.store_batches import chunks
from knowledge_base.versions import Version, VersionState

_WAITING = (VersionState.DRAFT, VersionState.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Admitted:
    """A passage that may be shown: its place among the candidates and in its version, and whose it is."""

    place: int
    passage_id: str
    ordinal: int
    document_id: str
    version_number: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as it is shown, with its document and version."""

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
    """The candidates that may be shown, in the order given, looked at a `lot` at a time until there are `enough`."""
    found: list[Admitted] = []
    known: dict[str, tuple[str, int] | None] = {}
    for some in chunks(enumerate(ordered), lot):
        owners = [version_of(passage_id) for _, passage_id in some]
        unknown = sorted({owner for owner in owners if owner not in known})
        known |= _standings(connection, unknown, contents, query, trial=trial) if unknown else {}
        for (place, passage_id), owner in zip(some, owners, strict=True):
            standing = known[owner]
            if standing is not None:
                found.append(Admitted(place, passage_id, ordinal_of(passage_id), *standing))
        if len(found) >= enough:
            break
    return found


def _standings(
    connection: sa.Connection,
    version_ids: Sequence[str],
    contents: Mapping[str, Content],
    query: SearchQuery,
    *,
    trial: bool,
) -> dict[str, tuple[str, int] | None]:
    """Of each version its document and number; None if it is not there, withdrawn, not in force on the day, or not for
    this reader."""
    found: dict[str, tuple[str, int] | None] = dict.fromkeys(version_ids)
    states = (VersionState.PUBLISHED, *_WAITING) if trial else (VersionState.PUBLISHED,)
    for row in connection.execute(_STANDINGS, {"ids": list(version_ids)}):
        version_id, state, number, document_id, audience = row
        content = contents.get(version_id)
        if (
            content is not None
            and state in states
            and content.in_force_on(query.as_of)
            and Audience(audience).admits(query.audience)
        ):
            found[version_id] = (document_id, number)
    return found


def shown(
    connection: sa.Connection, contents: Mapping[str, Content], ids: Sequence[str], *, trial: bool
) -> dict[str, Shown]:
    """The passages of these ids that the database has, as they are shown."""
    found = _read(connection, _SHOWN, contents, ids, trial=trial)
    if missing := [one for one in ids if one not in found]:
        # Until the index is built again it names the passages of before the cut.
        found |= _read(connection, _SHOWN_FORMER, contents, missing, trial=trial)
    return found


def _read(
    connection: sa.Connection,
    query: sa.Select[Any],
    contents: Mapping[str, Content],
    ids: Sequence[str],
    *,
    trial: bool,
) -> dict[str, Shown]:
    found: dict[str, Shown] = {}
    for row in connection.execute(query, {"ids": list(ids)}):
        passage = records.passage(_PASSAGE._make(row[:_FIRST_OF_VERSION]))
        version_row = _VERSION._make(row[_FIRST_OF_VERSION:_FIRST_OF_DOCUMENT])
        version = records.version(version_row, contents.get(version_row.id))
        if trial and version.state in _WAITING:
            version = replace(version, state=VersionState.PUBLISHED, served=True)
        document = records.document(_DOCUMENT._make(row[_FIRST_OF_DOCUMENT:]))
        found[passage.id] = Shown(passage, document, version)
    return found


def _standing_columns() -> sa.Select[Any]:
    v, d = store.versions, store.documents
    return (
        sa.select(v.c.id, v.c.state, v.c.number, d.c.id.label("document_id"), d.c.audience)
        .join(d, d.c.id == v.c.document_id)
        .where(v.c.id.in_(sa.bindparam("ids", expanding=True)))
    )


def _shown_columns(p: sa.Table) -> sa.Select[Any]:
    v, d = store.versions, store.documents
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


# Made once: putting a statement together takes longer than running it.
_STANDINGS = _standing_columns()
_SHOWN = _shown_columns(store.passages)
_SHOWN_FORMER = _shown_columns(store.former_passages)


def _row_of(table: sa.Table) -> Any:
    # A tuple with names costs a tenth of looking each column up by its label.
    return namedtuple(table.name, [column.name for column in table.c])


_PASSAGE, _VERSION, _DOCUMENT = (_row_of(t) for t in (store.passages, store.versions, store.documents))
_FIRST_OF_VERSION = len(store.passages.c)
_FIRST_OF_DOCUMENT = _FIRST_OF_VERSION + len(store.versions.c)
