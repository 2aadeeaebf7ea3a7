"""Help for somebody in danger waits for nothing, reads like a person wrote it, and puts the conversation first (S-20)."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.adapters.question_workers import QuestionWorkers
from assistant.domain.cases import DecisionKind, DecisionReason
from assistant.domain.questions import Language, Outcome, Stage
from assistant.domain.reasons import Reason
from assistant.domain.routing import Working
from assistant.services.answer_question import AnswerEngine
from assistant.services.conversations import Conversations
from assistant.services.decision_rules import DecisionRequest
from assistant.services.fixed_texts import EMERGENCY, emergency_text
from assistant.services.help_at_once import HelpAtOnce
from assistant.services.process_question import ProcessQuestion
from assistant.services.record_outcome import OutcomeRecorder
from tests.adapters.database.stores import make_sqlite_store
from tests.services.asking_room import AskingRoom
from tests.services.review_room import CAROL, FEE, HANNA, PIPELINE, a_draft, a_working
from tests.services.small_screening import HelpingTown, small_live

DANGER = "I want to end my life"
HELD_AT_MOST_S = 60.0


class HeldSearch:
    """A search that does not come back until it is let go."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.let_go = threading.Event()
        self.searched: list[str] = []

    @property
    def stage(self) -> Stage:
        """In the place of retrieval."""
        return Stage.RETRIEVE

    def run(self, working: Working) -> Working:
        """Waits; then finds nothing."""
        self.searched.append(working.question.text)
        self.begun.set()
        assert self.let_go.wait(HELD_AT_MOST_S)
        return working


class HelpingRoom(AskingRoom):
    """A room with a screen, an engine whose search hangs, and one worker that is busy with it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(make_sqlite_store(folder))
        self.search = HeldSearch()
        self.town = HelpingTown()
        screen = small_live(self.store, folder, self.town)
        engine = AnswerEngine((screen, self.search), PIPELINE, lambda: 0.0)
        recorder = OutcomeRecorder(self.store, self.town, self.clock, self.ids, self.sources, PIPELINE)
        processing = ProcessQuestion(self.store, engine.run, recorder, self.pages, PIPELINE)
        self.workers = QuestionWorkers(processing.process, self.store, self.clock, 1)
        self.conversations = Conversations(
            self.store,
            self.clock,
            self.ids,
            self.workers,
            self.pages,
            dict.fromkeys(Language, "Town"),
            HelpAtOnce(screen, processing.process),
        )


@pytest.fixture
def room(tmp_path: Path) -> Iterator[HelpingRoom]:
    """Its worker hangs in a search that somebody else's question began."""
    room = HelpingRoom(tmp_path)
    room.workers.start()
    room.accepted(text="How much is a permit?")
    assert room.search.begun.wait(HELD_AT_MOST_S)
    yield room
    room.search.let_go.set()
    room.workers.stop()


def test_help_stands_in_the_conversation_when_the_message_is_accepted(room: HelpingRoom) -> None:
    """Though every worker hangs in a search: nothing is searched, drafted or waited for."""
    conversation = room.conversation()
    taken = room.conversations.accept(conversation, DANGER, "c1")
    assert taken.helped
    assert room.kinds(conversation) == ["question", "emergency", "case"]
    assert room.record(taken.question_id).outcome is Outcome.EMERGENCY
    assert room.search.searched == ["How much is a permit?"]
    assert not room.search.let_go.is_set()


def test_another_question_waits_its_turn(room: HelpingRoom) -> None:
    """Only danger goes first."""
    conversation = room.conversation()
    taken = room.conversations.accept(conversation, "Where is the market?", "c1")
    assert not taken.helped
    assert room.kinds(conversation) == ["question"]
    assert room.record(taken.question_id).outcome is None


def test_the_same_sending_again_helps_once(room: HelpingRoom) -> None:
    """A page that lost the answer sends again: one card, one case."""
    conversation = room.conversation()
    first = room.conversations.accept(conversation, DANGER, "c1")
    again = room.conversations.accept(conversation, DANGER, "c1")
    assert again.question_id == first.question_id
    assert room.kinds(conversation) == ["question", "emergency", "case"]


def test_where_looking_fails_the_question_waits_in_the_queue(tmp_path: Path) -> None:
    """It was accepted, so it must get its outcome; the pipeline looks again."""

    class Broken:
        stage = Stage.SCREEN

        def run(self, working: Working) -> Working:
            raise RuntimeError(working.question.text)

    room = AskingRoom(make_sqlite_store(tmp_path))
    room.conversations = Conversations(
        room.store,
        room.clock,
        room.ids,
        room.queue,
        room.pages,
        dict.fromkeys(Language, "Town"),
        HelpAtOnce(Broken(), room.processing.process),
    )
    question_id = room.accepted(text=DANGER)
    assert room.queue.waiting == [question_id]


@pytest.mark.parametrize(("text", "language"), [(DANGER, Language.EN), ("我不想活了", Language.ZH)])
def test_the_text_is_fixed_and_in_the_language_of_the_conversation(
    room: HelpingRoom, text: str, language: Language
) -> None:
    """Word for word the one that stands in the code, with the contacts of the directory in that language."""
    conversation = room.conversation(language)
    room.conversations.accept(conversation, text, "c1")
    card = room.views.messages(conversation)[1].message
    assert card.text == EMERGENCY[Reason.CRISIS][language]
    name = {Language.EN: "Crisis line", Language.ZH: "危机热线"}[language]
    assert card.payload["contacts"] == [{"name": name, "phone": "0555 100 111", "when": ""}]


def test_the_whole_conversation_goes_to_the_head_of_the_queue(room: HelpingRoom) -> None:
    """Before cases that were promised earlier or are overdue, with the older questions of the same person."""
    overdue = room.ask(room.conversation(), a_working(a_draft(FEE)), "How much?")
    person = room.conversation()
    earlier = room.ask(person, a_working(a_draft(FEE)), "And for two cars?")
    room.clock.turn(timedelta(days=3))
    later = room.conversations.accept(person, DANGER, "c1")
    rows = room.reviews.queue(CAROL, None, None, mine=False)
    with room.store.read() as work:
        danger = work.cases.of_question(later.question_id)
    assert danger is not None
    assert [(row.id, row.urgent) for row in rows] == [
        (earlier.id, True),
        (danger.id, True),
        (overdue.id, False),
    ]
    assert room.reviews.read(CAROL, earlier.id).row.urgent


def test_once_the_danger_is_answered_nothing_is_urgent_any_more(room: HelpingRoom) -> None:
    """Other cases of the conversation take their places again."""
    person = room.conversation()
    first = room.ask(room.conversation(), a_working(a_draft(FEE)), "How much?")
    room.clock.turn(timedelta(hours=1))
    earlier = room.ask(person, a_working(a_draft(FEE)), "And for two cars?")
    room.conversations.accept(person, DANGER, "c1")
    urgent = [row for row in room.reviews.queue(CAROL, None, None, mine=False) if row.urgent]
    (danger,) = (row for row in urgent if row.id != earlier.id)
    room.reviews.claim(CAROL, danger.id)
    choice = DecisionRequest(DecisionKind.WRITTEN, DecisionReason.OK, "k1", text="We call you now.")
    room.reviews.decide(CAROL, danger.id, choice)
    rows = room.reviews.queue(CAROL, None, None, mine=False)
    assert [(row.id, row.urgent) for row in rows[:2]] == [(first.id, False), (earlier.id, False)]


def test_the_case_goes_to_the_department_of_the_matter_only_if_it_is_known(room: HelpingRoom) -> None:
    """Else to the one that receives what nobody owns, as every case; Hanna of housing does not see it then."""
    conversation = room.conversation()
    room.conversations.accept(conversation, DANGER, "c1")
    assert room.reviews.queue(HANNA, None, None, mine=False) == ()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("danger", list(EMERGENCY))
def test_the_words_are_short_plain_and_kind(danger: Reason, language: Language) -> None:
    """S-20: at most 22 words a sentence, says "please" and that a person reads it, gives no order and no blame."""
    text = emergency_text((Reason.COMPLAINT, danger), language)
    assert text == EMERGENCY[danger][language]
    if language is Language.EN:
        sentences = re.split(r"(?<=[.!?]) ", text)
        assert max(len(sentence.split()) for sentence in sentences) <= 22
        assert "Please call" in text
        assert "member of staff will read" in text
        assert not re.search(r"\b(must|calm down|error|invalid|cannot help)\b", text)
    else:
        assert max(len(sentence) for sentence in re.split("[。！？]", text)) <= 45
        assert "请现在就拨打" in text
        assert "工作人员会最先阅读" in text


def test_a_danger_the_texts_do_not_know_gets_the_words_for_a_crisis() -> None:
    """Nobody is left without words."""
    assert emergency_text((), Language.EN) == EMERGENCY[Reason.CRISIS][Language.EN]
