"""What `civicdesk bench answers` measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.evaluation.bench_search_values import PeerResult, Spread


@dataclass(frozen=True, slots=True)
class PipelineTimes:
    """One question at a time in one process, in milliseconds. `steps` are the engine's, by name.

    `engine` is all of them, `whole` from taking the question up to the stored outcome, `cpu` the processor time of that.
    `answers_sha256` tells whether two runs over the same questions answered the same (S-10); see `digest_of`.
    """

    questions: int
    steps: Mapping[str, Spread]
    engine: Spread
    whole: Spread
    cpu: Spread
    answers_sha256: str = ""


@dataclass(frozen=True, slots=True)
class ServedTimes:
    """A server process asked by so many citizens at once: each waits for the outcome on the event stream, then asks on.

    `accepted` is until the question is stored and promised an answer, `outcome` until the outcome has arrived.
    """

    citizens: int
    questions: int
    failed: int
    per_second: float
    accepted: Spread
    outcome: Spread


@dataclass(frozen=True, slots=True)
class ModelTimes:
    """With a scripted model that answers at once: the whole of a question, and what of it is not the model's time."""

    questions: int
    drafted: int
    whole: Spread
    own: Spread


@dataclass(frozen=True, slots=True)
class AnswersResult:
    """Everything of one size. `peer` only searches: splitting, BM25 and vectors as people would put them together."""

    passages: int
    pipeline: PipelineTimes
    served: ServedTimes
    with_model: ModelTimes
    peer: PeerResult | None
    load_before: float
