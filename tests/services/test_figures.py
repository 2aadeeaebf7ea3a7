"""Figures over generated histories, against a second count that reads one event after the other."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, timedelta
from pathlib import Path

import pytest

from assistant.adapters.database.engine import make_engine
from assistant.adapters.database.store import DatabaseStore
from assistant.domain.case_life import derive_life
from assistant.domain.cases import CaseEvent, CaseEventKind
from assistant.domain.errors import Forbidden, Invalid
from assistant.domain.figures import SMALLEST_GROUP, Cell, Table, TableName
from assistant.domain.staff import Grant, Role, Staff
from assistant.services.agenda import AgendaSection
from assistant.services.figures import Figures, Subject
from assistant.web.figure_files import figures_csv
from tests.adapters.database.generated_histories import UNTIL, Told, histories, store_histories
from tests.adapters.database.stores import make_sqlite_store, sqlite_url
from tests.fakes import FixedClock
from tests.services.review_room import CAROL, SAM, SmallTown

DAYS = 20
BEGIN = (UNTIL - timedelta(days=DAYS - 1)).replace(hour=0, minute=0)
HOUSING = Staff("mia", "mia", "Mia", (Grant(Role.SUPERVISOR, "housing"),))


class TownWithFloor(SmallTown):
    """Housing wants a person in each conversation, transport in hardly any."""

    def departments(self):  # type: ignore[no-untyped-def]
        """The same two, with floors."""
        floors = {"housing": 1.0, "transport": 0.01}
        return tuple(replace(one, human_contact_floor=floors[one.id]) for one in super().departments())


def made(path: Path, told: list[Told]) -> Figures:
    """Figures over these histories."""
    store = make_sqlite_store(path)
    engine = make_engine(sqlite_url(path))
    store_histories(engine, told)
    engine.dispose()
    return over(store)


def over(store: DatabaseStore) -> Figures:
    """Figures over a store, at the end of the histories."""
    return Figures(store, TownWithFloor(), FixedClock(UNTIL), UTC)


def rows(figures: Figures, subject: Subject, name: TableName, staff: Staff = SAM) -> list[dict[str, Cell]]:
    """A table's rows by column."""
    found = next(one for one in figures.page(staff, subject, DAYS).tables if one.name is name)
    assert found.rows
    return [dict(zip(map(str, found.columns), row, strict=True)) for row in found.rows]


def end(one: Told) -> tuple[str, object] | None:
    """How and when a case ended."""
    return next(((kind, at) for kind, _, at in one.events if kind in ("replied", "withdrawn")), None)


def in_time(one: Told):  # type: ignore[no-untyped-def]
    """The end if it lies in the days shown."""
    found = end(one)
    return found if found is not None and found[1] >= BEGIN else None  # type: ignore[operator]


@pytest.fixture(params=[1, 2, 3])
def told(request: pytest.FixtureRequest) -> list[Told]:
    """Three different towns."""
    return histories(request.param, 150)


def test_cases_in_and_out_equal_a_recount(tmp_path: Path, told: list[Told]) -> None:
    """Day by day, from the opening and the ending events."""
    for row in rows(made(tmp_path, told), Subject.LOAD, TableName.CASES_PER_DAY):
        day = date.fromisoformat(str(row["day"]))
        assert row["opened"] == sum(one.opened.date() == day for one in told)
        ends = [found for one in told if (found := end(one))]
        assert row["ended"] == sum(at.date() == day for _, at in ends)  # type: ignore[attr-defined]


def test_open_cases_equal_a_recount(tmp_path: Path, told: list[Told]) -> None:
    """By phase, as each case's own events say."""
    counted: dict[str, int] = {}
    for one in told:
        if end(one) is None:
            events = [
                CaseEvent(one.id, seq, CaseEventKind(kind), actor, at, {"hand_over": "h"})
                for seq, (kind, actor, at) in enumerate(one.events, 1)
            ]
            phase = derive_life(events, UNTIL).phase.value
            counted[phase] = counted.get(phase, 0) + 1
    shown: dict[str, int] = {}
    for row in rows(made(tmp_path, told), Subject.LOAD, TableName.OPEN_CASES):
        shown[str(row["phase"])] = shown.get(str(row["phase"]), 0) + int(row["count"] or 0)
    assert shown == counted


def test_waiting_times_equal_a_recount(tmp_path: Path, told: list[Told]) -> None:
    """Count, median and ninetieth percentile of the hours from opening to reply."""
    for row in rows(made(tmp_path, told), Subject.LOAD, TableName.WAITING):
        hours = sorted(
            (found[1] - one.opened).total_seconds() / 3600
            for one in told
            if (found := in_time(one)) and found[0] == "replied"
            and one.department == row["department"] and one.urgent == (row["priority"] == "urgent")
        )  # fmt: skip
        assert row["count"] == len(hours)
        if len(hours) < SMALLEST_GROUP:
            assert (row["median_hours"], row["p90_hours"]) == (None, None)
            continue
        for name, share in (("median_hours", 0.5), ("p90_hours", 0.9)):
            below = [sum(other <= value for other in hours) / len(hours) for value in hours]
            assert row[name] == next(v for v, b in zip(hours, below, strict=True) if b >= share)


def test_promises_kept_equal_a_recount(tmp_path: Path, told: list[Told]) -> None:
    """A reply in time keeps one; one that has run out without a reply is broken."""
    for row in rows(made(tmp_path, told), Subject.LOAD, TableName.PROMISES):
        kept = broken = escalated = 0
        for one in told:
            found = end(one)
            if one.department != row["department"] or (found and found[1] < BEGIN):  # type: ignore[operator]
                continue
            if found and found[0] == "replied":
                kept, broken = (kept + 1, broken) if found[1] <= one.promised else (kept, broken + 1)  # type: ignore[operator]
            elif found is None and one.promised < UNTIL:
                broken += 1
            else:
                continue
            escalated += any(kind == "escalated" for kind, _, _ in one.events)
        assert row["count"] == kept + broken
        assert row["share"] == pytest.approx(kept / (kept + broken))
        assert row["low"] <= row["share"] <= row["high"]  # type: ignore[operator]
        assert row["escalated_share"] == pytest.approx(escalated / (kept + broken))


def test_routing_accuracy_and_hand_backs_equal_a_recount(tmp_path: Path, told: list[Told]) -> None:
    """L-25, L-26: who was right at once, what share of offers came back, and how often cases went to and fro."""
    for row in rows(made(tmp_path, told), Subject.LOAD, TableName.ROUTING):
        mine = [one for one in told if one.department == row["department"] and one.opened >= BEGIN]
        kinds = [[kind for kind, _, _ in one.events] for one in mine]
        offers = sum(each.count("offered") for each in kinds)
        back = sum(each.count("returned") + each.count("lapsed") for each in kinds)
        assert row["offers"] == offers
        assert row["share"] == pytest.approx(sum("handed_over" not in each for each in kinds) / len(mine))
        assert row["hand_back_share"] == pytest.approx(back / offers)
        again = sum(each.count("offered") > 1 for each in kinds)
        assert row["back_and_forth_share"] == pytest.approx(again / len(mine))


def test_human_contact_is_measured_and_below_its_floor_stands_on_the_agenda(
    tmp_path: Path, told: list[Told]
) -> None:
    """S-17: the share of conversations with a person, held against the floor that the department has set."""
    figures = made(tmp_path, told)
    for row in rows(figures, Subject.SERVICE, TableName.HUMAN_CONTACT):
        asked = [one for one in told if one.department == row["department"] and one.opened >= BEGIN]
        talks = {one.conversation for one in asked}
        human = {one.conversation for one in asked if one.decided}
        assert row["count"] == len(talks)
        assert row["share"] == pytest.approx(len(human) / len(talks))
        assert row["below_floor"] is (row["department"] == "housing")
    with figures._store.read() as work:
        alerts = figures.too_little_contact(work, SAM)
        assert [(one.section, one.id) for one in alerts] == [(AgendaSection.HUMAN_CONTACT, "housing")]
        assert figures.too_little_contact(work, CAROL) == ()


def test_the_four_service_figures_equal_a_recount(tmp_path: Path, told: list[Told]) -> None:
    """L-31: completion and cost per transaction are counted; what is not measured is empty, not nought."""
    figures = made(tmp_path, told)
    for row in rows(figures, Subject.SERVICE, TableName.SERVICE):
        mine = [one for one in told if one.department == row["department"]]
        asked = [one for one in mine if one.opened >= BEGIN]
        done = sum(bool(one.decided) for one in asked)
        spent = sum(one.asked_model for one in mine if one.opened.date() >= BEGIN.date()) * 1_000
        assert row["completion"] == pytest.approx(done / len(asked))
        assert row["cost_per_transaction"] == pytest.approx(spent / 1e6 / done)
        assert (row["satisfaction"], row["digital_take_up"]) == (None, None)
        minutes = 0.0
        for one in mine:
            if (found := in_time(one)) and found[0] == "replied":
                claimed = [at for kind, _, at in one.events if kind == "claimed"]
                minutes += (found[1] - claimed[-1]).total_seconds() / 60
        assert row["staff_minutes"] == pytest.approx(minutes / done)


def test_cost_and_benefit_equal_a_recount(tmp_path: Path, told: list[Told]) -> None:
    """S-33: questions that needed no model, those an approved answer served, and minutes with and without a draft."""
    for row in rows(made(tmp_path, told), Subject.SERVICE, TableName.BENEFIT):
        asked = [one for one in told if one.department == row["department"] and one.opened >= BEGIN]
        spared = sum(not one.asked_model for one in asked)
        approved = sum(one.decided == ["approved"] for one in asked)
        assert row["no_model_call_share"] == pytest.approx(spared / len(asked))
        assert row["approved_answer_share"] == pytest.approx(approved / len(asked))
        for column, kinds in (
            ("staff_minutes_with_draft", ("approved", "edited")),
            ("staff_minutes_without_draft", ("written",)),
        ):
            minutes = sorted(
                (found[1] - next(at for kind, _, at in one.events if kind == "claimed")).total_seconds() / 60
                for one in told
                if one.department == row["department"] and one.decided[:1] in [[kind] for kind in kinds]
                and (found := in_time(one))
            )  # fmt: skip
            middle = minutes[(len(minutes) + 1) // 2 - 1] if len(minutes) >= SMALLEST_GROUP else None
            assert row[column] == middle


def test_a_supervisor_of_one_department_sees_that_one_only(tmp_path: Path, told: list[Told]) -> None:
    """Every table is counted from the reader's own departments."""
    figures = made(tmp_path, told)
    for subject in Subject:
        for table in figures.page(HOUSING, subject, DAYS).tables:
            assert "transport" not in {cell for row in table.rows for cell in row}
            assert "parking" not in {cell for row in table.rows for cell in row}
    mine = rows(figures, Subject.LOAD, TableName.CASES_PER_DAY, HOUSING)
    day = date.fromisoformat(str(mine[0]["day"]))
    assert mine[0]["opened"] == sum(one.department == "housing" and one.opened.date() == day for one in told)


def test_figures_are_refused_to_a_caseworker_and_for_days_without_sense(tmp_path: Path) -> None:
    """They are for those who answer for a unit."""
    figures = made(tmp_path, histories(1, 2))
    with pytest.raises(Forbidden):
        figures.page(CAROL, Subject.LOAD, DAYS)
    with pytest.raises(Invalid):
        figures.page(SAM, Subject.LOAD, 0)


def test_no_figure_of_fewer_than_five_people_is_shown(tmp_path: Path) -> None:
    """Four cases: counts stay, times and shares do not."""
    figures = made(tmp_path, histories(7, SMALLEST_GROUP - 1))
    tables: list[Table] = [table for subject in Subject for table in figures.page(SAM, subject, 60).tables]
    assert any(table.rows for table in tables)
    for table in tables:
        floats = [
            cell for row in table.rows for c, cell in zip(table.columns, row, strict=True) if c != "floor"
        ]
        assert not [cell for cell in floats if isinstance(cell, float)]


def test_a_file_holds_the_same_figures_as_the_page(tmp_path: Path, told: list[Told]) -> None:
    """Cell by cell, and nothing stands for no figure."""
    for table in made(tmp_path, told).page(SAM, Subject.LOAD, DAYS).tables:
        read = list(csv.reader(io.StringIO(figures_csv(table))))
        assert read[0] == [one.value for one in table.columns]
        assert read[1:] == [["" if cell is None else str(cell) for cell in row] for row in table.rows]


def test_public_figures_are_counted_once_an_hour(tmp_path: Path) -> None:
    """L-31: whoever asks again within the hour gets the same count, and after it a new one."""
    store, clock = make_sqlite_store(tmp_path), FixedClock(UNTIL)
    figures = Figures(store, TownWithFloor(), clock, UTC)
    assert figures.public().rows == ()
    engine = make_engine(sqlite_url(tmp_path))
    store_histories(engine, histories(1, 40))
    engine.dispose()
    assert figures.public().rows == ()
    clock.turn(timedelta(hours=1))
    assert {row[0] for row in figures.public().rows} == {"housing", "transport"}
