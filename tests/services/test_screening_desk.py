"""Policy staff read the screening rules, try messages out, and add to them; what loosens needs two of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Never

import pytest

from assistant.domain.errors import Forbidden, NotFound
from assistant.domain.questions import Language, Question
from assistant.domain.reasons import Reason
from assistant.domain.routing import ShowEmergency, Working
from assistant.domain.screening_changes import (
    ChangeState,
    Content,
    ExceptionAdded,
    Expected,
    MessageAdded,
    PhraseAdded,
)
from assistant.domain.staff import Grant, Role, Staff
from assistant.services.live_screening import LiveScreening
from assistant.services.screening_desk import MessagesBroken, ScreeningDesk
from assistant.services.screening_views import SeenChange
from tests.adapters.database.stores import make_sqlite_store
from tests.fakes import MORNING
from tests.services.review_room import ANDY, CAROL, EDITH, HANNA, SAM, Room, invalid, refused
from tests.services.small_screening import small_live, small_screening

EN, ZH = Language.EN, Language.ZH
HOUSING_EDITOR = Staff("hedda", "hedda", "Hedda", (Grant(Role.POLICY_EDITOR, "housing"),))
GIVE_UP = PhraseAdded(Reason.CRISIS, EN, "no way out for me", emergency=True)
LOOK_ALIKE = ExceptionAdded("complaint/rude", EN, "noise complaint")
WHY = "Seen in last week's cases"


class Office(Room):
    """A room with the desk of policy staff and a serving process beside it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(make_sqlite_store(folder))
        self.desk: ScreeningDesk = small_screening(self.store, folder, self.clock, self.ids)
        self.serving: LiveScreening = small_live(self.store, folder)
        self.folder = folder

    def reasons(self, text: str, language: Language = EN) -> list[Reason]:
        """What the serving process makes of a citizen's message."""
        return [flag.reason for flag in self.screened(text, language).flags]

    def screened(self, text: str, language: Language = EN) -> Working:
        """The screen's whole result."""
        return self.serving.run(Working(Question("q", "c", text, language, MORNING)))

    def in_force(self, content: Content) -> SeenChange:
        """State a change, confirmed by a second person where one is needed."""
        seen = self.desk.change(EDITH, content, WHY)
        if seen.state is ChangeState.PROPOSED:
            seen = self.desk.confirm(SAM, seen.change.id, "Looked at it")
        assert seen.state is ChangeState.IN_FORCE
        return seen

    def logged(self) -> list[tuple[str, str, str]]:
        """Actor, action and reason of what the audit log says of screening."""
        with self.store.read() as work:
            entries = work.oversight.audit_entries()
        return [(e.actor, e.action, e.data["reason"]) for e in entries if e.object_kind == "screening_change"]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Edith and Sam may change the rules, Carol may look."""
    return Office(tmp_path)


def test_an_added_phrase_counts_for_the_next_message_of_a_process_that_runs_already(office: Office) -> None:
    """One person is enough, since more messages reach people; help is shown at once where the phrase says so."""
    assert office.reasons("There is no way out for me") == []
    seen = office.desk.change(EDITH, GIVE_UP, WHY)
    assert (seen.state, seen.loosens) == (ChangeState.IN_FORCE, False)
    working = office.screened("There is NO WAY out for me")
    assert [flag.rule for flag in working.flags] == [f"local/{seen.change.id}"]
    assert isinstance(working.route, ShowEmergency)


def test_changes_are_in_force_again_after_a_restart(office: Office) -> None:
    """They stand in the database, in both languages."""
    office.desk.change(EDITH, PhraseAdded(Reason.COMPLAINT, ZH, "态度太差"), WHY)
    office.serving = small_live(office.store, office.folder)
    assert office.reasons("你们窗口态度太差了", ZH) == [Reason.COMPLAINT]


def test_an_exception_waits_for_a_second_person(office: Office) -> None:
    """Nothing changes before; whoever proposed it cannot confirm it."""
    seen = office.desk.change(EDITH, LOOK_ALIKE, WHY)
    assert (seen.state, seen.loosens) == (ChangeState.PROPOSED, True)
    assert office.reasons("A noise complaint about a bar") == [Reason.COMPLAINT]
    with refused("second_person"):
        office.desk.confirm(EDITH, seen.change.id, "I am sure")
    assert office.desk.confirm(SAM, seen.change.id, "Checked").state is ChangeState.IN_FORCE
    assert Reason.COMPLAINT not in office.reasons("A noise complaint about a bar")
    assert Reason.COMPLAINT in office.reasons("A noise complaint, and I complain about you too")


def test_what_only_an_added_exception_lets_through_is_not_released_under_a_certificate(
    office: Office,
) -> None:
    """Certificates were earned while such messages went to people (C-04); a person still answers them."""
    office.in_force(LOOK_ALIKE)
    assert office.reasons("A noise complaint about a bar") == [Reason.NO_CERTIFICATE]
    assert office.reasons("What does a noise complaint form look like? Complaint or not") == [
        Reason.COMPLAINT
    ]
    assert office.reasons("Where is the market?") == []


def test_a_phrase_is_taken_back_by_two_people_and_an_exception_by_one(office: Office) -> None:
    """Whatever makes the screen looser needs a second person, in either direction."""
    phrase, exception = office.in_force(GIVE_UP), office.in_force(LOOK_ALIKE)
    assert office.desk.undo(EDITH, exception.change.id, "Too wide").state is ChangeState.IN_FORCE
    assert office.reasons("A noise complaint about a bar") == [Reason.COMPLAINT]
    undo = office.desk.undo(EDITH, phrase.change.id, "Too wide")
    assert undo.state is ChangeState.PROPOSED
    assert office.reasons("no way out for me") == [Reason.CRISIS]
    with refused("undo_proposed"):
        office.desk.undo(SAM, phrase.change.id, "Again")
    office.desk.confirm(SAM, undo.change.id, "Yes")
    assert office.reasons("no way out for me") == []
    assert office.desk.changes(CAROL)[-1].state is ChangeState.UNDONE


def test_a_change_that_breaks_a_test_message_is_blocked_with_the_list(office: Office) -> None:
    """Both ways: a look-alike that would be flagged, and a danger that would pass. Nothing is stored, but logged."""
    with pytest.raises(MessagesBroken, match=r"“Where do I report a broken street light\?” must pass"):
        office.desk.change(EDITH, PhraseAdded(Reason.COMPLAINT, EN, "street light*"), WHY)
    with pytest.raises(MessagesBroken, match="“I want to end my life” must be flagged"):
        office.desk.change(EDITH, ExceptionAdded("crisis/life", EN, "end my life"), WHY)
    assert office.desk.changes(EDITH) == ()
    assert [action for _, action, _ in office.logged()] == ["screening_blocked", "screening_blocked"]
    assert office.reasons("I want to end my life") == [Reason.CRISIS]


def test_an_added_test_message_guards_from_then_on(office: Office) -> None:
    """It must hold when it is added; taking it back needs two people."""
    passes = MessageAdded(Expected.PASSES, EN, "The clock in the tower has no way out for me to see")
    added = office.desk.change(EDITH, passes, WHY)
    with pytest.raises(MessagesBroken):
        office.desk.change(EDITH, GIVE_UP, WHY)
    with pytest.raises(MessagesBroken):
        office.desk.change(EDITH, MessageAdded(Expected.FLAGGED, EN, "Where is the market?"), WHY)
    assert office.desk.undo(EDITH, added.change.id, "Wrong").state is ChangeState.PROPOSED
    assert all(finding.holds for finding in office.desk.messages(CAROL))


def test_a_proposal_that_breaks_a_message_added_meanwhile_cannot_be_confirmed(office: Office) -> None:
    """The regression set runs when a change takes effect, not only when it is stated."""
    proposed = office.desk.change(EDITH, LOOK_ALIKE, WHY)
    guarded = MessageAdded(Expected.FLAGGED, EN, "My noise complaint was ignored", Reason.COMPLAINT)
    office.desk.change(SAM, guarded, WHY)
    with pytest.raises(MessagesBroken):
        office.desk.confirm(SAM, proposed.change.id, "Fine")
    assert office.desk.changes(EDITH)[-1].state is ChangeState.PROPOSED


def test_trying_out_shows_which_rules_fire_on_which_words(office: Office) -> None:
    """With a change that is only thought of, too; what is personal is named by its kind."""
    tried = office.desk.try_out(CAROL, "Your rude clerk! I’ll k i l l myself. Mail me: a.b@example.org", EN)
    assert [(one.rule, one.words, one.emergency) for one in tried.fired] == [
        ("crisis/life", ("kill myself",), True),
        ("complaint/rude", ("rude clerk",), False),
    ]
    assert tried.personal_data == ("EMAIL_ADDRESS",)
    assert "example.org" not in tried.masked
    thought = office.desk.try_out(CAROL, "A noise complaint", EN, LOOK_ALIKE)
    assert [(one.reason, one.let_through) for one in thought.fired] == [(Reason.NO_CERTIFICATE, True)]
    assert office.desk.changes(CAROL) == ()


def test_every_rule_is_listed_in_words_with_what_was_added_to_it(office: Office) -> None:
    """Lists are written out; added phrases stand as rules of their own, exceptions at their rule."""
    office.in_force(GIVE_UP)
    office.in_force(LOOK_ALIKE)
    rules = {rule.text.name: rule for rule in office.desk.rules(ANDY)}
    rude = rules["complaint/rude"]
    assert rude.text.phrases[EN] == ("rude (clerk|officer)", "complain*")
    assert rude.text.phrases[ZH] == ("投诉",)
    assert rude.added_exceptions[EN] == ("noise complaint",)
    assert [rule.text.phrases[EN] for rule in rules.values() if rule.local] == [("no way out for me",)]


def test_each_change_is_logged_with_who_and_why(office: Office) -> None:
    """Also one that was declined; the log holds no phrase that a citizen could have written."""
    seen = office.desk.change(EDITH, LOOK_ALIKE, WHY)
    office.desk.decline(SAM, seen.change.id, "Too wide")
    office.desk.change(SAM, GIVE_UP, "Council's wish")
    assert office.logged() == [
        (EDITH.id, "screening_proposed", WHY),
        (SAM.id, "screening_declined", "Too wide"),
        (SAM.id, "screening_changed", "Council's wish"),
    ]
    with refused("change_decided"):
        office.desk.confirm(SAM, seen.change.id, "After all")


@pytest.mark.parametrize("staff", [CAROL, ANDY, HANNA, HOUSING_EDITOR])
def test_who_lacks_the_right_for_the_whole_organisation_changes_nothing(office: Office, staff: Staff) -> None:
    """The screen guards every department, so an editor of one of them may not loosen it for all."""
    proposed = office.desk.change(EDITH, LOOK_ALIKE, WHY)
    desk, change_id = office.desk, proposed.change.id
    attempts: tuple[Callable[[], object], ...] = (
        lambda: desk.change(staff, GIVE_UP, WHY),
        lambda: desk.confirm(staff, change_id, WHY),
        lambda: desk.decline(staff, change_id, WHY),
        lambda: desk.undo(staff, change_id, WHY),
    )
    for attempt in attempts:
        with pytest.raises(Forbidden):
            attempt()
    assert len(office.desk.changes(EDITH)) == 1


def test_a_shipped_rule_cannot_be_taken_back(office: Office) -> None:
    """Only changes can, by their id."""
    with pytest.raises(NotFound):
        office.desk.undo(EDITH, "crisis/life", WHY)


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (PhraseAdded(Reason.COMPLAINT, EN, "…"), "phrase"),
        (PhraseAdded(Reason.COMPLAINT, EN, "态度差"), "phrase"),
        (PhraseAdded(Reason.COMPLAINT, ZH, "rude"), "phrase"),
        (PhraseAdded(Reason.COMPLAINT, EN, "(a|b"), "phrase"),
        (PhraseAdded(Reason.COMPLAINT, EN, "rude {staff}"), "phrase"),
        (PhraseAdded(Reason.COMPLAINT, EN, "a ... b ... c ... d ... e bad"), "phrase"),
        (PhraseAdded(Reason.COMPLAINT, EN, "call 0555 123 4567"), "phrase"),
        (PhraseAdded(Reason.COMPLAINT, EN, "rude people", emergency=True), "emergency"),
        (PhraseAdded(Reason.NO_EVIDENCE, EN, "rude people"), "reason"),
        (ExceptionAdded("complaint/nothing", EN, "rude people"), "rule"),
        (MessageAdded(Expected.PASSES, EN, "Fine", Reason.CRISIS), "reason"),
    ],
)
def test_what_cannot_be_read_as_a_phrase_is_refused(office: Office, content: Content, field: str) -> None:
    """With the field at fault, before anything is stored."""
    with invalid(field):
        office.desk.change(EDITH, content, WHY)
    assert office.desk.changes(EDITH) == ()


def test_the_same_change_is_not_stated_twice(office: Office) -> None:
    """In force or proposed, it stands already."""
    office.desk.change(EDITH, LOOK_ALIKE, WHY)
    with refused("change_exists"):
        office.desk.change(SAM, LOOK_ALIKE, WHY)


def test_where_the_store_cannot_be_read_the_rules_last_known_screen_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody in danger is shown help; nothing can be released meanwhile, since that takes the store."""
    office.desk.change(EDITH, GIVE_UP, WHY)
    assert office.reasons("no way out for me") == [Reason.CRISIS]
    monkeypatch.setattr(office.store, "read", _unreadable)
    assert office.reasons("no way out for me") == [Reason.CRISIS]
    monkeypatch.undo()
    office.in_force(LOOK_ALIKE)
    assert Reason.COMPLAINT not in office.reasons("A noise complaint about a bar")


def _unreadable() -> Never:
    raise OSError("the disk is gone")
