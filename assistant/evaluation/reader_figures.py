"""What a reader that was taught without them makes of messages: shares by kind, and the thresholds that follow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.domain.message_reading import MessageKind, Reading
from assistant.domain.questions import Language
from assistant.evaluation.reader_fit import Lesson

ORDINARY_AS_ATTACK = 0.0015
"""Share of real questions that may be taken for an attack."""

ORDINARY_AS_CARE = 0.01
LOOK_ALIKE_AS_CARE = 0.12
"""Shares of real questions and of look-alikes (patterns never seen) that may be sent to a person needlessly."""

ORDINARY_AS_HELP = 0.0005
"""Share of ordinary messages that may be shown the contacts for a crisis."""


def report(lessons: Sequence[Lesson], readings: Sequence[Reading]) -> None:
    """Print, for each language, the thresholds and what is seen with them."""
    for language in Language:
        here = [
            (lesson, reading)
            for lesson, reading in zip(lessons, readings, strict=True)
            if lesson.source == f"pattern/{language}"
            or lesson.source == f"real/{language}"
            or (language is Language.EN and lesson.source.startswith("attack/"))
        ]
        if here:
            _of_language(language, here)


def _of_language(language: Language, here: Sequence[tuple[Lesson, Reading]]) -> None:
    source = np.array([lesson.source.partition("/")[0] for lesson, _ in here])
    kind = np.array([lesson.kind.value for lesson, _ in here])
    weight = np.array([lesson.weight for lesson, _ in here])
    attack = np.array([reading.attack for _, reading in here])
    care = np.array([reading.care for _, reading in here])
    crisis = np.array([reading.shares[MessageKind.CRISIS] for _, reading in here])
    ordinary = kind == MessageKind.ORDINARY.value
    real, alike = ordinary & (source == "real"), ordinary & (source == "pattern")
    from_attack = _least(attack, weight, ((real, ORDINARY_AS_ATTACK), (alike, 2 * ORDINARY_AS_ATTACK)))
    from_care = _least(care, weight, ((real, ORDINARY_AS_CARE), (alike, LOOK_ALIKE_AS_CARE)))
    from_help = _least(crisis, weight, ((real, ORDINARY_AS_HELP), (alike, 4 * ORDINARY_AS_HELP)))
    print(
        f"{language}: attack from {from_attack:.3f}, care from {from_care:.3f}, help at once from {from_help:.3f}"
    )
    flagged = (attack >= from_attack) | (care >= from_care)
    in_force = np.array([bool(reading.kinds(language)) for _, reading in here])
    for where in sorted(set(source)):
        for one in MessageKind:
            these = (source == where) & (kind == one.value)
            if these.any():
                print(f"  {where} {one}: {these.sum()} messages, flagged {_share(flagged, weight, these):.3f}, "
                    f"by the constants in force {_share(in_force, weight, these):.3f}, "
                      f"attack {_share(attack >= from_attack, weight, these):.3f}, "
                      f"care {_share(care >= from_care, weight, these):.3f}, "
                      f"help {_share(crisis >= from_help, weight, these):.3f}")  # fmt: skip


def _share(hit: np.ndarray, weight: np.ndarray, these: np.ndarray) -> float:
    return float((hit * weight)[these].sum() / weight[these].sum())


def _least(shares: np.ndarray, weight: np.ndarray, bounds: Sequence[tuple[np.ndarray, float]]) -> float:
    """The least threshold that keeps within all bounds."""
    found = 0.0
    for these, bound in bounds:
        if these.any():
            order = np.argsort(-shares[these])
            above = np.cumsum(weight[these][order]) / weight[these].sum()
            within = int(np.searchsorted(above, bound, side="right"))
            found = max(found, float(shares[these][order][min(within, len(order) - 1)]) + 1e-6)
    return found
