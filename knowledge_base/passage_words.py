"""The words of the passages of an index version, in memory-mapped files never written twice.

Like the vectors (`vector_rows`): an index version shares the files of the one it was built on by links, and passages
taken out stay until the next build from scratch, because nobody asks for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np

from knowledge_base.embeddings import StaticEmbeddings
from knowledge_base.file_links import link_or_copy
from knowledge_base.ranking_terms import Lot, LotReader, RawPassage, Reading, merged, reading_of

LOT_PASSAGES = 50_000
"""Passages held in memory (70 MB) before they are written out."""

SMALL_LOT_PASSAGES = 5_000
SMALL_LOTS = 12
"""So many small files, each from one publication, are put into one: a look-up asks every file."""

_PARTS = tuple(field.name for field in fields(Lot))
_FIRST = f".{_PARTS[0]}.npy"


def share(source: Path, directory: Path) -> None:
    """Start a directory with the files of another one."""
    directory.mkdir(parents=True)
    for path in source.iterdir():
        link_or_copy(path, directory / path.name)


class PassageWordsWriter:
    """Adds passages to a directory, which may hold linked files of an earlier index version."""

    def __init__(self, directory: Path, embeddings: StaticEmbeddings) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self._embeddings = embeddings
        self._reader = LotReader()

    def add(self, passage: RawPassage) -> None:
        """A passage whose id no file holds alive."""
        self._reader.read(passage)
        if len(self._reader) >= LOT_PASSAGES:
            self._write_held()

    def finish(self) -> None:
        """Write what is held; put small files together where there are many."""
        self._write_held()
        small = [
            (number, lot)
            for number in _numbers(self._directory)
            if len((lot := _open(self._directory, number)).ids) < SMALL_LOT_PASSAGES
        ]
        if len(small) > SMALL_LOTS:
            self._write(merged([lot for _, lot in small]))
            for number, _ in small:
                for part in _PARTS:
                    _path(self._directory, number, part).unlink()

    def _write_held(self) -> None:
        if len(self._reader):
            self._write(self._reader.lot(self._embeddings))
            self._reader = LotReader()

    def _write(self, lot: Lot) -> None:
        number = max(_numbers(self._directory), default=0) + 1
        for part in _PARTS:
            np.save(_path(self._directory, number, part), getattr(lot, part))


class PassageWords:
    """A directory opened for reading; several threads may use it."""

    def __init__(self, directory: Path) -> None:
        """Raises OSError or ValueError for damaged files."""
        self._lots = [_open(directory, number) for number in reversed(_numbers(directory))]

    def of(self, passage_ids: Sequence[str]) -> Reading:
        """The passages in the order asked for. Raises KeyError for one that no file holds."""
        wanted = np.array([passage_id.encode() for passage_id in passage_ids])
        found: list[tuple[Lot, int] | None] = [None] * len(wanted)
        left = np.arange(len(wanted))
        for lot in self._lots:
            if not len(left):
                break
            places = np.minimum(np.searchsorted(lot.ids, wanted[left]), len(lot.ids) - 1)
            here = lot.ids[places] == wanted[left]
            for i, place in zip(left[here].tolist(), places[here].tolist(), strict=True):
                found[i] = (lot, place)
            left = left[~here]
        if len(left):
            raise KeyError(passage_ids[int(left[0])])
        return reading_of([each for each in found if each is not None])


def _numbers(directory: Path) -> list[int]:
    """Oldest first."""
    return sorted(int(path.name.removesuffix(_FIRST)) for path in directory.glob(f"*{_FIRST}"))


def _open(directory: Path, number: int) -> Lot:
    # Plain arrays over the mapped files: numpy's own class for them takes ten times as long to cut a piece out of.
    return Lot(*(np.asarray(np.load(_path(directory, number, part), mmap_mode="r")) for part in _PARTS))


def _path(directory: Path, number: int, part: str) -> Path:
    return directory / f"{number:06d}.{part}.npy"
