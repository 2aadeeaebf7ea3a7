"""Text recognition of pages that are pictures, where an engine is installed (the extra `ocr`)."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from knowledge_base.parsing.limits import PARSE_MEMORY_BYTES, RECOGNITION_MEMORY_BYTES

_ENGINE = "rapidocr"
LEAST_SCORE = 0.6
"""The engine's own score under which a line is noise: smudges and seals, on our scanned pages."""
_LONGEST_SIDE = 1_600
"""Pixels to which the engine shrinks a picture before it looks for lines; 2,000 found no more on our pages, and needed
half as much memory again."""


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line of print and its box in pixels from the top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class TextRecognition(Protocol):
    """Reads print from a picture."""

    def lines(self, picture: Any) -> Sequence[RecognisedLine]:
        """The lines of a picture (rows of RGB pixels), in no order."""


class RapidOcr:
    """RapidOCR with the Chinese and English models inside its wheel; it fetches nothing."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        self._engine = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.max_side_len": _LONGEST_SIDE,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
            }
        )

    def lines(self, picture: Any) -> list[RecognisedLine]:
        """The lines the engine is sure of."""
        found = self._engine(picture[:, :, ::-1].copy())
        if found.txts is None or found.boxes is None or found.scores is None:
            return []
        rows = zip(found.boxes, found.txts, found.scores, strict=True)
        return [_line(box, str(text)) for box, text, score in rows if float(score) >= LEAST_SCORE]


def _line(box: Any, text: str) -> RecognisedLine:
    across, down = [float(point[0]) for point in box], [float(point[1]) for point in box]
    return RecognisedLine(text, min(across), min(down), max(across), max(down))


def recognition_is_installed() -> bool:
    """True where the extra `ocr` is installed."""
    return importlib.util.find_spec(_ENGINE) is not None


@lru_cache(maxsize=1)
def installed_recognition() -> TextRecognition | None:
    """The engine; None where the extra is not installed."""
    return RapidOcr() if recognition_is_installed() else None


def memory_bytes() -> int:
    """The memory the parser process may use: the models of the text recognition need more."""
    return RECOGNITION_MEMORY_BYTES if recognition_is_installed() else PARSE_MEMORY_BYTES
