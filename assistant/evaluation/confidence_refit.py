"""Fits the confidence to an office's own decisions, and says by cross-validation whether that made it better.

What is learned is a correction on top of the weights that come with the product: how much their log odds count, how far
they are moved, and a little for single signals. It is held near "no correction" by a penalty, so that sixty decisions
move the level and hundreds the rest. SciPy is not needed: a logistic loss with a penalty is convex, and Newton's steps
find its one minimum.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from assistant.domain.confidence import confidence, log_odds
from assistant.domain.confidence_adjustment import Adjustment, Shift
from assistant.domain.confidence_weights import TERMS
from assistant.evaluation.reliability import Reliability, reliability
from assistant.services.decided_answers import DecidedAnswer

Array = npt.NDArray[np.float64]

FEWEST = 60
"""Decisions without which nothing is learned: with fewer, the standard error of the level alone is above .25 log odds,
and chance moves scores more than experience does."""

FEWEST_OF_A_KIND = 15
"""Right and wrong ones that there must be at least: what never went wrong cannot tell what goes wrong."""

SLOPE_HELD = 10.0
"""How strongly the slope is held at 1, in decisions: about so many would have to say otherwise."""

LEVEL_HELD = 1.0
"""The same for the level; one decision: an office's share of right drafts is its own."""

SHIFT_HELD = 40.0
"""The same for each single signal. There are a dozen of them, so only hundreds of decisions move any."""

SMALLEST_SLOPE = 0.1
"""A correction that hardly follows the score any more is none: below that the fit is refused."""

FOLDS = 10
STEPS = 50

SIGNALS = tuple(sorted({name for terms in TERMS.values() for name in terms}))


@dataclass(frozen=True, slots=True)
class Shortage:
    """Why nothing can be learned yet: how many there are, and how many it takes."""

    rows: int
    right: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Refit:
    """A correction, and how well scores fit the decisions before and after, each judged on decisions not learned from.

    `before` is the confidence as it comes with the product.
    """

    adjustment: Adjustment
    before: Reliability
    after: Reliability

    @property
    def better(self) -> bool:
        """True if the decisions are less surprising than before; otherwise there is no reason to change anything."""
        return self.after.log_loss < self.before.log_loss


def shortage(decided: Sequence[DecidedAnswer]) -> Shortage | None:
    """What is missing, None if there is enough."""
    right = sum(one.right for one in decided)
    found = Shortage(len(decided), right, len(decided) - right)
    enough = found.rows >= FEWEST and min(found.right, found.wrong) >= FEWEST_OF_A_KIND
    return None if enough else found


def refit(decided: Sequence[DecidedAnswer], version: int, based_on: str, at: datetime) -> Refit:
    """The correction these decisions ask for. Raises ValueError where they speak against the score altogether."""
    base = [confidence(one.signals) for one in decided]
    right = [one.right for one in decided]
    fold = np.array([_fold(one.conversation_id) for one in decided])
    after = np.zeros(len(decided))
    for number in range(FOLDS):
        rest = [one for one, where in zip(decided, fold, strict=True) if where != number]
        if len(rest) < len(decided):
            learned = _learned(rest, version, based_on, at)
            for place in np.flatnonzero(fold == number).tolist():
                after[place] = confidence(decided[place].signals, learned)
    adjustment = _learned(decided, version, based_on, at)
    if not adjustment.is_sound() or adjustment.slope < SMALLEST_SLOPE:
        raise ValueError("the decisions do not follow the score at all")
    return Refit(adjustment, reliability(base, right), reliability(after.tolist(), right))


def _learned(decided: Sequence[DecidedAnswer], version: int, based_on: str, at: datetime) -> Adjustment:
    raw = np.array([[one.signals.get(name, np.nan) for name in SIGNALS] for one in decided], dtype=np.float64)
    known = ~np.isnan(raw)
    counts = np.maximum(1, known.sum(axis=0))
    centres = np.where(known, raw, 0).sum(axis=0) / counts
    spread = np.sqrt((np.where(known, raw - centres, 0) ** 2).sum(axis=0) / counts)
    scales = np.where(spread > 1e-9, spread, 1.0)
    logits = np.array([log_odds(confidence(one.signals)) for one in decided])
    x = np.column_stack([logits, np.ones(len(decided)), np.where(known, (raw - centres) / scales, 0)])
    found = _minimum(x, np.array([float(one.right) for one in decided]))
    shifts = zip(SIGNALS, found[2:].tolist(), centres.tolist(), scales.tolist(), strict=True)
    return Adjustment(
        version=version,
        based_on=based_on,
        slope=float(found[0]),
        bias=float(found[1]),
        shifts={name: Shift(weight, centre, scale) for name, weight, centre, scale in shifts},
        rows=len(decided),
        right=sum(one.right for one in decided),
        fitted_at=at,
    )


def _minimum(x: Array, y: Array) -> Array:
    """Newton's method on the penalised logistic loss, from "no correction"."""
    start = np.zeros(x.shape[1])
    start[0] = 1.0
    held = np.full(x.shape[1], SHIFT_HELD)
    held[0], held[1] = SLOPE_HELD, LEVEL_HELD
    found = start.copy()
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ found, -30, 30)))
        gradient = x.T @ (p - y) + held * (found - start)
        curvature = (x * (p * (1 - p))[:, None]).T @ x + np.diag(held)
        step = np.linalg.solve(curvature, gradient)
        # Far from the minimum a full step may overshoot; the loss is convex, so shorter ones arrive as well.
        found -= step * min(1.0, 2.0 / max(1e-12, float(np.abs(step).max())))
        if float(np.abs(step).max()) < 1e-9:
            break
    return found


def _fold(conversation_id: str) -> int:
    return int.from_bytes(hashlib.sha256(conversation_id.encode()).digest()[:4], "big") % FOLDS
