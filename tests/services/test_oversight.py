"""Stop switches, the log and the open counters: who may do what, and what is true of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.adapters.database.engine import make_engine
from assistant.domain.errors import Forbidden
from assistant.domain.oversight import StopScope
from assistant.domain.questions import Outcome
from assistant.domain.staff import Grant, Role, Staff
from assistant.services.autonomy import StoredAutonomy
from assistant.services.oversight import MAX_PAGE, MAX_REASON, Oversight, checked_reason
from tests.adapters.database.stores import sqlite_url
from tests.services.asking_room import AskingRoom, a_certificate_for_parking, releasable
from tests.services.review_room import ADA, ANDY, CAROL, EDITH, SAM, a_working, invalid

SUE = Staff("sue", "sue", "Sue Transport", (Grant(Role.SUPERVISOR, "transport"),))
LOCAL_AUDITOR = Staff("aud", "aud", "Aud Transport", (Grant(Role.AUDITOR, "transport"),))


@pytest.fixture
def oversight(asking: AskingRoom) -> Oversight:
    """The service on the room's store."""
    return Oversight(asking.store, asking.town, asking.clock, lambda: "index-1")


def test_a_turned_switch_is_felt_at_once_and_on_record(asking: AskingRoom, oversight: Oversight) -> None:
    """The next question sees it; the log says who and why; turning it off lifts it."""
    autonomy = StoredAutonomy(asking.store)
    oversight.turn_stop(SAM, StopScope.TOPIC, "parking", True, " wrong fees ")
    assert autonomy.stopped("transport", "parking")
    assert not autonomy.stopped("housing", "tenancy")
    entry = asking.log()[-1]
    assert (entry.action, entry.actor, entry.object_kind, entry.object_id) == (
        "stop_turned_on",
        "sam",
        "topic",
        "parking",
    )
    assert entry.data == {"on": "true", "reason": "wrong fees"}
    oversight.turn_stop(SAM, StopScope.TOPIC, "parking", False, "corrected")
    assert not autonomy.stopped("transport", "parking")
    assert asking.log()[-1].action == "stop_turned_off"


def test_the_newest_turn_of_each_switch_is_shown_with_a_name(oversight: Oversight) -> None:
    """One line a switch, whatever was turned before; everybody on the staff may read it."""
    oversight.turn_stop(SAM, StopScope.WHOLE, "anything", True, "drill")
    oversight.turn_stop(SAM, StopScope.WHOLE, "", False, "drill over")
    oversight.turn_stop(SAM, StopScope.DEPARTMENT, "housing", True, "new rules")
    shown = {(stop.scope, stop.scope_id): stop for stop in oversight.stops(CAROL)}
    assert len(shown) == 2
    assert not shown[StopScope.WHOLE, ""].on
    assert shown[StopScope.DEPARTMENT, "housing"].by == "Sam Okoye"


@pytest.mark.parametrize("staff", [CAROL, EDITH, ANDY, ADA], ids=lambda staff: staff.id)
def test_only_supervisors_turn_switches(asking: AskingRoom, oversight: Oversight, staff: Staff) -> None:
    """Refused, and nothing is stopped or lifted."""
    for scope, scope_id in ((StopScope.WHOLE, ""), (StopScope.TOPIC, "parking")):
        with pytest.raises(Forbidden):
            oversight.turn_stop(staff, scope, scope_id, True, "because")
    assert oversight.stops(SAM) == ()
    assert asking.log() == []


def test_a_departments_supervisor_stops_that_department_only(oversight: Oversight) -> None:
    """Its own topics too, never another department or the whole."""
    oversight.turn_stop(SUE, StopScope.DEPARTMENT, "transport", True, "because")
    oversight.turn_stop(SUE, StopScope.TOPIC, "parking", True, "because")
    for scope, scope_id in (
        (StopScope.WHOLE, "transport"),
        (StopScope.DEPARTMENT, "housing"),
        (StopScope.TOPIC, "tenancy"),
    ):
        with pytest.raises(Forbidden):
            oversight.turn_stop(SUE, scope, scope_id, True, "because")


@pytest.mark.parametrize("scope", [StopScope.DEPARTMENT, StopScope.TOPIC])
def test_a_switch_names_something_that_exists(oversight: Oversight, scope: StopScope) -> None:
    """A misspelt id would stop nothing and look as if it did."""
    for scope_id in ("", "weather"):
        with invalid("scope_id"):
            oversight.turn_stop(SAM, scope, scope_id, True, "because")


def test_a_switch_needs_a_reason(oversight: Oversight) -> None:
    """Empty and endless reasons are refused, the longest one is taken."""
    for reason in ("", "  ", "x" * (MAX_REASON + 1)):
        with invalid("reason"):
            oversight.turn_stop(SAM, StopScope.WHOLE, "", True, reason)
    assert checked_reason(" " + "x" * MAX_REASON) == "x" * MAX_REASON


@pytest.mark.parametrize("staff", [CAROL, EDITH, SAM, ADA, LOCAL_AUDITOR], ids=lambda staff: staff.id)
def test_only_auditors_of_the_whole_read_the_log(oversight: Oversight, staff: Staff) -> None:
    """Supervisors and administrators do not audit themselves."""
    with pytest.raises(Forbidden):
        oversight.audit(staff, 0, 10)
    with pytest.raises(Forbidden):
        oversight.verify_audit(staff)


def test_the_log_is_read_in_pages_without_gap(asking: AskingRoom, oversight: Oversight) -> None:
    """Each page goes on after the last; a page has its bounds whatever is asked."""
    for _ in range(4):
        asking.process(a_working(None))
    whole = asking.log()
    pages = [oversight.audit(ANDY, after, 5) for after in range(0, len(whole) + 5, 5)]
    assert [entry for page in pages for entry in page] == whole
    assert len(oversight.audit(ANDY, 0, -3)) == 1
    assert len(oversight.audit(ANDY, 0, 10**9)) == len(whole) <= MAX_PAGE


def test_verifying_is_itself_on_record(asking: AskingRoom, oversight: Oversight) -> None:
    """The verdict covers what was there before, and says who asked."""
    asking.process(a_working(None))
    before = len(asking.log())
    verdict = oversight.verify_audit(ANDY)
    assert verdict.intact
    assert verdict.entries == before
    entry = asking.log()[-1]
    assert (entry.action, entry.actor) == ("audit_verified", "andy")
    assert entry.data == {"intact": "true", "entries": str(before)}


def test_a_changed_entry_is_found_across_pages(
    asking: AskingRoom, oversight: Oversight, tmp_path: Path
) -> None:
    """Somebody with the database in hand cannot change what the log says unnoticed, nor take an entry out."""
    for _ in range(3):
        asking.process(a_working(None))
    engine = make_engine(sqlite_url(tmp_path))
    with engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM audit_entries WHERE seq = 4"))
    assert not oversight.verify_chain().intact
    engine.dispose()


def test_a_chain_longer_than_a_page_verifies_whole(asking: AskingRoom, oversight: Oversight) -> None:
    """No entry beyond the first page is left out."""
    with asking.store.begin() as work:
        for number in range(MAX_PAGE + 3):
            work.oversight.audit("system", "tested", "test", str(number), {}, asking.clock.now())
    verdict = oversight.verify_chain()
    assert verdict.intact
    assert verdict.entries == MAX_PAGE + 3


def test_the_counter_counts_each_question_once(asking: AskingRoom, oversight: Oversight) -> None:
    """Answered, reviewed, failed and in progress, recounted from the questions; also one of this very moment."""
    asking.sign(a_certificate_for_parking(asking))
    asking.process(releasable())
    asking.process(a_working(None))
    asking.process(RuntimeError())
    asking.accepted()
    asking.clock.turn(timedelta(days=-1))
    counts = oversight.outcome_counts()
    assert counts == {
        "answered": 1,
        "reviewed": 1,
        "clarified": 0,
        "courtesy": 0,
        "emergency": 0,
        "failed": 1,
        "in_progress": 1,
    }
    assert set(counts) == {outcome.value for outcome in Outcome} | {"in_progress"}


def test_health_names_the_index_in_force(asking: AskingRoom, oversight: Oversight) -> None:
    """Empty where there is none; a database that does not answer is told by its own error."""
    assert oversight.health() == "index-1"
    assert Oversight(asking.store, asking.town, asking.clock, lambda: "").health() == ""


def test_a_deactivated_colleagues_name_still_stands_at_a_switch(
    asking: AskingRoom, oversight: Oversight
) -> None:
    """Who left is still named where they acted."""
    oversight.turn_stop(replace(SAM), StopScope.WHOLE, "", True, "because")
    with asking.store.begin() as work:
        work.staff.set_active("sam", False)
    assert oversight.stops(CAROL)[0].by == "Sam Okoye"
