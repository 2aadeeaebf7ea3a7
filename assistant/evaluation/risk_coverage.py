"""What is wrong among what would be answered, for every share that would be answered (C-13).

Answers are taken most confident first. The selective risk at k is the share of wrong ones among the first k, the
generalised risk the share of wrong ones among *all* that lie in the first k: what slips through, in the words of
Traub et al. 2024. AURC and AUGRC are their means over k. Equal scores have no order, so their errors count evenly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

Scored = Sequence[tuple[float, bool]]
"""A confidence and whether that answer is right."""


@dataclass(frozen=True, slots=True)
class RiskCoverage:
    """The curve over 1/n, 2/n … 1 of the answers, and its areas. `excess_aurc` is AURC less that of a perfect order."""

    coverage: tuple[float, ...]
    risk: tuple[float, ...]
    aurc: float
    augrc: float
    excess_aurc: float

    def coverage_at(self, limit: float) -> float:
        """The largest share that can be answered with at most this share of it wrong; 0 if there is none."""
        fitting = [
            covered for covered, risk in zip(self.coverage, self.risk, strict=True) if risk <= limit + 1e-12
        ]
        return max(fitting, default=0.0)


def risk_coverage(scored: Scored) -> RiskCoverage:
    """The curve of at least one scored answer. Raises ValueError for none."""
    if not scored:
        raise ValueError("no answers to order")
    errors = _errors_in_order(scored)
    n = len(scored)
    first = np.arange(1, n + 1)
    risk = errors / first
    wrong = sum(not right for _, right in scored)
    oracle = np.maximum(0, first - (n - wrong)) / first
    return RiskCoverage(
        coverage=tuple((first / n).tolist()),
        risk=tuple(risk.tolist()),
        aurc=float(risk.mean()),
        augrc=float((errors / n).mean()),
        excess_aurc=float(risk.mean() - oracle.mean()),
    )


def _errors_in_order(scored: Scored) -> Array:
    """How many of the first k are wrong, for each k."""
    ordered = sorted(scored, key=lambda one: -one[0])
    scores = np.array([score for score, _ in ordered])
    wrong = np.array([float(not right) for _, right in ordered])
    starts = np.flatnonzero(np.concatenate(([True], scores[1:] != scores[:-1])))
    sizes = np.diff(np.append(starts, len(scores)))
    evenly = np.add.reduceat(wrong, starts) / sizes
    errors: Array = np.cumsum(np.repeat(evenly, sizes))
    return errors
