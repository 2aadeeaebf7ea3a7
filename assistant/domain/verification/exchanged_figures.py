"""Figures that stand where the copied sentence has another one: that the value occurs elsewhere does not make them right."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.verification.figure_agreement import Mismatch, is_date, same_value
from assistant.domain.verification.figures import Figure
from assistant.domain.verification.reading import figures_of
from assistant.domain.verification.sentences import sentences
from assistant.domain.verification.terms import tokens
from assistant.domain.verification.wording import CLOSE_WORDING, Alignment, closest


def exchanged(claim: str, quotes: tuple[str, ...]) -> Iterator[Mismatch]:
    """The figures of sentences that are copied nearly word for word, with another value in the original's place."""
    for start, end in sentences(claim):
        text = claim[start:end]
        if not any(not figure.weak for figure in figures_of(text)):
            continue
        best = closest(text, quotes)
        if best is None or best.closeness < CLOSE_WORDING:
            continue
        for figure in _replaced(text, best):
            yield Mismatch(
                figure.start + start, figure.end + start, text[figure.start : figure.end], is_date(figure)
            )


def _replaced(text: str, alignment: Alignment) -> Iterator[Figure]:
    ours, theirs = figures_of(text), figures_of(alignment.source)
    places, source_places = tokens(text), tokens(alignment.source)
    for start, end, other, other_end in alignment.edits:
        if start == end or other == other_end:
            continue
        mine = _within(ours, places[start][1], places[end - 1][2])
        originals = _within(theirs, source_places[other][1], source_places[other_end - 1][2])
        for figure in mine:
            alike = [one for one in originals if (one.kind, one.unit) == (figure.kind, figure.unit)]
            if alike and not any(_kept(one, figure, ours) for one in alike):
                yield figure


def _within(figures: tuple[Figure, ...], start: int, end: int) -> list[Figure]:
    return [figure for figure in figures if not figure.weak and figure.start < end and figure.end > start]


def _kept(original: Figure, figure: Figure, ours: tuple[Figure, ...]) -> bool:
    """True if the claim names the original's value too, here or at another place (the parts were put in a new order)."""
    return same_value(figure, original) or any(
        same_value(one, original) for one in ours if one.start != figure.start
    )
