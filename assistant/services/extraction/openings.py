"""How much it counts that a statement opens the section the question is about, and words of a page about itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.services.extraction.wants import Want, particular

_ABOUT_ITSELF = re.compile(
    r"^(?:(?:this|the present) (?:text|page|document|policy|guide|leaflet)\b|(?:policy|rules|guide|leaflet) (?:of|by) the\b"
    r"|last (?:updated|changed|reviewed)\b)|^《[^》]{2,30}》(?:由|自|经)|^本(?:办法|规定|指南|条例|页面)(?:由|自|经|所称)|起施行。?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first statement under a heading is worth to a question.

    `topic`: the share of the question's terms in the heading where no particular thing is asked for ("I need help with
    a lost card"), because the section then answers from its beginning; `told`: the same share where the statement has
    the particular thing; `best`: that it opens a section of the best passage and no particular thing is asked for.
    All zero for a statement that opens nothing.
    """

    topic: float = 0.0
    told: float = 0.0
    best: float = 0.0


NOTHING_OPENED = Opening()


def opening(heading_share: float, fit: float, of_best_passage: bool, wanted: tuple[Want, ...]) -> Opening:
    """`heading_share` is of the question's terms by weight; `fit` the share of the wants the statement tells."""
    asks_for_matter = not wanted or Want.WAY in wanted
    whole = not particular(wanted)
    return Opening(
        topic=heading_share if asks_for_matter else 0.0,
        told=heading_share * (1.0 if whole else fit),
        best=float(of_best_passage and asks_for_matter),
    )


def about_itself(text: str) -> bool:
    """Whether a page says who wrote it or what it replaces: true, and an answer to hardly anything."""
    return _ABOUT_ITSELF.search(text) is not None
