"""The replay of a case on the wire, for auditors."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from assistant.services.case_replay import Replay
from assistant.web.wire import Shown, Wire
from assistant.web.wire_oversight import AuditEntryShown


class ReplayRequest(Wire):
    """Which case."""

    number: str = Field(max_length=40)


class RebuiltShown(Shown):
    """What the log alone says of a case."""

    number: str
    department: str
    topic: str
    asked_at: datetime | None
    finished_at: datetime | None
    outcome: str
    reasons: tuple[str, ...]
    confidence: str
    passages: tuple[str, ...]
    index_version: str
    pipeline_hash: str
    certificate: str
    threshold: str
    decision: str
    decision_kind: str
    decision_reason: str
    released_by_kind: str
    released_by: str
    role: str
    shown_sha256: str
    sent_sha256: str
    state: str
    verified_by: tuple[str, ...]


class ReplayShown(Shown):
    """Entries, what they rebuild, and where the store says something else."""

    entries: tuple[AuditEntryShown, ...]
    rebuilt: RebuiltShown
    differences: tuple[str, ...]
    erased: bool


def replay_shown(replay: Replay) -> ReplayShown:
    """On the wire."""
    return ReplayShown(
        entries=tuple(map(AuditEntryShown.model_validate, replay.entries)),
        rebuilt=RebuiltShown.model_validate(replay.rebuilt),
        differences=tuple(one.value for one in replay.differences),
        erased=replay.erased,
    )
