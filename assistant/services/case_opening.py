"""How a case comes into the world: promised by its department's times, dispatched by the directory of the day (L-26)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from assistant.domain.cases import Case, CaseEvent, CaseEventKind
from assistant.domain.conversations import QuestionRecord
from assistant.domain.departments import Department
from assistant.domain.service_times import PLAIN, ServiceTimes
from assistant.services.ports import Clock, Ids
from assistant.services.stores import Work


@dataclass(frozen=True, slots=True)
class CaseOpening:
    """Opens cases inside the caller's transaction; the caller logs, last."""

    clock: Clock
    ids: Ids
    times: ServiceTimes = field(default_factory=lambda: ServiceTimes(PLAIN))

    def open(
        self, work: Work, record: QuestionRecord, department: Department, promise: timedelta | None = None
    ) -> Case:
        """The case of a finished question, led by this department. `promise` stands instead of the profile's limit."""
        now = self.clock.now()
        matter = self.times.matter(record.reasons, record.topic_id)
        due = self.times.promise(matter, department.id, department.promise_hours, now)
        case = work.cases.open(
            Case(
                id=self.ids.new_id(),
                number="",
                question_id=record.id,
                conversation_id=record.conversation_id,
                department_id=department.id,
                topic_id=record.topic_id,
                language=record.language.value,
                reasons=record.reasons,
                opened_at=now,
                promised_at=due if promise is None else now + promise,
            )
        )
        work.cases.append(CaseEvent(case.id, 0, CaseEventKind.OPENED, "system", now))
        # By which directory it was dispatched stays with the case when the directory changes (L-26).
        dispatched = {"department": department.id, "directory": self.times.directory_version}
        work.cases.append(CaseEvent(case.id, 0, CaseEventKind.DISPATCHED, "system", now, dispatched))
        return case
