"""The vectors themselves, beside the graph that finds neighbours: exact, memory-mapped, in files never written twice.

Most candidates of the lexical leg need their vector looked up; Chroma takes 5 ms for seventy of them, this a tenth of
a millisecond. A file never changes once written, so an index version shares it with the one it was built on by a
link. Rows of passages taken out stay until the next build from scratch: nobody asks for them by id.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge_base.embeddings import Vectors
from knowledge_base.file_links import link_or_copy

_IDS, _ROWS = ".ids.npy", ".rows.npy"

SEGMENT_ROWS = 50_000
"""Rows held in memory (50 MB at 256 numbers each) before they are written out."""

SMALL_SEGMENT_ROWS = 5_000
SMALL_SEGMENTS = 12
"""So many small files, each from one publication, are put into one: a look-up asks every file."""


class RowWriter:
    """Adds rows to a directory, which may hold linked files of an earlier index version."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self._ids: list[str] = []
        self._rows: list[Vectors] = []
        self._held = 0

    def add(self, ids: Sequence[str], rows: Vectors) -> None:
        """Rows under ids that no file holds alive."""
        self._ids += ids
        self._rows.append(rows)
        self._held += len(ids)
        if self._held >= SEGMENT_ROWS:
            self._write()

    def finish(self) -> None:
        """Write what is held; put small files together where there are many."""
        self._write()
        small = [s for s in _segments(self._directory) if len(s.ids) < SMALL_SEGMENT_ROWS]
        if len(small) > SMALL_SEGMENTS:
            # Later files win: an id that came back after it was taken out has its newest row.
            latest = {i: s.rows[n] for s in small for n, i in enumerate(s.ids.tolist())}
            self._ids = [str(i, "utf-8") for i in latest]
            self._rows = [np.stack(list(latest.values()))]
            self._write()
            for segment in small:
                segment.remove()

    def _write(self) -> None:
        if not self._ids:
            return
        ids = np.array([i.encode() for i in self._ids])
        order = np.argsort(ids)
        number = max((s.number for s in _segments(self._directory)), default=0) + 1
        np.save(self._directory / f"{number:06d}{_ROWS}", np.concatenate(self._rows)[order])
        np.save(self._directory / f"{number:06d}{_IDS}", ids[order])
        self._ids, self._rows, self._held = [], [], 0


class _Segment:
    """One pair of files: ids in order, and the row of each."""

    def __init__(self, ids_path: Path) -> None:
        self._paths = (ids_path, ids_path.with_name(ids_path.name.removesuffix(_IDS) + _ROWS))
        self.number = int(ids_path.name.removesuffix(_IDS))
        self.ids: npt.NDArray[np.bytes_] = np.load(self._paths[0], mmap_mode="r")
        self.rows: Vectors = np.load(self._paths[1], mmap_mode="r")
        if len(self.ids) != len(self.rows):
            raise ValueError("ids and rows differ in number")

    def remove(self) -> None:
        for path in self._paths:
            path.unlink()


def _segments(directory: Path) -> list[_Segment]:
    """Oldest first."""
    return [_Segment(path) for path in sorted(directory.glob(f"*{_IDS}"))]


class Rows:
    """A directory of rows opened for reading; several threads may use it."""

    def __init__(self, directory: Path) -> None:
        """Raises OSError or ValueError for damaged files."""
        self._segments = _segments(directory)[::-1]

    def of(self, ids: Sequence[str]) -> tuple[list[str], list[Vectors]]:
        """The ids that have a row, and the rows in blocks in the same order."""
        left = np.array([i.encode() for i in ids])
        known: list[str] = []
        blocks: list[Vectors] = []
        for segment in self._segments:
            if not len(left):
                break
            places = np.minimum(np.searchsorted(segment.ids, left), len(segment.ids) - 1)
            here = segment.ids[places] == left
            if here.any():
                known += [str(i, "utf-8") for i in left[here].tolist()]
                blocks.append(np.asarray(segment.rows[places[here]]))
                left = left[~here]
        return known, blocks

    def blocks(self) -> Iterator[tuple[list[str], Vectors]]:
        """Everything, file by file."""
        for segment in self._segments:
            yield [str(i, "utf-8") for i in segment.ids.tolist()], np.asarray(segment.rows)


class ExactRows:
    """The rows of given ids in one block, for comparing with all of them."""

    def __init__(self, ids: Sequence[str], rows: Rows) -> None:
        """Raises ValueError if an id has no row."""
        known, blocks = rows.of(sorted(ids))
        if len(known) != len(ids):
            raise ValueError("passages without a vector")
        order = sorted(range(len(known)), key=known.__getitem__)
        self._ids = [known[place] for place in order]
        self._rows = np.concatenate(blocks)[order]

    def nearest(self, vector: Vectors, wanted: int) -> list[tuple[str, float]]:
        """Ids and cosines of the nearest rows, best first; equals stay in the order of their ids."""
        cosines = self._rows @ vector
        if wanted < len(cosines):
            least = np.partition(cosines, len(cosines) - wanted)[len(cosines) - wanted]
            places = np.flatnonzero(cosines >= least)
        else:
            places = np.arange(len(cosines))
        best = places[np.argsort(-cosines[places], kind="stable")][:wanted]
        return list(zip(map(self._ids.__getitem__, best.tolist()), cosines[best].tolist(), strict=True))


def share(source: Path, directory: Path) -> None:
    """Start a directory of rows with the files of another one."""
    directory.mkdir(parents=True)
    for path in source.iterdir():
        link_or_copy(path, directory / path.name)


__all__ = ["ExactRows", "RowWriter", "Rows", "share"]
