"""Citizens, engines and switches that act at the same moment, on each database."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.audit_chain import verify
from assistant.domain.oversight import StopScope
from assistant.domain.questions import Outcome
from assistant.domain.reasons import Reason
from assistant.services.conversations import Accepted
from tests.services.asking_room import AskingRoom, a_certificate_for_parking, releasable


def _at_once(*steps: Callable[[], object]) -> list[object]:
    together = Barrier(len(steps))

    def run(step: Callable[[], object]) -> object:
        together.wait(10)
        return step()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(run, steps))


def test_the_same_message_sent_ten_times_at_once_is_one_question(store: DatabaseStore) -> None:
    """Whoever comes second is told of the first acceptance, not of an error."""
    room = AskingRoom(store)
    conversation = room.conversation()
    taken = _at_once(*[lambda: room.conversations.accept(conversation, "How much?", "c1")] * 10)
    assert len({one.question_id for one in taken if isinstance(one, Accepted)}) == 1
    assert len(taken) == 10
    assert room.kinds(conversation) == ["question"]


def test_a_question_worked_on_by_two_processes_is_answered_once(store: DatabaseStore) -> None:
    """Both tell the same outcome; the citizen sees one reply and the log verifies."""
    room = AskingRoom(store)
    room.sign(a_certificate_for_parking(room))
    room.script.script = [releasable()]
    conversation = room.conversation()
    question_id = room.accepted(conversation)
    outcomes = _at_once(*[lambda: room.processing.process(question_id)] * 2)
    assert set(outcomes) == {Outcome.ANSWERED}
    assert room.kinds(conversation) == ["question", "reply"]
    assert verify(room.log()).intact


def test_a_switch_turned_while_answers_go_out_stops_all_that_come_after(store: DatabaseStore) -> None:
    """What was asked meanwhile is answered or reviewed, whole; what is asked afterwards is stopped."""
    room = AskingRoom(store)
    room.sign(a_certificate_for_parking(room))
    room.script.script = [releasable()]
    waiting = [room.accepted() for _ in range(6)]

    steps: list[Callable[[], object]] = [
        lambda question_id=question_id: room.processing.process(question_id)  # type: ignore[misc]
        for question_id in waiting
    ]
    _at_once(*steps, lambda: room.stop(StopScope.WHOLE))
    late = room.process(releasable())
    assert room.record(late).reasons == (Reason.STOPPED,)
    assert all(room.record(one).outcome in (Outcome.ANSWERED, Outcome.REVIEWED) for one in waiting)
    for one in waiting:
        answered = room.record(one).outcome is Outcome.ANSWERED
        assert (room.reply_to(one) is not None) is answered
