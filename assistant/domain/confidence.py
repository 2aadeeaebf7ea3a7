"""The calibrated probability that an unreviewed answer would be right and supported: a small logistic model.

Signals are figures the pipeline measured, never a model's opinion of itself (C-14). The weights come from
`assistant.evaluation.train_confidence`; a missing signal counts as its training mean, which neither helps nor hurts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from assistant.domain.confidence_weights import BIAS, CENTRES, SCALES, WEIGHTS
from assistant.domain.evidence import Evidence
from assistant.domain.routing import Working

LEGS = ("lexical", "dense", "title", "document")

MOST_ODDS = 6.0
"""Log odds beyond which a document stands alone: 400 to 1, where nothing else was found the same."""


def gather_signals(working: Working) -> dict[str, float]:
    """The named figures of a question whose draft was verified; empty without evidence or draft."""
    if not working.evidence or working.draft is None or not working.draft.claims:
        return {}
    top = working.evidence[0]
    second = working.evidence[1].score if len(working.evidence) > 1 else 0.0
    ranks = [1 / top.signals[f"rank_{leg}"] for leg in LEGS if top.signals.get(f"rank_{leg}", 0) >= 1]
    quoted = working.draft.quotes()
    supported = working.verdict.supported if working.verdict is not None else ()
    signals = {
        "top_similarity": top.signals.get("dense_similarity", 0.0),
        "passage_lead": (top.score - second) / top.score if top.score > 0 else 0.0,
        "legs_agree": sum(ranks) / len(LEGS),
        "document_odds": _document_odds(working.evidence),
        "draft_from_top": float(bool(quoted) and quoted[0].document_id == top.document_id),
        "has_history": float(bool(working.question.history)),
    }
    if supported:
        signals["least_supported"] = min(supported)
    return {**dict(working.signals), **signals}


def _document_odds(found: Sequence[Evidence]) -> float:
    """Log odds that the first passage's document is the right one among those found, by the ranker's scores."""
    first = found[0]
    odds = [(passage.document_id, math.exp(min(0.0, passage.score - first.score))) for passage in found]
    own = sum(share for document_id, share in odds if document_id == first.document_id)
    others = sum(share for document_id, share in odds if document_id != first.document_id)
    return min(MOST_ODDS, math.log(own / others)) if others > 0 else MOST_ODDS


def confidence(signals: Mapping[str, float]) -> float:
    """A probability in [0, 1]; 0 without signals or with one that is no number: nothing is known in favour."""
    if not signals:
        return 0.0
    total = BIAS
    for name, weight in WEIGHTS.items():
        value = signals.get(name, CENTRES[name])
        total += weight * (value - CENTRES[name]) / SCALES[name]
    if not math.isfinite(total):
        return 0.0
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
