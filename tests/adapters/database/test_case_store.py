"""Cases, their events and notes, on each database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assistant.adapters.database.cipher import ContentErased
from assistant.adapters.database.store import DatabaseStore
from assistant.domain.cases import CaseEventKind
from assistant.domain.errors import Conflict, NotFound
from tests.adapters.database.builders import NOW, a_case, an_event, with_case, with_question


def with_cases(store: DatabaseStore) -> None:
    """Four cases: k1 and k3 of waste, k2 and k4 of housing, promised later the higher the number."""
    for number in (1, 2, 3, 4):
        with_question(store, f"q{number}")
        with store.begin() as work:
            work.cases.open(
                a_case(
                    f"k{number}",
                    question_id=f"q{number}",
                    department_id="waste" if number % 2 else "housing",
                    promised_at=NOW + timedelta(hours=number),
                )
            )


def test_a_case_reads_as_it_was_opened(store: DatabaseStore) -> None:
    """A case is found by id, question and number, with the number that the store gave it."""
    with_question(store)
    with store.begin() as work:
        opened = work.cases.open(a_case())
    assert opened == a_case(number="CD-2026-000001")
    with store.read() as work:
        assert work.cases.get("k1") == opened
        assert work.cases.of_question("q1") == opened
        assert work.cases.by_number("CD-2026-000001") == opened
        assert work.cases.get("nobody") is None
        assert work.cases.of_question("q2") is None
        assert work.cases.by_number("CD-2026-000002") is None


def test_cases_are_found_by_many_questions(store: DatabaseStore) -> None:
    """Questions without a case are left out."""
    with_cases(store)
    with store.read() as work:
        found = work.cases.of_questions(["q1", "q4", "nobody"])
        assert {question: case.id for question, case in found.items()} == {"q1": "k1", "q4": "k4"}
        assert work.cases.of_questions([]) == {}


def test_case_numbers_count_within_the_year_of_opening(store: DatabaseStore) -> None:
    """Numbers follow each other without a gap and start again each year, by UTC."""
    moments = {
        "q1": datetime(2026, 12, 31, 23, 59, tzinfo=UTC),
        "q2": datetime(2027, 1, 1, 0, 0, tzinfo=UTC),
        "q3": datetime(2026, 12, 31, 23, 59, tzinfo=UTC),
    }
    numbers = []
    for question_id, opened_at in moments.items():
        with_question(store, question_id)
        with store.begin() as work:
            case = a_case(f"case of {question_id}", question_id=question_id, opened_at=opened_at)
            numbers.append(work.cases.open(case).number)
    assert numbers == ["CD-2026-000001", "CD-2027-000001", "CD-2026-000002"]


def test_a_question_has_one_case_and_a_refusal_takes_no_number(store: DatabaseStore) -> None:
    """A second case is refused, and the next question's case gets the next number."""
    with_case(store)
    with store.begin() as work:
        with pytest.raises(Conflict) as refused:
            work.cases.open(a_case("k2"))
        assert refused.value.code == "case_exists"
        opened = work.cases.of_question("q1")
        assert opened is not None
        assert opened.id == "k1"
    with_question(store, "q2")
    with store.begin() as work:
        assert work.cases.open(a_case("k2", question_id="q2")).number == "CD-2026-000002"


def test_all_cases_come_newest_promise_first_within_departments(store: DatabaseStore) -> None:
    """The list is cut to the departments and to the limit; no department means an empty list."""
    with_cases(store)
    with store.read() as work:
        assert [case.id for case in work.cases.all(None)] == ["k4", "k3", "k2", "k1"]
        assert [case.id for case in work.cases.all(None, limit=2)] == ["k4", "k3"]
        assert [case.id for case in work.cases.all(frozenset({"waste"}))] == ["k3", "k1"]
        assert work.cases.all(frozenset()) == ()


def test_pending_cases_come_soonest_promise_first(store: DatabaseStore) -> None:
    """Cases that were replied to or withdrawn are left out; one in hand is still pending."""
    with_cases(store)
    with store.begin() as work:
        work.cases.append(an_event(CaseEventKind.OPENED, "k1"))
        work.cases.append(an_event(CaseEventKind.CLAIMED, "k1"))
        work.cases.append(an_event(CaseEventKind.REPLIED, "k2"))
        work.cases.append(an_event(CaseEventKind.WITHDRAWN, "k3"))
    with store.read() as work:
        assert [case.id for case in work.cases.pending(None)] == ["k1", "k4"]
        assert [case.id for case in work.cases.pending(frozenset({"housing"}))] == ["k4"]
        assert [case.id for case in work.cases.pending(None, limit=1)] == ["k1"]


def test_events_are_numbered_and_read_in_order(store: DatabaseStore) -> None:
    """The store gives out seq 1, 2, 3 whatever the event says; every other field survives."""
    with_case(store)
    with store.begin() as work:
        for kind in (CaseEventKind.OPENED, CaseEventKind.CLAIMED, CaseEventKind.READ):
            work.cases.append(an_event(kind, seq=9))
    with store.read() as work:
        assert work.cases.events("k1") == (
            an_event(CaseEventKind.OPENED, seq=1),
            an_event(CaseEventKind.CLAIMED, seq=2),
            an_event(CaseEventKind.READ, seq=3),
        )


def test_events_of_many_cases_are_read_at_once(store: DatabaseStore) -> None:
    """Each case asked for has its entry, empty if nothing happened."""
    with_cases(store)
    with store.begin() as work:
        work.cases.append(an_event(CaseEventKind.OPENED, "k1"))
        work.cases.append(an_event(CaseEventKind.OPENED, "k2"))
    with store.read() as work:
        found = work.cases.events_of(["k2", "k3"])
        assert found == {"k2": (an_event(CaseEventKind.OPENED, "k2", seq=1),), "k3": ()}
        assert work.cases.events("nobody") == ()


def test_an_event_needs_its_case(store: DatabaseStore) -> None:
    """Nothing happens to a case that does not exist."""
    with store.begin() as work, pytest.raises(NotFound):
        work.cases.append(an_event())


def test_notes_read_in_order(store: DatabaseStore) -> None:
    """Author, text and moment of each note survive storing."""
    with_case(store)
    later = NOW + timedelta(minutes=1)
    with store.begin() as work:
        work.cases.add_note("k1", "s1", "Called the depot.", NOW)
        work.cases.add_note("k1", "s2", "仓库已确认。", later)
    with store.read() as work:
        assert work.cases.notes("k1") == (("s1", "Called the depot.", NOW), ("s2", "仓库已确认。", later))
        assert work.cases.notes("nobody") == ()


def test_a_note_needs_its_case(store: DatabaseStore) -> None:
    """No note is kept about a case that does not exist."""
    with store.begin() as work, pytest.raises(NotFound):
        work.cases.add_note("nobody", "s1", "Hello?", NOW)


def test_erasing_hides_notes_and_keeps_events(store: DatabaseStore) -> None:
    """After an erasure the case's history still stands, without anyone's words."""
    with_case(store)
    with store.begin() as work:
        work.cases.append(an_event(CaseEventKind.OPENED))
        work.cases.add_note("k1", "s1", "Called the depot.", NOW)
        work.conversations.erase("c1")
    with store.read() as work:
        assert len(work.cases.events("k1")) == 1
        with pytest.raises(ContentErased):
            work.cases.notes("k1")
