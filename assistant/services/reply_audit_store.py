"""Where audits, their labels and the alarm's steps are kept; nothing is written over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.domain.questions import Language
from assistant.domain.reply_audits import AuditLabel, ReplyAudit
from assistant.domain.risk_alarm import AlarmStep, RiskAlarm
from assistant.domain.traffic_shift import ShiftWarning


@dataclass(frozen=True, slots=True)
class Settlement:
    """An audit whose labels have settled it."""

    audit: ReplyAudit
    wrong: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class RecordedStep:
    """One step of an alarm with the state after it. `monitor` names what is watched: a certificate or a topic."""

    monitor: str
    seq: int
    audit_id: str
    certificate_id: str
    step: AlarmStep
    after: RiskAlarm
    at: datetime


class ReplyAuditStore(Protocol):
    """Audits, labels, settlements, and the steps of alarms."""

    def add(self, audit: ReplyAudit) -> None:
        """Store an audit. Raises Conflict("audit_exists") if the question has one in this stratum."""
        ...

    def get(self, audit_id: str) -> ReplyAudit | None: ...
    def of_question(self, question_id: str) -> tuple[ReplyAudit, ...]:
        """Those of one question, in the order in which they were drawn."""
        ...

    def open(self, department_ids: frozenset[str] | None, limit: int = 500) -> tuple[ReplyAudit, ...]:
        """Those not settled yet, oldest first; None means every department."""
        ...

    def labels(self, audit_ids: Sequence[str]) -> Mapping[str, tuple[AuditLabel, ...]]:
        """By audit, in the order in which they were given; audits without labels have an empty entry."""
        ...

    def add_label(self, label: AuditLabel) -> None:
        """Store a label. Raises Conflict("already_labelled") if this person has labelled it."""
        ...

    def settle(self, audit_id: str, wrong: bool, at: datetime) -> None:
        """Store what the labels come to, once. Raises Conflict("already_settled")."""
        ...

    def settled(
        self, topic_id: str, language: Language | None = None, pipeline_hash: str | None = None
    ) -> tuple[Settlement, ...]:
        """Settled audits of a topic, in the order in which they were settled; None means any."""
        ...

    def settled_on(self, document_id: str, since: datetime) -> tuple[Settlement, ...]:
        """Settled audits of answers that quote the document and were drawn since, in the order of settling."""
        ...

    def double_labelled(self, topic_id: str, language: Language) -> Mapping[str, tuple[AuditLabel, ...]]:
        """Labels of the topic's audits that have two or more, by audit."""
        ...

    def drawn(self, certificate_id: str) -> int:
        """How many audits were drawn from what this certificate let out, or would have."""
        ...

    def alarm_steps(self, monitor: str) -> tuple[RecordedStep, ...]:
        """All steps of a monitor, in order."""
        ...

    def alarm(self, monitor: str) -> tuple[RiskAlarm, int]:
        """The state after the newest step and how many steps there were."""
        ...

    def add_alarm_step(self, step: RecordedStep) -> None:
        """Store a step. Raises Conflict("try_again") if another one took its place."""
        ...

    def add_warning(self, warning: ShiftWarning) -> None: ...
    def warnings(self, since: datetime) -> tuple[ShiftWarning, ...]:
        """Those given since, oldest first."""
        ...
