"""A knowledge base made from raw texts in one go, for measuring: same splitter, same index, same search.

There is no life cycle: everything counts as published and in force since ever.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from knowledge_base import store
from knowledge_base.base import SYSTEM_ACTOR, KnowledgeBase
from knowledge_base.documents import Audience, JurisdictionLevel, MediaType
from knowledge_base.embeddings import Embeddings, StaticEmbeddings, text_key
from knowledge_base.intake import passage_rows
from knowledge_base.parsing.blocks import assemble
from knowledge_base.parsing.plain_text import parse_text
from knowledge_base.parsing.refusals import Refused
from knowledge_base.splitting import SPLITTER, Cut, split
from knowledge_base.store_batches import chunks
from knowledge_base.versions import VersionState

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A text with its id and title. The id is any string and comes back as `Document.id`."""

    id: str
    title: str
    text: str
    language: str = "en"


DATABASE = "knowledge_base.sqlite"
"""The file of the database in a throw-away base's directory."""

Cutting = Callable[[str], tuple[str, list[Cut]]]
"""Makes of a raw text the text that is stored and its passages. Raises Refused."""


def as_uploaded(text: str) -> tuple[str, list[Cut]]:
    """As a plain text that somebody uploads: screened, cut along its structure."""
    parsed = assemble(parse_text(text), MediaType.TEXT)
    return parsed.text, split(parsed.text, parsed.blocks)


def build(
    rows: Iterable[RawDocument],
    directory: Path,
    progress: Callable[[int, int], None] | None = None,
    *,
    embeddings: Embeddings | None = None,
    cutting: Cutting = as_uploaded,
    distinct: bool = False,
) -> KnowledgeBase:
    """A knowledge base of the texts in an empty directory; it owns the database there.

    Texts without a letter or digit are left out; of rows with the same id the last one stays. With `distinct` the
    caller vouches for different ids, and the texts are not all held in memory. `progress` is called with documents
    done and in all while the index is built.
    """
    directory.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(f"sqlite:///{directory / DATABASE}")
    store.create_tables(engine)
    documents = rows if distinct else {row.id: row for row in rows}.values()
    with engine.begin() as connection:
        for batch in chunks(enumerate(documents)):
            _insert(connection, batch, cutting)
    # Nothing is embedded twice in a throw-away base, so a cache would only cost time.
    base = KnowledgeBase(
        engine,
        directory,
        embeddings or StaticEmbeddings(),
        lambda: datetime.now(UTC),
        lambda: uuid.uuid4().hex,
        cache_embeddings=False,
    )
    base.build_index(progress)
    return base


def _insert(connection: sa.Connection, batch: Sequence[tuple[int, RawDocument]], cutting: Cutting) -> None:
    documents: list[dict[str, Any]] = []
    versions: list[dict[str, Any]] = []
    contents: list[dict[str, Any]] = []
    passages: list[dict[str, Any]] = []
    for number, row in batch:
        try:
            text, cuts = cutting(row.text)
        except Refused:
            continue
        version_id = f"v{number}"
        documents.append(
            {
                "id": row.id,
                "department_id": "evaluation",
                "title": row.title,
                "language": row.language,
                "audience": Audience.PUBLIC,
                "level": JurisdictionLevel.NATIONAL,
            }
        )
        versions.append(_version_row(version_id, row, text))
        contents.append(
            {"version_id": version_id, "text": text, "warnings": [], "pages": None, "original": b""}
        )
        passages += passage_rows(version_id, row.id, row.title, row.language, text, cuts)
    for table, rows in (
        (store.documents, documents),
        (store.versions, versions),
        (store.version_contents, contents),
        (store.passages, passages),
    ):
        if rows:
            connection.execute(sa.insert(table), rows)


def _version_row(version_id: str, row: RawDocument, text: str) -> dict[str, Any]:
    digest = text_key(text)
    return {
        "id": version_id,
        "document_id": row.id,
        "number": 1,
        "title": row.title,
        "state": VersionState.PUBLISHED,
        "effective_from": date.min,
        "effective_to": None,
        "media_type": MediaType.TEXT,
        "file_name": "raw.txt",
        "source_sha256": digest,
        "text_sha256": digest,
        "created_by": SYSTEM_ACTOR,
        "created_at": _EPOCH,
        "published_at": _EPOCH,
        "splitter": SPLITTER,
    }
