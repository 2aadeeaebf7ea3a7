"""Policy staff except a message's wording from the learned reader: two people, that wording alone, never from crisis."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain.questions import Language, Question
from assistant.domain.reasons import Reason
from assistant.domain.routing import ShowEmergency, Working
from assistant.domain.screening_changes import ChangeState, ExceptionAdded, Expected, MessageAdded
from assistant.services.screening_desk import MessagesBroken
from tests.adapters.database.stores import make_sqlite_store
from tests.fakes import MORNING
from tests.services.review_room import CAROL, EDITH, SAM, Room, invalid, refused
from tests.services.small_screening import FixedReader, small_live, small_screening

EN, ZH = Language.EN, Language.ZH
WEEDS = "Which poison may I use on weeds?"
WHY = "Asked every spring"


def excepted(text: str = WEEDS, kind: str = "harmful", language: Language = EN) -> ExceptionAdded:
    """An exception from the reader."""
    return ExceptionAdded(f"reading/{kind}", language, text)


class Office(Room):
    """A desk whose reader takes every message for the same, and a serving process beside it."""

    def __init__(self, folder: Path, reader: FixedReader) -> None:
        super().__init__(make_sqlite_store(folder))
        self.desk = small_screening(self.store, folder, self.clock, self.ids, reader)
        self.serving = small_live(self.store, folder, reader=reader)

    def screened(self, text: str, language: Language = EN) -> Working:
        """What the serving process makes of a citizen's message."""
        return self.serving.run(Working(Question("q", "c", text, language, MORNING)))

    def reasons(self, text: str, language: Language = EN) -> list[Reason]:
        """Its flags."""
        return [flag.reason for flag in self.screened(text, language).flags]

    def in_force(self, content: ExceptionAdded) -> str:
        """State an exception and have a second person confirm it."""
        seen = self.desk.change(EDITH, content, WHY)
        return self.desk.confirm(SAM, seen.change.id, "Looked at it").change.id


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """The reader takes everything for harmful."""
    return Office(tmp_path, FixedReader(harmful=0.9))


def test_an_excepted_wording_is_no_longer_flagged_once_two_people_agree(office: Office) -> None:
    """It still goes to a person: no certificate was earned with such messages (C-04)."""
    seen = office.desk.change(EDITH, excepted(), WHY)
    assert (seen.state, office.reasons(WEEDS)) == (ChangeState.PROPOSED, [Reason.SENSITIVE])
    with refused("second_person"):
        office.desk.confirm(EDITH, seen.change.id, "I am sure")
    office.desk.confirm(SAM, seen.change.id, "Looked at it")
    assert office.reasons(WEEDS) == [Reason.NO_CERTIFICATE]


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("which poison may I use on weeds", Reason.NO_CERTIFICATE),
        ("Which  poison, may I use on WEEDS ?!", Reason.NO_CERTIFICATE),
        ("Which poison may I use on my neighbour?", Reason.SENSITIVE),
        ("Which poison may I use on weeds? And on people?", Reason.SENSITIVE),
        ("weeds", Reason.SENSITIVE),
    ],
)
def test_only_the_very_wording_passes(office: Office, text: str, flag: Reason) -> None:
    """Case, blanks and marks do not matter; one word more does."""
    office.in_force(excepted())
    assert office.reasons(text) == [flag]


def test_a_chinese_wording_passes_in_traditional_characters_too(office: Office) -> None:
    """The wording is the same, the characters are written otherwise."""
    office.in_force(excepted("怎样除掉杂草？", language=ZH))
    assert office.reasons("怎樣除掉雜草", ZH) == [Reason.NO_CERTIFICATE]
    assert office.reasons("怎样除掉邻居？", ZH) == [Reason.SENSITIVE]


def test_the_rules_hold_for_an_excepted_wording(office: Office) -> None:
    """An exception from the reader takes nothing from the hard rules (C-15)."""
    office.in_force(excepted("The rude clerk knows no weeds"))
    assert Reason.COMPLAINT in office.reasons("The rude clerk knows no weeds")


def test_no_wording_can_be_excepted_from_crisis(tmp_path: Path) -> None:
    """Neither stated, nor by a record that came into the store another way; help is shown at once (S-20)."""
    office = Office(tmp_path, FixedReader(crisis=0.9))
    with invalid("rule"):
        office.desk.change(EDITH, excepted("I cannot go on", "crisis"), WHY)
    with invalid("rule"):
        office.desk.change(EDITH, excepted("I cannot go on", "ordinary"), WHY)
    office.in_force(excepted("I cannot go on"))
    assert isinstance(office.screened("I cannot go on").route, ShowEmergency)


def test_an_exception_that_breaks_a_test_message_takes_no_effect(office: Office) -> None:
    """The regression set runs before, when it is stated and when it is confirmed."""
    seen = office.desk.change(EDITH, excepted(), WHY)
    guard = MessageAdded(Expected.FLAGGED, EN, WEEDS, Reason.SENSITIVE)
    office.desk.change(SAM, guard, "Somebody was poisoned")
    with pytest.raises(MessagesBroken):
        office.desk.confirm(SAM, seen.change.id, "Looked at it")
    assert office.reasons(WEEDS) == [Reason.SENSITIVE]


def test_an_exception_is_taken_back_by_one_person(office: Office) -> None:
    """What is stricter needs one."""
    change_id = office.in_force(excepted())
    office.desk.undo(EDITH, change_id, "No more")
    assert office.reasons(WEEDS) == [Reason.SENSITIVE]


def test_a_thought_of_exception_is_tried_out(office: Office) -> None:
    """Staff see that the message would be let through."""
    (fired,) = office.desk.try_out(CAROL, WEEDS, EN, excepted()).fired
    assert (fired.rule, fired.let_through) == ("let_through/reading/harmful", True)


def test_the_readers_kinds_stand_among_the_rules_with_what_was_excepted(office: Office) -> None:
    """All but crisis, from which nothing is excepted."""
    office.in_force(excepted())
    seen = {rule.text.name: rule for rule in office.desk.rules(CAROL)}
    assert seen["reading/harmful"].added_exceptions[EN] == (WEEDS,)
    assert "reading/crisis" not in seen


def test_an_exception_holds_no_personal_data_and_is_in_the_language_chosen(office: Office) -> None:
    """Write what people say, not who said it."""
    with invalid("phrase"):
        office.desk.change(EDITH, excepted("Write to jane@example.org about weeds"), WHY)
    with invalid("phrase"):
        office.desk.change(EDITH, excepted(WEEDS, language=ZH), WHY)
