"""Facts drawn together by each kind of database, against the events one by one."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.figures import CaseFacts
from tests.adapters.database.generated_histories import BEGIN, UNTIL, Told, histories, store_histories


@pytest.fixture
def told(engine: sa.Engine, store: DatabaseStore) -> list[Told]:
    """Eighty cases in the store."""
    made = histories(11, 80)
    store_histories(engine, made)
    return made


def read(store: DatabaseStore, days: int) -> dict[str, CaseFacts]:
    """The facts since so many days before the end, by case."""
    with store.read() as work:
        return {one.case_id: one for one in work.figures.cases(None, UNTIL - timedelta(days=days))}


def test_the_facts_of_a_case_are_what_its_events_say(store: DatabaseStore, told: list[Told]) -> None:
    """Every field, counted event by event."""
    found = read(store, 100)
    assert found.keys() == {one.id for one in told}
    for one in told:
        facts, kinds = found[one.id], [kind for kind, _, _ in one.events]
        ends = [at for kind, _, at in one.events if kind in ("replied", "withdrawn")]
        assert facts.ended_at == (ends[0] if ends else None)
        assert facts.replied == ("replied" in kinds)
        assert facts.worked_from == next((at for kind, _, at in one.events if kind == "claimed"), None)
        assert facts.offers == kinds.count("offered")
        assert facts.moves == kinds.count("handed_over")
        assert facts.handed_back == kinds.count("returned") + kinds.count("lapsed")
        assert facts.escalated == ("escalated" in kinds)
        assert facts.corrected == ("corrected" in kinds)
        assert facts.first_decision == (one.decided[0] if one.decided else None)
        assert (facts.priority == "urgent") == one.urgent


def test_cases_long_ended_are_left_out_and_open_ones_never(store: DatabaseStore, told: list[Told]) -> None:
    """Of the last ten days: opened, ended, or still open."""
    since = UNTIL - timedelta(days=10)
    wanted = set()
    for one in told:
        ends = [at for kind, _, at in one.events if kind in ("replied", "withdrawn")]
        if one.opened >= since or not ends or ends[0] >= since:
            wanted.add(one.id)
    assert read(store, 10).keys() == wanted


def test_only_the_departments_asked_for_are_read(store: DatabaseStore, told: list[Told]) -> None:
    """Of cases and of questions."""
    with store.read() as work:
        cases = work.figures.cases({"housing"}, BEGIN)
        questions = work.figures.questions({"housing"}, BEGIN)
        nothing = work.figures.cases(frozenset(), BEGIN)
    assert {one.department_id for one in cases} == {"housing"}
    assert {one.department_id for one in questions} == {"housing"}
    assert nothing == ()


def test_questions_know_whether_a_person_or_a_model_took_part(store: DatabaseStore, told: list[Told]) -> None:
    """From the reply's release and from the ledger of calls."""
    with store.read() as work:
        found = work.figures.questions(None, BEGIN)
    assert len(found) == len(told)
    assert sum(one.model_calls for one in found) == sum(one.asked_model for one in told)
    assert sum(one.by_person for one in found) == sum(bool(one.decided) for one in told)
    assert sum(one.approved_answer for one in found) == sum(one.decided == ["approved"] for one in told)


def test_the_events_of_many_open_cases_come_in_order_without_readings(
    store: DatabaseStore, told: list[Told]
) -> None:
    """More ids than one statement takes do no harm."""
    ids = [one.id for one in told]
    with store.read() as work:
        found = work.figures.open_events([*ids, *(f"none{n}" for n in range(600))])
    for one in told:
        kinds = [event.kind.value for event in found[one.id]]
        assert kinds == [kind for kind, _, _ in one.events if kind != "read"]
