"""Why a file is not taken in: a closed set, each with a sentence a person can act on."""

from __future__ import annotations

from enum import StrEnum


class RefusalReason(StrEnum):
    """What was wrong with the file."""

    TOO_LARGE = "too_large"
    UNKNOWN_TYPE = "unknown_type"
    TYPE_MISMATCH = "type_mismatch"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    MALFORMED = "malformed"
    SCANNED = "scanned"
    TOO_MANY_PAGES = "too_many_pages"
    ARCHIVE_TOO_LARGE = "archive_too_large"
    TOO_DEEP = "too_deep"
    POLYGLOT = "polyglot"
    INFECTED = "infected"
    SCAN_FAILED = "scan_failed"
    ENCODING = "encoding"
    MACROS = "macros"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    PARSER_FAILED = "parser_failed"


REFUSAL_MESSAGES: dict[RefusalReason, str] = {
    RefusalReason.TOO_LARGE: "The file, or the text in it, is larger than the limit. Split it into several documents.",
    RefusalReason.UNKNOWN_TYPE: "This kind of file is not supported. Use Markdown, HTML, plain text, PDF, DOCX or XLSX.",
    RefusalReason.TYPE_MISMATCH: "The content of the file is not what its name says. Save it again in the right format.",
    RefusalReason.EMPTY: "The file has no text.",
    RefusalReason.ENCRYPTED: "The file is protected by a password. Remove the protection and upload it again.",
    RefusalReason.MALFORMED: "The file is damaged and cannot be read. Export it again from its source.",
    RefusalReason.SCANNED: "The pages are pictures without text. Run text recognition first and upload the result, or let "
    "the administrator install it (pip install 'civic-desk[ocr]').",
    RefusalReason.TOO_MANY_PAGES: "The file has more pages than the limit. Split it into several documents.",
    RefusalReason.ARCHIVE_TOO_LARGE: "The file unpacks to more than the limit and was not opened.",
    RefusalReason.TOO_DEEP: "The parts of the file are nested deeper than the limit.",
    RefusalReason.POLYGLOT: "The file is of two kinds at once. Export it again from its source.",
    RefusalReason.INFECTED: "The malware scan of this installation rejected the file.",
    RefusalReason.SCAN_FAILED: "The malware scan of this installation could not be run, so the file was not opened.",
    RefusalReason.ENCODING: "The text encoding is not recognised. Save the file as UTF-8.",
    RefusalReason.MACROS: "The file contains macros. Save it without them.",
    RefusalReason.TIMED_OUT: "Reading the file took too long and was stopped.",
    RefusalReason.OUT_OF_MEMORY: "Reading the file needed too much memory and was stopped.",
    RefusalReason.PARSER_FAILED: "The file could not be read.",
}


class Refused(Exception):
    """The file is refused; raised by the parsers inside the parser process."""

    def __init__(self, reason: RefusalReason) -> None:
        super().__init__(REFUSAL_MESSAGES[reason])
        self.reason = reason
