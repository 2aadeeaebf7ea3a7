"""What a PDF holds beside its print: notes, scripts, actions and files. Told, never run or opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

from knowledge_base.parsing.screening import Aside
from knowledge_base.parsing.warning_kinds import WarningKind

_ACTIONS = frozenset({"JavaScript", "Launch", "ImportData", "SubmitForm", "GoToR", "GoToE", "Rendition"})
_MOST_NOTES = 500


def beside(pdf: Any) -> Iterator[Aside]:
    """Notes on the pages, and scripts, actions and files of the whole document."""
    catalogue = _dictionary(pdf.doc.catalog)
    active = set(_named(catalogue)) | set(_actions(catalogue))
    notes = 0
    for page in pdf.pages:
        active |= set(_actions(_dictionary(page.page_obj.attrs)))
        for note in _list(page.page_obj.annots):
            notes += 1
            if notes > _MOST_NOTES:
                yield Aside(WarningKind.PARTLY_READ, f"only the first {_MOST_NOTES} notes were looked at")
                break
            one = _dictionary(note)
            active |= set(_actions(one))
            if _name(one.get("Subtype")) in ("FileAttachment", "RichMedia", "Screen", "3D"):
                active.add(_name(one.get("Subtype")))
            text = _string(one.get("Contents"))
            if text and _name(one.get("Subtype")) not in ("Widget", "Link"):
                yield Aside(WarningKind.SIDE_TEXT, "note on a page", text)
    if active:
        yield Aside(WarningKind.ACTIVE_CONTENT, ", ".join(sorted(active)))
    for facts in _list(pdf.doc.info):
        for value in _dictionary(facts).values():
            text = _string(value)
            if text:
                yield Aside(WarningKind.SIDE_TEXT, "description of the file", text, quiet=True)


def _named(catalogue: dict[str, Any]) -> Iterator[str]:
    names = _dictionary(catalogue.get("Names"))
    for name in ("JavaScript", "EmbeddedFiles"):
        if name in names:
            yield name
    if "XFA" in _dictionary(catalogue.get("AcroForm")):
        yield "XFA"


def _actions(holder: dict[str, Any]) -> Iterator[str]:
    found = [holder.get("A"), holder.get("OpenAction"), *_dictionary(holder.get("AA")).values()]
    for action in found:
        kind = _name(_dictionary(action).get("S"))
        if kind in _ACTIONS:
            yield kind


def _dictionary(value: Any) -> dict[str, Any]:
    resolved = resolve1(value)
    return resolved if isinstance(resolved, dict) else {}


def _list(value: Any) -> list[Any]:
    resolved = resolve1(value)
    return resolved if isinstance(resolved, list) else []


def _name(value: Any) -> str:
    resolved = resolve1(value)
    name = getattr(resolved, "name", "")
    return name if isinstance(name, str) else ""


def _string(value: Any) -> str:
    resolved = resolve1(value)
    if isinstance(resolved, bytes):
        return decode_text(resolved).strip()
    return resolved.strip() if isinstance(resolved, str) else ""
