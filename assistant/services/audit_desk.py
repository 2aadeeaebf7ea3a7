"""The services of earned autonomy after the signature, in one value: audits, alarms, seeds, shifts and their reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.domain.service_times import ServiceTimes
from assistant.services.alarm_bell import AlarmBell
from assistant.services.autonomy_report import AutonomyReport
from assistant.services.competence import Competence
from assistant.services.competence_checks import CheckGate
from assistant.services.load_limits import LoadLimits
from assistant.services.ports import Clock, Directory, Ids
from assistant.services.reply_audits import ReplyAudits
from assistant.services.seeded_errors import SeededErrors, SeedEdits, SeedParts
from assistant.services.seeded_queue import SeededQueue
from assistant.services.stores import Store
from assistant.services.tasks import Tasks
from assistant.services.traffic_watch import TrafficWatch


@dataclass(frozen=True, slots=True)
class AuditParts:
    """What they are made from."""

    store: Store
    directory: Directory
    clock: Clock
    ids: Ids
    tasks: Tasks
    edits: SeedEdits
    pipeline_hash: str
    times: ServiceTimes | None = None
    gate: CheckGate | None = None
    load: LoadLimits | None = None


@dataclass(frozen=True, slots=True)
class AuditDesk:
    """What keeps watch over answers that go out by themselves, and over the people who check."""

    audits: ReplyAudits
    seeds: SeededErrors
    seeded: SeededQueue
    competence: Competence
    report: AutonomyReport
    watch: TrafficWatch

    @classmethod
    def of(cls, parts: AuditParts) -> AuditDesk:
        """The services, put together."""
        store, clock = parts.store, parts.clock
        seeds = SeededErrors(SeedParts(store, parts.directory, clock, parts.ids, parts.edits))
        return cls(
            audits=ReplyAudits(store, clock, AlarmBell(parts.directory, parts.tasks), seeds),
            seeds=seeds,
            seeded=SeededQueue(store, clock, parts.directory, seeds, parts.times, parts.gate, parts.load),
            competence=Competence(store, clock),
            report=AutonomyReport(store, parts.directory, clock, parts.pipeline_hash),
            watch=TrafficWatch(store, clock, parts.ids, parts.pipeline_hash),
        )

    def rounds(self) -> dict[str, Callable[[], object]]:
        """The works that are due by the clock."""
        return {
            "looking for shifts in what is asked": self.watch.settle,
            "making answers that test reviewers": self.seeds.settle,
        }
