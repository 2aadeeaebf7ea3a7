"""The calibrated probability that an unreviewed answer would be right and supported: a product of three small models.

They tell how likely the texts in force answer the question at all, how likely the first document found is the one that
does, and how likely the draft says it rightly if so. Their figures are measured by the pipeline, never a model's opinion of itself (C-14). The weights
come from `assistant.evaluation.train_confidence`; an office may correct the product from its own decisions
(`confidence_adjustment`). A missing signal counts as its training mean, which neither helps nor hurts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from assistant.domain.answers import Draft
from assistant.domain.confidence_adjustment import Adjustment
from assistant.domain.confidence_weights import BIASES, TERMS
from assistant.domain.evidence import Evidence
from assistant.domain.routing import Working

LEGS = ("lexical", "dense", "title", "document")

MOST_ODDS = 6.0
"""Log odds beyond which a document stands alone: 400 to 1, where nothing else was found the same."""

VAGUE_AT_MOST = 0.05
"""The most that an answer to a question that does not say what it is about can get: of 78 such ones in the labelled
sets, three had the right document."""

MOST_LOGIT = 30.0
"""Log odds beyond which a probability is a certainty in any case; keeps the exponential within its range."""


def gather_signals(working: Working) -> dict[str, float]:
    """The named figures of a question whose draft was verified; empty without evidence or draft."""
    if not working.evidence or working.draft is None or not working.draft.claims:
        return {}
    top = working.evidence[0]
    second = working.evidence[1].score if len(working.evidence) > 1 else 0.0
    ranks = [1 / top.signals[f"rank_{leg}"] for leg in LEGS if top.signals.get(f"rank_{leg}", 0) >= 1]
    supported = working.verdict.supported if working.verdict is not None else ()
    signals = {
        "top_similarity": top.signals.get("dense_similarity", 0.0),
        "best_similarity": max(one.signals.get("dense_similarity", 0.0) for one in working.evidence),
        "passage_lead": (top.score - second) / top.score if top.score > 0 else 0.0,
        "legs_agree": sum(ranks) / len(LEGS),
        "document_odds": _document_odds(working.evidence),
        "draft_from_top": _quotes_first_source(working.draft, working.evidence),
        "vague": float(working.vague),
        "has_history": float(bool(working.question.history)),
    }
    if supported:
        signals["least_supported"] = min(supported)
    return {**dict(working.signals), **signals}


def _document_odds(found: Sequence[Evidence]) -> float:
    """Log odds that the first passage's document is the right one among those found, by the ranker's scores.

    Documents of one title count as one: pages that a source was cut into are no rivals of each other.
    """
    first = found[0]
    odds = [(_source(passage), math.exp(min(0.0, passage.score - first.score))) for passage in found]
    own = sum(share for source, share in odds if source == _source(first))
    others = sum(share for source, share in odds if source != _source(first))
    return min(MOST_ODDS, math.log(own / others)) if others > 0 else MOST_ODDS


def _quotes_first_source(draft: Draft, found: Sequence[Evidence]) -> float:
    """1 if the draft's first quote is of the document found first, else 0."""
    quoted = draft.quotes()
    same = {passage.document_id for passage in found if _source(passage) == _source(found[0])}
    return float(bool(quoted) and quoted[0].document_id in same)


def _source(passage: Evidence) -> str:
    return passage.document_title.strip() or passage.document_id


def confidence(signals: Mapping[str, float], adjustment: Adjustment | None = None) -> float:
    """A probability in [0, 1]; 0 without signals or with one that is no number: nothing is known in favour."""
    if not signals:
        return 0.0
    shares = [_share(factor_log_odds(name, signals)) for name in TERMS]
    product = math.prod(shares)
    if adjustment is not None and math.isfinite(product):
        product = _share(adjustment.applied(log_odds(product), signals))
    if not math.isfinite(product):
        return 0.0
    return min(product, VAGUE_AT_MOST) if signals.get("vague", 0.0) > 0 else product


def factor_log_odds(name: str, signals: Mapping[str, float]) -> float:
    """What one of the models says, in log odds."""
    return BIASES[name] + sum(
        weight * (signals.get(signal, centre) - centre) / scale
        for signal, (weight, centre, scale) in TERMS[name].items()
    )


def log_odds(share: float) -> float:
    """Of a probability; the ends of the scale are finite."""
    if share <= 0:
        return -MOST_LOGIT
    return MOST_LOGIT if share >= 1 else max(-MOST_LOGIT, min(MOST_LOGIT, math.log(share / (1 - share))))


def _share(logit: float) -> float:
    # Not a number stays not a number, and ends as no confidence.
    return 1 / (1 + math.exp(-max(-MOST_LOGIT, min(MOST_LOGIT, logit)))) if math.isfinite(logit) else math.nan
