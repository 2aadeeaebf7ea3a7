"""Tasks and needs as stored, on each database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.cases import DecisionKind
from assistant.domain.errors import Conflict, NotFound
from assistant.domain.needs import Asked, Cause, Need, NeedEvent, NeedFacts, NeedStep
from assistant.domain.questions import Language, Outcome
from assistant.domain.reasons import Reason
from assistant.domain.task_titles import TaskTitle, TitleKind
from assistant.domain.tasks import Task, TaskEvent, TaskFacts, TaskKind, TaskStep
from assistant.services.needs_store import Owed, Told
from assistant.services.stores import Work
from tests.adapters.database.builders import (
    NOW,
    a_conversation,
    a_decision,
    a_finished_question,
    a_message,
    a_question,
    with_question,
)

FACTS = TaskFacts(
    "t1",
    TaskKind.CONFLICT,
    ("transport", "housing"),
    "Fee",
    "84 or 96",
    "system",
    NOW,
    date(2026, 12, 1),
    ("permits",),
    ("v1", "v2"),
    finding="conflict:1",
)
NEED = NeedFacts("n1", NOW, "zh", "transport")
OWED = Owed("n1", "v1", "q1", "c1", "sam", NOW)


def _ask(work: Work, key: str, outcome: Outcome = Outcome.REVIEWED, **changes: object) -> None:
    """A finished question of its own conversation."""
    work.conversations.add(a_conversation(f"c-{key}"))
    work.conversations.append(
        a_message(f"m-{key}", conversation_id=f"c-{key}", client_id=key, question_id=key)
    )
    where = {"conversation_id": f"c-{key}", "message_id": f"m-{key}"}
    work.questions.add(a_question(key, **where))
    work.questions.finish(a_finished_question(key, outcome=outcome, **where, **changes))


def _asked(key: str, need_id: str = "n1") -> Asked:
    return Asked(key, f"c-{key}", need_id, Cause.NOT_FOUND, "en", NOW)


def test_a_task_reads_as_it_was_opened(store: DatabaseStore) -> None:
    """Facts and events survive storing, in their order."""
    events = (
        TaskEvent(TaskStep.ASSIGNED, "sam", NOW, assignee="edith"),
        TaskEvent(TaskStep.DUE, "sam", NOW, due=date(2027, 1, 1)),
        TaskEvent(TaskStep.DONE, "edith", NOW, "It is 96."),
    )
    with store.begin() as work:
        assert work.tasks.add(FACTS)
        for place, event in enumerate(events):
            work.tasks.append("t1", place, event)
    with store.read() as work:
        assert work.tasks.get("t1") == Task.of(FACTS, events)
        assert work.tasks.all() == (Task.of(FACTS, events),)
        assert work.tasks.get("t2") is None


def test_a_title_of_the_system_is_kept_with_its_facts(store: DatabaseStore) -> None:
    """It can be told in either language; one opened before titles had kinds reads as it was written."""
    said = TaskTitle(TitleKind.CONTRADICTION, ("Fees", "停车"))
    with store.begin() as work:
        work.tasks.add(replace(FACTS, title=said.told_in(Language.EN), said=said))
        work.tasks.add(replace(FACTS, id="t2", finding=None))
    with store.read() as work:
        new, old = work.tasks.get(FACTS.id), work.tasks.get("t2")
    assert new is not None
    assert old is not None
    assert new.facts.title_in(Language.ZH) == "《Fees》与《停车》相互矛盾"
    assert new.facts.title == "“Fees” and “停车” contradict each other"
    assert old.facts.title_in(Language.ZH) == FACTS.title


def test_a_finding_has_one_task(store: DatabaseStore) -> None:
    """Finding it again stores nothing and leaves the transaction usable."""
    with store.begin() as work:
        assert work.tasks.add(FACTS)
        assert not work.tasks.add(replace(FACTS, id="t2"))
        known = work.tasks.by_finding("conflict:1")
    assert known is not None
    assert known.facts.id == "t1"


def test_two_who_act_on_a_task_at_once_do_not_overwrite_each_other(store: DatabaseStore) -> None:
    """The second event on the same state is refused."""
    with store.begin() as work:
        work.tasks.add(FACTS)
        work.tasks.append("t1", 0, TaskEvent(TaskStep.NOTED, "sam", NOW, "One."))
    with store.begin() as work, pytest.raises(Conflict) as refused:
        work.tasks.append("t1", 0, TaskEvent(TaskStep.NOTED, "edith", NOW, "Two."))
    assert refused.value.code == "task_changed"


def test_there_is_no_event_without_its_task_or_need(store: DatabaseStore) -> None:
    """An unknown id is told as such on each database."""
    with store.begin() as work:
        with pytest.raises(NotFound):
            work.tasks.append("t9", 0, TaskEvent(TaskStep.NOTED, "sam", NOW))
        with pytest.raises(NotFound):
            work.needs.append("n9", 0, NeedEvent(NeedStep.NOTED, "sam", NOW))


def test_a_need_reads_as_its_events_made_it(store: DatabaseStore) -> None:
    """Every field of an event survives storing."""
    events = (
        NeedEvent(NeedStep.ASSIGNED, "sam", NOW, assignee="edith"),
        NeedEvent(NeedStep.TASKED, "edith", NOW, task_id="t1"),
        NeedEvent(NeedStep.MOVED, "sam", NOW, department_id="housing"),
        NeedEvent(NeedStep.PROPOSED, "system", NOW, version_id="v1"),
        NeedEvent(NeedStep.MERGED, "sam", NOW, "The same.", need_id="n2"),
    )
    with store.begin() as work:
        work.needs.add(NEED)
        for place, event in enumerate(events):
            work.needs.append("n1", place, event)
        work.needs.name("n1", ["泳道", "预订"])
    with store.read() as work:
        assert work.needs.get("n1") == Need.of(NEED, events, ("泳道", "预订"))


def test_a_question_is_looked_at_once_and_again_when_a_person_decides(store: DatabaseStore) -> None:
    """What was no need becomes one when its draft is set aside; a final finding stays."""
    with store.begin() as work:
        _ask(work, "q1", reasons=(Reason.NO_CERTIFICATE,))
        _ask(work, "q2", reasons=(Reason.COMPLAINT,))
        _ask(work, "q3", Outcome.CLARIFIED)
        found = {one.question_id: one for one in work.needs.unsifted(10)}
        assert set(found) == {"q1", "q2"}
        assert found["q1"].reasons == (Reason.NO_CERTIFICATE,)
        work.needs.sift(found["q1"], final=False)
        work.needs.sift(found["q2"], final=True)
        assert work.needs.unsifted(10) == ()
        for key in ("q1", "q2"):
            decision = a_decision(f"x-{key}", DecisionKind.REJECTED, question_id=key)
            work.questions.add_decision(decision, f"key-{key}")
        (again,) = work.needs.unsifted(10)
    assert (again.question_id, again.decided) == ("q1", frozenset({DecisionKind.REJECTED}))


def test_a_question_belongs_to_one_need(store: DatabaseStore) -> None:
    """Two rounds at once cannot count it twice."""
    with store.begin() as work:
        _ask(work, "q1")
        for key in ("n1", "n2"):
            work.needs.add(NeedFacts(key, NOW, "en", "transport"))
        work.needs.put(_asked("q1"))
        with pytest.raises(Conflict):
            work.needs.put(_asked("q1", "n2"))
        assert work.needs.asked(["n1"]) == (_asked("q1"),)
        work.needs.move("n1", "n2")
        assert [one.need_id for one in work.needs.asked()] == ["n2"]


def test_some_questions_of_a_need_go_to_another(store: DatabaseStore) -> None:
    """S-16: those named and no others; if one of them is elsewhere by now, none goes."""
    with store.begin() as work:
        for key in ("q1", "q2", "q3"):
            _ask(work, key)
        for key in ("n1", "n2"):
            work.needs.add(NeedFacts(key, NOW, "en", "transport"))
        for key in ("q1", "q2"):
            work.needs.put(_asked(key))
        work.needs.put(_asked("q3", "n2"))
        work.needs.move_questions(["q2"], "n1", "n2")
        assert {one.question_id: one.need_id for one in work.needs.asked()} == {
            "q1": "n1",
            "q2": "n2",
            "q3": "n2",
        }
    with pytest.raises(Conflict), store.begin() as work:
        work.needs.move_questions(["q1", "q2"], "n1", "n2")
    with store.read() as work:
        assert [one.question_id for one in work.needs.asked(["n1"])] == ["q1"]


def test_an_erased_question_is_found_by_no_round(store: DatabaseStore) -> None:
    """L-12: neither sifted anew nor counted."""
    with store.begin() as work:
        _ask(work, "q1")
        _ask(work, "q2")
        work.needs.add(NEED)
        work.needs.put(_asked("q1"))
        work.conversations.erase("c-q1")
        work.conversations.erase("c-q2")
        assert work.needs.forget("c-q1") == {"n1"}
    with store.read() as work:
        assert work.needs.asked() == ()
        assert work.needs.unsifted(10) == ()
        assert work.needs.question("q1") is None


def test_what_is_owed_is_settled_once(store: DatabaseStore) -> None:
    """Owed twice it is owed once; settled twice is refused."""
    with_question(store)
    with store.begin() as work:
        work.needs.add(NEED)
        work.needs.owe(OWED)
        work.needs.owe(OWED)
        assert work.needs.owed(undone=True) == (OWED,)
        work.needs.settle(OWED, Told.MESSAGE, NOW + timedelta(minutes=1))
        with pytest.raises(Conflict):
            work.needs.settle(OWED, Told.MESSAGE, NOW)
        assert work.needs.owed(undone=True) == ()
        assert [one.result for one in work.needs.owed("n1")] == [Told.MESSAGE]
