"""The XML parts of an office file, read by lxml without entities, document types or addresses."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from knowledge_base.parsing.refusals import RefusalReason, Refused


class XmlParts:
    """One zip-based office file. Its size was checked before (`kinds`); names are looked up, never used as paths."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self.names = frozenset(self._archive.namelist())

    def root(self, name: str) -> Any:
        """The root element of a part; None if the file has no such part. Raises Refused(MALFORMED)."""
        if name not in self.names:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(self._archive.read(name), parser)
        except (etree.XMLSyntaxError, zipfile.BadZipFile, ValueError) as error:
            raise Refused(RefusalReason.MALFORMED) from error

    def elements(self, name: str, *tags: str) -> Iterator[Any]:
        """The elements of a large part one by one, by their local names; each is emptied after use."""
        with self._archive.open(name) as part:
            reader = etree.iterparse(
                part,
                events=("end",),
                tag=[f"{{*}}{tag}" for tag in tags],
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
            )
            try:
                for _event, element in reader:
                    yield element
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
            except (etree.XMLSyntaxError, zipfile.BadZipFile) as error:
                raise Refused(RefusalReason.MALFORMED) from error

    def targets(self, name: str) -> dict[str, tuple[str, str]]:
        """The relations of a part: id to (kind, name of the part in this file); those to the outside are left out."""
        folder, base = posixpath.split(name)
        root = self.root(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in [] if root is None else root:
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target") or ""
            inside = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            found[relation.get("Id") or ""] = ((relation.get("Type") or "").rsplit("/", 1)[-1], inside)
        return found


def local(element: Any) -> str:
    """An element's name without its namespace."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """An attribute by its local name."""
    for key, value in element.attrib.items():
        if key.rsplit("}", 1)[-1] == name:
            return str(value)
    return None


def written(element: Any) -> str:
    """The text of a string item: its runs, without the phonetic guides that some Asian files carry."""
    return "".join(part.text or "" for part in element.iter("{*}t") if local(part.getparent()) != "rPh")
