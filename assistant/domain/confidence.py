"""The calibrated probability that an unreviewed answer would be right and supported: a small logistic model.

Signals are figures the pipeline measured, never a model's opinion of itself (C-14). The weights come from
`assistant.evaluation.train_confidence`; a missing signal counts as its training mean, which neither helps nor hurts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from assistant.domain.confidence_weights import BIAS, CENTRES, SCALES, WEIGHTS
from assistant.domain.routing import Working

LEGS = ("lexical", "dense", "title", "document")


def gather_signals(working: Working) -> dict[str, float]:
    """The named figures of a question whose draft was verified; empty without evidence or draft."""
    if not working.evidence or working.draft is None or not working.draft.claims:
        return {}
    top = working.evidence[0]
    rivals = [one.score for one in working.evidence if one.document_id != top.document_id]
    best_five = working.evidence[:5]
    ranks = [1 / top.signals[f"rank_{leg}"] for leg in LEGS if top.signals.get(f"rank_{leg}", 0) >= 1]
    quoted = working.draft.quotes()
    supported = working.verdict.supported if working.verdict is not None else ()
    signals = {
        "top_coverage": top.signals.get("term_coverage", 0.0),
        "top_similarity": top.signals.get("dense_similarity", 0.0),
        "top_score": top.score,
        "document_lead": (top.score - max(rivals, default=0.0)) / top.score if top.score > 0 else 0.0,
        "legs_agree": sum(ranks) / len(LEGS),
        "same_document": sum(one.document_id == top.document_id for one in best_five) / len(best_five),
        "draft_from_top": float(bool(quoted) and quoted[0].document_id == top.document_id),
        "draft_claims": float(len(working.draft.claims)),
        "question_length": math.log1p(len(working.standalone or working.masked_text)),
        "has_history": float(bool(working.question.history)),
    }
    if supported:
        signals["least_supported"] = min(supported)
    return {**dict(working.signals), **signals}


def confidence(signals: Mapping[str, float]) -> float:
    """A probability in [0, 1]; 0 without signals: nothing is known in favour of the answer."""
    if not signals:
        return 0.0
    total = BIAS
    for name, weight in WEIGHTS.items():
        value = signals.get(name, CENTRES[name])
        total += weight * (value - CENTRES[name]) / SCALES[name]
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
