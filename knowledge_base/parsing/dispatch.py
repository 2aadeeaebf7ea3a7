"""One file in, one parsed document out; runs inside the parser process."""

from __future__ import annotations

from typing import assert_never

from knowledge_base.documents import MediaType
from knowledge_base.parsing.blocks import ParsedDocument, assemble
from knowledge_base.parsing.kinds import decode, media_type
from knowledge_base.parsing.screening import WarningKind


def parse(name: str, content: bytes) -> ParsedDocument:
    """Parse a file by its kind. Raises Refused with the reason.

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
            return _pdf(content)
        case MediaType.DOCX:
            return _word(content)
        case _:
            assert_never(kind)


def _hidden(count: int) -> list[tuple[WarningKind, str]]:
    return (
        [(WarningKind.HIDDEN_ELEMENT, f"left out {count} elements that a reader cannot see")] if count else []
    )


def _markdown(content: bytes) -> ParsedDocument:
    from knowledge_base.parsing.markdown_document import MarkdownReader

    reader = MarkdownReader()
    blocks = list(reader.read(decode(content)))
    return assemble(blocks, MediaType.MARKDOWN, extra=_hidden(reader.hidden))


def _html(content: bytes) -> ParsedDocument:
    from knowledge_base.parsing.html_document import HtmlReader

    reader = HtmlReader()
    blocks = list(reader.read(content))
    return assemble(blocks, MediaType.HTML, extra=_hidden(reader.hidden))


def _pdf(content: bytes) -> ParsedDocument:
    from knowledge_base.parsing.pdf_document import PdfReader

    reader = PdfReader()
    blocks = list(reader.read(content))
    extra = [
        (WarningKind.PAGE_WITHOUT_TEXT, f"page {page} has no text") for page in reader.pages_without_text
    ]
    return assemble(blocks, MediaType.PDF, pages=reader.pages, extra=extra)


def _word(content: bytes) -> ParsedDocument:
    from knowledge_base.parsing.word_document import WordReader

    reader = WordReader()
    blocks = list(reader.read(content))
    extra = _hidden(reader.hidden)
    if reader.tracked:
        extra.append(
            (
                WarningKind.TRACKED_CHANGES,
                f"{reader.tracked} tracked changes; insertions kept, deletions left out",
            )
        )
    return assemble(blocks, MediaType.DOCX, extra=extra)
