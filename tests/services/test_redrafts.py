"""Open cases whose draft quotes an ended text: drafted anew by the clock, decided by people (S-08)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assistant.domain.cases import Case, CaseEvent, CaseEventKind
from assistant.services.ports import SourceStatus
from assistant.services.redrafts import Redrafts
from assistant.services.system_redraft import SystemRedraft
from tests.services.calendar_room import FEE_84, FEE_96, NEW_TEXT, CalendarRoom, calendar_room
from tests.services.review_room import CAROL, PIPELINE, a_working, refused


@pytest.fixture(scope="module")
def before_and_after(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[CalendarRoom, dict[str, Case]]]:
    """Four open cases; then the fee goes up, and one round passes."""
    with calendar_room(tmp_path_factory.mktemp("redrafts")) as room:
        old = room.publish()
        cases = {
            "waiting": room.open_case(room.found(old, FEE_84)),
            "in hand": room.open_case(room.found(old, FEE_84)),
            "nothing found": room.open_case(room.found(old, FEE_84)),
            "without draft": room.open_case(a_working(None)),
        }
        room.reviews.claim(CAROL, cases["in hand"].id)
        assert room.redrafts.settle() == 0
        new = room.publish(NEW_TEXT)
        anew = room.found(new, FEE_96)
        room.made_anew = [anew, replace(anew, draft=None), anew]
        room.changes.settle()
        assert room.redrafts.settle() == 1
        yield room, cases


def _events(room: CalendarRoom, case: Case) -> list[CaseEvent]:
    with room.store.read() as work:
        return [one for one in work.cases.events(case.id) if one.actor == "system"]


def test_a_waiting_case_has_a_draft_on_the_new_text(
    before_and_after: tuple[CalendarRoom, dict[str, Case]],
) -> None:
    """The next draft quotes what is in force; the record says that it was made because the policy changed."""
    room, cases = before_and_after
    draft = room.draft(cases["waiting"])
    assert (draft.version, draft.draft.text()) == (2, f"{FEE_96} [1]")
    redrafted, ended = _events(room, cases["waiting"])[-2:]
    assert (redrafted.kind, redrafted.data["reason"]) == (CaseEventKind.REDRAFTED, "kb_changed")
    assert ended.kind is CaseEventKind.SOURCE_CHANGED
    assert room.reply(cases["waiting"]) is None


def test_a_case_in_hand_is_left_alone_and_told(
    before_and_after: tuple[CalendarRoom, dict[str, Case]],
) -> None:
    """The person sees on the record that the source changed; their old draft cannot be sent."""
    room, cases = before_and_after
    case = cases["in hand"]
    assert room.draft(case).version == 1
    assert [one.kind.value for one in _events(room, case)] == ["opened", "dispatched", "source_changed"]
    with refused("knowledge_changed"):
        room.reviews.decide(CAROL, case.id, room.request(case))


def test_nothing_found_is_on_record_once(before_and_after: tuple[CalendarRoom, dict[str, Case]]) -> None:
    """The engine is not asked again and again; the case waits for a person with the reason on its record."""
    room, cases = before_and_after
    asked = len(room.asked_anew)
    assert room.redrafts.settle() == 0
    assert len(room.asked_anew) == asked
    kinds = [one.kind.value for one in _events(room, cases["nothing found"])]
    assert kinds == ["opened", "dispatched", "source_changed"]


def test_a_case_given_back_is_drafted_anew_in_the_next_round(
    before_and_after: tuple[CalendarRoom, dict[str, Case]],
) -> None:
    """What a person held is taken up once they let go, and the change is not told twice."""
    room, cases = before_and_after
    case = cases["in hand"]
    room.clock.turn(timedelta(minutes=1))
    room.reviews.release_claim(CAROL, case.id)
    assert room.redrafts.settle() == 1
    assert room.draft(case).version == 2
    assert [one.kind.value for one in _events(room, case)] == [
        "opened",
        "dispatched",
        "source_changed",
        "redrafted",
    ]


@dataclass
class _Counted:
    """The port `SourceStatus`, which notes what it was asked."""

    sources: SourceStatus
    asked: list[frozenset[str]] = field(default_factory=list)

    def in_force(self, version_ids: Collection[str], at: datetime) -> frozenset[str]:
        """Noted and answered."""
        self.asked.append(frozenset(version_ids))
        return self.sources.in_force(version_ids, at)

    def speaking(self, version_ids: Collection[str], at: datetime) -> frozenset[str]:
        """Answered."""
        return self.sources.speaking(version_ids, at)


def test_a_version_is_looked_up_once_while_nothing_changes(tmp_path: Path) -> None:
    """Open cases that quote one version cost one look at it, and one more after a change."""
    with calendar_room(tmp_path) as room:
        old = room.publish()
        for _ in range(3):
            room.open_case(room.found(old, FEE_84))
        counted = _Counted(room.sources)
        marks = ["before"]
        anew = SystemRedraft(room.store, room.clock, room.ids, lambda _question: a_working(None))
        redrafts = Redrafts(room.store, room.clock, counted, anew, PIPELINE, lambda: marks[-1])
        assert redrafts.settle() == 0
        assert len(counted.asked) == 1
        marks.append("after")
        assert redrafts.settle() == 0
        assert len(counted.asked) == 2
