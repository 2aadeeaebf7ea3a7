"""What a settled audit means for the certificate it was drawn under: the alarm moves on, and may end it (C-09)."""

from __future__ import annotations

from datetime import datetime

from assistant.domain.reply_audits import ReplyAudit
from assistant.domain.risk_alarm import AlarmStep
from assistant.domain.tasks import TaskKind
from assistant.services.ports import Directory
from assistant.services.reply_audit_store import RecordedStep
from assistant.services.stores import Work
from assistant.services.tasks import NewTask, Tasks

SYSTEM = "system"

MONITORS = 2
"""Alarms that may end a certificate: its own and its topic's. Each gets an equal part of delta, so that a certificate that
keeps its promise ends by mistake with probability delta at most, over both."""

WITHDRAWN_BY_ALARM = "audit_alarm"
"""The reason on record, a code: screens say it in the reader's language."""


def certificate_monitor(certificate_id: str) -> str:
    """The name of a certificate's alarm."""
    return f"certificate:{certificate_id}"


def topic_monitor(work: Work, topic_id: str) -> str:
    """The name of the alarm of a topic, over all its languages and certificates; a new one begins where one was raised."""
    number = 1
    while work.audits.alarm(f"topic:{topic_id}:{number}")[0].raised:
        number += 1
    return f"topic:{topic_id}:{number}"


class AlarmBell:
    """Moves the alarms on in the transaction that settles an audit, and withdraws there and then."""

    def __init__(self, directory: Directory, tasks: Tasks) -> None:
        self._department_of = {topic.id: topic.department_id for topic in directory.topics()}
        self._tasks = tasks

    def ring(self, work: Work, audit: ReplyAudit, wrong: bool, now: datetime) -> tuple[str, ...]:
        """The certificates that it withdrew. Answers that no certificate let out move nothing."""
        if audit.certificate_id is None or audit.alpha is None or audit.delta is None:
            return ()
        step = AlarmStep(wrong, audit.weight, audit.alpha, audit.delta / MONITORS)
        ended: dict[str, None] = {}
        if self._raised(work, certificate_monitor(audit.certificate_id), audit, step, now):
            ended[audit.certificate_id] = None
        if audit.topic_id is not None and self._raised(
            work, topic_monitor(work, audit.topic_id), audit, step, now
        ):
            ended |= dict.fromkeys(
                one.id for one in work.oversight.certificates() if one.topic_id == audit.topic_id
            )
        return tuple(one for one in ended if self._withdrawn(work, one, audit, now))

    def _raised(self, work: Work, monitor: str, audit: ReplyAudit, step: AlarmStep, now: datetime) -> bool:
        """Whether this very step raised it."""
        before, steps = work.audits.alarm(monitor)
        after = before.after(step)
        assert audit.certificate_id is not None
        recorded = RecordedStep(monitor, steps + 1, audit.id, audit.certificate_id, step, after, now)
        work.audits.add_alarm_step(recorded)
        return after.raised and not before.raised

    def _withdrawn(self, work: Work, certificate_id: str, audit: ReplyAudit, now: datetime) -> bool:
        certificate = work.oversight.certificate_by_id(certificate_id)
        if certificate is None or certificate.withdrawn_at is not None:
            return False
        work.oversight.withdraw_certificate(certificate_id, now, WITHDRAWN_BY_ALARM)
        data = {"reason": WITHDRAWN_BY_ALARM, "audit": audit.id}
        work.oversight.audit(SYSTEM, "certificate_withdrawn", "certificate", certificate_id, data, now)
        department = self._department_of.get(certificate.topic_id)
        if department is not None:
            self._tasks.open(work, _task(certificate_id, certificate.topic_id, department), SYSTEM)
        return True


def _task(certificate_id: str, topic_id: str, department_id: str) -> NewTask:
    return NewTask(
        TaskKind.ALARM,
        (department_id,),
        f"Automatic answers on “{topic_id}” have ended: audits found too many wrong",
        "The audits found more wrong answers than was promised. From now on a person decides on each of these questions. Look at the answers that were "
        "labelled wrong, mend what made them wrong, and certify anew on fresh labels.",
        finding=f"alarm:{certificate_id}",
    )
