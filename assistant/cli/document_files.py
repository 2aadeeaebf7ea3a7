"""Which files of a folder become documents, and under which names."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.cli.document_facts import LIST_NAME

MAX_SLUG = 100
"""Characters of a document's id at most, as the knowledge base asks."""


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file with the document id and the title that its name gives."""

    path: Path
    document_id: str
    title: str


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that is not taken, and why."""

    path: Path
    reason: str


def files_in(folder: Path) -> Iterator[NamedFile | RefusedFile]:
    """Every file under the folder, by path; hidden ones are left out, links and equal names are refused."""
    taken: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if any(part.startswith(".") for part in inner.parts) or inner == Path(LIST_NAME):
            continue
        if path.is_symlink():
            yield RefusedFile(path, "It is a link.")
            continue
        if not path.is_file():
            continue
        slug = slug_of(path.stem)
        if slug in taken:
            yield RefusedFile(path, f"Its name gives the same id as {taken[slug].name}: {slug}.")
            continue
        taken[slug] = path
        yield NamedFile(path, slug, title_of(path.stem))


def slug_of(stem: str) -> str:
    """A document id from a file's name; names without Latin letters or digits get one from their hash."""
    latin = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", latin).strip("-")[:MAX_SLUG].rstrip("-")
    return slug or f"document-{hashlib.sha256(stem.encode()).hexdigest()[:12]}"


def title_of(stem: str) -> str:
    """A title from a file's name: dashes and underscores are spaces, the first letter is a capital."""
    words = " ".join(re.split(r"[\s_-]+", unicodedata.normalize("NFKC", stem))).strip()
    return words[:1].upper() + words[1:]
