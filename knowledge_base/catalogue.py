"""Reading documents, versions, passages and events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from knowledge_base import records, store
from knowledge_base.documents import Audience, Document
from knowledge_base.errors import UnknownObject
from knowledge_base.parsing.warning_kinds import ParseWarning, WarningKind
from knowledge_base.passages import Passage, PassagePlace
from knowledge_base.store_batches import chunks
from knowledge_base.uploads import DocumentSummary, HeadingSpan, VersionPreview
from knowledge_base.versions import Version


class Catalogue:
    """Answers what is in the knowledge base. Callers decide who may ask."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def documents(self, audience: Audience) -> list[DocumentSummary]:
        """Documents by id. Staff see every version; the public only public documents and the versions served."""
        with self._engine.connect() as connection:
            documents = connection.execute(sa.select(store.documents).order_by(store.documents.c.id)).all()
            versions = self._versions(connection, None)
        summaries = []
        for row in documents:
            document = records.document(row)
            shown = versions.get(document.id, [])
            if audience is Audience.PUBLIC:
                shown = [version for version in shown if version.served]
            if document.audience.admits(audience) and (shown or audience is Audience.STAFF):
                summaries.append(DocumentSummary(document, tuple(shown)))
        return summaries

    def document(self, document_id: str) -> DocumentSummary:
        """Raises UnknownObject."""
        with self._engine.connect() as connection:
            document = self._document(connection, document_id)
            versions = self._versions(connection, document_id).get(document_id, [])
        return DocumentSummary(document, tuple(versions))

    def version(self, version_id: str) -> Version:
        """Raises UnknownObject."""
        with self._engine.connect() as connection:
            return self._version(connection, version_id)

    def preview(self, version_id: str) -> VersionPreview:
        """Raises UnknownObject."""
        with self._engine.connect() as connection:
            version = self._version(connection, version_id)
            document = self._document(connection, version.document_id)
            content = self._content(connection, version_id, "text", "warnings", "pages", "headings")
            table = store.passages
            rows = connection.execute(
                sa.select(table).where(table.c.version_id == version_id).order_by(table.c.ordinal)
            ).all()
        warnings = tuple(
            ParseWarning(WarningKind(w["kind"]), w["start"], w["end"], w["detail"], w.get("hidden", ""))
            for w in content.warnings
        )
        passages = tuple(records.passage(row) for row in rows)
        spans = None if content.headings is None else tuple(HeadingSpan(*one) for one in content.headings)
        return VersionPreview(version, document, content.text, passages, warnings, content.pages, spans)

    def text(self, version_id: str) -> str:
        """Raises UnknownObject."""
        with self._engine.connect() as connection:
            return str(self._content(connection, version_id, "text").text)

    def original(self, version_id: str) -> bytes:
        """Raises UnknownObject."""
        with self._engine.connect() as connection:
            return bytes(self._content(connection, version_id, "original").original)

    def passage(self, passage_id: str) -> tuple[Passage, Document, Version]:
        """Raises UnknownObject."""
        with self._engine.connect() as connection:
            row = records.passage_row(connection, passage_id)
            if row is None:
                raise UnknownObject(f"There is no passage {passage_id!r}.")
            passage = records.passage(row)
            version = self._version(connection, passage.version_id)
            return passage, self._document(connection, passage.document_id), version

    def passage_places(self, passage_ids: Iterable[str]) -> list[PassagePlace]:
        """Where each of the passages stands, by id, also of former cuts; unknown ids are left out."""
        found: dict[str, PassagePlace] = {}
        left = sorted(set(passage_ids))
        with self._engine.connect() as connection:
            for table in (store.passages, store.former_passages):
                columns = (table.c.id, table.c.version_id, table.c.start_offset, table.c.end_offset)
                for batch in chunks(left):
                    rows = connection.execute(sa.select(*columns).where(table.c.id.in_(batch)))
                    found |= {row.id: PassagePlace(*row) for row in rows}
                left = [one for one in left if one not in found]
        return [found[one] for one in sorted(found)]

    def passage_counts(self, version_ids: Iterable[str]) -> dict[str, int]:
        """How many passages each version was cut into; versions without one are left out."""
        table = store.passages
        found: dict[str, int] = {}
        with self._engine.connect() as connection:
            for batch in chunks(sorted(version_ids)):
                query = sa.select(table.c.version_id, sa.func.count()).group_by(table.c.version_id)
                rows = connection.execute(query.where(table.c.version_id.in_(batch)))
                found |= {version_id: int(count) for version_id, count in rows}
        return found

    def versions_in_index(self, index_version_id: str) -> frozenset[str]:
        """The ids of the versions an index version holds; empty for an unknown one."""
        with self._engine.connect() as connection:
            return frozenset(records.contents(connection, index_version_id))

    def _versions(self, connection: sa.Connection, document_id: str | None) -> dict[str, list[Version]]:
        table = store.versions
        query = sa.select(table).order_by(table.c.document_id, table.c.number.desc())
        if document_id is not None:
            query = query.where(table.c.document_id == document_id)
        contents = records.contents(connection, records.active_index_id(connection))
        found: dict[str, list[Version]] = {}
        for row in connection.execute(query):
            found.setdefault(row.document_id, []).append(records.version(row, contents.get(row.id)))
        return found

    def _version(self, connection: sa.Connection, version_id: str) -> Version:
        row = connection.execute(
            sa.select(store.versions).where(store.versions.c.id == version_id)
        ).one_or_none()
        if row is None:
            raise UnknownObject(f"There is no version {version_id!r}.")
        content = records.content_of(connection, records.active_index_id(connection), version_id)
        return records.version(row, content)

    def _document(self, connection: sa.Connection, document_id: str) -> Document:
        row = connection.execute(
            sa.select(store.documents).where(store.documents.c.id == document_id)
        ).one_or_none()
        if row is None:
            raise UnknownObject(f"There is no document {document_id!r}.")
        return records.document(row)

    def _content(self, connection: sa.Connection, version_id: str, *columns: str) -> Any:
        table = store.version_contents
        chosen: Sequence[sa.Column[Any]] = [table.c[name] for name in columns]
        row = connection.execute(sa.select(*chosen).where(table.c.version_id == version_id)).one_or_none()
        if row is None:
            raise UnknownObject(f"There is no version {version_id!r}.")
        return row
