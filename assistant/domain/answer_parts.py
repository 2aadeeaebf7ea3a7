"""The parts of a reply and the fixed words above them: what was asked, its conditions, what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from assistant.domain.questions import Language


class Part(StrEnum):
    """Which part of a reply a claim belongs to, in the order they are told."""

    ANSWER = "answer"
    CONDITION = "condition"
    NEXT_STEP = "next_step"


HEADINGS: Mapping[Language, Mapping[Part, str]] = {
    Language.EN: {Part.CONDITION: "Conditions and exceptions", Part.NEXT_STEP: "What to do next"},
    Language.ZH: {Part.CONDITION: "条件与例外", Part.NEXT_STEP: "接下来怎么办"},
}
"""The only words of a drafted reply that are no quote. They assert nothing, and the answer itself stands under none."""
