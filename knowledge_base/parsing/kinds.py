"""What a file is, by its first bytes and its name together, before any parser touches it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

from knowledge_base.documents import MediaType
from knowledge_base.parsing.limits import MAX_ARCHIVE_ENTRIES, MAX_FILE_BYTES, MAX_UNPACKED_BYTES
from knowledge_base.parsing.refusals import RefusalReason, Refused

_BY_SUFFIX = {
    ".md": MediaType.MARKDOWN,
    ".markdown": MediaType.MARKDOWN,
    ".html": MediaType.HTML,
    ".htm": MediaType.HTML,
    ".xhtml": MediaType.HTML,
    ".txt": MediaType.TEXT,
    ".text": MediaType.TEXT,
    ".pdf": MediaType.PDF,
    ".docx": MediaType.DOCX,
    ".xlsx": MediaType.XLSX,
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_FOREIGN = (
    b"\x7fELF",
    b"MZ",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
    b"%!PS",
)
_MACROS = ("vbaproject.bin", "vbadata.xml")
_ARCHIVES = {MediaType.DOCX: "word/", MediaType.XLSX: "xl/"}
_READ = 64 * 1024


def file_name_only(name: str) -> str:
    """The last part of a name a client sent, without folders, control characters or leading dots; never a path."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').lstrip(". ")
    return kept[-200:] or "document"


def media_type(name: str, content: bytes) -> MediaType:
    """The kind of a file. Raises Refused if it is too large, unknown, or not what its name says."""
    if len(content) > MAX_FILE_BYTES:
        raise Refused(RefusalReason.TOO_LARGE)
    claimed = _BY_SUFFIX.get(PurePosixPath(name).suffix.lower())
    if claimed is None:
        raise Refused(RefusalReason.UNKNOWN_TYPE)
    if not content.strip(b"\x00\t\n\r "):
        raise Refused(RefusalReason.EMPTY)
    if claimed is MediaType.PDF:
        _check_pdf(content)
    elif claimed in _ARCHIVES:
        _check_archive(content, _ARCHIVES[claimed])
    elif content.startswith((*_FOREIGN, _OLE, _ZIP, _PDF)):
        raise Refused(RefusalReason.TYPE_MISMATCH)
    elif zipfile.is_zipfile(io.BytesIO(content)) or (_PDF in content[:1024] and b"%%EOF" in content):
        raise Refused(RefusalReason.POLYGLOT)
    return claimed


def _check_pdf(content: bytes) -> None:
    """The header may stand a little into the file, as readers of PDF accept; but not behind another kind's."""
    at = content[:1024].find(_PDF)
    if at < 0:
        raise Refused(RefusalReason.TYPE_MISMATCH)
    ahead = content[:at].lower()
    if ahead.startswith(tuple(mark.lower() for mark in (*_FOREIGN, _OLE, _ZIP))) or b"<" in ahead:
        raise Refused(RefusalReason.POLYGLOT)
    # A PDF may carry attachments, zipped ones too; it may not itself end as a zip archive.
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise Refused(RefusalReason.POLYGLOT)


def _check_archive(content: bytes, folder: str) -> None:
    if content.startswith(_OLE):  # Office wraps a password-protected file in the old container.
        raise Refused(RefusalReason.ENCRYPTED)
    if not content.startswith(_ZIP):
        raise Refused(RefusalReason.TYPE_MISMATCH)
    if _PDF in content[:1024]:
        raise Refused(RefusalReason.POLYGLOT)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ARCHIVE_ENTRIES:
                raise Refused(RefusalReason.ARCHIVE_TOO_LARGE)
            names = {entry.filename for entry in entries}
            if "[Content_Types].xml" not in names or not any(name.startswith(folder) for name in names):
                raise Refused(RefusalReason.TYPE_MISMATCH)
            if any(name.lower().endswith(_MACROS) for name in names):
                raise Refused(RefusalReason.MACROS)
            if any(entry.flag_bits & 0x1 for entry in entries):
                raise Refused(RefusalReason.ENCRYPTED)
            _check_unpacked(archive, entries)
    except Refused:
        raise
    except (
        zipfile.BadZipFile,
        ValueError,
        OSError,
        EOFError,
        NotImplementedError,
        zipfile.LargeZipFile,
    ) as error:
        raise Refused(RefusalReason.MALFORMED) from error


def _check_unpacked(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Read every entry in small pieces and stop at the limit: the sizes in the header may lie."""
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise Refused(RefusalReason.ARCHIVE_TOO_LARGE)
    total = 0
    for entry in entries:
        try:
            is_xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
            before = b""
            with archive.open(entry) as part:
                while piece := part.read(_READ):
                    total += len(piece)
                    if is_xml and _declares_types(before + piece):
                        raise Refused(RefusalReason.MALFORMED)
                    before = piece[-64:]
                    if total > MAX_UNPACKED_BYTES:
                        raise Refused(RefusalReason.ARCHIVE_TOO_LARGE)
        except Exception as error:
            if isinstance(error, Refused):
                raise
            raise Refused(RefusalReason.MALFORMED) from error


def _declares_types(piece: bytes) -> bool:
    """True if a part declares a document type or entities, which office files never do and attacks need."""
    plain = piece.replace(b"\x00", b"")  # also in UTF-16
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def decode(content: bytes) -> str:
    """The text of a text file: UTF-8, UTF-16 with a mark, or GB 18030. Raises Refused(ENCODING)."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        codecs: tuple[str, ...] = ("utf-16",)
    else:
        codecs = ("utf-8-sig", "gb18030")
    for codec in codecs:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\x00" in text or (codec == "gb18030" and not _is_written_chinese(text)):
            break
        return text
    raise Refused(RefusalReason.ENCODING)


def _is_written_chinese(text: str) -> bool:
    """True unless the characters stand alone among Latin letters: bytes of another encoding read as GB 18030."""
    runs = [len(run) for run in re.findall("[\u2e80-\u9fff\uff00-\uffef]+", text)]
    return not runs or sum(length for length in runs if length > 1) >= sum(runs) / 2
