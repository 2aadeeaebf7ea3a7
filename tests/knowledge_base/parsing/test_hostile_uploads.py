"""X-12: uploads that explode, read other files, call home, nest, pretend or hide are refused or made harmless."""

from __future__ import annotations

import io
import os
import signal
import socketserver
import sys
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from knowledge_base import UnreadableFile
from knowledge_base.parsing import (
    MalwareScan,
    ParsedDocument,
    ParserProcess,
    RefusalReason,
    WarningKind,
    limits,
)
from knowledge_base.parsing.kinds import decode, file_name_only, media_type
from knowledge_base.parsing.refusals import Refused
from tests.knowledge_base.builders import a_word_file, a_zip
from tests.knowledge_base.office_files import a_sheet, a_workbook

_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LAUGHS = (
    "<!DOCTYPE d [<!ENTITY a '"
    + "ha" * 50
    + "'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(8))
    + "]>"
)
_OUTSIDE = '<!DOCTYPE d [<!ENTITY i SYSTEM "file:///etc/passwd">]>'


def _reason(parse: Callable[[], object]) -> str:
    with pytest.raises(UnreadableFile) as refused:
        parse()
    return refused.value.reason


def _ending(parse: Callable[[], ParsedDocument]) -> str:
    """The text that came out, or the reason why none did."""
    try:
        return parse().text
    except UnreadableFile as refused:
        return refused.reason


def _a_word_part(before: str, text: str) -> bytes:
    body = f'{before}<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    return a_zip({"[Content_Types].xml": _TYPES, "word/document.xml": body.encode()})


def _a_sheet_part(before: str, text: str) -> bytes:
    return a_workbook({"A": before + a_sheet([["Name", text]]).replace("&amp;", "&")})


def _a_pdf(draw: Callable[[Canvas], None] = lambda canvas: None) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 700, "Waste is collected on Mondays.")
    draw(canvas)
    canvas.save()
    return out.getvalue()


def _a_raw_pdf(page_extra: bytes = b"", catalogue_extra: bytes = b"", objects: bytes = b"") -> bytes:
    """A PDF written by hand, without a table of its objects: readers find them by looking."""
    content = b"BT /F1 12 Tf 72 700 Td (Waste is collected on Mondays.) Tj ET"
    return (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R " + catalogue_extra + b">>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>"
        + page_extra
        + b">>\nendobj\n4 0 obj\n<</Length "
        + str(len(content)).encode()
        + b">>\nstream\n"
        + content
        + b"\nendstream\nendobj\n5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n"
        + objects
        + b"trailer\n<</Root 1 0 R>>\n%%EOF"
    )


_DEEP = 100_000
_LONG_LINE = b"a" * (limits.MAX_TEXT_CHARACTERS + 1)

REFUSED: dict[str, tuple[str, Callable[[], bytes], set[RefusalReason]]] = {
    "a workbook that unpacks to more than the limit": (
        "a.xlsx",
        lambda: a_workbook(
            {"A": a_sheet([["x"]])}, more={"xl/b.bin": b"\0" * (limits.MAX_UNPACKED_BYTES + 1)}
        ),
        {RefusalReason.ARCHIVE_TOO_LARGE},
    ),
    "a workbook of very many parts": (
        "a.xlsx",
        lambda: a_workbook(
            {"A": a_sheet([["x"]])}, more={f"xl/{n}": b"" for n in range(limits.MAX_ARCHIVE_ENTRIES)}
        ),
        {RefusalReason.ARCHIVE_TOO_LARGE},
    ),
    "billion laughs in a word file": (
        "a.docx",
        lambda: _a_word_part(_LAUGHS, "&i;"),
        {RefusalReason.MALFORMED},
    ),
    "billion laughs in a workbook": (
        "a.xlsx",
        lambda: _a_sheet_part(_LAUGHS, "&i;"),
        {RefusalReason.MALFORMED},
    ),
    "an outside entity in a word file": (
        "a.docx",
        lambda: _a_word_part(_OUTSIDE, "&i;"),
        {RefusalReason.MALFORMED},
    ),
    "an outside entity in a workbook": (
        "a.xlsx",
        lambda: _a_sheet_part(_OUTSIDE, "&i;"),
        {RefusalReason.MALFORMED},
    ),
    "an entity declared in UTF-16": (
        "a.docx",
        lambda: a_zip({"[Content_Types].xml": _TYPES, "word/document.xml": _OUTSIDE.encode("utf-16")}),
        {RefusalReason.MALFORMED},
    ),
    "an entity declared far into the part": (
        "a.docx",
        lambda: _a_word_part(" " * (64 * 1024 - 4) + _OUTSIDE, "&i;"),
        {RefusalReason.MALFORMED},
    ),
    "a drawing": ("a.svg", lambda: f"{_OUTSIDE}<svg>&i;</svg>".encode(), {RefusalReason.UNKNOWN_TYPE}),
    "a pdf that is a zip too": ("a.pdf", lambda: _a_pdf() + a_zip({"x": b"y"}), {RefusalReason.POLYGLOT}),
    "a pdf behind a page": ("a.pdf", lambda: b"<html><p>x</p>" + _a_pdf(), {RefusalReason.POLYGLOT}),
    "a page with a pdf inside": ("a.html", lambda: b"<!--" + _a_pdf() + b"--><p>x", {RefusalReason.POLYGLOT}),
    "a text that is a zip too": (
        "a.txt",
        lambda: b"hello " * 20 + a_zip({"x": b"y"}),
        {RefusalReason.POLYGLOT},
    ),
    "a program with a pdf inside": ("a.pdf", lambda: b"MZ\x90\0" + _a_pdf(), {RefusalReason.POLYGLOT}),
    "a word file called a workbook": ("a.xlsx", a_word_file, {RefusalReason.TYPE_MISMATCH}),
    "a workbook called a word file": (
        "a.docx",
        lambda: a_workbook({"A": a_sheet([["x"]])}),
        {RefusalReason.TYPE_MISMATCH},
    ),
    "a workbook with macros": (
        "a.xlsx",
        lambda: a_workbook({"A": a_sheet([["x"]])}, more={"xl/vbaProject.bin": b"x"}),
        {RefusalReason.MACROS},
    ),
    "an old encrypted workbook": (
        "a.xlsx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        {RefusalReason.ENCRYPTED},
    ),
    "a hundred megabytes of one line": (
        "a.txt",
        lambda: b"a" * (100 * 1024 * 1024),
        {RefusalReason.TOO_LARGE},
    ),
    "one line longer than any text": ("a.txt", lambda: _LONG_LINE, {RefusalReason.TOO_LARGE}),
    "a page of one long line": ("a.html", lambda: b"<p>" + _LONG_LINE, {RefusalReason.TOO_LARGE}),
    "lists nested very deep in a page": (
        "a.html",
        lambda: b"<ul><li>x" * 20_000,
        {
            RefusalReason.PARSER_FAILED,
            RefusalReason.TOO_DEEP,
            RefusalReason.EMPTY,
            RefusalReason.OUT_OF_MEMORY,
        },
    ),
    "tables nested very deep in a word file": (
        "a.docx",
        lambda: _a_word_part("", "</w:t></w:r></w:p>" + "<w:tbl><w:tr><w:tc>" * 5_000),
        {RefusalReason.MALFORMED},
    ),
    "a pdf of empty pages": ("a.pdf", lambda: _an_empty_pdf(), {RefusalReason.EMPTY}),
    "a text of half characters": ("a.txt", lambda: b"fee \xed\xa0\x80 is due", {RefusalReason.ENCODING}),
    "a text with zero bytes": ("a.txt", lambda: b"fee\x00 is due", {RefusalReason.ENCODING}),
    "a Latin text that is no UTF-8": (
        "a.txt",
        lambda: "Cafés für Bürger, créé à Genève".encode("latin-1"),
        {RefusalReason.ENCODING},
    ),
}


def _an_empty_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("what", REFUSED)
def test_hostile_upload_is_refused(parser: ParserProcess, what: str) -> None:
    """X-12: the reason fits, nothing of the file comes out, and the parser goes on."""
    name, content, reasons = REFUSED[what]
    assert _reason(lambda: parser.parse(name, content())) in reasons
    assert parser.parse("a.txt", b"Still here.").text == "Still here."


def test_entities_of_a_page_read_no_file(parser: ParserProcess) -> None:
    """X-12: an HTML file that declares an outside entity gets its own words back and no other file's."""
    source = f"{_OUTSIDE}<html><body><p>Fees &i; are due.</p></body></html>"
    text = parser.parse("a.html", source.encode()).text
    assert "root:" not in text
    assert "are due." in text


@pytest.mark.parametrize("mark", ["> ", "- ", "[", "*"])
def test_deep_markdown_ends(parser: ParserProcess, mark: str) -> None:
    """X-12: a hundred thousand marks in a row are read or refused, and never run into the time limit."""
    content = f"{mark * _DEEP} fees\n".encode()
    assert _ending(lambda: parser.parse("a.md", content)) != RefusalReason.TIMED_OUT


@pytest.mark.parametrize("opening", [b"[", b"<</A "])
def test_deep_objects_of_a_pdf_end(parser: ParserProcess, opening: bytes) -> None:
    """X-12: objects nested a hundred thousand deep are left alone or refused, and the parser goes on."""
    deep = _a_raw_pdf(page_extra=b"/X 9 0 R", objects=b"9 0 obj\n" + opening * _DEEP + b"\nendobj\n")
    assert _ending(lambda: parser.parse("a.pdf", deep)) != RefusalReason.TIMED_OUT
    assert parser.parse("a.txt", b"Still here.").text == "Still here."


def test_a_pdf_stream_that_explodes_is_not_unpacked(parser: ParserProcess) -> None:
    """X-12: a stream that would unpack to hundreds of megabytes costs neither the text nor the parser."""
    bomb = zlib.compress(b"(x) Tj\n" * 20_000_000, 1)
    head = b"9 0 obj\n<</Filter/FlateDecode/Length " + str(len(bomb)).encode() + b">>\nstream\n"
    content = _a_raw_pdf(objects=head + bomb + b"\nendstream\nendobj\n")
    assert _ending(lambda: parser.parse("a.pdf", content)).startswith("Waste")
    assert parser.parse("a.txt", b"Still here.").text == "Still here."


def test_scripts_and_files_inside_a_pdf_are_told_and_not_run(parser: ParserProcess) -> None:
    """X-12: JavaScript, launch actions and attachments are named in a warning; the text comes out as ever."""
    parsed = parser.parse(
        "a.pdf",
        _a_raw_pdf(
            page_extra=b"/AA<</O<</S/Launch/F(cmd.exe)>>>>",
            catalogue_extra=b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Names<</EmbeddedFiles<</Names[]>>>>",
        ),
    )
    assert parsed.text == "Waste is collected on Mondays."
    (warning,) = parsed.warnings
    assert warning.kind is WarningKind.ACTIVE_CONTENT
    assert warning.detail == "EmbeddedFiles, JavaScript, Launch"


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and the addresses of whoever called."""
    calls: list[str] = []

    class Answer(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            calls.append(str(self.client_address))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", calls
        server.shutdown()


def _calling_files(url: str) -> dict[str, bytes]:
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{relations}/attachedTemplate" Target="{url}/t.dotm" TargetMode="External"/>'
        f'<Relationship Id="r2" Type="{relations}/image" Target="{url}/i.png" TargetMode="External"/></Relationships>'
    )
    with zipfile.ZipFile(io.BytesIO(a_word_file())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/_rels/settings.xml.rels"] = links.encode()
    return {
        "a.docx": a_zip(parts),
        "a.html": f'<base href="{url}"><link rel="stylesheet" href="{url}/s.css"><style>@import url({url}/x.css);</style>'
        f'<p>Fees</p><img src="{url}/i.png"><iframe src="{url}"></iframe><script src="{url}"></script>'.encode(),
        "a.md": f"Fees ![x]({url}/i.png) <img src='{url}/j.png'>\n".encode(),
        "a.pdf": _a_pdf(lambda c: c.linkURL(url, (0, 0, 612, 792))),
        "a.xlsx": a_workbook(
            {"A": a_sheet([["x", "y"]])}, more={"xl/externalLinks/externalLink1.xml": links.encode()}
        ),
    }


def test_nothing_in_a_file_is_fetched(parser: ParserProcess, listener: tuple[str, list[str]]) -> None:
    """X-12: remote templates, pictures, style sheets, frames and links of any format call nobody."""
    url, calls = listener
    for name, content in _calling_files(url).items():
        assert parser.parse(name, content).text
    parser.page_image(_calling_files(url)["a.pdf"], 1)
    assert calls == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/cron.d/a.txt", "a.txt"),
        ("a\x00b\r\n.txt", "ab.txt"),
        ("\u202egnp.txt", "gnp.txt"),
        ("C:\\x\\..\\a<b>.txt", "ab.txt"),
        ("....", "document"),
        ("x" * 400 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(name: str, kept: str) -> None:
    """X-12: folders, control characters and marks that turn a name around are gone; the ending stays."""
    assert file_name_only(name) == kept


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_usual_encodings_are_read(encoding: str) -> None:
    """The encodings that offices save text in come out the same."""
    text = "住房补贴每月 300 元。Housing benefit."
    assert decode(text.encode(encoding)) == text


def test_a_page_that_draws_too_much_is_drawn_coarser(parser: ParserProcess) -> None:
    """X-12: a page of two hundred inches is drawn within the limit of pixels, a larger one not at all."""
    page = _a_raw_pdf().replace(b"[0 0 612 792]", b"[0 0 9999 9999]")
    assert len(parser.page_image(page, 1)) < 2_000_000
    with pytest.raises(UnreadableFile):
        parser.page_image(_a_raw_pdf().replace(b"[0 0 612 792]", b"[0 0 99999 99999]"), 1)


def test_a_killed_parser_is_replaced() -> None:
    """X-12: when the system kills the parser process for its memory, the next file is read by a new one."""
    process = ParserProcess()
    process.parse("a.txt", b"Before.")
    assert process.process_id is not None
    os.kill(process.process_id, signal.SIGKILL)
    time.sleep(0.1)
    assert process.parse("a.txt", b"After.").text == "After."
    process.close()


def _scanner(script: str, seconds: float = 20.0) -> MalwareScan:
    return MalwareScan([sys.executable, "-c", script], seconds)


def test_only_a_clean_scan_lets_a_file_through() -> None:
    """X-12: exit code 0 passes, any other is an infected file."""
    _scanner("import sys; sys.exit(b'EICAR' in open(sys.argv[1], 'rb').read())").check(
        "a.txt", b"Fees are due."
    )
    with pytest.raises(Refused) as refused:
        _scanner("import sys; sys.exit(b'EICAR' in open(sys.argv[1], 'rb').read())").check("a.txt", b"EICAR")
    assert refused.value.reason is RefusalReason.INFECTED


@pytest.mark.parametrize(
    "scan",
    [
        MalwareScan(["/no/such/scanner"]),
        _scanner("import time; time.sleep(30)", 0.2),
        _scanner("import os, signal; os.kill(os.getpid(), signal.SIGKILL)"),
    ],
    ids=["missing", "hanging", "killed"],
)
def test_a_scan_that_does_not_end_refuses(scan: MalwareScan) -> None:
    """X-12: a scanner that cannot be started, hangs or is killed lets nothing through."""
    with pytest.raises(Refused) as refused:
        scan.check("a.txt", b"Fees are due.")
    assert refused.value.reason is RefusalReason.SCAN_FAILED


def test_the_scan_comes_before_any_parser(tmp_path: Path) -> None:
    """X-12: a file the scanner rejects never reaches the parser process."""
    process = ParserProcess(scan=_scanner("import sys; sys.exit(1)"))
    assert _reason(lambda: process.parse("a.txt", b"Fees are due.")) == RefusalReason.INFECTED
    assert process.process_id is None


def test_kind_is_told_by_content() -> None:
    """X-12: a name alone opens no parser."""
    with pytest.raises(Refused) as refused:
        media_type("a.pdf", a_word_file())
    assert refused.value.reason in (RefusalReason.TYPE_MISMATCH, RefusalReason.POLYGLOT)
