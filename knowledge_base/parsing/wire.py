"""How the parser process talks: length-prefixed JSON and bytes, no pickles (its answers are not trusted either)."""

from __future__ import annotations

import base64
import json
import struct
from dataclasses import dataclass
from typing import IO, Any

from knowledge_base.documents import MediaType
from knowledge_base.parsing.blocks import Block, BlockKind, ParsedDocument
from knowledge_base.parsing.warning_kinds import ParseWarning, WarningKind

_LENGTH = struct.Struct(">Q")
MAX_FRAME = 256 * 1024 * 1024


GOING_ON = b'{"going_on": true}'
"""Sent by the parser process when one long step of a file is done and the next begins."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to do with the file in the next frame: parse it, or draw a page of it."""

    name: str
    page: int | None = None

    def encode(self) -> bytes:
        """As JSON."""
        return json.dumps({"name": self.name, "page": self.page}).encode()

    @staticmethod
    def decode(frame: bytes) -> Job:
        """Back from JSON."""
        data = json.loads(frame)
        return Job(str(data["name"]), data["page"])


def send(stream: IO[bytes], payload: bytes) -> None:
    """Write one frame and flush."""
    stream.write(_LENGTH.pack(len(payload)))
    stream.write(payload)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """The next frame; None at the end of the stream or if it breaks off."""
    head = _exactly(stream, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    return _exactly(stream, length) if length <= MAX_FRAME else None


def _exactly(stream: IO[bytes], length: int) -> bytes | None:
    pieces: list[bytes] = []
    while length > 0:
        piece = stream.read(length)
        if not piece:
            return None
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)


def encode(document: ParsedDocument) -> bytes:
    """A parsed document as JSON."""
    return json.dumps(
        {
            "media_type": document.media_type,
            "text": document.text,
            "pages": document.pages,
            "blocks": [[b.kind, b.start, b.end, b.level, b.page] for b in document.blocks],
            "warnings": [[w.kind, w.start, w.end, w.detail, w.hidden] for w in document.warnings],
        }
    ).encode()


def decode(data: dict[str, Any]) -> ParsedDocument:
    """The parsed document back from JSON. Raises ValueError, KeyError or TypeError if it is not one."""
    text = str(data["text"])
    blocks = tuple(Block(BlockKind(k), int(s), int(e), int(lv), p) for k, s, e, lv, p in data["blocks"])
    edges = [edge for block in blocks for edge in (block.start, block.end)]
    if edges != sorted(edges) or (edges and not 0 <= edges[0] <= edges[-1] <= len(text)):
        raise ValueError("blocks out of order")
    warnings = tuple(
        ParseWarning(WarningKind(k), int(s), int(e), str(d), str(h)) for k, s, e, d, h in data["warnings"]
    )
    return ParsedDocument(MediaType(data["media_type"]), text, blocks, warnings, data["pages"])


def encode_image(image: bytes) -> bytes:
    """A picture as JSON."""
    return json.dumps({"image": base64.b64encode(image).decode("ascii")}).encode()


def decode_image(data: dict[str, Any]) -> bytes:
    """The picture back from JSON. Raises ValueError or KeyError if it is not one."""
    image = base64.b64decode(str(data["image"]), validate=True)
    if not image.startswith(b"\x89PNG"):
        raise ValueError("not a picture")
    return image
