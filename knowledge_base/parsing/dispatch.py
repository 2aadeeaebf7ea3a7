"""One file in, one parsed document out; runs inside the parser process."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from knowledge_base.documents import MediaType
from knowledge_base.parsing.blocks import ParsedDocument, assemble
from knowledge_base.parsing.kinds import decode, media_type


def _at_once() -> None:
    """Nobody waits for this file with a clock in hand."""


def parse(name: str, content: bytes, going_on: Callable[[], None] = _at_once) -> ParsedDocument:
    """Parse a file by its kind. Raises Refused with the reason. `going_on` is called before each long step.

    The parser libraries are imported where they are used, so that a process pays only for what it reads.
    """
    kind = media_type(name, content)
    match kind:
        case MediaType.TEXT:
            from knowledge_base.parsing.plain_text import parse_text

            return assemble(parse_text(decode(content)), kind)
        case MediaType.MARKDOWN:
            return _markdown(content)
        case MediaType.HTML:
            return _html(content)
        case MediaType.PDF:
            return _pdf(content, going_on)
        case MediaType.DOCX:
            return _word(content)
        case MediaType.XLSX:
            return _workbook(content)
        case _:
            assert_never(kind)


def _markdown(content: bytes) -> ParsedDocument:
    from knowledge_base.parsing.markdown_document import MarkdownReader

    return assemble(MarkdownReader().read(decode(content)), MediaType.MARKDOWN)


def _html(content: bytes) -> ParsedDocument:
    from knowledge_base.parsing.html_document import HtmlReader

    return assemble(HtmlReader().read(content), MediaType.HTML)


def _pdf(content: bytes, going_on: Callable[[], None]) -> ParsedDocument:
    from knowledge_base.parsing.pdf_document import PdfReader
    from knowledge_base.parsing.scanned_pages import installed_recognition

    reader = PdfReader(installed_recognition, going_on)
    blocks = list(reader.read(content))
    return assemble(blocks, MediaType.PDF, pages=reader.pages)


def _word(content: bytes) -> ParsedDocument:
    from knowledge_base.parsing.word_document import WordReader

    return assemble(WordReader().read(content), MediaType.DOCX)


def _workbook(content: bytes) -> ParsedDocument:
    from knowledge_base.parsing.table_workbook import WorkbookReader

    return assemble(WorkbookReader().read(content), MediaType.XLSX)
