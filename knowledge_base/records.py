"""Rows of the tables as values, and the reads that several parts share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from knowledge_base import store
from knowledge_base.documents import Audience, Document, JurisdictionLevel, MediaType
from knowledge_base.index_files import IndexedPassage, IndexedVersion
from knowledge_base.passages import Passage
from knowledge_base.recorded_contents import Content as Content
from knowledge_base.recorded_contents import content_of as content_of
from knowledge_base.recorded_contents import contents as contents
from knowledge_base.store_batches import chunks
from knowledge_base.versions import Version, VersionState


def document(row: Any) -> Document:
    """A row of `kb_documents`."""
    return Document(
        row.id,
        row.department_id,
        row.title,
        row.language,
        Audience(row.audience),
        JurisdictionLevel(row.level),
    )


def version(row: Any, content: Content | None) -> Version:
    """A row of `kb_versions`; `content` is its entry in the active index, None if it is not served."""
    state = VersionState(row.state)
    served = content is not None and state is VersionState.PUBLISHED
    return Version(
        id=row.id,
        document_id=row.document_id,
        number=row.number,
        title=row.title,
        state=state,
        effective_from=content.effective_from if content else row.effective_from,
        effective_to=content.effective_to if content else row.effective_to,
        media_type=MediaType(row.media_type),
        file_name=row.file_name,
        source_sha256=row.source_sha256,
        text_sha256=row.text_sha256,
        created_by=row.created_by,
        created_at=row.created_at,
        submitted_by=row.submitted_by,
        approved_by=row.approved_by,
        published_at=row.published_at,
        supersedes=row.supersedes,
        review_by=row.review_by,
        served=served,
        source_url=row.source_url,
        fetched_at=row.fetched_at,
    )


def passage_row(connection: sa.Connection, passage_id: str) -> Any:
    """The row of a passage, also of one that its version is no longer cut into; None for an unknown id."""
    for table in (store.passages, store.former_passages):
        row = connection.execute(sa.select(table).where(table.c.id == passage_id)).one_or_none()
        if row is not None:
            return row
    return None


def passage(row: Any) -> Passage:
    """A row of `kb_passages` or `kb_former_passages`."""
    return Passage(
        id=row.id,
        version_id=row.version_id,
        document_id=row.document_id,
        ordinal=row.ordinal,
        text=row.text,
        start=row.start_offset,
        end=row.end_offset,
        heading_path=tuple(row.heading_path),
        page=row.page,
        language=row.language,
    )


_POINTER = sa.select(store.active_index.c.index_version_id)
"""Made once: every search asks it, and putting a statement together anew costs as much as running it."""


def active_index_id(connection: sa.Connection) -> str | None:
    """What the pointer names."""
    return connection.scalar(_POINTER)


def passage_ids(connection: sa.Connection, version_ids: Iterable[str]) -> dict[Audience, tuple[str, ...]]:
    """The ids of all passages of the versions, by the audience of their documents."""
    p, v, d = store.passages, store.versions, store.documents
    found: dict[Audience, list[str]] = {audience: [] for audience in Audience}
    for batch in chunks(sorted(version_ids)):
        query = (
            sa.select(p.c.id, d.c.audience)
            .join(v, v.c.id == p.c.version_id)
            .join(d, d.c.id == v.c.document_id)
            .where(p.c.version_id.in_(batch))
            .order_by(p.c.id)
        )
        for row in connection.execute(query):
            found[Audience(row.audience)].append(row.id)
    return {audience: tuple(ids) for audience, ids in found.items()}


def passage_counts(connection: sa.Connection, version_ids: Iterable[str]) -> dict[Audience, int]:
    """How many passages the versions have, by the audience of their documents."""
    p, v, d = store.passages, store.versions, store.documents
    found = dict.fromkeys(Audience, 0)
    for batch in chunks(sorted(version_ids)):
        query = (
            sa.select(d.c.audience, sa.func.count().label("passages"))
            .select_from(p)
            .join(v, v.c.id == p.c.version_id)
            .join(d, d.c.id == v.c.document_id)
            .where(p.c.version_id.in_(batch))
            .group_by(d.c.audience)
        )
        for row in connection.execute(query):
            found[Audience(row.audience)] += int(row.passages)
    return found


def audiences(connection: sa.Connection, version_ids: Iterable[str]) -> set[Audience]:
    """The audiences that the documents of the versions are for."""
    v, d = store.versions, store.documents
    found: set[Audience] = set()
    for batch in chunks(sorted(version_ids)):
        query = sa.select(d.c.audience).join(v, d.c.id == v.c.document_id).where(v.c.id.in_(batch)).distinct()
        found |= {Audience(audience) for audience in connection.scalars(query)}
    return found


def indexed_versions(connection: sa.Connection, version_ids: Iterable[str]) -> Iterator[IndexedVersion]:
    """The versions with their passages as the index needs them, in the order of their ids."""
    v, d, p = store.versions, store.documents, store.passages
    for batch in chunks(sorted(version_ids), 200):
        heads = connection.execute(
            sa.select(v.c.id, v.c.title, d.c.audience)
            .join(d, d.c.id == v.c.document_id)
            .where(v.c.id.in_(batch))
        ).all()
        rows = connection.execute(
            sa.select(p.c.id, p.c.version_id, p.c.text, p.c.heading_path)
            .where(p.c.version_id.in_(batch))
            .order_by(p.c.version_id, p.c.ordinal)
        )
        parts: dict[str, list[IndexedPassage]] = {}
        for row in rows:
            # The first heading is the document's title, which the index keeps apart.
            parts.setdefault(row.version_id, []).append(
                IndexedPassage(row.id, row.text, tuple(row.heading_path[1:]))
            )
        for head in sorted(heads, key=lambda h: h.id):
            yield IndexedVersion(head.id, head.title, Audience(head.audience), tuple(parts.get(head.id, ())))


def content_fingerprint(
    connection: sa.Connection, version_ids: Iterable[str], at: datetime | None = None
) -> list[str]:
    """One line per version for the content hash: everything that decides what the index holds of it.

    With a moment, as the versions were cut then.
    """
    v, d = store.versions, store.documents
    then = _splitters_at(connection, at) if at is not None else {}
    lines: list[str] = []
    for batch in chunks(sorted(version_ids)):
        query = (
            sa.select(v.c.id, v.c.text_sha256, v.c.splitter, v.c.title, d.c.audience)
            .join(d, d.c.id == v.c.document_id)
            .where(v.c.id.in_(batch))
            .order_by(v.c.id)
        )
        for row in connection.execute(query):
            splitter = then.get(row.id, row.splitter)
            lines.append("\t".join((row.id, row.text_sha256, splitter, row.title, row.audience)))
    return sorted(lines)


def _splitters_at(connection: sa.Connection, at: datetime) -> dict[str, str]:
    """Of the versions that were cut anew since, the splitter they were cut by at that moment."""
    table = store.former_cuts
    query = sa.select(table).where(table.c.replaced_at > at).order_by(table.c.replaced_at.desc())
    return {row.version_id: row.splitter for row in connection.execute(query)}
