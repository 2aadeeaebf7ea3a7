"""The open record over a room: what bootstrap makes, with the room's own parts."""

from __future__ import annotations

from assistant.adapters.office_file import read_register
from assistant.domain.office_facts import OfficeFacts
from assistant.domain.questions import Language
from assistant.domain.service_times import PLAIN, ServiceTimes
from assistant.services.autonomy_report import AutonomyReport
from assistant.services.open_figures import OpenCounts
from assistant.services.open_record import OpenRecords, SystemFacts
from tests.services.review_room import PIPELINE, Room


def small_records(room: Room, drafting: tuple[str, ...] = ()) -> OpenRecords:
    """An office that has stated nothing."""
    facts = SystemFacts(
        dict.fromkeys(Language, "Town"), 2, 2, drafting, PIPELINE, 0.15, 0.05, 0.1, 0.05, 180, 35
    )
    counts = OpenCounts(room.store, room.clock, ServiceTimes(PLAIN))
    report = AutonomyReport(room.store, room.town, room.clock, PIPELINE)
    return OpenRecords(OfficeFacts(), read_register(), facts, counts, report, room.clock)
