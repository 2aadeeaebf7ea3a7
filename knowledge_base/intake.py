"""Taking in a file: parse, cut, store as a draft version."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from knowledge_base import store
from knowledge_base.embeddings import text_key
from knowledge_base.errors import InvalidInput, LifeCycleConflict, SameFile
from knowledge_base.index_files import passage_id
from knowledge_base.parsing import BlockKind, ParsedDocument, ParserProcess
from knowledge_base.parsing.kinds import file_name_only
from knowledge_base.publication_events import PublicationAction, PublicationEvents
from knowledge_base.splitting import SPLITTER, Cut, split
from knowledge_base.store_batches import chunks
from knowledge_base.uploads import Upload
from knowledge_base.versions import VersionState

_DEAD = (VersionState.DISCARDED, VersionState.WITHDRAWN)


class Intake:
    """Stores uploads as drafts."""

    def __init__(
        self,
        engine: sa.Engine,
        parser: ParserProcess,
        events: PublicationEvents,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._engine = engine
        self._parser = parser
        self._events = events
        self._now = now
        self._new_id = new_id

    def add(self, upload: Upload, actor_id: str) -> str:
        """The id of the new draft version.

        Raises InvalidInput; UnreadableFile with a RefusalReason; SameFile (a LifeCycleConflict) if a live version of
        the document was made from the very same file. Nothing is stored then.
        """
        upload.check()
        digest = hashlib.sha256(upload.content).hexdigest()
        with self._engine.connect() as connection:
            self._refuse_same_file(connection, upload.document_id, digest)
        parsed = self._parser.parse(upload.file_name, upload.content)
        cuts = split(parsed.text, parsed.blocks)
        version_id = self._new_id()
        try:
            with self._engine.begin() as connection:
                self._refuse_same_file(connection, upload.document_id, digest)
                self._put_document(connection, upload)
                self._put_version(connection, upload, version_id, parsed, digest, actor_id)
                rows = passage_rows(
                    version_id, upload.document_id, upload.title, upload.language, parsed.text, cuts
                )
                for batch in chunks(rows):
                    connection.execute(sa.insert(store.passages), batch)
                self._events.record(connection, PublicationAction.ADDED, actor_id, version_id=version_id)
        except sa.exc.IntegrityError as error:
            raise LifeCycleConflict(
                "Somebody added a version of this document at the same moment; try again."
            ) from error
        return version_id

    def _refuse_same_file(self, connection: sa.Connection, document_id: str, digest: str) -> None:
        table = store.versions
        query = sa.select(table.c.id, table.c.number).where(
            table.c.document_id == document_id, table.c.source_sha256 == digest, table.c.state.not_in(_DEAD)
        )
        row = connection.execute(query).first()
        if row is not None:
            raise SameFile(f"This file is already version {row.number} of the document ({row.id}).")

    def _put_document(self, connection: sa.Connection, upload: Upload) -> None:
        """Create the document, or see that the upload says the same of it. Facts may change until a first publication."""
        table = store.documents
        facts = {
            "department_id": upload.department_id,
            "language": upload.language,
            "audience": upload.audience,
            "level": upload.level,
        }
        row = connection.execute(sa.select(table).where(table.c.id == upload.document_id)).one_or_none()
        if row is None:
            connection.execute(sa.insert(table).values(id=upload.document_id, title=upload.title, **facts))
            return
        changed = [name for name, value in facts.items() if getattr(row, name) != value]
        if not changed:
            return
        live = sa.select(store.versions.c.id).where(
            store.versions.c.document_id == upload.document_id,
            store.versions.c.state != VersionState.DISCARDED,
        )
        if connection.execute(live).first() is not None:
            name = changed[0]
            raise InvalidInput(
                name, f"The document has {name} {getattr(row, name)!r}; a new version cannot change it."
            )
        change = sa.update(table).where(table.c.id == upload.document_id)
        connection.execute(change.values(title=upload.title, **facts))

    def _put_version(
        self,
        connection: sa.Connection,
        upload: Upload,
        version_id: str,
        parsed: ParsedDocument,
        digest: str,
        actor_id: str,
    ) -> None:
        table = store.versions
        newest = connection.scalar(
            sa.select(sa.func.max(table.c.number)).where(table.c.document_id == upload.document_id)
        )
        connection.execute(
            sa.insert(table).values(
                id=version_id,
                document_id=upload.document_id,
                number=(newest or 0) + 1,
                title=upload.title.strip(),
                state=VersionState.DRAFT,
                effective_from=upload.effective_from,
                effective_to=upload.effective_to,
                media_type=parsed.media_type,
                file_name=file_name_only(upload.file_name),
                source_sha256=digest,
                text_sha256=text_key(parsed.text),
                created_by=actor_id,
                created_at=self._now(),
                review_by=upload.review_by,
                splitter=SPLITTER,
                source_url=upload.source_url,
                fetched_at=upload.fetched_at,
            )
        )
        connection.execute(
            sa.insert(store.version_contents).values(
                version_id=version_id,
                text=parsed.text,
                warnings=[asdict(warning) for warning in parsed.warnings],
                pages=parsed.pages,
                headings=[
                    [block.start, block.end, block.level]
                    for block in parsed.blocks
                    if block.kind is BlockKind.HEADING
                ],
                original=upload.content,
            )
        )


def passage_rows(
    version_id: str,
    document_id: str,
    title: str,
    language: str,
    text: str,
    cuts: Sequence[Cut],
    number: int = 1,
) -> list[dict[str, Any]]:
    """Rows of `kb_passages`: each an exact span of the text, its heading path starting with the title."""
    rows = []
    for ordinal, cut in enumerate(cuts):
        headings = cut.headings[1:] if cut.headings[:1] == (title,) else cut.headings
        rows.append(
            {
                "id": passage_id(version_id, ordinal, number),
                "version_id": version_id,
                "document_id": document_id,
                "ordinal": ordinal,
                "start_offset": cut.start,
                "end_offset": cut.end,
                "heading_path": [title, *headings],
                "page": cut.page,
                "language": language,
                "text": text[cut.start : cut.end],
            }
        )
    return rows
