"""Which published documents say the same in the same words as a version that is not published yet.

Every served version is held as a sample of its runs of words (those whose hash is small, so that two versions sample
the same runs). What has enough of the sample in common is compared word for word with the version itself.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import sqlalchemy as sa

from knowledge_base import records, store
from knowledge_base.documents import Document
from knowledge_base.passages import Passage
from knowledge_base.shingles import Shingles, common, shingles
from knowledge_base.store_batches import chunks
from knowledge_base.text import is_chinese
from knowledge_base.versions import Version

SAMPLED_ONE_IN = 4
"""One run in four is kept: 100 k passages of 100 words then take 20 MB. A copied paragraph of 60 words is missed by
chance once in ten million times."""

WORTH_A_LOOK = 0.3
"""The share of one of the two versions that must stand in the other. Of the 42 policies of the sample none shares as
much with another document; of 303 Chinese laws only rules made after the pattern of others and decisions that amend
them."""

COPIED = 0.8
"""From this share of its runs on a paragraph counts as copied from the other version: one changed figure in two lines."""

LONG_IN_WORDS = 40
"""A copied paragraph of at least so many runs of words is told even where little else is common: it is two or three
sentences, more than a standard notice about where to ask."""

LONG_IN_CHARACTERS = 150
"""The same for Chinese. The lines in which Chinese laws tell when they were amended are shorter."""

COMPARED_WORD_FOR_WORD = 20
"""Versions at most that are compared in full; nobody reads a list of more."""

SHOWN = 5
"""Copied paragraphs named for each document."""


_READ_AT_ONCE = 100
"""Versions whose texts are in memory at the same time while they are sampled."""

_TELLING, _TELLING_CHARACTERS = 5, 4_000
"""Passages and characters that tell the language of a document."""


@dataclass(frozen=True, slots=True)
class CopiedParagraph:
    """A paragraph of the version, and the share of its words that stand in the other version in the same order."""

    passage_id: str
    text: str
    share: float


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """A published version of another document with much text in common.

    `share` is how much of the version asked about stands in it, `other_share` how much of it stands in the version.
    """

    document: Document
    version: Version
    share: float
    other_share: float
    copied: tuple[CopiedParagraph, ...]


class NearDuplicates:
    """Compares versions. Texts of versions never change, so samples are kept for as long as the process lives."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._samples: dict[str, Shingles] = {}
        self._lock = threading.Lock()

    def of(self, document: Document, passages: Sequence[Passage], day: date) -> list[NearDuplicate]:
        """Other documents in the same language, served on the day or later, that share text; the most alike first."""
        ours = _Text.of(passages)
        if not len(ours.runs):
            return []
        with self._engine.connect() as connection:
            served = self._served(connection, document, day)
            self._sample(connection, served)
            texts = _passages(connection, self._likely(ours, served))
        found = [_compared(ours, *served[version_id], others) for version_id, others in texts.items()]
        ranked = sorted(
            (one for one in found if one is not None),
            key=lambda one: (-max(one.share, one.other_share), one.document.id, -one.version.number),
        )
        best: dict[str, NearDuplicate] = {}
        for one in ranked:
            best.setdefault(one.document.id, one)
        return list(best.values())

    def _served(
        self, connection: sa.Connection, document: Document, day: date
    ) -> dict[str, tuple[Document, Version]]:
        contents = records.contents(connection, records.active_index_id(connection))
        wanted = sa.select(store.documents).where(
            store.documents.c.language == document.language, store.documents.c.id != document.id
        )
        documents = {row.id: records.document(row) for row in connection.execute(wanted)}
        found = {}
        for batch in chunks(list(contents)):
            query = sa.select(store.versions).where(store.versions.c.id.in_(batch))
            for row in connection.execute(query):
                version = records.version(row, contents[row.id])
                ended = version.effective_to is not None and version.effective_to < day
                if version.served and not ended and row.document_id in documents:
                    found[row.id] = (documents[row.document_id], version)
        return found

    def _sample(self, connection: sa.Connection, served: Iterable[str]) -> None:
        with self._lock:
            missing = [version_id for version_id in served if version_id not in self._samples]
        for batch in chunks(missing, _READ_AT_ONCE):
            samples = {
                version_id: _sampled(_runs(passages))
                for version_id, passages in _passages(connection, batch).items()
            }
            with self._lock:
                self._samples |= samples

    def _likely(self, ours: _Text, served: Iterable[str]) -> list[str]:
        """The versions with most runs of the sample in common, if it is enough that a look may find something."""
        with self._lock:
            samples = {version_id: self._samples[version_id] for version_id in served}
        sample = _sampled(ours.runs)
        long = ours.long / SAMPLED_ONE_IN / 2
        likely = []
        for version_id, theirs in samples.items():
            shared = common(sample, theirs)
            if shared and shared >= min(long, WORTH_A_LOOK / 2 * min(len(sample), len(theirs))):
                likely.append((shared, version_id))
        return [version_id for _, version_id in sorted(likely, reverse=True)[:COMPARED_WORD_FOR_WORD]]


@dataclass(frozen=True, slots=True)
class _Text:
    """The version asked about, cut into runs once."""

    runs: Shingles
    paragraphs: tuple[tuple[str, str, Shingles], ...]
    long: int

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> _Text:
        chinese = _is_chinese(passages)
        paragraphs = tuple(
            (passage.id, text, shingles(text, chinese))
            for passage in passages
            for text in filter(None, map(str.strip, passage.text.split("\n\n")))
        )
        return cls(_runs(passages), paragraphs, LONG_IN_CHARACTERS if chinese else LONG_IN_WORDS)


def _compared(
    ours: _Text, document: Document, version: Version, passages: Sequence[Passage]
) -> NearDuplicate | None:
    theirs = _runs(passages)
    shared = common(ours.runs, theirs)
    share, other_share = shared / len(ours.runs), shared / max(1, len(theirs))
    copied = [
        (len(runs), CopiedParagraph(passage_id, text, share_of_it))
        for passage_id, text, runs in ours.paragraphs
        if len(runs) and (share_of_it := common(runs, theirs) / len(runs)) >= COPIED
    ]
    copied.sort(key=lambda pair: -pair[0])
    if max(share, other_share) < WORTH_A_LOOK and (not copied or copied[0][0] < ours.long):
        return None
    return NearDuplicate(document, version, share, other_share, tuple(one for _, one in copied[:SHOWN]))


def _runs(passages: Sequence[Passage]) -> Shingles:
    return shingles("\n".join(passage.text for passage in passages), _is_chinese(passages))


def _is_chinese(passages: Sequence[Passage]) -> bool:
    """Told by the first passages: a document is written in one language."""
    return is_chinese("\n".join(passage.text for passage in passages[:_TELLING])[:_TELLING_CHARACTERS])


def _sampled(runs: Shingles) -> Shingles:
    return runs[runs < np.uint64(2**64 // SAMPLED_ONE_IN)]


def _passages(connection: sa.Connection, version_ids: Sequence[str]) -> Mapping[str, list[Passage]]:
    found: dict[str, list[Passage]] = {version_id: [] for version_id in version_ids}
    for batch in chunks(list(version_ids)):
        query = sa.select(store.passages).where(store.passages.c.version_id.in_(batch))
        for row in connection.execute(query.order_by(store.passages.c.version_id, store.passages.c.ordinal)):
            found[row.version_id].append(records.passage(row))
    return found
