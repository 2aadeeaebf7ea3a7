"""How a reply came about, in plain words: true for each way a reply can come about, and without names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest

from assistant.adapters.written_days import WrittenDays
from assistant.domain.cases import Case, DecisionKind
from assistant.domain.conversations import Conversation
from assistant.domain.errors import NotFound
from assistant.domain.purposes import Purpose
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.routing import ToPerson
from assistant.services.explanation_texts import PARTS, SENTENCES, Part, Said
from assistant.services.explanations import Explanation, Explanations
from tests.adapters.database.stores import make_sqlite_store
from tests.services.asking_room import AskingRoom, a_certificate_for_parking, releasable
from tests.services.review_room import (
    ANDY,
    CAROL,
    EVERYBODY,
    EXCEPTION,
    FEE,
    FLAGGED,
    HANNA,
    SAM,
    a_draft,
    a_working,
)
from tests.services.small_appeals import small_appeals
from tests.services.small_rights import small_rights


class ExplainingRoom(AskingRoom):
    """A citizen who wants to know."""

    def __init__(self, directory: Path) -> None:
        super().__init__(make_sqlite_store(directory))
        self.explanations = Explanations(self.store, self.town, self.clock, WrittenDays(UTC))
        self.citizen: Conversation = self.conversation()

    def explained(self, question_id: str, language: Language = Language.EN) -> Explanation:
        """What the citizen is told of a reply."""
        reply = self.reply_to(question_id)
        assert reply is not None
        return self.explanations.of_reply(self.citizen, reply.id, language)

    def case_of(self, question_id: str) -> Case:
        """The case of a question."""
        with self.store.read() as work:
            case = work.cases.of_question(question_id)
        assert case is not None
        return case

    def decided(self, kind: DecisionKind) -> str:
        """A question that Carol decided on; its id."""
        question_id = self.process(a_working(a_draft(FEE, EXCEPTION), FLAGGED), self.citizen)
        case = self.case_of(question_id)
        self.reviews.claim(CAROL, case.id)
        if kind is DecisionKind.WRITTEN:
            request = self.own_reply()
        elif kind is DecisionKind.EDITED:
            request = replace(self.request(case, kind), text="A permit costs 84.00 euros.")
        else:
            question_id = self.process(a_working(a_draft(FEE)), self.citizen)
            case = self.case_of(question_id)
            self.reviews.claim(CAROL, case.id)
            request = self.request(case)
        self.reviews.decide(CAROL, case.id, request)
        return question_id


@pytest.fixture
def room(tmp_path: Path) -> ExplainingRoom:
    """Nothing was asked yet."""
    return ExplainingRoom(tmp_path)


def said(explanation: Explanation, part: Part) -> str:
    """The sentences of a part."""
    return " ".join(next(one.sentences for one in explanation.paragraphs if one.part is part))


def test_an_automatic_reply_says_that_no_person_read_it_and_on_what_promise(room: ExplainingRoom) -> None:
    """L-09: certificate, topic, what it rests on; the sources with the day since when they hold."""
    room.sign(a_certificate_for_parking(room))
    told = room.explained(room.process(releasable(), room.citizen))
    decided = said(told, Part.DECIDED)
    assert "No person read this reply before you did." in decided
    assert "“Parking”" in decided
    assert "40 answers labelled by people, 0 of them wrong: at most 10 %" in decided
    assert FEE in said(told, Part.SOURCES)
    assert "in force since 1 January 2026" in said(told, Part.SOURCES)
    assert "A person should look again" in said(told, Part.CONTEST)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (DecisionKind.APPROVED, "sent it unchanged"),
        (DecisionKind.EDITED, "changed it and sent it"),
        (DecisionKind.WRITTEN, "wrote the reply in their own words"),
    ],
)
def test_a_persons_reply_says_what_the_person_did(
    room: ExplainingRoom, kind: DecisionKind, words: str
) -> None:
    """L-09: role and unit, what was done, who is responsible, and why it went to a person."""
    told = room.explained(room.decided(kind))
    assert words in said(told, Part.DECIDED)
    assert "caseworker, Transport" in said(told, Part.DECIDED)
    assert "No certificate covers this topic" in said(told, Part.MACHINE)


def test_what_the_checks_marked_is_told(room: ExplainingRoom) -> None:
    """L-09: findings are counted; a draft without any says so."""
    assert "marked 1 places" in said(room.explained(room.decided(DecisionKind.WRITTEN)), Part.MACHINE)
    clean = room.process(a_working(a_draft(FEE)), room.citizen)
    told = room.explanations.of_case(SAM, room.case_of(clean).id, Language.EN)
    assert "They found no difference." in said(told, Part.MACHINE)


def test_a_case_nobody_decided_yet_says_so(room: ExplainingRoom) -> None:
    """L-09: also without a reply there is an explanation, for staff to hand out."""
    reasons = (Reason.NO_EVIDENCE,)
    working = replace(a_working(None), evidence=(), reasons=reasons, route=ToPerson(reasons))
    case = room.case_of(room.process(working, room.citizen))
    told = room.explanations.of_case(SAM, case.id, Language.EN)
    assert "Nobody has decided yet." in said(told, Part.DECIDED)
    assert "found none that answers this" in said(told, Part.MACHINE)
    room.conversations.withdraw(room.citizen, case.number)
    told = room.explanations.of_case(SAM, case.id, Language.EN)
    assert "You withdrew the case" in said(told, Part.DECIDED)


def test_people_only_is_told_as_the_reason_for_no_draft(room: ExplainingRoom) -> None:
    """L-17: the citizen's own choice."""
    small_rights(room, room.views).choices.choose(room.citizen, Purpose.AI_DRAFTS, False)
    case = room.case_of(room.process(a_working(a_draft(FEE)), room.citizen))
    told = room.explanations.of_case(SAM, case.id, Language.EN)
    assert "people alone write to you" in said(told, Part.MACHINE)


def test_an_appeal_is_told_where_one_could_be_made(room: ExplainingRoom) -> None:
    """Its number instead of the button."""
    question_id = room.decided(DecisionKind.WRITTEN)
    reply = room.reply_to(question_id)
    assert reply is not None
    case = small_appeals(room).make(room.citizen, reply.id, "", "a1")
    assert case.number in said(room.explained(question_id), Part.CONTEST)


@pytest.mark.parametrize("language", list(Language))
def test_no_explanation_names_a_person(room: ExplainingRoom, language: Language) -> None:
    """S-15: neither names nor account ids, in either language."""
    told = str(room.explained(room.decided(DecisionKind.EDITED), language))
    assert not any(one.display_name in told or one.id in told for one in EVERYBODY)


def test_every_sentence_is_there_in_every_language_with_the_same_places() -> None:
    """A place left out of a translation would leave a fact out."""
    for texts in (*SENTENCES.values(), *PARTS.values()):
        places = {
            tuple(sorted({part.split("}")[0] for part in text.split("{")[1:]})) for text in texts.values()
        }
        assert set(texts) == set(Language)
        assert len(places) == 1
    assert set(SENTENCES) == set(Said)


def test_what_a_citizen_wrote_fills_no_places(room: ExplainingRoom) -> None:
    """Braces in a question stay braces."""
    question_id = room.accepted(room.citizen, "Is {when} {question} free?")
    room.script.script = [a_working(a_draft(FEE))]
    room.processing.process(question_id)
    told = room.explanations.of_case(SAM, room.case_of(question_id).id, Language.EN)
    assert "“Is {when} {question} free?”" in said(told, Part.ASKED)


def test_only_those_who_may_read_it_are_told(room: ExplainingRoom) -> None:
    """X-09, X-21: another conversation and another department find nothing; a reading by staff is on record."""
    question_id = room.decided(DecisionKind.WRITTEN)
    reply, case = room.reply_to(question_id), room.case_of(question_id)
    assert reply is not None
    with pytest.raises(NotFound):
        room.explanations.of_reply(room.conversation(), reply.id, Language.EN)
    with pytest.raises(NotFound):
        room.explanations.of_case(HANNA, case.id, Language.EN)
    room.explanations.of_case(ANDY, case.id, Language.EN)
    opened = small_rights(room, room.views).records.of(room.citizen, Language.EN).opened
    assert "auditor, Transport" in {one.by for one in opened}
