"""Text recognition of pages that are pictures, where an engine is installed (the extra `ocr`)."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

_ENGINE = "rapidocr_onnxruntime"
LEAST_SCORE = 0.6
"""The engine's own score under which a line is noise: smudges and seals, on our scanned pages."""


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
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        from rapidocr_onnxruntime import RapidOCR

        self._engine = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)

    def lines(self, picture: Any) -> list[RecognisedLine]:
        """The lines the engine is sure of."""
        found, _seconds = self._engine(picture[:, :, ::-1].copy())
        return [_line(box, str(text)) for box, text, score in found or [] if float(score) >= LEAST_SCORE]


def _line(box: Any, text: str) -> RecognisedLine:
    across, down = [float(point[0]) for point in box], [float(point[1]) for point in box]
    return RecognisedLine(text, min(across), min(down), max(across), max(down))


@lru_cache(maxsize=1)
def installed_recognition() -> TextRecognition | None:
    """The engine, loaded on first use; None where the extra is not installed."""
    return RapidOcr() if importlib.util.find_spec(_ENGINE) is not None else None
