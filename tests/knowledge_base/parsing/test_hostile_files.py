"""Files that lie, explode, hang or hide are refused with a reason, and the parser goes on working."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfgen import canvas

from knowledge_base import UnreadableFile
from knowledge_base.parsing import ParserProcess, RefusalReason, limits
from knowledge_base.parsing.kinds import file_name_only
from knowledge_base.parsing.refusals import REFUSAL_MESSAGES
from knowledge_base.parsing.scanned_pages import memory_bytes
from tests.knowledge_base.builders import a_word_file, a_zip


def _a_pdf_page(text: str = "", encrypt: pdfencrypt.StandardEncryption | None = None) -> bytes:
    out = io.BytesIO()
    page = canvas.Canvas(out, encrypt=encrypt)
    if text:
        page.drawString(72, 700, text)
    else:
        page.rect(100, 100, 300, 300, fill=1)
    page.save()
    return out.getvalue()


_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'

HOSTILE: dict[str, tuple[str, bytes, RefusalReason]] = {
    "a program": ("a.exe", b"MZ\x90\x00", RefusalReason.UNKNOWN_TYPE),
    "a program called text": ("a.txt", b"MZ\x90\x00\x03", RefusalReason.TYPE_MISMATCH),
    "a zip called markdown": ("a.md", a_zip({"x": b"y"}), RefusalReason.TYPE_MISMATCH),
    "text called pdf": ("a.pdf", b"just text", RefusalReason.TYPE_MISMATCH),
    "a zip that is no word file": ("a.docx", a_zip({"x": b"y"}), RefusalReason.TYPE_MISMATCH),
    "nothing": ("a.txt", b" \n\n", RefusalReason.EMPTY),
    "marks only": ("a.md", b"---\n\n***\n", RefusalReason.EMPTY),
    "binary text": ("a.txt", b"abc\x00\x01\xff\xfe\xfd", RefusalReason.ENCODING),
    "too many bytes": ("a.txt", b"a" * (limits.MAX_FILE_BYTES + 1), RefusalReason.TOO_LARGE),
    "a pdf cut off": ("a.pdf", b"%PDF-1.7\n1 0 obj\n<<", RefusalReason.MALFORMED),
    "a pdf of pictures": ("a.pdf", _a_pdf_page(), RefusalReason.SCANNED),
    "an encrypted pdf": (
        "a.pdf",
        _a_pdf_page("secret", encrypt=pdfencrypt.StandardEncryption("user", "owner")),
        RefusalReason.ENCRYPTED,
    ),
    "an encrypted word file": (
        "a.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        RefusalReason.ENCRYPTED,
    ),
    "a word file cut off": ("a.docx", a_word_file()[:2000], RefusalReason.MALFORMED),
    "a word file without parts": (
        "a.docx",
        a_zip({"[Content_Types].xml": _TYPES, "word/document.xml": b"<"}),
        RefusalReason.MALFORMED,
    ),
    "a word file with macros": (
        "a.docx",
        a_zip({"[Content_Types].xml": _TYPES, "word/document.xml": b"<a/>", "word/vbaProject.bin": b"x"}),
        RefusalReason.MACROS,
    ),
    "a zip bomb": (
        "a.docx",
        a_zip({"[Content_Types].xml": _TYPES, "word/document.xml": b"\0" * (limits.MAX_UNPACKED_BYTES + 1)}),
        RefusalReason.ARCHIVE_TOO_LARGE,
    ),
    "a zip of very many parts": (
        "a.docx",
        a_zip(
            {"[Content_Types].xml": _TYPES} | {f"word/{i}": b"" for i in range(limits.MAX_ARCHIVE_ENTRIES)}
        ),
        RefusalReason.ARCHIVE_TOO_LARGE,
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_file_is_refused_with_its_reason(parser: ParserProcess, what: str) -> None:
    """X-12: each kind of bad file is refused with the reason that fits, never parsed and never a crash."""
    name, content, reason = HOSTILE[what]
    with pytest.raises(UnreadableFile) as refused:
        parser.parse(name, content)
    assert refused.value.reason == reason


def test_parser_goes_on_after_a_refusal(parser: ParserProcess) -> None:
    """The file after a bad one is read."""
    with pytest.raises(UnreadableFile):
        parser.parse("a.pdf", b"%PDF-1.7 broken")
    assert parser.parse("a.txt", b"Still here.").text == "Still here."


def test_deeply_nested_page_is_refused(parser: ParserProcess) -> None:
    """A page nested a hundred thousand levels deep ends in a refusal, and the next file is read."""
    with pytest.raises(UnreadableFile):
        parser.parse("a.html", b"<p>x" + b"<div>" * 100_000 + b"deep")
    assert parser.parse("a.txt", b"Still here.").text == "Still here."


def test_entities_of_a_word_file_are_not_expanded(parser: ParserProcess) -> None:
    """XML entities cannot read files or multiply: the document is refused or the entity stays empty."""
    body = (
        b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document xmlns:w='
        b'"http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p>'
        b"</w:body></w:document>"
    )
    with pytest.raises(UnreadableFile):
        parser.parse("a.docx", a_zip({"[Content_Types].xml": _TYPES, "word/document.xml": body}))


def test_file_that_takes_too_long_is_stopped() -> None:
    """X-12: when the time limit passes the parser process is killed, the reason says so, and the next file is read."""
    process = ParserProcess(seconds=0.0)
    with pytest.raises(UnreadableFile) as refused:
        process.parse("a.docx", a_word_file())
    assert refused.value.reason == RefusalReason.TIMED_OUT
    process.close()


def test_page_of_nothing_but_tags_is_refused(parser: ParserProcess) -> None:
    """Half a million open tags end in a refusal, and the parser survives it."""
    with pytest.raises(UnreadableFile) as refused:
        parser.parse("a.html", b"<b><i>" * 250_000)
    assert refused.value.reason in set(RefusalReason)
    assert parser.parse("a.txt", b"Still here.").text == "Still here."


@pytest.mark.skipif(
    not Path("/proc/self/limits").exists(), reason="needs /proc to read the limits of a process"
)
def test_parser_process_has_a_memory_limit() -> None:
    """X-12: the process that reads files may not use more memory than its limit says, and keeps no core dump."""
    process = ParserProcess()
    process.parse("a.txt", b"Start.")
    assert process.process_id is not None
    lines = Path(f"/proc/{process.process_id}/limits").read_text().splitlines()
    limit_of = {line[:25].strip(): line[25:].split()[0] for line in lines}
    assert limit_of["Max address space"] == str(memory_bytes())
    assert limit_of["Max core file size"] == "0"
    process.close()
    assert process.process_id is None


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "..\\..\\windows\\a.txt", "/etc/a.txt", "a/../b.txt", "...txt"]
)
def test_file_names_lose_their_folders(name: str) -> None:
    """Whatever a client calls a file, only a plain name is kept."""
    kept = file_name_only(name)
    assert "/" not in kept
    assert "\\" not in kept
    assert not kept.startswith(".")


def test_every_refusal_has_a_message() -> None:
    """Each reason tells the person what to do."""
    assert set(REFUSAL_MESSAGES) == set(RefusalReason)
