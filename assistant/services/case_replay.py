"""A case rebuilt from the log alone, and held against what is stored (L-04)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.domain.audit_chain import entry_hash
from assistant.domain.cases import Case, CaseState, Decision, derive_status
from assistant.domain.conversations import QuestionRecord
from assistant.domain.errors import Forbidden, NotFound
from assistant.domain.oversight import AuditEntry
from assistant.domain.staff import Right, Staff
from assistant.services.ports import Clock
from assistant.services.release import sha256_of
from assistant.services.stores import Store, Work


class Difference(StrEnum):
    """What the store and the log do not agree on."""

    ENTRY_CHANGED = "entry_changed"
    OUTCOME = "outcome"
    REASONS = "reasons"
    ENGINE = "engine"
    NUMBER = "number"
    DECISION = "decision"
    TEXT = "text"
    STATE = "state"
    NOT_LOGGED = "not_logged"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What the log says of a case. Fields are empty where nothing of the kind was logged; moments are the log's.

    `passages` were consulted, `threshold` was in force for `certificate`; `verified_by` are the natural persons who took the
    case, read it or decided it, by account id.
    """

    number: str = ""
    department: str = ""
    topic: str = ""
    asked_at: datetime | None = None
    finished_at: datetime | None = None
    outcome: str = ""
    reasons: tuple[str, ...] = ()
    confidence: str = ""
    passages: tuple[str, ...] = ()
    index_version: str = ""
    pipeline_hash: str = ""
    certificate: str = ""
    threshold: str = ""
    decision: str = ""
    decision_kind: str = ""
    decision_reason: str = ""
    released_by_kind: str = ""
    released_by: str = ""
    role: str = ""
    shown_sha256: str = ""
    sent_sha256: str = ""
    state: str = ""
    verified_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Replay:
    """The entries of a case in order, what they rebuild, and where the store says something else.

    `erased`: the content is gone; then the text cannot be held against its hash, and everything else still can.
    """

    entries: tuple[AuditEntry, ...]
    rebuilt: Rebuilt
    differences: tuple[Difference, ...]
    erased: bool


class CaseReplays:
    """For auditors, who read everything and change nothing."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def replay(self, staff: Staff, number: str) -> Replay:
        """Rebuild the case of this number; that somebody did is on record. Raises Forbidden, NotFound."""
        if not staff.may(Right.READ_AUDIT, None):
            raise Forbidden("Only auditors read the log.")
        with self._store.begin() as work:
            found = self.of(work, number)
            case = work.cases.by_number(number)
            data = {"differences": ",".join(found.differences)}
            object_id = case.id if case is not None else ""
            work.oversight.audit(staff.id, "case_replayed", "case", object_id, data, self._clock.now())
        return found

    def of(self, work: Work, number: str) -> Replay:
        """The replay in the caller's transaction, for the command line. Raises NotFound."""
        case = work.cases.by_number(number.strip())
        record = work.questions.get(case.question_id) if case is not None else None
        if case is None or record is None:
            raise NotFound("There is no such case.")
        entries = work.oversight.audit_about((case.id, record.id, case.conversation_id))
        rebuilt = rebuild(entries)
        erased = work.conversations.erased(case.conversation_id)
        differences = tuple(self._differences(work, case, record, entries, rebuilt, erased))
        return Replay(entries, rebuilt, differences, erased)

    def _differences(
        self,
        work: Work,
        case: Case,
        record: QuestionRecord,
        entries: Sequence[AuditEntry],
        rebuilt: Rebuilt,
        erased: bool,
    ) -> Iterator[Difference]:
        if any(entry_hash(one.previous_hash, one) != one.hash for one in entries):
            yield Difference.ENTRY_CHANGED
        if rebuilt.asked_at is None or rebuilt.finished_at is None or not rebuilt.number:
            yield Difference.NOT_LOGGED
        if record.outcome is None or rebuilt.outcome != record.outcome.value:
            yield Difference.OUTCOME
        if rebuilt.reasons != tuple(one.value for one in record.reasons):
            yield Difference.REASONS
        if (rebuilt.index_version, rebuilt.pipeline_hash) != (record.index_version, record.pipeline_hash):
            yield Difference.ENGINE
        if rebuilt.number != case.number:
            yield Difference.NUMBER
        decisions = [one for one in work.questions.decisions(record.id) if one.sent_sha256]
        if not _same_decision(rebuilt, decisions):
            yield Difference.DECISION
        if not erased and not _same_text(work, record, rebuilt):
            yield Difference.TEXT
        state = derive_status(work.cases.events(case.id), self._clock.now()).state
        closed = state if state in (CaseState.REPLIED, CaseState.WITHDRAWN) else None
        if (closed.value if closed is not None else "") != rebuilt.state:
            yield Difference.STATE


def rebuild(entries: Sequence[AuditEntry]) -> Rebuilt:
    """What these entries say, and nothing else: no store is looked into."""
    fields: dict[str, object] = {}
    people: dict[str, None] = {}
    for entry in entries:
        fields |= _said(entry)
        if entry.action in TOUCHED:
            people[entry.actor] = None
        if entry.action == "conversation_erased" and not fields.get("state"):
            fields["state"] = CaseState.WITHDRAWN.value  # nobody was left to be answered
    return Rebuilt(**fields, verified_by=tuple(people))  # type: ignore[arg-type]  # fields of Rebuilt


TOUCHED = frozenset(
    {
        "case_read",
        "case_claimed",
        "case_taken_over",
        "case_note_added",
        "case_redrafted",
        "draft_rejected",
    }
)
"""Actions by which a natural person had to do with a case before its release; the release names its own."""


def _said(entry: AuditEntry) -> Mapping[str, object]:
    data = entry.data
    match entry.action:
        case "question_accepted":
            return {"asked_at": entry.at}
        case "question_finished":
            return _finished(entry)
        case "case_opened":
            return {"number": data.get("number", ""), "department": data.get("department", "")}
        case "reply_released":
            return {
                "decision": data.get("decision", ""),
                "decision_kind": data.get("kind", ""),
                "decision_reason": data.get("reason", ""),
                "released_by_kind": data.get("released_by_kind", ""),
                "released_by": entry.actor,
                "role": data.get("role", ""),
                "shown_sha256": data.get("shown_sha256", ""),
                "sent_sha256": data.get("sent_sha256", ""),
                "state": CaseState.REPLIED.value,
            }
        case "case_withdrawn":
            return {"state": CaseState.WITHDRAWN.value}
        case _:
            return {}


def _finished(entry: AuditEntry) -> Mapping[str, object]:
    data = entry.data
    return {
        "finished_at": entry.at,
        "outcome": data.get("outcome", ""),
        "reasons": tuple(filter(None, data.get("reasons", "").split(","))),
        "topic": data.get("topic", ""),
        "confidence": data.get("confidence", ""),
        "passages": tuple(filter(None, data.get("passages", "").split(","))),
        "index_version": data.get("index_version", ""),
        "pipeline_hash": data.get("pipeline_hash", ""),
        "certificate": data.get("certificate", ""),
        "threshold": data.get("threshold", ""),
    }


def _same_decision(rebuilt: Rebuilt, decisions: Sequence[Decision]) -> bool:
    if not decisions:
        return rebuilt.decision == ""
    stored = decisions[-1]
    return (rebuilt.decision, rebuilt.decision_kind, rebuilt.decision_reason, rebuilt.sent_sha256) == (
        stored.id,
        stored.kind.value,
        stored.reason.value,
        stored.sent_sha256,
    ) and rebuilt.released_by == stored.actor


def _same_text(work: Work, record: QuestionRecord, rebuilt: Rebuilt) -> bool:
    reply = work.questions.reply(record.id)
    return (sha256_of(reply.text) if reply is not None else "") == rebuilt.sent_sha256
