"""The parts of a Word file beside its body: notes that readers see, comments and embedded things that are left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from knowledge_base.parsing.screening import Aside
from knowledge_base.parsing.warning_kinds import WarningKind

_NOTES = {"/word/footnotes.xml": "w:footnote", "/word/endnotes.xml": "w:endnote"}
_COMMENTS = "/word/comments.xml"
_ACTIVE = ("/word/embeddings/", "/word/activex/", "/word/afchunk", "/customui/")
_DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_REMOTE = ("attachedTemplate", "image", "oleObject", "frame", "subDocument")


def _parsed(blob: bytes) -> Any:
    """The tree of a part; entities stay unread and nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(blob, parser)
    except etree.XMLSyntaxError:
        return None


def _text_of(node: Any) -> str:
    return " ".join("".join(t.text or "" for t in node.iter(qn("w:t"))).split())


def note_texts(document: Any) -> dict[tuple[str, str], str]:
    """The texts of footnotes and endnotes by the kind and number of their references."""
    found: dict[tuple[str, str], str] = {}
    for part in document.part.package.iter_parts():
        name = _NOTES.get(str(part.partname).lower())
        root = _parsed(part.blob) if name else None
        if name is None or root is None:
            continue
        for note in root.iter(qn(name)):
            found[(qn(f"{name}Reference"), note.get(qn("w:id"), ""))] = _text_of(note)
    return found


def asides(document: Any) -> Iterator[Aside]:
    """Comments, picture descriptions, running heads and the file's own description: told, and screened."""
    for part in document.part.package.iter_parts():
        name = str(part.partname).lower()
        if name == _COMMENTS:
            root = _parsed(part.blob)
            if root is not None:
                for comment in root.iter(qn("w:comment")):
                    yield Aside(WarningKind.SIDE_TEXT, "comment", _text_of(comment))
        elif name.startswith(("/word/header", "/word/footer")):
            root = _parsed(part.blob)
            if root is not None:
                yield Aside(WarningKind.SIDE_TEXT, "running head or foot", _text_of(root), quiet=True)
    for picture in document.element.body.iter(_DESCRIBED):
        described = f"{picture.get('descr') or ''} {picture.get('title') or ''}".strip()
        if described:
            yield Aside(WarningKind.SIDE_TEXT, "picture description", described)
    facts = document.core_properties
    for text in (facts.title, facts.subject, facts.keywords, facts.comments, facts.category):
        if text:
            yield Aside(WarningKind.SIDE_TEXT, "description of the file", str(text), quiet=True)


def active_parts(document: Any) -> Iterator[Aside]:
    """Embedded files and addresses that Word would open by itself; here nothing opens them."""
    for part in document.part.package.iter_parts():
        if str(part.partname).lower().startswith(_ACTIVE):
            yield Aside(WarningKind.ACTIVE_CONTENT, "an embedded file")
        for link in part.rels.values():
            kind = link.reltype.rsplit("/", 1)[-1]
            if link.is_external and kind in _REMOTE:
                yield Aside(WarningKind.ACTIVE_CONTENT, f"an address to fetch as {kind}")
